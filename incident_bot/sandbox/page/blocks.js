// Block Kit's blocks as elements: https://docs.slack.dev/reference/block-kit/blocks

import { h } from "./dom.js";
import { element } from "./elements.js";
import { withEmoji } from "./emoji.js";
import { link, mrkdwn } from "./mrkdwn.js";
import { richText } from "./rich-text.js";

/** `kept`: what was entered before a redraw (readings() of elements.js); `channel`: where the blocks stand. */
export function blocks(list, names, { kept = {}, channel = null } = {}) {
  return h("div", { class: "blocks" }, list.map((block, index) => {
    const place = { block: block.block_id ?? `block-${index}`, names, kept, channel };
    const build = BLOCKS[block.type];
    if (!build) return h("p", { class: "unknown" }, `The sandbox does not show “${block.type}” blocks yet.`);
    const node = build(block, place);
    node.dataset.blockId = place.block;
    return node;
  }));
}

const BLOCKS = {
  section,
  header: (block) => h("h3", { class: "block-header" }, withEmoji(block.text.text)),
  divider: () => h("hr"),
  context,
  actions: (block, place) =>
    h("div", { class: "actions" }, block.elements.map((spec) => element(spec, place))),
  image,
  input,
  rich_text: (block, place) => richText(block, place.names),
  markdown: (block, place) => mrkdwn(block.text, place.names),
};

function section(block, place) {
  const words = h("div", { class: "section-words" },
    block.text ? text(block.text, place.names) : null,
    block.fields ? h("div", { class: "fields" }, block.fields.map((one) => text(one, place.names))) : null);
  const accessory = block.accessory
    ? h("div", { class: "accessory" }, block.accessory.type === "image" ? picture(block.accessory) : element(block.accessory, place))
    : null;
  return h("div", { class: "section" }, words, accessory);
}

function context(block, place) {
  return h("div", { class: "context" }, block.elements.map((one) =>
    one.type === "image" ? picture(one) : text(one, place.names)));
}

function image(block) {
  return h("figure", {},
    block.title ? h("figcaption", {}, withEmoji(block.title.text)) : null,
    picture(block));
}

/** Nothing is fetched from elsewhere: a foreign picture is named and linked instead of shown. */
function picture(spec) {
  const url = spec.image_url ?? spec.slack_file?.url ?? "";
  const address = new URL(url, location.href);
  if (address.origin === location.origin || address.protocol === "data:") {
    return h("img", { src: address.href, alt: spec.alt_text, loading: "lazy" });
  }
  return h("span", { class: "picture" }, "🖼 ", link(url, spec.alt_text || "picture"), h("small", {}, " not loaded here"));
}

function text(spec, names) {
  if (spec.type === "mrkdwn") return mrkdwn(spec.text, names);
  return h("div", { class: "plain" }, withEmoji(spec.text));
}

function input(block, place) {
  const quiet = !block.dispatch_action;
  const control = element(block.element, { ...place, quiet, labelled: true });
  const label = withEmoji(block.label.text);
  const mark = block.optional ? h("small", {}, " (optional)") : null;
  const hint = block.hint ? h("p", { class: "hint", id: `${control.id}-hint` }, withEmoji(block.hint.text)) : null;
  if (hint) control.setAttribute("aria-describedby", hint.id);
  const caption = control.matches("input, textarea, select")
    ? h("label", { class: "label", for: control.id }, label, mark)
    : h("span", { class: "label", id: `${control.id}-label` }, label, mark);
  if (caption.id) control.setAttribute("aria-labelledby", caption.id);
  if (!block.optional) control.dataset.required = "";
  return h("div", { class: "input" }, caption, control, hint, h("p", { class: "error", id: `${control.id}-error` }));
}

/** Writes what is wrong under each input, {block_id: sentence}, and takes the person to the first. */
export function showErrors(root, errors) {
  let first = null;
  for (const row of root.querySelectorAll(".input")) {
    const sentence = errors[row.dataset.blockId];
    const control = row.querySelector("[data-reads]");
    const error = row.querySelector(".error");
    error.textContent = sentence ?? "";
    row.classList.toggle("wrong", Boolean(sentence));
    const described = [row.querySelector(".hint")?.id, sentence ? error.id : null].filter(Boolean).join(" ");
    if (described) control.setAttribute("aria-describedby", described);
    else control.removeAttribute("aria-describedby");
    if (sentence) control.setAttribute("aria-invalid", "true");
    else control.removeAttribute("aria-invalid");
    if (sentence) first ??= control;
  }
  (first?.matches("input, textarea, select") ? first : first?.querySelector("input, summary"))?.focus();
}

/** What Slack itself would not let through: https://docs.slack.dev/reference/block-kit/blocks/input-block (optional). */
export function missing(root, values) {
  const errors = {};
  for (const control of root.querySelectorAll("[data-required]")) {
    const value = values[control.dataset.block]?.[control.dataset.reads];
    const empty = value === null || value === undefined || (Array.isArray(value) && value.length === 0);
    if (empty) errors[control.dataset.block] = "Please complete this required field.";
    else if (control.validationMessage) errors[control.dataset.block] = control.validationMessage;
  }
  return errors;
}
