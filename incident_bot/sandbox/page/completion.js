// The list above the composer: commands after "/", people after "@", channels after "#", emoji after ":".

import { fill, h } from "./dom.js";
import { emojiMatching } from "./emoji.js";

const MOST = 8;

/** What could stand at the caret: {from, entries: [{insert, title, hint?, detail}]}, or null. */
export function completions(text, caret, names) {
  const before = text.slice(0, caret);
  for (const source of SOURCES) {
    const match = source.begins.exec(before);
    if (!match) continue;
    const typed = match[1];
    const entries = source.entries(typed.slice(1).toLowerCase(), names).slice(0, MOST);
    // Typed out in full: nothing to choose, and Enter means send.
    if (!entries.length || entries.some((entry) => entry.insert === typed)) return null;
    return { from: caret - typed.length, entries };
  }
  return null;
}

const SOURCES = [
  { begins: /^(\/[\w-]*)$/, entries: commands },
  { begins: /(?:^|\s)(@[\w.-]*)$/, entries: people },
  { begins: /(?:^|\s)(#[\w-]*)$/, entries: channels },
  { begins: /(?:^|\s)(:[a-z0-9_+-]{2,})$/, entries: emojis },
];

function commands(typed, names) {
  return names.commands
    .filter(({ command }) => command.slice(1).startsWith(typed))
    .map(({ command, description, usage_hint: hint }) => ({ insert: command, title: command, hint, detail: description }));
}

function people(typed, names) {
  const users = names.everybody.filter((user) => matches(typed, user.name, user.real_name)).slice(0, MOST);
  const groups = [...names.groups.values()].filter((group) => matches(typed, group.handle, group.name));
  const everybody = ["here", "channel"].filter((word) => typed && word.startsWith(typed));
  return [
    ...users.map((user) => ({ insert: `@${user.name}`, title: user.real_name || user.name, detail: `@${user.name}` })),
    ...groups.map((group) => ({ insert: `@${group.handle}`, title: `@${group.handle}`, detail: group.name })),
    ...everybody.map((word) => ({ insert: `@${word}`, title: `@${word}`, detail: "Everybody in this channel" })),
  ];
}

function channels(typed, names) {
  return names.rooms("channel")
    .filter((channel) => channel.name.includes(typed))
    .slice(0, MOST)
    .map((channel) => ({ insert: `#${channel.name}`, title: `#${channel.name}`, detail: channel.is_archived ? "archived" : "" }));
}

function emojis(typed) {
  return emojiMatching(typed, MOST).map(({ name, character }) => ({ insert: `:${name}:`, title: `${character} :${name}:`, detail: "" }));
}

function matches(typed, ...words) {
  return words.some((word) => word?.toLowerCase().split(/\s+/).some((part) => part.startsWith(typed)));
}

/** The open list of one text field; the field keeps the focus while the arrows walk through it. */
export class CompletionList {
  #field;
  #names;
  #found = null;
  #at = 0;

  constructor(field, names, id) {
    this.#field = field;
    this.#names = names;
    this.node = h("div", { class: "completions", id, role: "listbox", "aria-label": "Suggestions", hidden: true });
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-controls", id);
    field.addEventListener("input", () => this.look());
    field.addEventListener("blur", () => this.close());
  }

  look() {
    this.#found = completions(this.#field.value, this.#field.selectionStart, this.#names);
    this.#at = 0;
    this.#draw();
  }

  close() {
    this.#found = null;
    this.#draw();
  }

  /** Whether the key was meant for the list. */
  takes(event) {
    if (!this.#found) return false;
    const count = this.#found.entries.length;
    const steps = {
      ArrowDown: () => this.#go((this.#at + 1) % count),
      ArrowUp: () => this.#go((this.#at + count - 1) % count),
      Enter: () => this.#choose(this.#at),
      Tab: () => this.#choose(this.#at),
      Escape: () => this.close(),
    };
    if (!steps[event.key] || event.shiftKey) return false;
    event.preventDefault();
    steps[event.key]();
    return true;
  }

  #go(index) {
    this.#at = index;
    this.#draw();
  }

  #choose(index) {
    const { from, entries } = this.#found;
    this.#field.setRangeText(`${entries[index].insert} `, from, this.#field.selectionStart, "end");
    this.close();
    this.#field.dispatchEvent(new Event("input"));
  }

  #draw() {
    const entries = this.#found?.entries ?? [];
    this.node.hidden = entries.length === 0;
    fill(this.node, entries.map((entry, index) => this.#option(entry, index)));
    if (entries.length) this.#field.setAttribute("aria-activedescendant", `${this.node.id}-${this.#at}`);
    else this.#field.removeAttribute("aria-activedescendant");
    this.node.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  }

  #option({ title, hint, detail }, index) {
    // pointerdown would take the focus, and with it the list, away.
    const choose = (event) => {
      event.preventDefault();
      this.#choose(index);
    };
    return h("div", { id: `${this.node.id}-${index}`, role: "option", "aria-selected": String(index === this.#at), on: { pointerdown: choose } },
      h("strong", {}, title), hint ? h("span", {}, hint) : null, detail ? h("small", {}, detail) : null);
  }
}
