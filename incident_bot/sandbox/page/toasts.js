// Short words in a corner; they leave by themselves unless they are being looked at.

import { h } from "./dom.js";
import { icon } from "./icons.js";

const STAY = 8000;

/** `about`: what it points at; once somebody looks there, `dismissAbout` takes it away. */
export function toast(words, { action = null, onAction = null, about = "" } = {}) {
  const note = h("div", { class: "toast", "data-about": about }, h("p", {}, words),
    action ? h("button", { type: "button", class: "button", on: { click: () => { note.remove(); onAction(); } } }, action) : null,
    h("button", { type: "button", class: "quiet", "aria-label": "Dismiss", on: { click: () => note.remove() } }, icon("close")));
  document.getElementById("toasts").append(note);
  let timer = setTimeout(() => note.remove(), STAY);
  note.addEventListener("pointerenter", () => clearTimeout(timer));
  note.addEventListener("focusin", () => clearTimeout(timer));
  note.addEventListener("pointerleave", () => (timer = setTimeout(() => note.remove(), STAY)));
}

export function dismissAbout(about) {
  for (const note of document.querySelectorAll("#toasts .toast")) if (note.dataset.about === about) note.remove();
}
