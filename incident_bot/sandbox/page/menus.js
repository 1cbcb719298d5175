// Menus to choose from, the app's own options, people, channels, and what the app offers while one types.

import { offeredChoices, optionChoice } from "./choices.js";
import { Combobox } from "./combobox.js";
import { act, beginning, key, reading } from "./controls.js";
import { withEmoji } from "./emoji.js";

// https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element#external_select
const LEAST_TYPED = 3;

/** "block/action/value" → a choice that was offered once: what was picked keeps its words. */
const offered = new Map();

export function choosing(spec, place, choices, initial, many = false) {
  const wanted = [beginning(place, initial) ?? []].flat();
  const chosen = wanted.map((value) => choices.find((choice) => choice.value === value)).filter(Boolean);
  return menu(spec, place, { source: choices, chosen, many });
}

export function asking(spec, place, initial, many = false) {
  const first = initial.map((option) => remember(spec, place, optionChoice(option)));
  const wanted = [beginning(place, first.map((choice) => choice.value)) ?? []].flat();
  const chosen = wanted.map((value) => offered.get(nameOf(spec, place, value)) ?? { value, label: value });
  return menu(spec, place, { source: (typed) => look(spec, place, typed), looks: true, chosen, many });
}

async function look(spec, place, typed) {
  const least = spec.min_query_length ?? LEAST_TYPED;
  if (typed.length < least) return { note: `Type at least ${least} ${least === 1 ? "character" : "characters"}.` };
  const where = { block_id: place.block, action_id: spec.action_id, typed };
  const { ok, error, result } = await place.page.send({ do: "suggest", ...place.where, ...where });
  if (!ok) return { note: error };
  return { choices: offeredChoices(result.options).map((choice) => remember(spec, place, choice)) };
}

function remember(spec, place, choice) {
  offered.set(nameOf(spec, place, choice.value), choice);
  return choice;
}

/** An option that the sandbox still knows, after the page has forgotten. */
export function rememberOption(block, action, option) {
  offered.set([block, action, option.value].join("/"), optionChoice(option));
}

function nameOf(spec, place, value) {
  return [place.block, spec.action_id, value].join("/");
}

function menu(spec, place, { source, looks = false, chosen, many }) {
  const prompt = withEmoji(spec.placeholder?.text ?? "Choose …");
  const { id, "data-key": focusKey } = key(spec, place);
  const box = new Combobox({
    source, looks, many, chosen, prompt,
    most: spec.max_selected_items ?? Infinity,
    // In a message there is always something chosen once something was.
    clears: Boolean(place.quiet || place.labelled),
    changed: (value) => {
      box.node.dispatchEvent(new Event("input", { bubbles: true }));
      return place.quiet ? true : act(box.node, spec, place, value);
    },
    attributes: { node: { id }, field: { id: `${id}-field`, "data-field": true, "data-key": focusKey, autofocus: spec.focus_on_load } },
  });
  return reading(box.node, spec, place, () => box.value, { fallbackName: prompt, silent: true });
}
