// Rich text, as the composer of Slack sends it: https://docs.slack.dev/reference/block-kit/blocks/rich-text-block

import { moment } from "./dates.js";
import { h } from "./dom.js";
import { channelMention, emojiNode, groupMention, link, userMention } from "./mrkdwn.js";

const STYLES = { bold: "strong", italic: "em", strike: "s", code: "code", underline: "u" };

export function richText(block, names) {
  return h("div", { class: "mrkdwn" }, block.elements.map((part) => PARTS[part.type]?.(part, names)));
}

const PARTS = {
  rich_text_section: (part, names) => h("div", {}, pieces(part, names)),
  rich_text_quote: (part, names) => h("blockquote", {}, pieces(part, names)),
  rich_text_preformatted: (part, names) => h("pre", {}, pieces(part, names)),
  rich_text_list: (part, names) =>
    h(part.style === "ordered" ? "ol" : "ul", { start: part.offset ? part.offset + 1 : null },
      part.elements.map((entry) => h("li", {}, pieces(entry, names)))),
};

function pieces(part, names) {
  return part.elements.map((piece) => styled(PIECES[piece.type]?.(piece, names) ?? piece.text ?? "", piece.style));
}

const PIECES = {
  text: (piece) => lines(piece.text),
  link: (piece) => link(piece.url, piece.text || piece.url),
  user: (piece, names) => userMention(piece.user_id, "", names),
  channel: (piece, names) => channelMention(piece.channel_id, "", names),
  usergroup: (piece, names) => groupMention(piece.usergroup_id, "", names),
  broadcast: (piece) => h("span", { class: "mention loud" }, `@${piece.range}`),
  emoji: (piece) => emojiNode(piece.name),
  date: (piece) => moment(piece.timestamp, piece.format),
};

function lines(text) {
  return text.split("\n").flatMap((line, index) => (index ? [h("br"), line] : [line]));
}

function styled(node, style) {
  const tags = Object.keys(style ?? {}).filter((name) => style[name] && STYLES[name]);
  return tags.reduce((inner, name) => h(STYLES[name], {}, inner), node);
}
