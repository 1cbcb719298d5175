// One message: who, when, what, and what one can do with it.

import { avatar } from "./avatar.js";
import { blocks } from "./blocks.js";
import { fullTime, moment, timeOfDay } from "./dates.js";
import { count, h, tell } from "./dom.js";
import { readings } from "./elements.js";
import { icon } from "./icons.js";
import { openMenu } from "./menu.js";
import { emojiNode, mrkdwn } from "./mrkdwn.js";

const QUICK = ["pushpin", "eyes", "white_check_mark", "+1"];
/** Small grey lines: https://docs.slack.dev/reference/events/message#subtypes */
const SYSTEM = /^(channel|group)_|^(pinned_item|unpinned_item|bot_add|bot_remove|tombstone)$/;

export function isSystem(message) {
  return SYSTEM.test(message.subtype ?? "");
}

export function authorOf(message, names) {
  const name = message.username ?? message.bot_profile?.name ?? names.userName(message.user);
  return name ?? (message.user === "USLACKBOT" ? "Slackbot" : "Somebody");
}

/**
 * `place`: {names, channel, thread: ts or null, compact: same author as just before, editing: being rewritten,
 * readOnly: in a list that is only looked at}.
 */
export function messageArticle(message, place) {
  const author = authorOf(message, place.names);
  const article = h("article", {
    class: classes(message, place),
    "aria-label": `${author} at ${timeOfDay(message.ts)}`,
    "data-ts": message.ts,
  }, isSystem(message) ? systemLine(message, author, place) : [
    place.compact ? h("span", { class: "gutter" }, stamp(message)) : avatar(author, message.user ?? "", { app: Boolean(message.bot_id) }),
    h("div", { class: "body" },
      place.compact ? null : byline(message, author),
      notes(message),
      place.editing ? editor(message, place.names) : content(message, place),
      files(message),
      reactions(message, place),
      place.thread ? null : threadLink(message, place)),
  ]);
  if (!place.readOnly && !place.editing) article.append(toolbar(message, place));
  return article;
}

function classes(message, { compact, names }) {
  return ["message", isSystem(message) && "system", compact && "compact", message.ephemeral && "whispered",
    message.pinned && "pinned", mentions(message, names) && "for-me"].filter(Boolean).join(" ");
}

function mentions(message, names) {
  return !message.ephemeral && !isSystem(message) && (message.text ?? "").includes(`<@${names.me.id}`);
}

// -- parts ----------------------------------------------------------------------------------------------------

/** "Ann Example has joined …": the text names them by their mention, or leaves the name to us. */
function systemLine(message, author, { names }) {
  const rest = message.text.replace(/^<@\w+(?:\|[^>]*)?>\s*/, "");
  return h("p", {}, h("strong", {}, author), " ", mrkdwn(rest, names), " ", stamp(message));
}

function byline(message, author) {
  return h("div", { class: "byline" },
    h("strong", { class: "author" }, author),
    message.bot_id ? h("span", { class: "badge" }, "APP") : null,
    stamp(message),
    message.blocks && message.bot_id ? edited(message) : null);
}

function stamp(message) {
  return moment(Number(message.ts), "{time}");
}

function edited(message) {
  return message.edited ? h("small", { class: "edited", title: fullTime(message.edited.ts) }, "(edited)") : null;
}

function notes(message) {
  const note = (name, words) => h("p", { class: "note" }, icon(name), words);
  return [
    message.ephemeral ? note("eye", "Only visible to you") : null,
    message.pinned ? note("pin", "Pinned") : null,
    message.subtype === "thread_broadcast" ? note("reply", "Also sent from a thread") : null,
  ];
}

function content(message, { names, channel }) {
  // What people type also comes as rich text; its markup reads better from the text itself.
  const own = message.blocks?.length && (message.bot_id || message.blocks.some((block) => block.type !== "rich_text"));
  return [
    own
      ? blocks(message.blocks, names, { channel })
      : h("div", { class: "words" }, mrkdwn(message.text ?? "", names), edited(message)),
    (message.attachments ?? []).map((attachment) => attached(attachment, names, channel)),
  ];
}

function attached(attachment, names, channel) {
  const bar = h("div", { class: "attachment" },
    attachment.blocks ? blocks(attachment.blocks, names, { channel }) : null,
    attachment.blocks ? null : mrkdwn(attachment.text ?? attachment.fallback ?? "", names));
  if (/^#?[0-9a-f]{6}$/i.test(attachment.color ?? "")) {
    bar.style.setProperty("--bar", `#${attachment.color.replace("#", "")}`);
  }
  return bar;
}

