// Where one can go, and who one is.

import { avatar } from "./avatar.js";
import { clock, timeOfDay } from "./dates.js";
import { fill, h } from "./dom.js";
import { icon } from "./icons.js";
import { openMenu } from "./menu.js";

/** `page`: {names, here: {channel} or {home: true}, address(where), go(where), become(person), fresh: channel ids}. */
export function drawSidebar(nav, page) {
  const { names } = page;
  const rooms = names.rooms("channel").filter((channel) => !channel.is_archived || channel.is_member);
  fill(nav,
    h("header", {}, h("span", { class: "team-mark", "aria-hidden": "true" }), h("strong", {}, names.team.name)),
    h("div", { class: "places" },
      group("Channels", rooms.map((channel) => place(channel, page))),
      group("Direct messages", names.rooms("direct").map((channel) => place(channel, page))),
      group("Apps", [home(page)])),
    switcher(page));
}

function group(title, entries) {
  if (!entries.length) return null;
  const id = `group-${title.toLowerCase().replace(" ", "-")}`;
  return h("section", { "aria-labelledby": id }, h("h2", { id }, title), h("ul", {}, entries.map((entry) => h("li", {}, entry))));
}

function place(channel, page) {
  const here = page.here.channel === channel.id;
  const unread = here && document.hasFocus() ? 0 : channel.unread ?? 0;
  const looks = ["place", unread && "unread", page.fresh.has(channel.id) && "fresh", channel.is_archived && "archived",
    !channel.is_im && !channel.is_mpim && !channel.is_member && "outside"].filter(Boolean).join(" ");
  return line(page, { channel: channel.id }, looks, here, [
    mark(channel, page.names),
    h("span", { class: "name" }, page.names.channelName(channel)),
    unread ? h("span", { class: "count", "aria-label": `${unread} unread` }, unread > 99 ? "99+" : unread) : null,
  ]);
}

function mark(channel, names) {
  if (!channel.is_im) return icon(channel.is_private ? "lock" : "hash");
  const user = names.people.get(channel.user);
  return avatar(names.channelName(channel), channel.user, { app: Boolean(user?.is_bot) });
}

function home(page) {
  return line(page, { home: true }, "place", Boolean(page.here.home), [icon("home"), h("span", { class: "name" }, page.names.app.name, h("small", {}, " home"))]);
}

/** A true link, so that it opens in a second window like any other. */
function line(page, where, looks, here, words) {
  const go = (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    page.go(where);
  };
  return h("a", { class: looks, href: page.address(where), "aria-current": here ? "page" : null, on: { click: go } }, words);
}

// -- who one is -----------------------------------------------------------------------------------------------

function switcher(page) {
  const { me } = page.names;
  const open = (event) => openMenu(event.currentTarget, others(page), {
    label: "Be somebody else",
    note: "Ctrl-click opens a second window: two people at once.",
  });
  return h("button", { type: "button", class: "switcher", "aria-haspopup": "menu", "data-key": "switcher", on: { click: open } },
    avatar(me.real_name, me.id),
    h("span", {}, h("strong", {}, `You are ${me.real_name}`), h("small", {}, h("span", { class: "dot" }, " · "), me.tz)),
    icon("updown"));
}

function others({ names, address, become }) {
  const people = [...names.people.values()].filter((user) => !user.is_bot && !user.deleted);
  return people.map((user) => ({
    label: user.real_name,
    detail: `${user.tz} · ${timeOfDay(clock.now(), user.tz)}`,
    checked: user.id === names.me.id,
    href: address({ as: user.name }),
    choose: () => become(user),
  }));
}
