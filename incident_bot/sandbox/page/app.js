// Puts the page together: the feed below, what is known in the middle, what is on the screen above.

import { addressOf, placeOf, wanted } from "./address.js";
import { ChannelView } from "./channel.js";
import { clock, refreshTimes, timeOfDay } from "./dates.js";
import { fill } from "./dom.js";
import { Feed } from "./feed.js";
import { HomeView } from "./home.js";
import { Modal } from "./modal.js";
import { Pane } from "./pane.js";
import { drawSidebar } from "./sidebar.js";
import { dismissAbout, toast } from "./toasts.js";
import { Workspace } from "./workspace.js";

const [nav, main, aside, lost, connection] =
  ["sidebar", "main", "pane", "lost", "connection"].map((id) => document.getElementById(id));

const hands = document.getElementById("clock");

const names = new Workspace();
const feed = new Feed({ onOpen: begin, onFrame: take, onLost: disconnected });
const send = (command) => feed.send(command);
const modal = new Modal(names, send);

/** Where the person is: {channel: id} or {home: true}; what is drawn there, and beside it. */
let here = {};
let view = null;
let pane = null;
/** Channels somebody was just added to, until they look. */
const fresh = new Set();
/** Channels joined by one's own click: no news. */
const joining = new Set();

const page = {
  names, send, toast, address, go, become, join, openPane, closePane, reveal, click, fresh,
  openSidebar: () => document.body.classList.add("sidebar-open"),
  get here() {
    return here;
  },
};

feed.connect();
setInterval(() => {
  refreshTimes(document.body);
  drawClock();
}, 15_000);
hands.addEventListener("click", (event) => skip(event.target.closest("button")));
addEventListener("popstate", follow);
addEventListener("focus", () => names.me && redrawFrame());
document.addEventListener("open-channel", (event) => go({ channel: event.detail }));
document.addEventListener("open-thread", (event) => openPane("thread", event.detail));
document.addEventListener("click-block", (event) => click(event.detail.command, event.detail.control));
document.addEventListener("wish", (event) => grant(event.detail));
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !event.defaultPrevented && !document.querySelector("dialog[open]")) leaveSide();
});
document.getElementById("frame").addEventListener("click", (event) => {
  if (event.target === event.currentTarget || main.contains(event.target)) document.body.classList.remove("sidebar-open");
}, true);

// -- the address ----------------------------------------------------------------------------------------------

function address({ as = names.me.name, ...where }) {
  return addressOf(names, as, where.channel || where.home ? where : here);
}

function follow() {
  const { as, at } = wanted();
  if (as && as !== names.me.name) return become(names.person(as), { remember: false });
  show(placeOf(names, at));
}

// -- the feed -------------------------------------------------------------------------------------------------

async function begin() {
  lost.hidden = true;
  const { ok, error } = await send({ do: "be", person: names.me?.id ?? wanted().as });
  if (!ok) toast(error);
}

function disconnected() {
  lost.hidden = false;
  lost.textContent = "The sandbox is not answering. Trying to reach it again …";
  connection.textContent = "";
}

function take(frame) {
  TAKES[frame.type]?.(frame);
}

const TAKES = {
  state(frame) {
    const first = names.me === null || names.me.id !== frame.me.id;
    names.becomes(frame);
    modal.take({ view: null });
    show(first ? placeOf(names, wanted().at) : stillThere(), { fresh: true });
    history.replaceState(null, "", address({}));
  },
  channel({ channel }) {
    const before = names.channels.get(channel.id);
    names.channels.set(channel.id, channel);
    if (channel.is_member && !before?.is_member && !channel.is_im) welcome(channel);
    redrawFrame();
    if (here.channel === channel.id) {
      view.drawHead();
      if (pane?.what.kind !== "thread") pane?.draw();
    }
  },
  person({ person }) {
    names.people.set(person.id, person);
    if (person.id === names.me.id) names.becomesMe(person);
    redrawFrame();
  },
  messages({ channel, messages }) {
    names.keepMessages(channel, messages);
    if (here.channel === channel) redrawMessages();
  },
  message({ channel, message }) {
    names.keepMessage(channel, message);
    if (here.channel === channel) redrawMessages();
  },
  gone({ channel, ts }) {
    names.drop(channel, ts);
    if (here.channel === channel) redrawMessages();
  },
  view: (frame) => modal.take(frame),
  home({ view: shown }) {
    names.home = shown;
    if (here.home) view.draw();
  },
  clock({ now }) {
    names.clockMoved(now);
    drawClock();
    refreshTimes(document.body);
  },
  app({ connected }) {
    names.app.connected = connected;
    redrawFrame();
  },
};

function stillThere() {
  return here.home || names.channels.has(here.channel) ? here : placeOf(names, "");
}

