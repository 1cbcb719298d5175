// A small menu beside the button that opened it; arrows, Home, End, Escape and letters work as in any menu.

import { h } from "./dom.js";
import { floating } from "./floating.js";

/** `entries`: {label, detail?, checked?, href?, external?, danger?, choose} each; an external one is followed as well. */
export function openMenu(opener, entries, { label = opener.getAttribute("aria-label"), note = null } = {}) {
  const items = [];
  const close = (refocus) => panel.close(refocus);
  items.push(...entries.map((entry) => item(entry, close)));
  const panel = floating(opener, h("div", { class: "menu", role: "menu", "aria-label": label, on: { keydown: (event) => move(event, items, close) } },
    items, note ? h("p", { class: "note" }, note) : null));
  items[0]?.focus();
}

function item(entry, close) {
  const role = entry.checked === undefined ? "menuitem" : "menuitemradio";
  const attributes = { role, class: entry.danger ? "danger" : null, tabindex: "-1", "aria-checked": entry.checked === undefined ? null : String(entry.checked) };
  const choose = (event) => {
    // A click with Ctrl or Cmd follows the link into a window of its own.
    if (entry.href && (event.ctrlKey || event.metaKey || event.shiftKey)) return;
    if (entry.choose && !entry.external) event.preventDefault();
    close(true);
    entry.choose?.();
  };
  const words = [h("span", {}, entry.label), entry.detail ? h("small", {}, entry.detail) : null];
  const target = entry.external ? "_blank" : null;
  if (entry.href) return h("a", { ...attributes, href: entry.href, target, rel: "noopener", on: { click: choose } }, words);
  return h("button", { ...attributes, type: "button", on: { click: choose } }, words);
}

function move(event, items, close) {
  const at = items.indexOf(document.activeElement);
  const steps = {
    ArrowDown: () => items[(at + 1) % items.length].focus(),
    ArrowUp: () => items[(at + items.length - 1) % items.length].focus(),
    Home: () => items[0].focus(),
    End: () => items.at(-1).focus(),
    Tab: () => close(true),
  };
  const letter = () => items.find((entry) => entry.textContent.toLowerCase().startsWith(event.key.toLowerCase()))?.focus();
  const step = steps[event.key] ?? (event.key.length === 1 && /\S/.test(event.key) ? letter : null);
  if (!step) return;
  event.preventDefault();
  event.stopPropagation();
  step();
}
