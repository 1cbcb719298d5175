// Rich text, as the composer of Slack sends it: https://docs.slack.dev/reference/block-kit/blocks/rich-text-block

import { moment } from "./dates.js";
import { h } from "./dom.js";
import { channelMention, emojiNode, groupMention, link, userMention } from "./mrkdwn.js";

const STYLES = { bold: "strong", italic: "em", strike: "s", code: "code", underline: "u", highlight: "mark" };
const MARKS = { bold: "*", italic: "_", strike: "~", code: "`" };

export function richText(block, names) {
  return h("div", { class: "mrkdwn rich" }, (block.elements ?? []).map((part) => PARTS[part.type]?.(part, names)));
}

const PARTS = {
  rich_text_section: (part, names) => h("div", {}, pieces(part, names)),
  rich_text_quote: (part, names) => h("blockquote", {}, pieces(part, names)),
  rich_text_preformatted: (part, names) => h("pre", {}, pieces(part, names)),
  rich_text_list: (part, names) =>
    h(part.style === "ordered" ? "ol" : "ul", {
      start: part.offset ? part.offset + 1 : null,
      class: `level-${(part.indent ?? 0) % 3}`,
      style: { "--indent": part.indent ?? 0 },
    }, part.elements.map((entry) => h("li", {}, pieces(entry, names)))),
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
  emoji: (piece) => emojiNode(piece.skin_tone ? `${piece.name}::skin-tone-${piece.skin_tone}` : piece.name),
  date: (piece) => (piece.url ? link(piece.url, moment(piece.timestamp, piece.format)) : moment(piece.timestamp, piece.format)),
  color: (piece) => h("span", { class: "colour", style: { "--colour": safeColour(piece.value) } }, piece.value),
};

function safeColour(value) {
  return /^#[0-9a-f]{3,8}$/i.test(value ?? "") ? value : "transparent";
}

function lines(text) {
  return text.split("\n").flatMap((line, index) => (index ? [h("br"), line] : [line]));
}

function styled(node, style) {
  const tags = Object.keys(style ?? {}).filter((name) => style[name] && STYLES[name]);
  return tags.reduce((inner, name) => h(STYLES[name], {}, inner), node);
}

// -- and back ---------------------------------------------------------------------------------------------------

/** How somebody would have typed it, for a field that begins with rich text. */
export function typedOf(block) {
  return (block.elements ?? []).map((part) => TYPED[part.type]?.(part) ?? "").join("\n").replace(/\n+$/, "");
}

const TYPED = {
  rich_text_section: (part) => typedPieces(part).replace(/\n$/, ""),
  rich_text_quote: (part) => typedPieces(part).split("\n").map((line) => `> ${line}`).join("\n"),
  rich_text_preformatted: (part) => `\`\`\`${typedPieces(part)}\`\`\``,
  rich_text_list: (part) => part.elements.map((entry, index) =>
    `${"    ".repeat(part.indent ?? 0)}${part.style === "ordered" ? `${index + 1 + (part.offset ?? 0)}.` : "-"} ${typedPieces(entry)}`).join("\n"),
};

function typedPieces(part) {
  const said = { text: (piece) => piece.text, link: (piece) => piece.url, emoji: (piece) => `:${piece.name}:`, broadcast: (piece) => `@${piece.range}` };
  return part.elements.map((piece) => {
    const words = said[piece.type]?.(piece) ?? "";
    const marks = Object.keys(piece.style ?? {}).filter((name) => piece.style[name] && MARKS[name]).map((name) => MARKS[name]);
    return marks.reduce((inner, mark) => `${mark}${inner}${mark}`, words);
  }).join("");
}