function files(message) {
  return (message.files ?? []).map((file) => {
    // Only the path: the page may have been opened as localhost as well as 127.0.0.1.
    const href = new URL(file.url_private, location.href).pathname;
    return h("a", { class: "file", href, download: file.name, "aria-label": `Download ${file.name}` }, icon("file"),
      h("span", {}, h("strong", {}, file.title || file.name), h("small", {}, `${file.name} · ${bytes(file.size)}`)));
  });
}

function bytes(size) {
  if (size < 1000) return count(size, "byte", "bytes");
  return size < 1_000_000 ? `${(size / 1000).toFixed(1)} kB` : `${(size / 1_000_000).toFixed(1)} MB`;
}

function reactions(message, { names }) {
  if (!message.reactions?.length) return null;
  return h("div", { class: "reactions" }, message.reactions.map(({ name, users, count: number }) => {
    const mine = users.includes(names.me.id);
    const who = users.map((id) => names.userName(id) ?? "Somebody").join(", ");
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
  }));
}

function threadLink(message, { names }) {
  if (!message.reply_count) return null;
  const open = (event) => tell(event.currentTarget, "open-thread", message.ts);
  const who = (message.reply_users ?? []).slice(0, 3).map((id) => avatar(names.userName(id) ?? "?", id));
  return h("button", { type: "button", class: "thread-link", "data-key": "thread", on: { click: open } },
    who, h("span", {}, count(message.reply_count, "reply", "replies")),
    h("small", {}, "last ", moment(Number(message.latest_reply ?? message.ts), "{date_pretty} at {time}")));
}

// -- what one can do ------------------------------------------------------------------------------------------

/** One stop for the tabulator key; the arrows move inside: https://www.w3.org/WAI/ARIA/apg/patterns/toolbar/ */
function toolbar(message, place) {
  const tools = message.ephemeral ? [tool("close", "Dismiss", { do: "dismiss" }, message)] : [
    ...(isSystem(message) ? [] : QUICK.map((name) => reactTool(message, name, place.names))),
    place.thread || isSystem(message) ? null : replyTool(message),
    message.user === place.names.me.id && !isSystem(message) ? moreTool(message) : null,
  ].filter(Boolean);
  if (!tools.length) return "";
  tools.forEach((button, index) => (button.tabIndex = index ? -1 : 0));
  const walk = (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step) tools[(tools.indexOf(document.activeElement) + step + tools.length) % tools.length].focus();
  };
  return h("div", { class: "toolbar", role: "toolbar", "aria-label": "Message actions", on: { keydown: walk } }, tools);
}

function tool(drawing, label, wish, message) {
  const ask = (event) => tell(event.currentTarget, "wish", { ...wish, ts: message.ts });
  return h("button", { type: "button", "aria-label": label, title: label, "data-key": label, on: { click: ask } }, icon(drawing));
}

function reactTool(message, name, names) {
  const mine = message.reactions?.some((reaction) => reaction.name === name && reaction.users.includes(names.me.id));
  const button = tool("smile", `React with ${name}`, { do: mine ? "unreact" : "react", name }, message);
  button.replaceChildren(emojiNode(name));
  return button;
}

function replyTool(message) {
  const open = (event) => tell(event.currentTarget, "open-thread", message.thread_ts ?? message.ts);
  const label = "Reply in thread";
  return h("button", { type: "button", "aria-label": label, title: label, "data-key": label, on: { click: open } }, icon("reply"));
}

function moreTool(message) {
  const label = "Edit or delete";
  const button = h("button", { type: "button", "aria-label": label, title: label, "aria-haspopup": "menu", "data-key": label }, icon("more"));
  button.addEventListener("click", () => openMenu(button, [
    { label: "Edit message", choose: () => tell(button, "wish", { do: "rewrite", ts: message.ts }) },
    { label: "Delete message", choose: () => tell(button, "wish", { do: "delete", ts: message.ts }) },
  ]));
  return button;
}

function editor(message, names) {
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

/** A click or a pick in the message's blocks, as the feed wants it. */
export function clickOf(article, channel, { block_id, action_id, value }) {
  return { do: "click", channel, ts: article.dataset.ts, block_id, action_id, value, values: readings(article) };
}
