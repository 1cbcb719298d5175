// The address says who one is and where, so that a link, a reload and a second window lead there: ?as=ann&in=general

/** What the address asks for: a person's name, and a channel's name or id or "home". */
export function wanted() {
  const words = new URLSearchParams(location.search);
  return { as: words.get("as") ?? "", at: words.get("in") ?? "" };
}

/** `where`: {channel: id} or {home: true}. */
export function addressOf(names, person, { channel, home }) {
  const room = names.channels.get(channel);
  const words = new URLSearchParams({ as: person });
  if (home) words.set("in", "home");
  else if (room) words.set("in", room.is_im || room.is_mpim ? room.id : room.name);
  return `?${words}`;
}

/** The nearest to what was asked for that this person can see. */
export function placeOf(names, word) {
  if (word === "home") return { home: true };
  const channel = names.find(word) ?? names.find("general") ?? names.rooms("channel")[0];
  return channel ? { channel: channel.id } : { home: true };
}
