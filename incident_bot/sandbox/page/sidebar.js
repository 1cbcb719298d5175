// Where one can go, and who one is.

import { avatar } from "./avatar.js";
import { clock, timeOfDay } from "./dates.js";
import { fill, h } from "./dom.js";
import { icon } from "./icons.js";
import { openMenu } from "./menu.js";
import { beSomebodyElse, browseChannels, createChannel, newMessage } from "./quick-switch.js";

// Beyond these one looks for a channel; the page would be slow, and the list of no use.
const MOST_PLACES = 100;
const MOST_IN_MENU = 12;

export function drawSidebar(nav, page) {
  const { names } = page;
  const scrolled = nav.querySelector(".places")?.scrollTop ?? 0;
  const rooms = names.rooms("channel").filter((channel) => channel.is_member || channel.id === page.here.channel);
  const direct = names.rooms("direct").filter((channel) => channel.user !== names.app.id);
  fill(nav,
    h("header", {}, h("span", { class: "team-mark", "aria-hidden": "true" }), h("strong", {}, names.team.name)),
    h("div", { class: "places" },
      group("Channels", tool("Create a channel", "plus", () => createChannel(page)), [
        ...listed(rooms, page), line(page, "Browse channels", "search", () => browseChannels(page), "browse")]),
      group("Direct messages", tool("New message", "edit", () => newMessage(page)), listed(direct, page)),
      group("Apps", null, [app(page)])),
    switcher(page));
  nav.querySelector(".places").scrollTop = scrolled;
}

function group(title, button, entries) {
  const id = `group-${title.toLowerCase().replace(" ", "-")}`;
  return h("section", { "aria-labelledby": id }, h("div", { class: "group-head" }, h("h2", { id }, title), button),
    h("ul", {}, entries.map((entry) => h("li", {}, entry))));
}

function tool(label, drawing, press) {
  return h("button", { type: "button", class: "quiet", "aria-label": label, title: label, "data-key": label, on: { click: press } }, icon(drawing));
}

function line(page, words, drawing, press, key) {
  return h("button", { type: "button", class: "place action", "data-key": key, on: { click: press } }, icon(drawing), h("span", { class: "name" }, words));
}

/** The one that is open and the unread ones are always there. */
function listed(channels, page) {
  const dear = (channel) => channel.unread || channel.is_general || channel.id === page.here.channel || page.fresh.has(channel.id);
  let room = MOST_PLACES - channels.filter(dear).length;
  const shown = channels.filter((channel) => dear(channel) || room-- > 0);
  const more = channels.length - shown.length;
  return [...shown.map((channel) => place(channel, page)), more > 0 ? h("p", { class: "more" }, `and ${more} more`) : null].filter(Boolean);
}

function place(channel, page) {
  const here = page.here.channel === channel.id;
  const unread = here && document.hasFocus() ? 0 : channel.unread ?? 0;
  const mentions = unread ? channel.mentions ?? 0 : 0;
  const looks = ["place", unread && "unread", page.fresh.has(channel.id) && "fresh", channel.is_archived && "archived",
    !channel.is_im && !channel.is_mpim && !channel.is_member && "outside"].filter(Boolean).join(" ");
  return link(page, { channel: channel.id }, looks, here, [
    mark(channel, page.names),
    h("span", { class: "name" }, page.names.channelName(channel)),
    unread ? badge(unread, mentions) : null,
  ]);
}

/** What is meant for the person stands out; the rest is only counted. */
function badge(unread, mentions) {
  const said = mentions ? `${unread} unread, ${mentions} for you` : `${unread} unread`;
  const shown = mentions || unread;
  return h("span", { class: mentions ? "count loud" : "count", role: "img", "aria-label": said, title: said }, shown > 99 ? "99+" : shown);
}

function mark(channel, names) {
  if (!channel.is_im) return icon(channel.is_mpim ? "people" : channel.is_private ? "lock" : "hash");
  const user = names.people.get(channel.user);
  return avatar(names.channelName(channel), channel.user, { app: Boolean(user?.is_bot) });
}

function app(page) {
  const { names } = page;
  const channel = names.appChannel;
  const here = Boolean(page.here.home) || (channel && page.here.channel === channel.id);
  const unread = here ? 0 : channel?.unread ?? 0;
  const where = names.app.home_tab || !channel ? { home: true } : { channel: channel.id };
  return link(page, where, unread ? "place unread" : "place", here, [
    avatar(names.app.name, names.app.id, { app: true }),
    h("span", { class: "name" }, names.app.name),
    unread ? badge(unread, unread) : null,
  ]);
}

/** A true link, so that it opens in a second window like any other. */
function link(page, where, looks, here, words) {
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
  const open = (event) => {
    if (page.names.everybody.length > MOST_IN_MENU) return beSomebodyElse(page);
    return openMenu(event.currentTarget, others(page), {
      label: "Be somebody else",
      note: "Ctrl-click opens a second window: two people at once.",
    });
  };
  return h("button", { type: "button", class: "switcher", "aria-haspopup": "menu", "data-key": "switcher", on: { click: open } },
    avatar(me.real_name, me.id),
    h("span", {}, h("strong", {}, `You are ${me.real_name}`), h("small", {}, h("span", { class: "dot" }, " · "), me.tz)),
    icon("updown"));
}

function others(page) {
  const { names } = page;
  return names.everybody.filter((user) => !user.is_bot).map((user) => ({
    label: user.real_name,
    detail: `${user.tz} · ${timeOfDay(clock.now(), user.tz)}`,
    checked: user.id === names.me.id,
    href: page.address({ as: user.name }),
    choose: () => page.become(user),
  }));
}
