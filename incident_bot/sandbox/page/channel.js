// A channel: its header, its messages, and where one writes.

import { composer } from "./composer.js";
import { count, fill, h } from "./dom.js";
import { icon } from "./icons.js";
import { MessageList } from "./message-list.js";
import { link, mrkdwn } from "./mrkdwn.js";

/** `page`: {names, send, openSidebar, openPane(kind)}. */
export class ChannelView {
  #page;
  #id;
  #header = h("header", { class: "head" });
  #bookmarks = h("div", { class: "bookmarks", role: "group", "aria-label": "Bookmarks", hidden: true });
  #beginning = h("div", { class: "beginning" });
  #foot = h("div", { class: "foot" });
  #state = "";

  constructor(page, id) {
    this.#page = page;
    this.#id = id;
    const label = `Messages in ${page.names.channelTitle(this.#channel)}`;
    this.list = new MessageList(page.names, id, { beginning: this.#beginning, label });
    this.node = h("div", { class: "view" }, this.#header, this.#bookmarks, this.list.node, this.#foot);
    this.drawHead();
    this.list.draw();
  }

  get #channel() {
    return this.#page.names.channels.get(this.#id);
  }

  /** Everything but the messages. */
  drawHead() {
    const channel = this.#channel;
    const { names } = this.#page;
    fill(this.#header,
      menuButton(this.#page),
      h("h1", {}, channel.is_im ? null : icon(channel.is_private ? "lock" : "hash"), h("span", {}, names.channelName(channel))),
      h("div", { class: "topic" }, channel.topic?.value ? mrkdwn(channel.topic.value, names) : null),
      this.#headButton("pins", "pin", channel.pins?.length, "pinned", "pinned"),
      channel.is_im ? null : this.#headButton("members", "people", channel.members?.length ?? channel.num_members, "member", "members"));
    this.#drawBookmarks(channel.bookmarks ?? []);
    fill(this.#beginning, ...beginning(channel, names, (text) => this.#suggest(text)));
    this.#drawFoot(channel);
  }

  focus() {
    this.field?.focus();
  }

  #headButton(kind, drawing, number, one, many) {
    if (!number) return null;
    const open = () => this.#page.openPane(kind);
    return h("button", { type: "button", class: "quiet", on: { click: open } }, icon(drawing), h("span", {}, count(number, one, many)));
  }

  #drawBookmarks(bookmarks) {
    this.#bookmarks.hidden = bookmarks.length === 0;
    fill(this.#bookmarks, bookmarks.map(({ title, link: url }) => h("span", {}, icon("link"), link(url, title))));
  }

  /** Drawn anew only when one may suddenly write, or no longer: a draft keeps its cursor. */
  #drawFoot(channel) {
    const state = channel.is_archived ? "archived" : mayWrite(channel) ? "open" : "outside";
    if (state === this.#state) return;
    this.#state = state;
    this.field = null;
    if (state === "open") fill(this.#foot, this.#composer(channel));
    if (state === "archived") fill(this.#foot, h("p", { class: "closed" }, "This channel is archived. You can read it, but not write here."));
    if (state === "outside") fill(this.#foot, this.#invitation(channel));
  }

  #composer(channel) {
    const { names, send } = this.#page;
    const { node, field } = composer({
      label: `Message ${names.channelTitle(channel)}`,
      draft: `${names.me.id}/${channel.id}`,
      names,
      say: (text) => send({ do: "say", channel: channel.id, text, thread_ts: null }),
    });
    this.field = field;
    return node;
  }

  #invitation(channel) {
    const join = () => this.#page.join(channel.id);
    return h("p", { class: "closed" },
      `You are looking at #${channel.name} from outside. `,
      h("button", { type: "button", class: "button primary", on: { click: join } }, "Join channel"));
  }

  #suggest(text) {
    if (!this.field) return;
    this.field.value = text;
    this.field.dispatchEvent(new Event("input"));
    this.field.focus();
  }
}

export function menuButton(page) {
  return h("button", { type: "button", class: "quiet narrow-only", "aria-label": "Show channels", on: { click: () => page.openSidebar() } }, icon("menu"));
}

function mayWrite(channel) {
  return channel.is_im || channel.is_mpim || channel.is_member;
}

/** What stands above the first message; a newcomer finds here what to type. */
function beginning(channel, names, suggest) {
  if (channel.is_im || channel.is_mpim) {
    return [h("p", {}, "This is the beginning of your conversation with ", h("strong", {}, names.channelName(channel)), ".")];
  }
  const purpose = channel.purpose?.value ? mrkdwn(channel.purpose.value, names) : null;
  const commands = channel.is_archived || !channel.is_member ? [] : names.commands;
  const tries = commands.map(({ command }) =>
    h("button", { type: "button", class: "chip", on: { click: () => suggest(`${command} `) } }, command));
  return [
    h("h2", {}, `This is the beginning of #${channel.name}`),
    purpose,
    tries.length ? h("p", {}, `Say hello, or ask ${names.app.name} for something: `, tries) : null,
  ];
}
