// Emoji by their short names (:tada:), both ways.

import table from "./emoji-names.js";

const BY_NAME = new Map();
for (const line of table.trim().split("\n")) {
  const [character, ...names] = line.split(" ");
  for (const name of names) BY_NAME.set(name, character);
}

const SKIN_TONES = ["🏻", "🏼", "🏽", "🏾", "🏿"];

/** The character of a short name, also with its skin tone ("+1::skin-tone-4"), or null. */
export function emoji(name) {
  const [plain, tone] = name.split("::skin-tone-");
  const character = BY_NAME.get(plain);
  if (!character) return null;
  return character + (SKIN_TONES[Number(tone) - 2] ?? "");
}

/** Replaces the short names in a plain text; unknown ones stay as they are. */
export function withEmoji(text) {
  return text.replace(/:([a-z0-9_+'-]+(?:::skin-tone-[2-6])?):/g, (whole, name) => emoji(name) ?? whole);
}

export function emojiMatching(beginning, most) {
  const found = [];
  for (const [name, character] of BY_NAME) {
    if (name.startsWith(beginning)) found.push({ name, character });
    if (found.length === most) break;
  }
  return found;
}

/** Names of which a part begins so; the ones that begin so themselves come first. */
export function emojiFound(typed, most) {
  const wanted = typed.trim().toLowerCase().replace(/[:\s]+/g, "_").replace(/^_|_$/g, "");
  const seen = new Set();
  const first = [];
  const second = [];
  for (const [name, character] of BY_NAME) {
    const at = name.indexOf(wanted);
    if (at < 0 || seen.has(character)) continue;
    seen.add(character);
    (at === 0 ? first : second).push(name);
    if (first.length === most) break;
  }
  return [...first, ...second].slice(0, most);
}
