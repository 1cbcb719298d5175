// Input blocks: a label, a control, a hint, and what is wrong: https://docs.slack.dev/reference/block-kit/blocks/input-block

import { h } from "./dom.js";
import { element } from "./elements.js";
import { withEmoji } from "./emoji.js";

export function input(block, place) {
  const quiet = !block.dispatch_action;
  const control = element(block.element, { ...place, quiet, labelled: true });
  const field = fieldOf(control);
  const label = withEmoji(block.label.text);
  const mark = block.optional ? h("small", {}, " (optional)") : null;
  const hint = block.hint ? h("p", { class: "hint", id: `${control.id}-hint` }, withEmoji(block.hint.text)) : null;
  if (hint) field.setAttribute("aria-describedby", hint.id);
  const caption = field.matches("input, textarea, select")
    ? h("label", { class: "label", for: field.id }, label, mark)
    : h("span", { class: "label", id: `${control.id}-label` }, label, mark);
  if (caption.id) field.setAttribute("aria-labelledby", caption.id);
  if (!block.optional) control.dataset.required = "";
  if (!block.optional) field.setAttribute("aria-required", "true");
  return h("div", { class: "input" }, caption, control, hint, h("p", { class: "error", id: `${control.id}-error` }));
}

/** What takes the focus: the control itself, or the field in it that says so. */
function fieldOf(control) {
  return control.querySelector("[data-field]") ?? control;
}

/** Writes what is wrong under each input, {block_id: sentence}, and takes the person to the first. */
export function showErrors(root, errors) {
  let first = null;
  for (const row of root.querySelectorAll(".input[data-block-id]")) {
    const sentence = errors[row.dataset.blockId];
    const field = fieldOf(row.querySelector("[data-reads]"));
    const error = row.querySelector(":scope > .error");
    error.textContent = sentence ?? "";
    row.classList.toggle("wrong", Boolean(sentence));
    const described = [row.querySelector(".hint")?.id, sentence ? error.id : null].filter(Boolean).join(" ");
    if (described) field.setAttribute("aria-describedby", described);
    else field.removeAttribute("aria-describedby");
    if (sentence) field.setAttribute("aria-invalid", "true");
    else field.removeAttribute("aria-invalid");
    if (sentence) first ??= field;
  }
  (first?.matches("input, textarea, select, button") ? first : first?.querySelector("input, button"))?.focus();
}

/** What Slack itself would not let through: what is empty and not optional, and what is no number, address, length. */
export function missing(root, values) {
  const errors = {};
  for (const control of root.querySelectorAll(".input [data-reads]")) {
    const value = values[control.dataset.block]?.[control.dataset.reads];
    const empty = value === null || value === undefined || (Array.isArray(value) && value.length === 0);
    const complaint = fieldOf(control).validationMessage;
    if (empty && control.dataset.required !== undefined) errors[control.dataset.block] = "Please complete this required field.";
    else if (complaint && !empty) errors[control.dataset.block] = complaint;
    else if (complaint && empty && fieldOf(control).validity.badInput) errors[control.dataset.block] = complaint;
  }
  return errors;
}
