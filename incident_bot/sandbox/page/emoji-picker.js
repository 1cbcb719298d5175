// An emoji by looking or by its name; the ones used last come first.

import { fill, h } from "./dom.js";
import { emoji, emojiFound } from "./emoji.js";
import { floating } from "./floating.js";

const OFTEN = ["pushpin", "eyes", "white_check_mark", "+1", "tada", "heart", "rocket", "joy", "thinking_face", "warning", "fire", "wave",
  "raised_hands", "pray", "x", "hourglass_flowing_sand"];
const MOST = 160;
const KEPT = 16;
const PLACE = "emoji";

/** `choose(name)` is called once, or never. */
export function pickEmoji(opener, choose) {
  const field = h("input", { class: "control", type: "text", role: "combobox", placeholder: "Find an emoji", "aria-label": "Find an emoji", autocomplete: "off", "aria-expanded": "true", "aria-controls": "emoji-grid" });
  const grid = h("div", { class: "grid", id: "emoji-grid", role: "listbox", "aria-label": "Emoji" });
  const said = h("p", { class: "said", "aria-hidden": "true" });
  const panel = floating(opener, h("div", { class: "emoji-picker", role: "dialog", "aria-label": "Emoji" }, field, grid, said));
  let names = [];
  let at = 0;

  const take = (name) => {
    remember(name);
    panel.close(true);
    choose(name);
  };
  const mark = () => {
    grid.querySelector("[aria-selected=true]")?.setAttribute("aria-selected", "false");
    const active = grid.children[at];
    active?.setAttribute("aria-selected", "true");
    active?.scrollIntoView({ block: "nearest" });
    said.textContent = names[at] ? `:${names[at]}:` : "No emoji of that name.";
    if (active) field.setAttribute("aria-activedescendant", active.id);
  };
  const draw = () => {
    names = field.value ? emojiFound(field.value, MOST) : [...new Set([...recent(), ...OFTEN, ...emojiFound("", MOST)])].slice(0, MOST);
    at = 0;
    fill(grid, names.map((name, index) => h("div", {
      id: `emoji-${index}`, role: "option", "aria-selected": "false", "aria-label": name, title: `:${name}:`,
      on: { click: () => take(name), pointermove: () => ((at = index), mark()) },
    }, emoji(name))));
    mark();
  };
  field.addEventListener("input", draw);
  field.addEventListener("keydown", (event) => {
    const columns = Math.max(1, Math.round(grid.clientWidth / (grid.firstChild?.offsetWidth || 36)));
    const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns, ArrowUp: -columns }[event.key];
    if (event.key === "Enter" && names[at]) take(names[at]);
    else if (step) at = Math.min(names.length - 1, Math.max(0, at + step));
    else return;
    event.preventDefault();
    mark();
  });
  draw();
  panel.place();
  field.focus();
}

function recent() {
  try {
    return JSON.parse(localStorage.getItem(PLACE) ?? "[]").filter((name) => emoji(name));
  } catch {
    return [];
  }
}

function remember(name) {
  localStorage.setItem(PLACE, JSON.stringify([name, ...recent().filter((other) => other !== name)].slice(0, KEPT)));
}
