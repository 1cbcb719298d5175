// What stands beside a channel: a thread, its pinned messages, its members.

import { avatar } from "./avatar.js";
import { composer } from "./composer.js";
import { clock, timeOfDay } from "./dates.js";
import { fill, h } from "./dom.js";
import { icon } from "./icons.js";
import { messageArticle } from "./message.js";
import { MessageList } from "./message-list.js";

/** `page`: {names, send, closePane, reveal(ts)}; `what`: {kind: "thread" | "pins" | "members", ts?}. */
export class Pane {
  #page;
  #channel;
  #body = h("div", { class: "pane-body" });

  constructor(page, channel, what) {
    this.#page = page;
    this.#channel = channel;
    this.what = what;
    const title = { thread: "Thread", pins: "Pinned messages", members: "Members" }[what.kind];
    const close = h("button", { type: "button", class: "quiet", "aria-label": `Close ${title.toLowerCase()}`, on: { click: page.closePane } }, icon("close"));
    this.title = title;
    this.nodes = [
      h("header", { class: "head" },
        h("h2", {}, title),
        h("div", { class: "topic" }, page.names.channelTitle(page.names.channels.get(channel))),
        close),
      this.#body,
    ];
    if (what.kind === "thread") this.#thread(what.ts);
    this.draw();
  }

  draw() {
    if (this.what.kind === "thread") this.list.draw();
    if (this.what.kind === "pins") this.#pins();
    if (this.what.kind === "members") this.#members();
  }

  focus() {
    (this.field ?? this.nodes[0].querySelector("button")).focus();
  }

  #thread(ts) {
    const { names, send } = this.#page;
    this.list = new MessageList(names, this.#channel, { thread: ts, label: "Messages in thread" });
    const { node, field } = composer({
      label: "Reply in thread",
      draft: `${names.me.id}/${this.#channel}/${ts}`,
      names,
      say: (text) => send({ do: "say", channel: this.#channel, text, thread_ts: ts }),
    });
    this.field = field;
    const channel = names.channels.get(this.#channel);
    const closed = channel.is_archived || (!channel.is_im && !channel.is_mpim && !channel.is_member);
    this.#body.replaceWith((this.#body = h("div", { class: "pane-body" }, this.list.node, closed ? null : node)));
    this.nodes[1] = this.#body;
  }

  #pins() {
    const { names, reveal } = this.#page;
    const pins = names.channels.get(this.#channel).pins ?? [];
    const messages = pins.map((ts) => names.message(this.#channel, ts)).filter(Boolean);
    const shown = messages.map((message) => h("div", { class: "pin" },
      // A copy to look at: style.css hides its buttons, they work in the channel.
      messageArticle(message, { names, channel: this.#channel, thread: null, readOnly: true }),
      h("button", { type: "button", class: "button", on: { click: () => reveal(message.ts) } }, "Show in channel")));
    fill(this.#body, shown.length ? shown : h("p", { class: "empty" }, "Nothing is pinned here."));
  }

  #members() {
    const { names } = this.#page;
    const members = names.channels.get(this.#channel).members ?? [];
    const people = members.map((id) => names.people.get(id)).filter(Boolean);
    fill(this.#body, h("ul", { class: "members" }, people.map((user) => h("li", {},
      avatar(user.real_name, user.id, { app: user.is_bot }),
      h("span", {}, h("strong", {}, user.real_name), user.is_bot ? h("span", { class: "badge" }, "APP") : null,
        h("small", {}, user.is_bot ? `@${user.name}` : `@${user.name} · ${timeOfDay(clock.now(), user.tz)} in ${user.tz}`))))));
  }
}
