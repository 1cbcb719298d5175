// Interactive elements of Block Kit: https://docs.slack.dev/reference/block-kit/block-elements
// Each becomes a native control; readings() collects what people entered, in the feed's form.

import { channelChoices, conversationChoices, optionChoices, peopleChoices } from "./choices.js";
import { ask } from "./confirm.js";
import { fromWallClock, wallClock } from "./dates.js";
import { h, tell } from "./dom.js";
import { withEmoji } from "./emoji.js";
import { openMenu } from "./menu.js";
import { mrkdwn } from "./mrkdwn.js";

/** control → () => its value: a string, a list for the ones with several choices, null when empty. */
const READERS = new WeakMap();

/**
 * `place`: {block, names, quiet, kept, channel}: the block_id, the workspace, whether picking only fills in a form
 * (inputs) instead of telling the app at once, what was entered before a redraw, the channel it stands in.
 */
export function element(spec, place) {
  const build = ELEMENTS[spec.type];
  if (!build) return h("span", { class: "unknown" }, `The sandbox does not show “${spec.type}” yet.`);
  return build(spec, { ...place, before: place.kept?.[place.block]?.[spec.action_id] });
}

/** {block_id: {action_id: value}} of everything inside that can be filled in. */
export function readings(root) {
  const values = {};
  for (const control of root.querySelectorAll("[data-reads]")) {
    const { block, reads } = control.dataset;
    (values[block] ??= {})[reads] = READERS.get(control)();
  }
  return values;
}

const ELEMENTS = {
  button,
  workflow_button: button,
  overflow,
  static_select: (spec, place) => select(spec, place, optionChoices(spec), spec.initial_option?.value),
  users_select: (spec, place) => select(spec, place, peopleChoices(place.names), spec.initial_user),
  channels_select: (spec, place) => select(spec, place, channelChoices(place.names), spec.initial_channel),
  conversations_select: (spec, place) => {
    const initial = spec.default_to_current_conversation ? place.channel : spec.initial_conversation;
    return select(spec, place, conversationChoices(place.names, spec.filter), initial);
  },
  multi_static_select: (spec, place) => several(spec, place, optionChoices(spec), values(spec.initial_options)),
  multi_users_select: (spec, place) => several(spec, place, peopleChoices(place.names), spec.initial_users),
  multi_channels_select: (spec, place) => several(spec, place, channelChoices(place.names), spec.initial_channels),
  multi_conversations_select: (spec, place) =>
    several(spec, place, conversationChoices(place.names, spec.filter), spec.initial_conversations),
  checkboxes: (spec, place) => ticks(spec, place, "checkbox", values(spec.initial_options)),
  radio_buttons: (spec, place) => ticks(spec, place, "radio", values([spec.initial_option].filter(Boolean))),
  datepicker: (spec, place) => field(spec, place, "date", spec.initial_date),
  timepicker: (spec, place) => field(spec, place, "time", spec.initial_time),
  datetimepicker,
  plain_text_input: textInput,
  rich_text_input: (spec, place) => textInput({ ...spec, multiline: true, initial_value: "" }, place),
  number_input: (spec, place) => field(spec, place, "number", spec.initial_value),
  email_text_input: (spec, place) => field(spec, place, "email", spec.initial_value),
  url_text_input: (spec, place) => field(spec, place, "url", spec.initial_value),
};

// -- things to press ------------------------------------------------------------------------------------------

function button(spec, place) {
  const style = spec.style ? ` ${spec.style}` : "";
  const label = withEmoji(spec.text.text);
  const attributes = { class: `button${style}`, "aria-label": spec.accessibility_label, ...key(spec, place) };
  const press = (event) => act(event.currentTarget, spec, place, spec.value ?? null);
  if (spec.url) {
    return h("a", { ...attributes, href: safe(spec.url), target: "_blank", rel: "noopener noreferrer", on: { click: press } }, label);
  }
  return h("button", { ...attributes, type: "button", on: { click: press } }, label);
}

function overflow(spec, place) {
  const open = (event) => {
    const opener = event.currentTarget;
    openMenu(opener, spec.options.map((option) => ({
      label: withEmoji(option.text.text),
      detail: option.description ? withEmoji(option.description.text) : null,
      href: safe(option.url),
      external: true,
      choose: () => act(opener, spec, place, option.value),
    })));
  };
  const attributes = { class: "button overflow", "aria-label": "More options", "aria-haspopup": "menu", ...key(spec, place) };
  return h("button", { ...attributes, type: "button", on: { click: open } }, "⋯");
}

function safe(url) {
  return /^(https?|mailto):/i.test(url ?? "") ? url : null;
}

async function act(control, spec, place, value) {
  if (spec.confirm && !(await ask(spec.confirm, place.names))) return false;
  tell(control, "act", { block_id: place.block, action_id: spec.action_id, value, control });
  return true;
}

// -- one of several -------------------------------------------------------------------------------------------

