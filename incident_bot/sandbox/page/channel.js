// A channel: its header, its messages, and where one writes.

import { appTabs } from "./app-tabs.js";
import { channelMenu } from "./channel-menu.js";
import { Composer } from "./composer.js";
import { count, fill, h } from "./dom.js";
import { icon } from "./icons.js";
import { MessageList } from "./message-list.js";
import { link, mrkdwn } from "./mrkdwn.js";
import { join } from "./wishes.js";

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
    this.list = new MessageList(page, id, { beginning: this.#beginning, label });
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
    const open = this.#header.contains(document.activeElement) ? document.activeElement.dataset.key : null;
    fill(this.#header, menuButton(this.#page), this.#title(channel),
      isApp(channel, names) ? appTabs(this.#page, "messages") : h("div", { class: "topic" }, channel.topic ? mrkdwn(channel.topic, names) : null),
      channel.canvas ? this.#headButton("canvas", "file", 1, "canvas", "canvases") : null,
      this.#headButton("pins", "pin", channel.pins?.length, "pinned", "pinned"),
      channel.is_im ? null : this.#headButton("members", "people", channel.members, "member", "members"));
    if (open) this.#header.querySelector(`[data-key="${open}"]`)?.focus();
    this.#drawBookmarks(channel.bookmarks ?? []);
    this.#drawBeginning(channel);
    this.#drawFoot(channel);
  }

  focus() {
    (this.field ?? this.list.scroller).focus();
  }

  /** Loads what was said before; resolves once it is there. */
  async earlier() {
    const { names } = this.#page;
    const before = names.begins.get(this.#id);
    if (!before) return;
    const { ok, result } = await this.#page.ask({ do: "earlier", channel: this.#id, before });
    if (!ok) return;
    names.addMessages(this.#id, result.messages, result.from);
    this.list.keepingPlace(() => this.list.draw());
    this.#drawBeginning(this.#channel);
  }

  #title(channel) {
    const { names } = this.#page;
    const drawn = [channel.is_im ? null : icon(channel.is_private ? "lock" : "hash"), h("span", {}, names.channelName(channel))];
    if (channel.is_im || channel.is_mpim) return h("h1", {}, drawn);
    const open = (event) => channelMenu(this.#page, this.#channel, event.currentTarget);
    return h("h1", {}, h("button", {
      type: "button", class: "title", "aria-haspopup": "menu", "data-key": "title", title: "What one can do with this channel", on: { click: open },
    }, drawn, icon("down")));
  }

  #headButton(kind, drawing, number, one, many) {
    if (!number) return null;
    const open = () => this.#page.openPane(kind);
    return h("button", { type: "button", class: "quiet", "data-key": kind, on: { click: open } }, icon(drawing), h("span", {}, count(number, one, many)));
  }

  #drawBookmarks(bookmarks) {
    this.#bookmarks.hidden = bookmarks.length === 0;
    fill(this.#bookmarks, bookmarks.map(({ title, link: url }) => h("span", {}, icon("link"), link(url, title))));
  }

  #drawBeginning(channel) {
    const { names } = this.#page;
    const more = h("button", { type: "button", class: "button", on: { click: () => this.earlier() } }, "Show earlier messages");
    fill(this.#beginning, names.begins.get(this.#id) ? more : beginning(channel, names, (text) => this.#suggest(text)));
  }

  /** Drawn anew only when one may suddenly write, or no longer: a draft keeps its cursor. */
  #drawFoot(channel) {
    const { names } = this.#page;
    const muted = isApp(channel, names) && !names.app.messages_tab;
    const state = channel.is_archived ? "archived" : muted ? "muted" : mayWrite(channel) ? "open" : "outside";
    if (state === this.#state) return this.#label(channel);
    this.#state = state;
    this.field = null;
    const closed = (words) => h("p", { class: "closed" }, words);
    fill(this.#foot, {
      open: () => this.#composer(channel),
      archived: () => closed("This channel is archived. You can read it, but not write here."),
      muted: () => closed(`${names.app.name} does not take messages.`),
      outside: () => this.#invitation(channel),
    }[state]());
  }

  #composer(channel) {
    const writing = new Composer(this.#page, { label: words(this.#page.names, channel), channel: channel.id });
    writing.field.addEventListener("keydown", (event) => {
      if (event.key === "ArrowUp" && !writing.field.value && !event.defaultPrevented) this.list.focusLast();
    });
    this.field = writing.field;
    return writing.node;
  }

  /** A channel that is renamed is written to by its new name. */
  #label(channel) {
    if (!this.field) return;
    this.field.placeholder = words(this.#page.names, channel);
    this.field.setAttribute("aria-label", this.field.placeholder);
  }

  #invitation(channel) {
    return h("p", { class: "closed" },
      `You are looking at #${channel.name} from outside. `,
      h("button", { type: "button", class: "button primary", on: { click: () => join(this.#page, channel.id) } }, "Join channel"));
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

export function mayWrite(channel) {
  return Boolean(channel.is_im || channel.is_mpim || channel.is_member) && !channel.is_archived;
}

function isApp(channel, names) {
  return Boolean(channel.is_im) && channel.user === names.app.id;
}

function words(names, channel) {
  return `Message ${names.channelTitle(channel)}`;
}

/** What stands above the first message; a newcomer finds here what to type. */
function beginning(channel, names, suggest) {
  if (channel.is_im || channel.is_mpim) {
    return [h("p", {}, "This is the beginning of your conversation with ", h("strong", {}, names.channelName(channel)), ".")];
  }
  const commands = channel.is_archived || !channel.is_member ? [] : names.commands;
  const tries = commands.map(({ command }) =>
    h("button", { type: "button", class: "chip", on: { click: () => suggest(`${command} `) } }, command));
  return [
    h("h2", {}, `This is the beginning of #${channel.name}`),
    channel.purpose ? mrkdwn(channel.purpose, names) : null,
    tries.length ? h("p", {}, `Say hello, or ask ${names.app.name} for something: `, tries) : null,
  ];
}
