// What this page knows of the workspace: every frame of the feed lands here first.

import { clock, clockReached, setClock } from "./dates.js";

export class Workspace {
  me = null;
  team = { id: "", name: "" };
  app = { id: "", name: "", connected: false };
  people = new Map();
  channels = new Map();
  groups = new Map();
  commands = [];
  /** channel id → (ts → message); a channel that was never opened is missing. */
  messages = new Map();
  home = null;
  /** ts of the messages "only visible to you" that were dismissed here. */
  dismissed = new Set();

  becomes(state) {
    const other = this.me && this.me.id !== state.me.id;
    if (other) {
      this.messages.clear();
      this.dismissed.clear();
      this.home = null;
    }
    this.becomesMe(state.me, state.now);
    this.team = state.team;
    this.canSkip = Boolean(state.can_skip);
    this.app = state.app;
    this.commands = state.commands;
    this.people = byId(state.people);
    this.channels = byId(state.channels);
    this.groups = byId(state.groups ?? []);
  }

  clockMoved(now) {
    setClock(this.me.tz, now);
  }

  becomesMe(user, now = clock.now()) {
    this.me = user;
    setClock(user.tz, now);
  }

  keepMessages(channel, messages) {
    this.messages.set(channel, new Map(messages.map((message) => [message.ts, message])));
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
    const wanted = thread ? (message) => (message.thread_ts ?? message.ts) === thread || message.ts === thread : inChannel;
    return all.filter(wanted).sort((one, other) => Number(one.ts) - Number(other.ts));
  }

  rooms(kind) {
    const wanted = {
      channel: (channel) => !channel.is_im && !channel.is_mpim,
      direct: (channel) => channel.is_im || channel.is_mpim,
    }[kind];
    return [...this.channels.values()].filter(wanted).sort((one, other) =>
      Number(Boolean(one.is_archived)) - Number(Boolean(other.is_archived)) ||
      this.channelName(one).localeCompare(this.channelName(other)));
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

function byId(things) {
  return new Map(things.map((thing) => [thing.id, thing]));
}
