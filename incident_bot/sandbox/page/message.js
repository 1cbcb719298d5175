// One message: who, when and what. What one can do with it is in message-tools.js.

import { avatar } from "./avatar.js";
import { blocks } from "./blocks.js";
import { fullTime, moment, timeOfDay } from "./dates.js";
import { count, h, tell } from "./dom.js";
import { readings } from "./elements.js";
import { fileCard } from "./files.js";
import { icon } from "./icons.js";
import { editor, reactions, toolbar } from "./message-tools.js";
import { link, mrkdwn } from "./mrkdwn.js";

/** Small grey lines: https://docs.slack.dev/reference/events/message#subtypes */
const SYSTEM = /^(channel|group)_|^(pinned_item|unpinned_item|bot_add|bot_remove|tombstone)$/;

export function isSystem(message) {
  return SYSTEM.test(message.subtype ?? "");
}

function authorOf(message, names) {
  const name = message.username ?? message.bot_profile?.name ?? names.userName(message.user);
  return name ?? (message.user === "USLACKBOT" ? "Slackbot" : "Somebody");
}

/**
 * `place`: {page, names, channel, thread: ts or null, compact: same author as just before, editing: being rewritten,
 * readOnly: in a list that is only looked at}.
 */
export function messageArticle(message, place) {
  const author = authorOf(message, place.names);
  const article = h("article", {
    class: classes(message, place),
    tabindex: "-1",
    "aria-label": `${author} at ${timeOfDay(message.ts)}`,
    "data-ts": message.ts,
  }, isSystem(message) ? systemLine(message, author, place) : [
    place.compact ? h("span", { class: "gutter" }, stamp(message)) : avatar(author, message.user ?? "", { app: Boolean(message.bot_id) }),
    h("div", { class: "body" },
      place.compact ? null : byline(message, author),
      notes(message, place),
      place.editing ? editor(message, place.names) : content(message, place),
      (message.files ?? []).map(fileCard),
      reactions(message, place),
      place.thread ? null : threadLink(message, place)),
  ]);
  if (!place.readOnly && !place.editing) article.append(toolbar(message, place, isSystem(message)));
  return article;
}

function classes(message, { compact, names }) {
  return ["message", isSystem(message) && "system", compact && "compact", message.ephemeral && "whispered",
    message.pinned && "pinned", mentions(message, names) && "for-me"].filter(Boolean).join(" ");
}

function mentions(message, names) {
  const mine = (message.text ?? "").includes(`<@${names.me.id}`) || /<!(here|channel|everyone)/.test(message.text ?? "");
  return mine && !message.ephemeral && !isSystem(message);
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

function notes(message, { thread }) {
  const note = (name, words) => h("p", { class: "note" }, icon(name), words);
  return [
    message.ephemeral ? note("eye", "Only visible to you") : null,
    message.pinned ? note("pin", "Pinned") : null,
    message.subtype === "thread_broadcast" ? broadcastNote(message, thread) : null,
  ];
}

function broadcastNote(message, thread) {
  if (thread) return h("p", { class: "note" }, icon("reply"), "Also sent to the channel");
  const open = (event) => tell(event.currentTarget, "open-thread", message.thread_ts);
  return h("p", { class: "note" }, icon("reply"), h("button", { type: "button", class: "in-text", "data-key": "root", on: { click: open } }, "Replied to a thread"));
}

function content(message, { page, names, channel }) {
  const own = message.blocks?.length && (message.bot_id || message.blocks.some(saysMore));
  return [
    own
      ? [blocks(message.blocks, page, { channel, where: { channel, ts: message.ts } }), message.bot_id ? null : edited(message)]
      : message.text ? h("div", { class: "words" }, mrkdwn(message.text, names), edited(message)) : null,
    (message.attachments ?? []).map((attachment) => attached(attachment, message, page, channel)),
  ];
}

/** What people type also comes as rich text; its markup reads better from the text itself, which has no lists. */
function saysMore(block) {
  return block.type !== "rich_text" || block.elements.some((part) => part.type === "rich_text_list");
}

/** https://docs.slack.dev/messaging/formatting-message-text#attachments, also in their old form */
function attached(attachment, message, page, channel) {
  const { names } = page;
  const { pretext, title, title_link: address, fields = [], footer } = attachment;
  const bar = h("div", { class: "attachment" }, attachment.blocks
    ? blocks(attachment.blocks, page, { channel, where: { channel, ts: message.ts } })
    : [
      title ? h("strong", {}, address ? link(address, title) : title) : null,
      mrkdwn(attachment.text ?? (title ? "" : attachment.fallback ?? ""), names),
      fields.length ? h("div", { class: "fields" }, fields.map((field) => h("div", {}, h("strong", {}, field.title), mrkdwn(field.value ?? "", names)))) : null,
      footer ? h("small", {}, footer) : null,
    ]);
  if (pretext) return [mrkdwn(pretext, names), coloured(bar, attachment)];
  return coloured(bar, attachment);
}

function coloured(bar, attachment) {
  const named = { good: "var(--good)", warning: "var(--warning)", danger: "var(--danger)" }[attachment.color];
  if (named) bar.style.setProperty("--bar", named);
  if (/^#?[0-9a-f]{6}$/i.test(attachment.color ?? "")) {
    bar.style.setProperty("--bar", `#${attachment.color.replace("#", "")}`);
  }
  return bar;
}

function threadLink(message, { names }) {
  if (!message.reply_count) return null;
  const open = (event) => tell(event.currentTarget, "open-thread", message.ts);
  const who = (message.reply_users ?? []).slice(0, 3).map((id) => avatar(names.userName(id) ?? "?", id));
  return h("button", { type: "button", class: "thread-link", "data-key": "thread", on: { click: open } },
    who, h("span", {}, count(message.reply_count, "reply", "replies")),
    h("small", {}, "last ", moment(Number(message.latest_reply ?? message.ts), "{date_pretty} at {time}")));
}

/** A click or a pick in the message's blocks, as the feed wants it. */
export function clickOf(article, channel, { block_id, action_id, value }) {
  return { do: "click", channel, ts: article.dataset.ts, block_id, action_id, value, values: readings(article) };
}
