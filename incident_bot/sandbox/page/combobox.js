// One of many, or several of many, found by typing: https://www.w3.org/WAI/ARIA/apg/patterns/combobox/

import { fill, h } from "./dom.js";
import { matching } from "./choices.js";
import { icon } from "./icons.js";

const MOST = 50;
const PAUSE = 180;
let numbers = 0;

/**
 * `source`: the choices, a function that makes them, or one that looks for what was typed and resolves with
 * {choices} or {note}; `looks` says that it is the last. `changed(value)` may resolve with false: nothing was chosen.
 */
export class Combobox {
  #source;
  #looks;
  #many;
  #most;
  #clears;
  #changed;
  #prompt;
  #chosen;
  #found = [];
  #at = -1;
  #typed = false;
  #asked = 0;
  #timer = null;

  constructor({ source, looks = false, many = false, most = Infinity, clears = true, prompt, chosen = [], changed = () => {}, attributes = {} }) {
    numbers += 1;
    Object.assign(this, { number: numbers });
    this.#source = source;
    this.#looks = looks;
    this.#many = many;
    this.#most = most;
    this.#clears = clears;
    this.#changed = changed;
    this.#prompt = prompt;
    this.#chosen = chosen;
    this.list = h("div", { class: "options", id: `options-${numbers}`, role: "listbox", popover: "manual", "aria-label": prompt });
    if (many) this.list.setAttribute("aria-multiselectable", "true");
    this.field = h("input", {
      type: "text", role: "combobox", autocomplete: "off", spellcheck: "false", id: `combo-${numbers}`,
      "aria-expanded": "false", "aria-controls": this.list.id, "aria-autocomplete": "list", ...attributes.field,
    });
    this.chips = h("span", { class: "chips" });
    this.clear = h("button", { type: "button", class: "quiet clear", tabindex: "-1", "aria-label": "Clear", on: { click: () => this.#choose(null) } }, icon("close"));
    this.box = h("span", { class: "control combo-box" }, this.chips, this.field, this.clear, icon("down"));
    this.node = h("div", { class: "combo", ...attributes.node }, this.box, this.list);
    this.#listen();
    this.#draw();
  }

  /** An id, or the ids in the order they were chosen; null when nothing is. */
  get value() {
    const values = this.#chosen.map((choice) => choice.value);
    return this.#many ? values : values[0] ?? null;
  }

  #listen() {
    this.field.addEventListener("input", () => {
      this.#typed = true;
      this.#look();
    });
    this.field.addEventListener("keydown", (event) => this.#key(event));
    this.field.addEventListener("blur", () => this.#leave());
    // The focus stays where it is, or a chip would be gone before the click upon it is over.
    for (const node of [this.box, this.list]) {
      node.addEventListener("mousedown", (event) => event.target !== this.field && event.preventDefault());
    }
    this.box.addEventListener("pointerdown", (event) => {
      if (event.target.closest("button")) return;
      this.field.focus();
      if (this.#open) this.#close();
      else this.#look();
    });
    // The page scrolls under the list, which stays where it was put.
    this.#scrolled = (event) => !this.list.contains(event.target) && this.#close();
  }

  #scrolled = () => {};

  get #open() {
    return this.list.matches(":popover-open");
  }

  // -- looking --------------------------------------------------------------------------------------------------

  #look() {
    const typed = this.#typed ? this.field.value : "";
    clearTimeout(this.#timer);
    if (!this.#looks) {
      const all = typeof this.#source === "function" ? this.#source() : this.#source;
      return this.#show(matching(all, typed, MOST), all.length ? "Nothing of that name." : "There is nothing to choose.");
    }
    this.#timer = setTimeout(() => this.#ask(typed), PAUSE);
    return this.#show([], "Looking …");
  }

  async #ask(typed) {
    this.#asked += 1;
    const asked = this.#asked;
    const { choices, note } = await this.#source(typed);
    if (asked === this.#asked && this.#open) this.#show(choices ?? [], note ?? "Nothing of that name.");
  }

  #show(found, otherwise) {
    this.#found = found;
    this.#at = found.length ? Math.max(0, found.findIndex((choice) => this.#has(choice))) : -1;
    let group = null;
    fill(this.list, found.flatMap((choice, index) => {
      const head = choice.group && choice.group !== group ? h("div", { class: "group", role: "presentation" }, choice.group) : null;
      group = choice.group ?? null;
      return [head, this.#option(choice, index)];
    }), found.length ? null : h("p", { class: "none" }, otherwise));
    if (!this.#open) this.#unfold();
    this.#place();
    this.#mark();
  }

  #option(choice, index) {
    const choose = (event) => {
      event.preventDefault();
      this.#choose(choice);
    };
    const attributes = { id: `${this.list.id}-${index}`, role: "option", "aria-selected": String(this.#has(choice)) };
    return h("div", { ...attributes, on: { pointerdown: choose } },
      h("span", {}, choice.label), choice.detail ? h("small", {}, choice.detail) : null);
  }

  #has({ value }) {
    return this.#chosen.some((choice) => choice.value === value);
  }

  #mark() {
    this.list.querySelector(".active")?.classList.remove("active");
    const active = this.list.querySelectorAll("[role=option]")[this.#at];
    active?.classList.add("active");
    active?.scrollIntoView({ block: "nearest" });
    if (active) this.field.setAttribute("aria-activedescendant", active.id);
    else this.field.removeAttribute("aria-activedescendant");
  }

  // -- the list -------------------------------------------------------------------------------------------------

  #unfold() {
    this.list.showPopover();
    this.field.setAttribute("aria-expanded", "true");
    addEventListener("scroll", this.#scrolled, true);
  }

  #place() {
    const at = this.box.getBoundingClientRect();
    this.list.style.width = `${Math.max(at.width, 220)}px`;
    const height = this.list.offsetHeight;
    const below = at.bottom + 4 + height <= innerHeight || at.top < innerHeight / 2;
    this.list.style.left = `${Math.max(8, Math.min(at.left, innerWidth - this.list.offsetWidth - 8))}px`;
    this.list.style.top = `${below ? at.bottom + 4 : Math.max(8, at.top - height - 4)}px`;
  }

  #close() {
    clearTimeout(this.#timer);
    if (!this.#open) return;
    this.list.hidePopover();
    this.field.setAttribute("aria-expanded", "false");
    this.field.removeAttribute("aria-activedescendant");
    removeEventListener("scroll", this.#scrolled, true);
  }

  #leave() {
    const emptied = this.#typed && !this.field.value && !this.#many && this.#clears;
    this.#close();
    this.#typed = false;
    if (emptied && this.#chosen.length) this.#choose(null);
    else this.#draw();
  }

  #key(event) {
    const step = {
      ArrowDown: () => this.#walk(1),
      ArrowUp: () => this.#walk(-1),
      Enter: this.#open && this.#found[this.#at] ? () => this.#choose(this.#found[this.#at]) : null,
      Tab: this.#open && this.#typed && this.field.value && this.#found[this.#at] ? () => this.#choose(this.#found[this.#at]) : null,
      Escape: this.#open ? () => this.#leave() : null,
      Backspace: this.#many && !this.field.value ? () => this.#drop(this.#chosen.at(-1)) : null,
    }[event.key];
    if (!step) return;
    step();
    if (event.key === "Tab" || event.key === "Backspace") return;
    event.preventDefault();
    event.stopPropagation();
  }

  #walk(by) {
    if (!this.#open) return this.#look();
    const count = this.#found.length;
    if (count) this.#at = (this.#at + by + count) % count;
    return this.#mark();
  }

  // -- choosing -------------------------------------------------------------------------------------------------

  async #choose(choice) {
    const before = this.#chosen;
    if (!choice) this.#chosen = [];
    else if (!this.#many) this.#chosen = [choice];
    else if (this.#has(choice)) this.#chosen = before.filter(({ value }) => value !== choice.value);
    else if (before.length < this.#most) this.#chosen = [...before, choice];
    this.#close();
    this.#typed = false;
    this.#draw();
    const same = String(before.map(({ value }) => value)) === String(this.#chosen.map(({ value }) => value));
    if (same || (await this.#changed(this.value)) !== false) return;
    this.#chosen = before;
    this.#draw();
  }

  #drop(choice) {
    if (choice) this.#choose(choice);
  }

  #draw() {
    const [only] = this.#chosen;
    const full = this.#many && this.#chosen.length >= this.#most;
    this.field.value = this.#many ? "" : only?.label ?? "";
    this.field.placeholder = this.#many && this.#chosen.length ? "" : this.#prompt;
    this.field.readOnly = full;
    this.clear.hidden = this.#many || !this.#clears || !only;
    fill(this.chips, this.#many ? this.#chosen.map((choice) => this.#chip(choice)) : []);
  }

  #chip(choice) {
    const drop = () => {
      this.#drop(choice);
      this.field.focus();
    };
    return h("span", { class: "chosen" }, choice.label,
      h("button", { type: "button", "aria-label": `Remove ${choice.label}`, on: { click: drop } }, icon("close")));
  }
}
