// Markdown blocks as elements: https://docs.slack.dev/reference/block-kit/blocks/markdown-block
// What one finds in messages: headings, lists, tasks, quotes, code, tables, links. Never HTML: only nodes are made.

import { h } from "./dom.js";
import { emoji } from "./emoji.js";
import { emojiNode, link } from "./mrkdwn.js";

export function markdown(text) {
  return h("div", { class: "mrkdwn markdown" }, parts(text.replaceAll("\r\n", "\n").split("\n")));
}

/** Each takes the lines from `at`, and gives {node, next}, when they begin so. */
const KINDS = [fence, heading, rule, quote, list, table, paragraph];

function parts(lines) {
  const nodes = [];
  let at = 0;
  while (at < lines.length) {
    if (!lines[at].trim()) {
      at += 1;
      continue;
    }
    for (const kind of KINDS) {
      const found = kind(lines, at);
      if (!found) continue;
      nodes.push(found.node);
      at = found.next;
      break;
    }
  }
  return nodes;
}

function fence(lines, at) {
  const opening = /^\s*(```+|~~~+)/.exec(lines[at]);
  if (!opening) return null;
  let end = at + 1;
  while (end < lines.length && !lines[end].trim().startsWith(opening[1])) end += 1;
  return { node: h("pre", {}, lines.slice(at + 1, end).join("\n")), next: end + 1 };
}

function heading(lines, at) {
  const [, marks, words] = /^(#{1,6})\s+(.*?)\s*#*$/.exec(lines[at]) ?? [];
  // The page's own headings are above these.
  return marks ? { node: h("p", { class: `heading level-${marks.length}`, role: "heading", "aria-level": Math.min(6, marks.length + 2) }, inline(words)), next: at + 1 } : null;
}

function rule(lines, at) {
  return /^\s*([-*_])(\s*\1){2,}\s*$/.test(lines[at]) ? { node: h("hr"), next: at + 1 } : null;
}

function quote(lines, at) {
  let end = at;
  while (end < lines.length && /^\s*>/.test(lines[end])) end += 1;
  return end > at ? { node: h("blockquote", {}, parts(lines.slice(at, end).map((line) => line.replace(/^\s*>\s?/, "")))), next: end } : null;
}

const ITEM = /^(\s*)([-*+]|\d{1,9}[.)])\s+(.*)$/;

function list(lines, at) {
  const first = ITEM.exec(lines[at]);
  if (!first) return null;
  const ordered = /\d/.test(first[2]);
  const items = [];
  let end = at;
  while (end < lines.length) {
    const item = ITEM.exec(lines[end]);
    const deeper = /^\s+/.exec(lines[end])?.[0].length > first[1].length;
    if (item && item[1].length <= first[1].length && /\d/.test(item[2]) === ordered) items.push([item[3]]);
    else if (deeper && items.length && lines[end].trim()) items.at(-1).push(lines[end]);
    else break;
    end += 1;
  }
  const node = h(ordered ? "ol" : "ul", { start: ordered ? parseInt(first[2], 10) : null }, items.map(([words, ...rest]) => h("li", {}, task(words), rest.length ? parts(unindented(rest)) : null)));
  return { node, next: end };
}

function task(words) {
  const [, mark, rest] = /^\[([ xX])\]\s+(.*)$/.exec(words) ?? [];
  return mark === undefined ? inline(words) : [mark === " " ? "☐ " : "☑ ", inline(rest)];
}

function unindented(lines) {
  const least = Math.min(...lines.map((line) => /^\s*/.exec(line)[0].length));
  return lines.map((line) => line.slice(least));
}

function table(lines, at) {
  const line = lines[at + 1] ?? "";
  if (!lines[at].includes("|") || !/^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$/.test(line) || !line.includes("-")) return null;
  let end = at + 2;
  while (end < lines.length && lines[end].includes("|")) end += 1;
  const row = (tag) => (words) => h("tr", {}, cells(words).map((cell) => h(tag, {}, inline(cell))));
  return {
    node: h("div", { class: "table" }, h("table", {}, h("thead", {}, row("th")(lines[at])), h("tbody", {}, lines.slice(at + 2, end).map(row("td"))))),
    next: end,
  };
}

function cells(line) {
  return line.trim().replace(/^\||\|$/g, "").split("|").map((cell) => cell.trim());
}

function paragraph(lines, at) {
  let end = at + 1;
  while (end < lines.length && lines[end].trim() && !KINDS.slice(0, -1).some((kind) => kind(lines, end))) end += 1;
  const words = lines.slice(at, end).flatMap((line, index) => (index ? [h("br"), inline(line)] : [inline(line)]));
  return { node: h("p", {}, words), next: end };
}

// -- within a line ------------------------------------------------------------------------------------------------

const MARKUP = [
  [/\\([!-/:-@[-`{-~])/, (match) => match[1]],
  [/(`+)(.+?)\1/, (match) => h("code", {}, match[2])],
  [/!\[([^\]]*)\]\(([^\s)]+)[^)]*\)/, (match) => link(match[2], `🖼 ${match[1] || "picture"}`)],
  [/\[([^\]]+)\]\(([^\s)]+)[^)]*\)/, (match) => link(match[2], inline(match[1]))],
  [/\*\*(?=\S)(.+?)(?<=\S)\*\*|__(?=\S)(.+?)(?<=\S)__/, (match) => h("strong", {}, inline(match[1] ?? match[2]))],
  [/\*(?=\S)(.+?)(?<=\S)\*|(?<![\p{L}\p{N}])_(?=\S)(.+?)(?<=\S)_(?![\p{L}\p{N}])/u, (match) => h("em", {}, inline(match[1] ?? match[2]))],
  [/~~(?=\S)(.+?)(?<=\S)~~/, (match) => h("s", {}, inline(match[1]))],
  [/<?(https?:\/\/[^\s<>]*[^\s<>.,;:!?)'"])>?/, (match) => link(match[1], match[1])],
  [/:([a-z0-9_+'-]+):/, (match) => (emoji(match[1]) ? emojiNode(match[1]) : match[0])],
];

/** What begins first wins; of what begins together, what stands first in the list. */
function inline(text) {
  let first = null;
  for (const [pattern, build] of MARKUP) {
    const match = pattern.exec(text);
    if (match && (!first || match.index < first.match.index)) first = { match, build };
  }
  if (!first) return [text];
  const { match, build } = first;
  return [text.slice(0, match.index), build(match), ...inline(text.slice(match.index + match[0].length))];
}
