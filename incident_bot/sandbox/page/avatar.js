// The round initials of a person, and the rounded square of an app.

import { h } from "./dom.js";

const HUES = [174, 24, 262, 205, 338, 92, 42, 300];

export function avatar(name, id, { app = false } = {}) {
  const initials = name.split(/\s+/).map((word) => [...word][0]).slice(0, 2).join("").toUpperCase();
  return h("span", { class: app ? "avatar app" : "avatar", "aria-hidden": "true", style: { "--hue": hue(id) } }, initials);
}

function hue(id) {
  const sum = [...id].reduce((total, character) => (total * 31 + character.codePointAt(0)) % 9973, 7);
  return HUES[sum % HUES.length];
}