function welcome(channel) {
  if (joining.delete(channel.id) || here.channel === channel.id) return;
  fresh.add(channel.id);
  const go_ = () => go({ channel: channel.id });
  toast(`You were added to #${channel.name}`, { action: "Open", onAction: go_, about: channel.id });
}

// -- going somewhere ------------------------------------------------------------------------------------------

function go(where) {
  document.body.classList.remove("sidebar-open");
  if (where.channel && !names.channels.has(where.channel)) return;
  if (where.channel !== here.channel || where.home !== here.home) history.pushState(null, "", address(where));
  show(where);
  view.focus();
}

function show(where, { fresh: anew = false } = {}) {
  const same = view && where.channel === here.channel && Boolean(where.home) === Boolean(here.home);
  here = where;
  fresh.delete(where.channel);
  if (where.channel) dismissAbout(where.channel);
  if (where.channel) send({ do: "open", channel: where.channel });
  else send({ do: "home" });
  if (!same || anew) {
    const beside = same && pane?.what;
    closePane();
    view = where.home ? new HomeView(page) : new ChannelView(page, where.channel);
    fill(main, view.node);
    if (beside) openPane(beside.kind, beside.ts);
    if (view.list) view.list.toEnd();
  }
  redrawFrame();
}

async function become(person, { remember = true } = {}) {
  if (!person || person.id === names.me.id) return;
  if (remember) history.pushState(null, "", address({ as: person.name }));
  const { ok, error } = await send({ do: "be", person: person.id });
  if (!ok) toast(error);
}

function openPane(kind, ts = null) {
  const opener = document.activeElement;
  pane = new Pane(page, here.channel, { kind, ts });
  aside.hidden = false;
  aside.setAttribute("aria-label", pane.title);
  fill(aside, pane.nodes);
  pane.list?.toEnd();
  pane.opener = opener;
  pane.focus();
}

function closePane() {
  const opener = pane?.opener;
  pane = null;
  aside.hidden = true;
  fill(aside);
  if (opener?.isConnected) opener.focus();
}

function leaveSide() {
  if (document.body.classList.contains("sidebar-open")) document.body.classList.remove("sidebar-open");
  else if (pane) closePane();
}

function reveal(ts) {
  if (matchMedia("(max-width: 760px)").matches) closePane();
  view.list.reveal(ts);
}

// -- doing something ------------------------------------------------------------------------------------------

async function click(command, control) {
  if (control.matches(".button")) control.ariaBusy = "true";
  const { ok, error } = await send(command);
  control.ariaBusy = null;
  if (!ok) toast(error);
}

/** What a message's own tools ask for. */
async function grant(wish) {
  const local = {
    rewrite: () => (pane?.list ?? view.list).rewrite(wish.ts),
    keep: () => [view.list, pane?.list].forEach((list) => list?.rewrite(null)),
    dismiss: () => {
      names.dismissed.add(wish.ts);
      redrawMessages();
    },
  }[wish.do];
  if (local) return local();
  if (wish.do === "edit") [view.list, pane?.list].forEach((list) => list?.rewrite(null));
  const { ok, error } = await send({ channel: here.channel, ...wish });
  if (!ok) toast(error);
}

async function join(channel) {
  joining.add(channel);
  const { ok, error } = await send({ do: "join", channel });
  if (!ok) toast(error);
}

/** Reminders are due by the clock; nobody has to sit and wait for one. */
async function skip(button) {
  if (!button) return;
  const { ok, error } = await send({ do: "skip", minutes: Number(button.dataset.minutes) });
  if (!ok) toast(error);
}

// -- drawing --------------------------------------------------------------------------------------------------

function redrawMessages() {
  view.list?.draw();
  pane?.draw();
}

function drawClock() {
  hands.hidden = !names.canSkip;
  if (names.me) hands.querySelector("time").textContent = timeOfDay(clock.now());
}

/** Everything around the channel: the sidebar, the strip above, the window's title. */
function redrawFrame() {
  const key = nav.contains(document.activeElement) ? document.activeElement.dataset.key ?? document.activeElement.href : null;
  drawSidebar(nav, page);
  drawClock();
  if (key) [...nav.querySelectorAll("a, button")].find((node) => (node.dataset.key ?? node.href) === key)?.focus();
  connection.textContent = `${names.app.name} ${names.app.connected ? "is connected" : "is not connected"}`;
  connection.classList.toggle("on", names.app.connected);
  const unread = [...names.channels.values()].filter((one) => one.unread && one.id !== here.channel).length;
  const room = names.channels.get(here.channel);
  document.title = `${unread ? `(${unread}) ` : ""}${room ? names.channelTitle(room) : names.app.name} – Sandbox`;
}
