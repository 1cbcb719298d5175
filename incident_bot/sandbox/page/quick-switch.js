// Going places by typing: channels, people, the app; and the list of all channels.

import { avatar } from "./avatar.js";
import { askFor } from "./dialog.js";
import { h } from "./dom.js";
import { find } from "./finder.js";
import { icon } from "./icons.js";
import { peopleChoices } from "./choices.js";

/** Unread first, then one's own, then the rest. */
export function quickSwitch(page) {
  const { names } = page;
  const rooms = [...names.rooms("channel"), ...names.rooms("direct")].filter((room) => !room.is_im);
  const weight = (room) => (room.unread ? 2 : 0) + (room.is_member ? 1 : 0);
  const places = rooms.sort((one, other) => weight(other) - weight(one)).map((room) => ({
    label: names.channelName(room),
    detail: room.unread ? `${room.unread} unread` : room.is_archived ? "archived" : room.is_member ? "" : "not joined",
    mark: icon(room.is_private ? "lock" : "hash"),
    choose: () => page.go({ channel: room.id }),
  }));
  const people = names.everybody.filter((user) => user.id !== names.me.id && user.id !== names.app.id).map((user) => ({
    label: user.real_name,
    also: user.name,
    detail: `@${user.name}`,
    mark: avatar(user.real_name, user.id),
    choose: () => page.talkTo([user.id]),
  }));
  const app = { label: names.app.name, detail: "App", mark: icon("home"), choose: () => page.goToApp() };
  find("Go to", [...places, app, ...people], { prompt: "A channel or a person" });
}

export function browseChannels(page) {
  const { names } = page;
  const choices = names.rooms("channel").map((room) => ({
    label: room.name,
    detail: [room.is_member ? "joined" : "", room.is_archived ? "archived" : "", `${room.members ?? 0} members`, room.topic ?? ""].filter(Boolean).join(" · "),
    mark: icon(room.is_private ? "lock" : "hash"),
    choose: () => page.go({ channel: room.id }),
  }));
  const foot = h("footer", {}, h("button", { type: "button", class: "button", on: { click: (event) => {
    event.currentTarget.closest("dialog").close();
    createChannel(page);
  } } }, "Create a channel"));
  find("All channels", choices, { prompt: "Search channels", foot });
}

export function createChannel(page) {
  askFor("Create a channel", {
    fields: [
      { name: "name", label: "Name", placeholder: "plan-the-picnic", hint: "Small letters, digits and hyphens." },
      { name: "private", kind: "check", label: "Private", hint: "Only who is invited can see it." },
    ],
    action: "Create",
    send: (values) => {
      page.joining.add(values.name);
      return page.send({ do: "create_channel", ...values });
    },
    after: ({ channel }) => page.go({ channel }),
  });
}

export function newMessage(page) {
  const { names } = page;
  const others = peopleChoices(names).filter((choice) => choice.value !== names.me.id);
  askFor("New message", {
    fields: [{ name: "users", kind: "people", label: "To", choices: others, hint: "One person, or several for a conversation of your own." }],
    action: "Go",
    send: (values) => page.send({ do: "dm", users: values.users }),
    after: ({ channel }) => page.go({ channel }),
  });
}

/** Who else one could be: with many people one looks for the name. */
export function beSomebodyElse(page) {
  const choices = page.names.everybody.filter((user) => !user.is_bot).map((user) => ({
    label: user.real_name,
    also: user.name,
    detail: `@${user.name} · ${user.tz}`,
    mark: avatar(user.real_name, user.id),
    choose: () => page.become(user),
  }));
  find("Be somebody else", choices, { prompt: "A name" });
}
