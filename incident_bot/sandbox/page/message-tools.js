// What one can do with a message: react, answer, pin, edit it, hand it to the app.

import { count, h, tell } from "./dom.js";
import { pickEmoji } from "./emoji-picker.js";
import { icon } from "./icons.js";
import { openMenu } from "./menu.js";
import { emojiNode } from "./mrkdwn.js";

const QUICK = ["pushpin", "eyes", "white_check_mark"];

/** One stop for the tabulator key; the arrows move inside: https://www.w3.org/WAI/ARIA/apg/patterns/toolbar/ */
export function toolbar(message, place, isSystem) {
  const tools = message.ephemeral ? [tool("close", "Dismiss", { do: "dismiss" }, message)] : [
    ...(isSystem ? [] : QUICK.map((name) => reactTool(message, name, place.names))),
    isSystem ? null : pickTool(message, place.names),
    place.thread || isSystem ? null : replyTool(message),
    moreTool(message, place, isSystem),
  ].filter(Boolean);
  tools.forEach((button, index) => (button.tabIndex = index ? -1 : 0));
  const walk = (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step) tools[(tools.indexOf(document.activeElement) + step + tools.length) % tools.length].focus();
  };
  return h("div", { class: "toolbar", role: "toolbar", "aria-label": "Message actions", on: { keydown: walk } }, tools);
}

function tool(drawing, label, wish, message) {
  const ask = (event) => tell(event.currentTarget, "wish", { ...wish, ts: message.ts });
  return button(drawing, label, ask);
}

function button(drawing, label, press, more = {}) {
  return h("button", { type: "button", "aria-label": label, title: label, "data-key": label, ...more, on: { click: press } }, icon(drawing));
}

function reactTool(message, name, names) {
  const made = tool("smile", `React with ${name}`, { do: reacted(message, name, names) ? "unreact" : "react", name }, message);
  made.replaceChildren(emojiNode(name));
  return made;
}

function reacted(message, name, names) {
  return message.reactions?.some((reaction) => reaction.name === name && reaction.users.includes(names.me.id));
}

function pickTool(message, names) {
  return button("smile", "Add a reaction", (event) => {
    const opener = event.currentTarget;
    pickEmoji(opener, (name) => {
      if (!reacted(message, name, names)) tell(stillThere(opener, message), "wish", { do: "react", name, ts: message.ts });
    });
  }, { "aria-haspopup": "dialog" });
}

/** The message may have been drawn anew while the person was choosing. */
function stillThere(node, message) {
  return node.isConnected ? node : document.querySelector(`article[data-ts="${message.ts}"]`) ?? document.body;
}

function replyTool(message) {
  return button("reply", "Reply in thread", (event) => tell(event.currentTarget, "open-thread", message.thread_ts ?? message.ts));
}

function moreTool(message, { names, page }, isSystem) {
  const label = "More actions";
  const opener = h("button", { type: "button", "aria-label": label, title: label, "aria-haspopup": "menu", "data-key": label }, icon("more"));
  const wish = (what, more = {}) => () => tell(stillThere(opener, message), "wish", { do: what, ts: message.ts, ...more });
  const mine = message.user === names.me.id && !isSystem;
  const waits = (callback_id) => () => page.ask({ do: "message_shortcut", channel: page.here.channel, ts: message.ts, callback_id });
  opener.addEventListener("click", () => openMenu(opener, [
    message.pinned ? { label: "Unpin from channel", choose: wish("unpin") } : { label: "Pin to channel", choose: wish("pin") },
    { label: "Copy link", choose: wish("copy_link") },
    ...names.shortcuts.filter((one) => one.type === "message" && !isSystem).map((one) => ({
      label: one.name,
      detail: [one.about, names.app.name].filter(Boolean).join(" · "),
      choose: waits(one.callback_id),
    })),
    mine && { label: "Edit message", choose: wish("rewrite") },
    mine && { label: "Delete message", danger: true, choose: wish("delete") },
  ].filter(Boolean)));
  return opener;
}

// -- under it ---------------------------------------------------------------------------------------------------

export function reactions(message, { names, readOnly }) {
  if (!message.reactions?.length) return null;
  const drawn = message.reactions.map((reaction) => reactionButton(reaction, message, names));
  const add = (event) => pickEmoji(event.currentTarget, (name) => {
    if (!reacted(message, name, names)) tell(stillThere(event.target, message), "wish", { do: "react", name, ts: message.ts });
  });
  const more = readOnly ? null : h("button", { type: "button", class: "reaction more", "aria-label": "Add another reaction", "data-key": "another", on: { click: add } }, icon("smile"));
  return h("div", { class: "reactions" }, drawn, more);
}

function reactionButton({ name, users, count: number }, message, names) {
  const mine = users.includes(names.me.id);
  const who = users.slice(0, 20).map((id) => names.userName(id) ?? "Somebody").join(", ");
  const toggle = (event) => tell(event.currentTarget, "wish", { do: mine ? "unreact" : "react", ts: message.ts, name });
  return h("button", {
    type: "button",
    class: "reaction",
    "aria-pressed": String(mine),
    "aria-label": `${name}, ${count(number, "reaction", "reactions")}`,
    "data-key": `reaction/${name}`,
    title: `${who} reacted with :${name}:`,
    on: { click: toggle },
  }, emojiNode(name), h("span", {}, number));
}

// -- in its place -----------------------------------------------------------------------------------------------

export function editor(message, names) {
  const field = h("textarea", { class: "control", rows: 3, "aria-label": "Edit message", value: typed(message.text, names) });
  const save = () => tell(field, "wish", { do: "edit", ts: message.ts, text: field.value.trim() });
  const cancel = () => tell(field, "wish", { do: "keep", ts: message.ts });
  field.addEventListener("keydown", (event) => {
    const step = { Escape: cancel, Enter: save }[event.key];
    if (!step || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    step();
  });
  queueMicrotask(() => field.focus());
  return h("div", { class: "editor" }, field, h("footer", {},
    h("button", { type: "button", class: "button", on: { click: cancel } }, "Cancel"),
    h("button", { type: "button", class: "button primary", on: { click: save } }, "Save")));
}

/** The text as it was typed, before the sandbox marked up its names and links. */
function typed(text, names) {
  return text
    .replace(/<@(\w+)(?:\|[^>]*)?>/g, (whole, id) => `@${names.people.get(id)?.name ?? id}`)
    .replace(/<#(\w+)(?:\|[^>]*)?>/g, (whole, id) => `#${names.channels.get(id)?.name ?? id}`)
    .replace(/<!subteam\^(\w+)\|@?([^>]*)>/g, "@$2")
    .replace(/<!(here|channel|everyone)>/g, "@$1")
    .replace(/<(https?:[^|>]+)(?:\|[^>]*)?>/g, "$1")
    .replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}
