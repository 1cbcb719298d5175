// What this page knows of the workspace: every frame of the feed lands here first.

import { clock, clockReached, setClock } from "./dates.js";

/** team-2 stands before team-10. */
const IN_ORDER = new Intl.Collator("en", { numeric: true });

export class Workspace {
  me = null;
  team = { id: "", name: "" };
  app = { id: "", name: "", connected: false, home_tab: true, messages_tab: true };
  people = new Map();
  channels = new Map();
  groups = new Map();
  commands = [];
  shortcuts = [];
  /** channel id → (ts → message); a channel that was never opened is missing. */
  messages = new Map();
  /** channel id → the ts where what was loaded begins; "" is the beginning of all. */
  begins = new Map();
  /** channel id → {after, until}: what had not been read when the person came. */
  unread = new Map();
  home = null;
  /** ts of the messages "only visible to you" that were dismissed here. */
  dismissed = new Set();

  becomes(state) {
    const other = this.me && this.me.id !== state.me;
    if (other) {
      this.messages.clear();
      this.dismissed.clear();
      this.home = null;
    }
    this.people = byId(state.people.map(person));
    this.becomesMe(this.people.get(state.me), state.now);
    this.team = state.team;
    this.canSkip = Boolean(state.can_skip);
    this.app = state.app;
    this.commands = state.commands;
    this.shortcuts = state.shortcuts ?? [];
    this.channels = byId(state.channels);
    this.groups = byId(state.groups ?? []);
  }

  keepPerson(row) {
    const known = person(row);
    this.people.set(known.id, known);
    if (known.id === this.me.id) this.becomesMe(known);
  }

  clockMoved(now) {
    setClock(this.me.tz, now);
  }

  becomesMe(user, now = clock.now()) {
    this.me = user;
    setClock(user.tz, now);
  }

  keepMessages(channel, messages, begins, read) {
    const last = messages.at(-1)?.ts ?? "";
    this.unread.set(channel, read && last > read ? { after: read, until: last } : null);
    this.messages.set(channel, new Map(messages.map((message) => [message.ts, message])));
    this.begins.set(channel, begins);
  }

  /** Older ones, or the replies of a thread, beside what is there. */
  addMessages(channel, messages, begins = this.begins.get(channel)) {
    const known = this.messages.get(channel);
    for (const message of messages) known?.set(message.ts, message);
    this.begins.set(channel, begins);
  }

  keepMessage(channel, message) {
    clockReached(Number(message.ts));
    this.messages.get(channel)?.set(message.ts, message);
  }

  drop(channel, ts) {
    this.messages.get(channel)?.delete(ts);
  }

  message(channel, ts) {
    return this.messages.get(channel)?.get(ts);
  }

  // -- what is on the screen ------------------------------------------------------------------------------------

  /** The messages of a channel, or of one thread with its parent first; oldest first. */
  shown(channel, thread = null) {
    const all = [...(this.messages.get(channel)?.values() ?? [])].filter((message) => !this.dismissed.has(message.ts));
    const begins = this.begins.get(channel) ?? "";
    const wanted = thread
      ? (message) => (message.thread_ts ?? message.ts) === thread || message.ts === thread
      : (message) => inChannel(message) && message.ts >= begins;
    return all.filter(wanted).sort((one, other) => Number(one.ts) - Number(other.ts));
  }

  /** Everybody one can talk to or choose: nobody who left, and not Slackbot. */
  get everybody() {
    return [...this.people.values()].filter((user) => !user.deleted && user.id !== "USLACKBOT");
  }

  /** The conversation with the app, once there is one. */
  get appChannel() {
    return [...this.channels.values()].find((channel) => channel.is_im && channel.user === this.app.id) ?? null;
  }

  rooms(kind) {
    const wanted = {
      channel: (channel) => !channel.is_im && !channel.is_mpim,
      direct: (channel) => channel.is_im || channel.is_mpim,
    }[kind];
    return [...this.channels.values()].filter(wanted).sort((one, other) =>
      Number(Boolean(one.is_archived)) - Number(Boolean(other.is_archived)) ||
      IN_ORDER.compare(this.channelName(one), this.channelName(other)));
  }

  // -- names ------------------------------------------------------------------------------------------------------

  userName(id) {
    const user = this.people.get(id);
    return user ? user.real_name || user.name : null;
  }

  /** The name without its "#"; of a direct message, who it is with. */
  channelName(channel) {
    if (channel.is_im) return this.userName(channel.user) ?? "Direct message";
    if (channel.is_mpim) return channel.name.replace(/^mpdm-|-\d+$/g, "").replaceAll("--", ", ");
    return channel.name;
  }

  channelTitle(channel) {
    return channel.is_im || channel.is_mpim ? this.channelName(channel) : `#${channel.name}`;
  }

  groupHandle(id) {
    return this.groups.get(id)?.handle ?? null;
  }

  /** A channel by its id or its name, as addresses and people write it. */
  find(word) {
    if (this.channels.has(word)) return this.channels.get(word);
    return [...this.channels.values()].find((channel) => !channel.is_im && channel.name === word) ?? null;
  }

  person(word) {
    return this.people.get(word) ?? [...this.people.values()].find((user) => user.name === word) ?? null;
  }
}

function inChannel(message) {
  const reply = message.thread_ts && message.thread_ts !== message.ts;
  return !reply || message.subtype === "thread_broadcast";
}

/** As the feed writes it: id, name, real name, time zone, what is special. */
function person([id, name, real, tz, special]) {
  return { id, name, real_name: real || name, tz, is_bot: special === "bot", deleted: special === "deleted" };
}

function byId(things) {
  return new Map(things.map((thing) => [thing.id, thing]));
}
