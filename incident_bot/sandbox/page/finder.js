// A dialog in which one types and chooses: where to go, who to be, which channel to join.

import { matching } from "./choices.js";
import { openDialog } from "./dialog.js";
import { fill, h } from "./dom.js";

const MOST = 50;

/** `choices`: {label, detail?, also?, mark?, choose()} each; `foot`: what stands below the list. */
export function find(title, choices, { prompt, foot = null }) {
  const field = h("input", {
    class: "control", type: "text", role: "combobox", placeholder: prompt, "aria-label": prompt, autocomplete: "off",
    "aria-expanded": "true", "aria-controls": "found",
  });
  const list = h("div", { class: "found", id: "found", role: "listbox", "aria-label": title });
  const dialog = openDialog(title, { kind: "finder", body: [field, list], foot });
  let found = [];
  let at = 0;

  const mark = () => {
    list.querySelector("[aria-selected=true]")?.setAttribute("aria-selected", "false");
    const active = list.children[at];
    active?.setAttribute("aria-selected", "true");
    active?.scrollIntoView({ block: "nearest" });
    if (active?.id) field.setAttribute("aria-activedescendant", active.id);
  };
  const choose = (choice) => {
    dialog.close();
    choice?.choose();
  };
  const draw = () => {
    found = matching(choices, field.value, MOST);
    at = 0;
    fill(list, found.map((choice, index) => h("div", { id: `found-${index}`, role: "option", "aria-selected": "false", on: { click: () => choose(choice) } },
      choice.mark ?? null, h("span", {}, choice.label), choice.detail ? h("small", {}, choice.detail) : null)),
    found.length ? null : h("p", { class: "none" }, "Nothing of that name."),
    found.length === MOST ? h("p", { class: "none" }, `The first ${MOST}. Type to narrow it down.`) : null);
    mark();
  };
  field.addEventListener("input", draw);
  field.addEventListener("keydown", (event) => {
    const step = {
      ArrowDown: () => (at = (at + 1) % found.length),
      ArrowUp: () => (at = (at + found.length - 1) % found.length),
      Enter: () => choose(found[at]),
    }[event.key];
    if (!step || event.isComposing) return;
    event.preventDefault();
    if (!found.length) return;
    step();
    mark();
  });
  draw();
  field.focus();
}
