// The messages of a channel or a thread, oldest first. What did not change is not drawn again, the focus stays
// where it is, and the end stays in sight unless the person scrolled up.

import { dayKey, dayTitle } from "./dates.js";
import { h, tell } from "./dom.js";
import { walkMessages } from "./keys.js";
import { clickOf, isSystem, messageArticle } from "./message.js";

const SAME_BREATH = 5 * 60;
const NEAR = 60;

export class MessageList {
  #page;
  #names;
  #channel;
  #thread;
  #drawn = new Map();
  #stuck = true;
  #editing = null;

  constructor(page, channel, { thread = null, beginning = null, label }) {
    this.#page = page;
    this.#names = page.names;
    this.#channel = channel;
    this.#thread = thread;
    this.rows = h("div", { class: "rows" });
    this.newer = h("button", { type: "button", class: "newer", hidden: true, on: { click: () => this.toEnd() } }, "New messages ↓");
    this.scroller = h("div", { class: "scroller", role: "log", "aria-label": label, tabindex: "0" }, beginning, this.rows);
    this.node = h("div", { class: "messages" }, this.scroller, this.newer);
    this.scroller.addEventListener("scroll", () => this.#scrolled(), { passive: true });
    new ResizeObserver(() => this.#stuck && this.toEnd()).observe(this.rows);
    new ResizeObserver(() => this.#stuck && this.toEnd()).observe(this.scroller);
    this.node.addEventListener("act", (event) => this.#act(event));
    this.scroller.addEventListener("keydown", (event) => walkMessages(event, this.scroller));
  }

  draw() {
    const messages = this.#names.shown(this.#channel, this.#thread);
    const last = messages.at(-1);
    const arrived = last && this.#drawn.size && !this.#drawn.has(last.ts);
    const focus = this.#focus();
    this.#arrange(messages);
    this.#refocus(focus);
    // One's own words, and the answer to one's own command, are what one wants to see.
    if (arrived && (last.user === this.#names.me.id || last.ephemeral)) this.toEnd();
    else if (this.#stuck) this.toEnd();
    else if (arrived) this.newer.hidden = false;
  }

  rewrite(ts) {
    this.#editing = ts;
    this.draw();
  }

  toEnd() {
    this.#stuck = true;
    this.newer.hidden = true;
    this.scroller.scrollTop = this.scroller.scrollHeight;
  }

  focusLast() {
    (this.rows.querySelector("article:last-of-type") ?? this.scroller).focus();
  }

  /** What was said before is put above what is being read. */
  keepingPlace(change) {
    const fromEnd = this.scroller.scrollHeight - this.scroller.scrollTop;
    this.#stuck = false;
    change();
    this.scroller.scrollTop = this.scroller.scrollHeight - fromEnd;
  }

  /** Brings one message into sight and lights it up for a moment. */
  reveal(ts) {
    const article = this.#drawn.get(ts)?.node;
    if (!article) return;
    this.#stuck = false;
    article.scrollIntoView({ block: "center" });
    article.classList.add("found");
    article.addEventListener("animationend", () => article.classList.remove("found"), { once: true });
  }

  // -- drawing --------------------------------------------------------------------------------------------------

  #arrange(messages) {
    const rows = [];
    const drawn = new Map();
    let before = null;
    let unread = this.#thread ? null : this.#names.unread.get(this.#channel);
    for (const message of messages) {
      const newDay = !before || dayKey(before.ts) !== dayKey(message.ts);
      if (newDay && !this.#thread) rows.push(divider(dayTitle(message.ts)));
      if (unread && isNew(message, unread, this.#names.me)) {
        rows.push(h("div", { class: "day new", role: "separator", "aria-label": "New" }, h("span", {}, "New")));
        unread = null;
      }
      if (this.#thread && before?.ts === this.#thread) rows.push(h("hr"));
      const kept = this.#article(message, !newDay && follows(before, message, this.#thread));
      drawn.set(message.ts, kept);
      rows.push(kept.node);
      before = message;
    }
    this.#drawn = drawn;
    replace(this.rows, rows);
  }

  #article(message, compact) {
    const editing = message.ts === this.#editing;
    const signature = JSON.stringify([message, compact, editing]);
    const before = this.#drawn.get(message.ts);
    if (before?.signature === signature) return before;
    const place = { page: this.#page, names: this.#names, channel: this.#channel, thread: this.#thread, compact, editing };
    return { signature, node: messageArticle(message, place) };
  }

  #focus() {
    const focused = this.rows.contains(document.activeElement) ? document.activeElement : null;
    return focused && { node: focused, ts: focused.closest("article")?.dataset.ts, key: focused.dataset.key };
  }

  #refocus(focus) {
    if (!focus || focus.node.isConnected) return;
    const article = this.#drawn.get(focus.ts)?.node;
    const again = focus.key && article?.querySelector(`[data-key="${CSS.escape(focus.key)}"]`);
    (again || article || this.scroller).focus({ preventScroll: true });
  }

  #scrolled() {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    this.#stuck = scrollHeight - scrollTop - clientHeight < NEAR;
    if (this.#stuck) this.newer.hidden = true;
  }

  #act(event) {
    const article = event.target.closest("article");
    tell(this.node, "click-block", { command: clickOf(article, this.#channel, event.detail), control: event.detail.control });
  }
}

/** Whether a message goes on where the one before it stopped, under the same name. */
function follows(before, message, thread) {
  if (!before || before.ts === thread || isSystem(before) || isSystem(message)) return false;
  const same = before.user === message.user && Boolean(before.ephemeral) === Boolean(message.ephemeral);
  return same && before.bot_id === message.bot_id && before.username === message.username && !message.pinned &&
    message.ts - before.ts < SAME_BREATH;
}

function isNew(message, { after, until }, me) {
  return message.ts > after && message.ts <= until && message.user !== me.id;
}

function divider(title) {
  return h("div", { class: "day", role: "separator", "aria-label": title }, h("span", {}, title));
}

/** Like replaceChildren, but what stays in place is not touched, so a screen reader hears only what is new. */
function replace(parent, rows) {
  rows.forEach((row, index) => {
    const there = parent.children[index];
    if (there === row) return;
    if (row.isConnected && there) there.remove();
    if (parent.children[index] !== row) parent.insertBefore(row, parent.children[index] ?? null);
  });
  while (parent.children.length > rows.length) parent.lastChild.remove();
}
