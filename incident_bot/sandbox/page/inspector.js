// The raw traffic between the app and the sandbox, as it happens, beside the conversation.

import { fill, h } from "./dom.js";
import { icon } from "./icons.js";
import { drawRow, matches } from "./inspector-row.js";
import { resizer } from "./resizer.js";
import { Weather } from "./weather.js";

const MOST = 500;
const OPEN = "inspector-open";

export class Inspector {
  #page;
  #place;
  #button;
  /** number → {row, node}, oldest first. */
  #rows = new Map();
  #waiting = [];
  #search = h("input", { class: "control", type: "search", placeholder: "Filter", "aria-label": "Filter the traffic" });
  #kind = h("select", { class: "control", "aria-label": "Which traffic" },
    Object.entries({ "": "Everything", call: "Calls of the app", sent: "Sent to the app", other: "The rest" }).map(([value, words]) => h("option", { value }, words)));
  #errors = h("input", { type: "checkbox" });
  #list = h("div", { class: "traffic", role: "list", tabindex: "0", "aria-label": "Traffic" });
  #none = h("p", { class: "empty" }, "Nothing yet. Whatever the app asks and is told appears here.");
  #weather;

  constructor(page, place, button) {
    this.#page = page;
    this.#place = place;
    this.#button = button;
    this.#weather = new Weather(page);
    button.addEventListener("click", () => this.toggle());
    for (const control of [this.#search, this.#kind, this.#errors]) control.addEventListener("input", () => this.#filter());
    this.#list.addEventListener("keydown", (event) => walk(event, this.#list));
    if (sessionStorage.getItem(OPEN)) this.#unfold();
  }

  toggle() {
    if (!this.#place.hidden) return this.#fold();
    this.#unfold();
    this.#watch();
    return this.#search.focus();
  }

  /** After a lost connection the sandbox does not know any more that somebody watches. */
  reconnected() {
    if (!this.#place.hidden) this.#watch();
  }

  take({ rows, anew }) {
    if (anew) this.#waiting = [];
    if (anew) this.#rows.clear();
    if (!this.#waiting.length) setTimeout(() => this.#drawWaiting(anew));
    this.#waiting.push(...rows);
  }

  #unfold() {
    this.#place.hidden = false;
    this.#button.setAttribute("aria-pressed", "true");
    sessionStorage.setItem(OPEN, "yes");
    fill(this.#place, resizer(this.#place, "inspector-width"),
      h("header", { class: "head" }, h("h2", {}, "Inspector"), h("div", { class: "topic" }, "what goes over the line"),
        h("button", { type: "button", class: "quiet", on: { click: () => this.#clear() } }, "Clear"),
        h("button", { type: "button", class: "quiet", "aria-label": "Close the inspector", on: { click: () => this.#fold() } }, icon("close"))),
      h("div", { class: "sieve" }, this.#search, this.#kind, h("label", { class: "tick" }, this.#errors, h("span", {}, "Errors only"))),
      this.#list, this.#weather.node);
  }

  #fold() {
    this.#place.hidden = true;
    this.#button.setAttribute("aria-pressed", "false");
    sessionStorage.removeItem(OPEN);
    this.#page.send({ do: "inspect", on: false });
    this.#button.focus();
  }

  async #watch() {
    const { ok, result } = await this.#page.send({ do: "inspect", on: true });
    if (ok) this.#weather.take(result.weather);
  }

  #clear() {
    this.#rows.clear();
    fill(this.#list, this.#none);
  }

  // -- drawing --------------------------------------------------------------------------------------------------

  /** A burst of calls is drawn once. */
  #drawWaiting(anew) {
    const { scrollTop, scrollHeight, clientHeight } = this.#list;
    const atEnd = anew || scrollHeight - scrollTop - clientHeight < 40;
    if (anew) fill(this.#list);
    for (const row of this.#waiting.splice(0)) this.#put(row);
    for (const [number, { node }] of this.#rows) {
      if (this.#rows.size <= MOST) break;
      node.remove();
      this.#rows.delete(number);
    }
    if (!this.#rows.size) fill(this.#list, this.#none);
    else this.#none.remove();
    if (atEnd) this.#list.scrollTop = this.#list.scrollHeight;
  }

  #put(row) {
    const before = this.#rows.get(row.number);
    const node = drawRow(row, this.#page, before?.node);
    node.hidden = !matches(row, this.#wanted());
    if (before) before.node.replaceWith(node);
    else this.#list.append(node);
    this.#rows.set(row.number, { row, node });
  }

  #wanted() {
    return { text: this.#search.value.trim().toLowerCase(), kind: this.#kind.value, errors: this.#errors.checked };
  }

  #filter() {
    const wanted = this.#wanted();
    for (const { row, node } of this.#rows.values()) node.hidden = !matches(row, wanted);
    this.#list.scrollTop = this.#list.scrollHeight;
  }
}

function walk(event, list) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const rows = [...list.querySelectorAll("details:not([hidden]) > summary")];
  const at = rows.indexOf(document.activeElement);
  if (!step || (at < 0 && document.activeElement !== list)) return;
  event.preventDefault();
  (rows[at < 0 ? rows.length - 1 : at + step] ?? rows[at])?.focus();
}
