// A small menu beside the button that opened it; arrows, Home, End, Escape and letters work as in any menu.

import { h } from "./dom.js";

let close = () => {};

/** `entries`: {label, detail?, checked?, href?, external?, choose} each; an external one is followed as well. */
export function openMenu(opener, entries, { label = opener.getAttribute("aria-label"), note = null } = {}) {
  close();
  const items = entries.map(item);
  const menu = h("div", { class: "menu", role: "menu", "aria-label": label }, items,
    note ? h("p", { class: "note" }, note) : null);
  // Inside an open dialog everything else is inert, so the menu has to be inside it too.
  (opener.closest("dialog") ?? document.body).append(menu);
  place(menu, opener);
  opener.setAttribute("aria-expanded", "true");
  const outside = (event) => {
    if (!menu.contains(event.target) && !opener.contains(event.target)) close();
  };
  close = (refocus = false) => {
    document.removeEventListener("pointerdown", outside);
    menu.remove();
    opener.setAttribute("aria-expanded", "false");
    if (refocus) opener.focus();
    close = () => {};
  };
  document.addEventListener("pointerdown", outside);
  menu.addEventListener("keydown", (event) => move(event, items));
  menu.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !menu.contains(event.relatedTarget)) close();
  });
  items[0]?.focus();
}

function item(entry) {
  const role = entry.checked === undefined ? "menuitem" : "menuitemradio";
  const attributes = { role, tabindex: "-1", "aria-checked": entry.checked === undefined ? null : String(entry.checked) };
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

function move(event, items) {
  const at = items.indexOf(document.activeElement);
  const steps = {
    ArrowDown: () => items[(at + 1) % items.length].focus(),
    ArrowUp: () => items[(at + items.length - 1) % items.length].focus(),
    Home: () => items[0].focus(),
    End: () => items.at(-1).focus(),
    Escape: () => close(true),
    Tab: () => close(true),
  };
  const letter = () => items.find((entry) => entry.textContent.toLowerCase().startsWith(event.key.toLowerCase()))?.focus();
  const step = steps[event.key] ?? (event.key.length === 1 && /\S/.test(event.key) ? letter : null);
  if (!step) return;
  event.preventDefault();
  event.stopPropagation();
  step();
}

/** Below its opener where there is room, else above; never over the edge. */
function place(menu, opener) {
  const at = opener.getBoundingClientRect();
  const size = menu.getBoundingClientRect();
  const below = at.bottom + 4 + size.height <= innerHeight;
  menu.style.top = `${Math.max(8, below ? at.bottom + 4 : at.top - 4 - size.height)}px`;
  menu.style.left = `${Math.max(8, Math.min(at.left, innerWidth - size.width - 8))}px`;
}
