// Things to type: https://docs.slack.dev/reference/block-kit/block-elements/plain-text-input-element

import { beginning, key, reading } from "./controls.js";
import { fromWallClock, wallClock } from "./dates.js";
import { h } from "./dom.js";
import { withEmoji } from "./emoji.js";

const TYPED = ["number", "email", "url"];

export function textInput(spec, place) {
  const tag = spec.multiline ? "textarea" : "input";
  const control = h(tag, {
    ...key(spec, place),
    class: "control",
    type: spec.multiline ? null : "text",
    rows: spec.multiline ? 4 : null,
    placeholder: spec.placeholder ? withEmoji(spec.placeholder.text) : null,
    maxlength: spec.max_length,
    minlength: spec.min_length,
    autofocus: spec.focus_on_load,
    autocomplete: "off",
    value: beginning(place, spec.initial_value) ?? "",
  });
  return reading(control, spec, place, () => control.value || null, { moments: moments(spec) });
}

/** Numbers, addresses, days and hours: the browser's own controls. */
export function field(spec, place, type, initial) {
  const decimal = type === "number" && spec.is_decimal_allowed ? "any" : null;
  const control = h("input", {
    ...key(spec, place),
    class: "control",
    type,
    min: spec.min_value,
    max: spec.max_value,
    step: decimal,
    autofocus: spec.focus_on_load,
    autocomplete: "off",
    placeholder: spec.placeholder ? withEmoji(spec.placeholder.text) : null,
    value: beginning(place, initial) ?? "",
  });
  const told = { fallbackName: spec.placeholder?.text ?? { date: "Date", time: "Time" }[type] };
  return reading(control, spec, place, () => control.value || null, TYPED.includes(type) ? { ...told, moments: moments(spec) } : told);
}

/** Slack counts in epoch seconds; the control shows the clock on the person's wall. */
export function datetimepicker(spec, place) {
  const epoch = beginning(place, spec.initial_date_time);
  const control = h("input", { ...key(spec, place), class: "control", type: "datetime-local", value: epoch ? wallClock(epoch) : "" });
  const read = () => (control.value ? fromWallClock(control.value) : null);
  return reading(control, spec, place, read, { fallbackName: "Date and time" });
}

/** https://docs.slack.dev/reference/block-kit/composition-objects/dispatch-action-configuration-object */
export function moments(spec) {
  return spec.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];
}
