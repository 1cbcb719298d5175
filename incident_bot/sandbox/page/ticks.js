// Boxes and circles to tick: https://docs.slack.dev/reference/block-kit/block-elements/checkboxes-element

import { beginning, key, nextNumber, reading } from "./controls.js";
import { h } from "./dom.js";
import { withEmoji } from "./emoji.js";
import { mrkdwn } from "./mrkdwn.js";

/** `type`: "checkbox" or "radio". */
export function ticks(spec, place, type, initial) {
  const chosen = new Set([beginning(place, initial)].flat().filter((value) => value !== null));
  const name = `${place.block}/${spec.action_id}/${nextNumber()}`;
  const boxes = spec.options.map((option) => h("label", { class: "tick" },
    h("input", { type, name, value: option.value, checked: chosen.has(option.value) }),
    h("span", {},
      words(option.text, place.names),
      option.description ? h("small", {}, words(option.description, place.names)) : null)));
  const role = type === "radio" ? "radiogroup" : "group";
  const control = h("div", { ...key(spec, place), role, class: "ticks" }, boxes);
  const picked = () => [...control.querySelectorAll("input:checked")].map((input) => input.value);
  return reading(control, spec, place, type === "radio" ? () => picked()[0] ?? null : picked);
}

function words(text, names) {
  return text.type === "mrkdwn" ? mrkdwn(text.text, names) : h("span", {}, withEmoji(text.text));
}
