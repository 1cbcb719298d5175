// Rich text to type: marks around words, "-" and "1." before lines; the sandbox makes Slack's rich_text of it.
// https://docs.slack.dev/reference/block-kit/block-elements/rich-text-input-element

import { beginning, key, reading } from "./controls.js";
import { h } from "./dom.js";
import { withEmoji } from "./emoji.js";
import { pickEmoji } from "./emoji-picker.js";
import { moments } from "./fields.js";
import { icon } from "./icons.js";
import { typedOf } from "./rich-text.js";

export function richTextInput(spec, place) {
  const field = h("textarea", {
    class: "control",
    rows: 4,
    "data-field": true,
    "data-key": `${place.block}/${spec.action_id}`,
    id: key(spec, place).id,
    autofocus: spec.focus_on_load,
    placeholder: spec.placeholder ? withEmoji(spec.placeholder.text) : null,
    value: beginning(place, spec.initial_value ? typedOf(spec.initial_value) : "") ?? "",
  });
  const tools = [
    tool("bold", "Bold", () => around(field, "*")),
    tool("italic", "Italic", () => around(field, "_")),
    tool("strike", "Strike through", () => around(field, "~")),
    tool("code", "Code", () => around(field, "`")),
    tool("list", "List", () => before(field, "- ")),
    tool("quote", "Quote", () => before(field, "> ")),
    tool("smile", "Emoji", (event) => pickEmoji(event.currentTarget, (name) => put(field, `:${name}: `))),
  ];
  const control = h("div", { class: "rich-input", id: `${field.id}-rich` }, h("div", { class: "tools", role: "toolbar", "aria-label": "Format" }, tools), field);
  return reading(control, spec, place, () => field.value || null, { moments: moments(spec) });
}

function tool(drawing, label, press) {
  return h("button", { type: "button", class: "quiet", "aria-label": label, title: label, on: { click: press } }, icon(drawing));
}

function around(field, mark) {
  const { selectionStart: from, selectionEnd: to, value } = field;
  put(field, `${mark}${value.slice(from, to)}${mark}`);
  if (from === to) field.setSelectionRange(from + 1, from + 1);
}

/** Each line that is selected begins with the mark. */
function before(field, mark) {
  const { selectionStart, selectionEnd, value } = field;
  const from = value.lastIndexOf("\n", selectionStart - 1) + 1;
  const lines = value.slice(from, selectionEnd).split("\n").map((line) => `${mark}${line}`).join("\n");
  field.setRangeText(lines, from, selectionEnd, "end");
  changed(field);
}

function put(field, text) {
  field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
  changed(field);
}

function changed(field) {
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.focus();
}
