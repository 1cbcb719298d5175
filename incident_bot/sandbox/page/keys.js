// The keyboard, wherever the focus is and inside the list of messages.

import { openDialog } from "./dialog.js";
import { h } from "./dom.js";
import { quickSwitch } from "./quick-switch.js";

const KEYS = {
  "Anywhere": [
    ["Ctrl K", "⌘ K", "Go to a channel or a person"],
    ["Ctrl .", "⌘ .", "Open or close the inspector"],
    ["Ctrl /", "⌘ /", "Show these keys"],
    ["F6", "Go on to the next part of the page"],
    ["Escape", "Close what is open beside or above"],
  ],
  "In the message field": [
    ["Enter", "Send"],
    ["Shift Enter", "Begin a new line"],
    ["↑", "Go to the last message, when nothing is written"],
  ],
  "On a message": [
    ["↑", "↓", "Go from message to message"],
    ["Enter", "T", "Open its thread"],
    ["R", "React to it"],
    ["P", "Pin or unpin it"],
    ["E", "Edit it, if it is yours"],
    ["M", "Open its menu, with the app's shortcuts"],
  ],
};

const PARTS = ["#sidebar", "#main", ".composer", "#pane", "#inspector"];

export function listenToKeys(page, inspector) {
  document.addEventListener("keydown", (event) => {
    const step = shortcut(event, page, inspector);
    if (!step || !page.names.me) return;
    event.preventDefault();
    step();
  });
}

function shortcut(event, page, inspector) {
  const above = document.querySelector("dialog[open]");
  if (event.key === "Escape") return event.defaultPrevented || above ? null : () => page.leaveSide();
  if (event.key === "F6") return above ? null : () => nextPart(event.shiftKey ? -1 : 1);
  if (!(event.ctrlKey || event.metaKey) || event.altKey || above) return null;
  return { k: () => quickSwitch(page), ".": () => inspector.toggle(), "/": showKeys }[event.key.toLowerCase()] ?? null;
}

function nextPart(by) {
  const parts = PARTS.map((selector) => document.querySelector(selector)).filter((part) => part?.checkVisibility());
  const at = parts.findLastIndex((part) => part.contains(document.activeElement));
  const next = parts[(at + by + parts.length) % parts.length];
  const first = next.matches(".composer") ? "textarea" : next.id === "main" ? ".scroller" : "a, button, textarea, input, [tabindex='0']";
  (next.querySelector(first) ?? next).focus();
}

function showKeys() {
  const line = (keys) => {
    const what = keys.at(-1);
    return h("div", {}, h("dt", {}, keys.slice(0, -1).map((key) => h("kbd", {}, key))), h("dd", {}, what));
  };
  openDialog("Keys", { kind: "small", body: Object.entries(KEYS).map(([where, rows]) =>
    h("section", { class: "keys" }, h("h3", {}, where), h("dl", {}, rows.map(line)))) });
}

/** Arrows go from message to message, letters do what the buttons of the message do. */
export function walkMessages(event, scroller) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  const articles = [...scroller.querySelectorAll("article")];
  const at = articles.indexOf(document.activeElement);
  if (at < 0 && document.activeElement !== scroller) return;
  const wanted = {
    ArrowDown: at < 0 ? articles.length - 1 : at + 1,
    ArrowUp: at < 0 ? articles.length - 1 : at - 1,
    Home: 0,
    End: articles.length - 1,
  }[event.key];
  if (wanted === undefined) return press(event, articles[at]);
  event.preventDefault();
  const next = articles[Math.min(articles.length - 1, Math.max(0, wanted))];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
}

function press(event, article) {
  const label = { Enter: "Reply in thread", t: "Reply in thread", r: "Add a reaction", m: "More actions", Delete: "Dismiss" }[event.key];
  const button = label && article?.querySelector(`[data-key="${label}"]`);
  const entry = { p: /^(Pin|Unpin)/, e: /^Edit/ }[event.key];
  if (!button && !(entry && article)) return;
  event.preventDefault();
  if (button) return button.click();
  article.querySelector("[data-key='More actions']")?.click();
  const found = [...document.querySelectorAll(".menu [role=menuitem]")].find((item) => entry.test(item.textContent));
  if (found) found.click();
  else document.querySelector(".menu")?.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape" }));
}
