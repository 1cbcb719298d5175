// What stands beside a channel: a thread, its pinned messages, its members.

import { avatar } from "./avatar.js";
import { mayWrite } from "./channel.js";
import { Composer } from "./composer.js";
import { clock, timeOfDay } from "./dates.js";
import { fill, h } from "./dom.js";
import { icon } from "./icons.js";
import { markdown } from "./markdown.js";
import { messageArticle } from "./message.js";
import { MessageList } from "./message-list.js";

const MOST_MEMBERS = 200;

/** `what`: {kind: "thread" | "pins" | "members" | "canvas", ts?}. */
export class Pane {
  #page;
  #channel;
  #members = [];
  #body = h("div", { class: "pane-body" });

  constructor(page, channel, what) {
    this.#page = page;
    this.#channel = channel;
    this.what = what;
    const title = { thread: "Thread", pins: "Pinned messages", members: "Members", canvas: "Canvas" }[what.kind];
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
    this.load();
  }

  draw() {
    if (this.what.kind === "thread") this.list.draw();
    if (this.what.kind === "pins") this.#drawPins();
    if (this.what.kind === "members") this.#drawMembers();
  }

  /** What is not sent unless somebody looks: the replies of a thread, the names of thousands. */
  async load() {
    const { names } = this.#page;
    const { kind, ts } = this.what;
    if (kind === "pins") return;
    const { ok, result } = await this.#page.send({ do: kind, channel: this.#channel, ts });
    if (!ok) return;
    if (kind === "thread") names.addMessages(this.#channel, result.messages);
    if (kind === "members") this.#members = result.members;
    if (kind === "canvas") fill(this.#body, h("article", { class: "canvas" }, h("h3", {}, result.title), markdown(result.markdown)));
    this.draw();
  }

  focus() {
    (this.field ?? this.nodes[0].querySelector("button")).focus();
  }

  #thread(ts) {
    const { names } = this.#page;
    const channel = names.channels.get(this.#channel);
    this.list = new MessageList(this.#page, this.#channel, { thread: ts, label: "Messages in thread" });
    const writing = mayWrite(channel) ? new Composer(this.#page, { label: "Reply in thread", channel: channel.id, thread: ts }) : null;
    this.field = writing?.field;
    this.#body = h("div", { class: "pane-body" }, this.list.node, writing?.node ?? null);
    this.nodes[1] = this.#body;
  }

  #drawPins() {
    const { names } = this.#page;
    const pins = names.channels.get(this.#channel).pins ?? [];
    const messages = pins.map((ts) => names.message(this.#channel, ts)).filter(Boolean);
    const shown = messages.map((message) => h("div", { class: "pin" },
      // A copy to look at: style/beside.css hides its buttons, they work in the channel.
      messageArticle(message, { page: this.#page, names, channel: this.#channel, thread: null, readOnly: true }),
      h("button", { type: "button", class: "button", on: { click: () => this.#page.reveal(message.ts) } }, "Show in channel"),
      h("button", { type: "button", class: "button", on: { click: () => this.#page.ask({ do: "unpin", channel: this.#channel, ts: message.ts }) } }, "Unpin")));
    fill(this.#body, shown.length ? shown : h("p", { class: "empty" }, "Nothing is pinned here."));
  }

  #drawMembers() {
    const { names } = this.#page;
    const people = this.#members.map((id) => names.people.get(id)).filter(Boolean);
    const more = people.length - MOST_MEMBERS;
    fill(this.#body,
      h("ul", { class: "members" }, people.slice(0, MOST_MEMBERS).map((user) => this.#member(user))),
      more > 0 ? h("p", { class: "empty" }, `and ${more} more`) : null);
  }

  #member(user) {
    const told = user.is_bot ? `@${user.name}` : `@${user.name} · ${timeOfDay(clock.now(), user.tz)} in ${user.tz}`;
    const itself = user.id === this.#page.names.me.id;
    const talk = () => (user.is_bot ? this.#page.goToApp() : this.#page.talkTo([user.id]));
    return h("li", {}, avatar(user.real_name, user.id, { app: user.is_bot }),
      h("span", {}, h("strong", {}, user.real_name), user.is_bot ? h("span", { class: "badge" }, "APP") : null, h("small", {}, told)),
      itself ? null : h("button", { type: "button", class: "quiet", "aria-label": `Message ${user.real_name}`, on: { click: talk } }, icon("reply")));
  }
}
