// What all controls of Block Kit have in common: how they are read, and how the app hears of them.

import { ask } from "./confirm.js";
import { tell } from "./dom.js";

/** control → () => its value: a string, a list for the ones with several choices, null when empty. */
const READERS = new WeakMap();
let numbers = 0;

/** {block_id: {action_id: value}} of everything inside that can be filled in. */
export function readings(root) {
  const values = {};
  for (const control of root.querySelectorAll("[data-reads]")) {
    const { block, reads } = control.dataset;
    (values[block] ??= {})[reads] = READERS.get(control)();
  }
  return values;
}

export function nextNumber() {
  numbers += 1;
  return numbers;
}

/** By `data-key` the focus finds its control again after a redraw. */
export function key(spec, place) {
  return { id: `control-${nextNumber()}`, "data-key": `${place.block}/${spec.action_id}` };
}

/** Tells whoever shows the blocks; resolves with false when the person is not so sure after all. */
export async function act(control, spec, place, value) {
  if (spec.confirm && !(await ask(spec.confirm, place.names))) return false;
  tell(control, "act", { block_id: place.block, action_id: spec.action_id, value, control });
  return true;
}

/** `moments`: for fields in which one types, when the app hears of it; else at every change. */
export function reading(control, spec, place, read, { fallbackName = null, moments = null, silent = false } = {}) {
  control.dataset.block = place.block;
  control.dataset.reads = spec.action_id;
  READERS.set(control, read);
  if (!place.labelled && fallbackName) (control.querySelector("[data-field]") ?? control).setAttribute("aria-label", fallbackName);
  if (!place.quiet && !silent) listen(control, spec, place, read, moments);
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
  return undefined;
}

/** What was there before a redraw, else what the app begins with. */
export function beginning(place, initial) {
  return place.before !== undefined ? place.before : initial;
}

export function safe(url) {
  return /^(https?|mailto):/i.test(url ?? "") ? url : null;
}
