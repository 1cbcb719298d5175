// What one can do with a channel: ask people in, describe, rename, leave and archive it.

import { askFor } from "./dialog.js";
import { openMenu } from "./menu.js";
import { peopleChoices } from "./choices.js";
import { copy, join } from "./wishes.js";

export function channelMenu(page, channel, opener) {
  const { names } = page;
  const change = (command) => page.send({ channel: channel.id, ...command });
  const inside = channel.is_member && !channel.is_archived;
  const outside = !channel.is_member && !channel.is_archived;
  const may = channel.is_general !== true;
  openMenu(opener, [
    outside && { label: "Join channel", choose: () => join(page, channel.id) },
    inside && { label: "Invite people …", choose: () => invite(names, channel, change) },
    inside && { label: "Set the topic …", choose: () => describe(channel, "topic", "Topic", change) },
    inside && { label: "Set the description …", choose: () => describe(channel, "purpose", "Description", change) },
    { label: "Show members", choose: () => page.openPane("members") },
    { label: "Copy the channel's id", detail: channel.id, choose: () => copy(channel.id) },
    inside && may && { label: "Rename channel …", choose: () => rename(channel, change) },
    inside && may && { label: "Leave channel", choose: () => page.ask({ do: "leave", channel: channel.id }) },
    inside && may && { label: "Archive channel …", choose: () => archive(channel, change) },
    channel.is_archived && { label: "Unarchive channel", choose: () => page.ask({ do: "unarchive", channel: channel.id }) },
  ].filter(Boolean), { label: `#${channel.name}` });
}

function invite(names, channel, change) {
  const people = [...peopleChoices(names)];
  askFor(`Invite people to #${channel.name}`, {
    fields: [{ name: "users", kind: "people", label: "Who", choices: people, hint: "People, or the app." }],
    action: "Invite",
    send: (values) => change({ do: "invite", ...values }),
  });
}

function describe(channel, what, label, change) {
  askFor(`${label} of #${channel.name}`, {
    fields: [{ name: what, label, value: channel[what] }],
    action: "Save",
    send: (values) => change({ do: what, ...values }),
  });
}

function rename(channel, change) {
  askFor(`Rename #${channel.name}`, {
    fields: [{ name: "name", label: "Name", value: channel.name, hint: "Small letters, digits and hyphens." }],
    action: "Rename",
    send: (values) => change({ do: "rename", ...values }),
  });
}

function archive(channel, change) {
  askFor(`Archive #${channel.name}?`, {
    fields: [],
    words: "Everybody can go on reading it, and nobody writes there any more. Apps are put out of it.",
    action: "Archive",
    danger: true,
    send: () => change({ do: "archive" }),
  });
}
