// What there is to choose from: the options of a block, the people, the channels; {value, label} each, or groups of them.

import { withEmoji } from "./emoji.js";

export function optionChoices(spec) {
  const choice = (option) => ({ value: option.value, label: withEmoji(option.text.text) });
  if (!spec.option_groups) return spec.options.map(choice);
  return spec.option_groups.map((group) => ({ group: withEmoji(group.label.text), choices: group.options.map(choice) }));
}

export function peopleChoices(names) {
  return [...names.people.values()]
    .filter((user) => !user.deleted)
    .map((user) => ({ value: user.id, label: names.userName(user.id) }));
}

export function channelChoices(names) {
  return names.rooms("channel")
    .filter((channel) => !channel.is_private && !channel.is_archived)
    .map((channel) => ({ value: channel.id, label: names.channelTitle(channel) }));
}

export function conversationChoices(names, filter) {
  const kind = (channel) => (channel.is_im ? "im" : channel.is_mpim ? "mpim" : channel.is_private ? "private" : "public");
  return [...names.rooms("channel"), ...names.rooms("direct")]
    .filter((channel) => !channel.is_archived && (!filter?.include || filter.include.includes(kind(channel))))
    .map((channel) => ({ value: channel.id, label: names.channelTitle(channel) }));
}
