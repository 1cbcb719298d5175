// What was typed into a modal and not sent: it is there again after a reload, and when a view above it is gone.

import { rememberOption } from "./menus.js";
import { typedOf } from "./rich-text.js";

const PLACE = "forms";

export function remember(view, values) {
  sessionStorage.setItem(PLACE, JSON.stringify({ ...all(), [view]: values }));
}

/** In the form of readings(): what the sandbox knows, and over it what was typed here. */
export function unfinished(view) {
  const values = {};
  const typed = all()[view.id] ?? {};
  for (const [block, actions] of Object.entries(view.state?.values ?? {})) {
    values[block] = {};
    for (const [action, state] of Object.entries(actions)) values[block][action] = readingOf(state, block, action);
  }
  for (const [block, actions] of Object.entries(typed)) values[block] = { ...values[block], ...actions };
  return values;
}

export function forget() {
  sessionStorage.removeItem(PLACE);
}

function all() {
  return JSON.parse(sessionStorage.getItem(PLACE) ?? "{}");
}

/** https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload (state) */
function readingOf(state, block, action) {
  const [field, value] = Object.entries(state).find(([name]) => name !== "type") ?? [];
  if (!field || value === null || value === undefined) return state.type?.startsWith("multi_") ? [] : null;
  for (const option of [value].flat()) if (option?.text) rememberOption(block, action, option);
  return {
    selected_option: () => value.value,
    selected_options: () => value.map((option) => option.value),
    rich_text_value: () => typedOf(value),
    files: () => value.map((file) => file.id ?? file),
  }[field]?.() ?? value;
}
