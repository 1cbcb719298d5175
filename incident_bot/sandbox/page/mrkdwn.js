// Slack's mrkdwn as elements: https://docs.slack.dev/messaging/formatting-message-text

import { moment } from "./dates.js";
import { h, tell } from "./dom.js";
import { emoji } from "./emoji.js";
import { icon } from "./icons.js";

const STYLES = { "*": "strong", _: "em", "~": "s" };
const WORD = /[\p{L}\p{N}]/u;

/** `names` says who and what an identifier means: workspace.js. */
export function mrkdwn(text, names) {
  const pieces = text.split(/```([\s\S]*?)```/);
  const nodes = pieces.flatMap((piece, index) =>
    index % 2 ? [h("pre", {}, plain(piece.replace(/^\n|\n$/g, "")))] : quotes(piece, names));
  return h("div", { class: "mrkdwn" }, nodes);
}

function quotes(text, names) {
  const nodes = [];
  let quote = null;
  let rest = false;
  for (const line of text.replace(/^\n|\n$/g, "").split("\n")) {
    const [, marks, words] = /^((?:&gt;|>){3}|(?:&gt;|>))?\s?(.*)$/s.exec(line);
    if (!marks && !rest) {
      if (quote === null && nodes.length) nodes.push(h("br"));
      quote = null;
      nodes.push(...inline(line, names));
      continue;
    }
    rest ||= /^(&gt;|>){3}$/.test(marks ?? "");
    if (quote) quote.append(h("br"));
    else nodes.push((quote = h("blockquote")));
    quote.append(...inline(marks ? words : line, names));
  }
  return nodes;
}

function inline(text, names) {
  const nodes = [];
  let buffer = "";
  let at = 0;
  while (at < text.length) {
    const found = special(text, at, names);
    if (!found) {
      buffer += text[at];
      at += 1;
      continue;
    }
    if (buffer) nodes.push(plain(buffer));
    buffer = "";
    nodes.push(found.node);
    at += found.length;
  }
  if (buffer) nodes.push(plain(buffer));
  return nodes;
}

/** The marked-up piece that begins exactly here, or null. */
function special(text, at, names) {
  const character = text[at];
  const rest = text.slice(at);
  let match;
  if (character === "<" && (match = /^<([^<>\n]+)>/.exec(rest))) return found(match, reference(match[1], names));
  if (character === "`" && (match = /^`([^`\n]+)`/.exec(rest))) return found(match, h("code", {}, code(match[1])));
  if (character === ":" && (match = /^:([a-z0-9_+'-]+(?:::skin-tone-[2-6])?):/.exec(rest))) {
    const shown = emoji(match[1]);
    return shown ? found(match, emojiNode(match[1], shown)) : null;
  }
  if (WORD.test(text[at - 1] ?? "")) return null;
  if (character in STYLES) return styled(text, at, names);
  if (character === "h" && (match = /^https?:\/\/[^\s<>]*[^\s<>.,;:!?)'"]/.exec(rest))) {
    return found(match, link(unescape(match[0]), unescape(match[0])));
  }
  return null;
}

function found(match, node) {
  return { node, length: match[0].length };
}

/** *bold*, _italic_, ~strike~: the marks touch the words inside and no word outside. */
function styled(text, at, names) {
  const mark = text[at];
  if (/^\s?$/.test(text[at + 1] ?? "") || text[at + 1] === mark) return null;
  let end = at + 2;
  for (; end < text.length; end += 1) {
    if (text[end] === "<" || text[end] === "`") end = skipped(text, end);
    const closes = text[end] === mark && !/\s/.test(text[end - 1]) && !WORD.test(text[end + 1] ?? "");
    if (closes && text[end + 1] !== mark) break;
  }
  if (end >= text.length) return null;
  return { node: h(STYLES[mark], {}, inline(text.slice(at + 1, end), names)), length: end + 1 - at };
}

function skipped(text, at) {
  const end = text.indexOf(text[at] === "<" ? ">" : "`", at + 1);
  return end < 0 ? at : end;
}

// -- what stands between < and > ------------------------------------------------------------------------------

function reference(body, names) {
  if (body.startsWith("!date^")) return date(body);
  const [target, label] = split(body);
  if (/^@[UWB]/.test(target)) return userMention(target.slice(1), label, names);
  if (/^#[CGD]/.test(target)) return channelMention(target.slice(1), label, names);
  if (target.startsWith("!subteam^")) return groupMention(target.slice(9), label, names);
  if (target.startsWith("!")) return h("span", { class: "mention loud" }, label || `@${target.slice(1).split("^")[0]}`);
  return link(unescape(target), unescape(label || target.replace(/^mailto:/, "")));
}

function split(body) {
  const bar = body.indexOf("|");
  return bar < 0 ? [body, ""] : [body.slice(0, bar), body.slice(bar + 1)];
}

function date(body) {
  const [, epoch, format, url, fallback] = /^!date\^(-?\d+)?\^?([^^|]*)(?:\^([^|]*))?\|?(.*)$/s.exec(body) ?? [];
  if (!epoch || !format) return plain(fallback ?? "");
  const shown = moment(Number(epoch), unescape(format));
  return url ? link(unescape(url), shown) : shown;
}

export function userMention(id, label, names) {
  const mine = names.me?.id === id ? " loud" : "";
  return h("span", { class: `mention${mine}` }, `@${names.userName(id) ?? (unescape(label) || "unknown")}`);
}

export function channelMention(id, label, names) {
  const channel = names.channels.get(id);
  if (!channel) {
    const shown = label ? `#${unescape(label)}` : "private channel";
    return h("span", { class: "mention" }, label ? null : icon("lock"), shown);
  }
  const open = (event) => tell(event.currentTarget, "open-channel", id);
  return h("button", { type: "button", class: "mention", on: { click: open } }, `#${names.channelName(channel)}`);
}

export function groupMention(id, label, names) {
  const handle = unescape(label).replace(/^@/, "") || names.groupHandle(id) || "group";
  return h("span", { class: "mention" }, `@${handle}`);
}

/** Only what a browser may safely follow becomes a link. */
export function link(url, label) {
  if (!/^(https?:|mailto:)/i.test(url)) return h("span", {}, label);
  return h("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, label);
}

export function emojiNode(name, shown = emoji(name)) {
  if (!shown) return `:${name}:`;
  return h("span", { class: "emoji", role: "img", "aria-label": name, title: `:${name}:` }, shown);
}

function code(text) {
  return unescape(text.replace(/<([^<>|]+)(?:\|([^<>]*))?>/g, (whole, target, label) => label || target));
}

function plain(text) {
  return document.createTextNode(unescape(text));
}

function unescape(text) {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}
