// What there is to choose from: options of a block, people, channels. A choice is {value, label, detail?, group?}.

import { withEmoji } from "./emoji.js";

export function optionChoices(spec) {
  const groups = spec.option_groups ?? [{ label: null, options: spec.options ?? [] }];
  return groups.flatMap((group) => group.options.map((option) => optionChoice(option, group.label)));
}

export function optionChoice(option, group = null) {
  return {
    value: option.value,
    label: withEmoji(option.text.text),
    detail: option.description ? withEmoji(option.description.text) : "",
    group: group ? withEmoji(group.text) : null,
  };
}

/** What an app answers while somebody types: options, or groups of them. */
export function offeredChoices(options) {
  return options.flatMap((one) => one.options
    ? one.options.map((option) => optionChoice(option, one.label))
    : [optionChoice(one)]);
}

export function peopleChoices(names) {
  return names.everybody.map((user) => personChoice(user));
}

function personChoice(user) {
  return { value: user.id, label: user.real_name, detail: `@${user.name}`, also: user.name };
}

export function channelChoices(names) {
  return names.rooms("channel")
    .filter((channel) => !channel.is_private && !channel.is_archived)
    .map((channel) => ({ value: channel.id, label: names.channelTitle(channel) }));
}

/** https://docs.slack.dev/reference/block-kit/composition-objects/conversation-filter-object */
export function conversationChoices(names, filter) {
  const kind = (channel) => (channel.is_im ? "im" : channel.is_mpim ? "mpim" : channel.is_private ? "private" : "public");
  const bot = (channel) => channel.is_im && names.people.get(channel.user)?.is_bot;
  return [...names.rooms("channel"), ...names.rooms("direct")]
    .filter((channel) => !channel.is_archived && (!filter?.include || filter.include.includes(kind(channel))))
    .filter((channel) => !(filter?.exclude_bot_users && bot(channel)))
    .map((channel) => ({ value: channel.id, label: names.channelTitle(channel) }));
}

/** The best first: what begins with the words, then what has a word that does, then what contains them. */
export function matching(choices, typed, most) {
  const wanted = typed.trim().toLowerCase().replace(/^[@#]/, "");
  if (!wanted) return choices.slice(0, most);
  const ranked = [[], [], []];
  for (const choice of choices) {
    const rank = rankOf(choice, wanted);
    if (rank >= 0) ranked[rank].push(choice);
  }
  return ranked.flat().slice(0, most);
}

function rankOf({ label, also = "", detail = "" }, wanted) {
  const words = `${label} ${also}`.toLowerCase().replace(/^[@#]/, "");
  if (words.startsWith(wanted)) return 0;
  const at = words.indexOf(wanted);
  if (at < 0) return detail.toLowerCase().includes(wanted) ? 2 : -1;
  return /[\p{L}\p{N}]/u.test(words[at - 1]) ? 2 : 1;
}