function select(spec, place, choices, initial) {
  const chosen = place.before !== undefined ? place.before : initial;
  const prompt = withEmoji(spec.placeholder?.text ?? "Choose…");
  const entry = ({ value, label }) => h("option", { value, selected: value === chosen }, label);
  const control = h("select", { ...key(spec, place), class: "control" },
    h("option", { value: "", selected: !chosen }, prompt),
    choices.map((choice) => choice.group
      ? h("optgroup", { label: choice.group }, choice.choices.map(entry))
      : entry(choice)));
  return reading(control, spec, place, () => control.value || null, { fallbackName: prompt });
}

function ticks(spec, place, type, initial) {
  const chosen = new Set([place.before !== undefined ? place.before : initial].flat().filter((value) => value !== null));
  const name = `${place.block}/${spec.action_id}/${nextNumber()}`;
  const boxes = spec.options.map((option) => h("label", { class: "tick" },
    h("input", { type, name, value: option.value, checked: chosen.has(option.value) }),
    h("span", {},
      optionText(option.text, place.names),
      option.description ? h("small", {}, optionText(option.description, place.names)) : null)));
  const role = type === "radio" ? "radiogroup" : "group";
  const control = h("div", { ...key(spec, place), role, class: "ticks" }, boxes);
  const picked = () => checkedValues(control);
  return reading(control, spec, place, type === "radio" ? () => picked()[0] ?? null : picked);
}

/** Several of many: a list of boxes that unfolds, so that it needs nothing but the keyboard's space and tab. */
function several(spec, place, choices, initial) {
  const chosen = new Set(place.before ?? initial ?? []);
  const prompt = withEmoji(spec.placeholder?.text ?? "Choose…");
  const flat = choices.flatMap((choice) => choice.choices ?? [choice]);
  const box = ({ value, label }) => h("label", { class: "tick" },
    h("input", { type: "checkbox", value, checked: chosen.has(value) }), h("span", {}, label));
  const summary = h("summary", { class: "control" });
  const control = h("details", { ...key(spec, place), class: "several", role: "group" }, summary,
    h("div", { class: "ticks" }, flat.map(box)));
  const describe = () => {
    const labels = flat.filter((choice) => checkedValues(control).includes(choice.value)).map((choice) => choice.label);
    summary.textContent = labels.join(", ") || prompt;
    summary.classList.toggle("unset", labels.length === 0);
    const full = spec.max_selected_items && labels.length >= spec.max_selected_items;
    for (const input of control.querySelectorAll("input")) input.disabled = Boolean(full) && !input.checked;
  };
  control.addEventListener("change", describe);
  describe();
  return reading(control, spec, place, () => checkedValues(control), { fallbackName: prompt });
}

function checkedValues(control) {
  return [...control.querySelectorAll("input:checked")].map((input) => input.value);
}

// -- things to type -------------------------------------------------------------------------------------------

function textInput(spec, place) {
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
    value: place.before !== undefined ? place.before ?? "" : spec.initial_value ?? "",
  });
  const moments = spec.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];
  return reading(control, spec, place, () => control.value || null, { moments });
}

function field(spec, place, type, initial) {
  const control = h("input", {
    ...key(spec, place),
    class: "control",
    type,
    min: spec.min_value,
    max: spec.max_value,
    step: spec.is_decimal_allowed ? "any" : null,
    placeholder: spec.placeholder?.text,
    value: place.before !== undefined ? place.before ?? "" : initial ?? "",
  });
  return reading(control, spec, place, () => control.value || null, { fallbackName: spec.placeholder?.text });
}

/** Slack counts in epoch seconds; the control shows the clock on the person's wall. */
function datetimepicker(spec, place) {
  const epoch = place.before !== undefined ? place.before : spec.initial_date_time;
  const control = h("input", { ...key(spec, place), class: "control", type: "datetime-local", value: epoch ? wallClock(epoch) : "" });
  const read = () => (control.value ? fromWallClock(control.value) : null);
  return reading(control, spec, place, read, { fallbackName: "Date and time" });
}

// -- what they have in common ---------------------------------------------------------------------------------

let numbers = 0;

function nextNumber() {
  numbers += 1;
  return numbers;
}

/** By `data-key` the focus finds its control again after a redraw. */
function key(spec, place) {
  return { id: `control-${nextNumber()}`, "data-key": `${place.block}/${spec.action_id}` };
}

function reading(control, spec, place, read, { fallbackName = null, moments = null } = {}) {
  control.dataset.block = place.block;
  control.dataset.reads = spec.action_id;
  READERS.set(control, read);
  if (!place.labelled && fallbackName) control.setAttribute("aria-label", fallbackName);
  if (!place.quiet) listen(control, spec, place, read, moments);
  return control;
}

function listen(control, spec, place, read, moments) {
  const send = () => act(control, spec, place, read());
  if (!moments) return control.addEventListener("change", send);
  if (moments.includes("on_character_entered")) control.addEventListener("input", send);
  control.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || !moments.includes("on_enter_pressed")) return;
    event.preventDefault();
    send();
  });
}

function values(options) {
  return (options ?? []).map((option) => option.value);
}

function optionText(text, names) {
  return text.type === "mrkdwn" ? mrkdwn(text.text, names) : h("span", {}, withEmoji(text.text));
}
