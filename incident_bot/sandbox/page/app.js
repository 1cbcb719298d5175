// Puts the page together: the feed below, what is known in the middle, what is on the screen above.

import { placeOf, wanted } from "./address.js";
import { refreshTimes } from "./dates.js";
import { Feed } from "./feed.js";
import { Inspector } from "./inspector.js";
import { listenToKeys } from "./keys.js";
import { Modal } from "./modal.js";
import { Page } from "./page.js";
import { quickSwitch } from "./quick-switch.js";
import { toast } from "./toasts.js";
import { click, grant, skip } from "./wishes.js";
import { Workspace } from "./workspace.js";

const [main, lost, connection, hands] = ["main", "lost", "connection", "clock"].map((id) => document.getElementById(id));

const names = new Workspace();
const feed = new Feed({ onOpen: begin, onFrame: (frame) => TAKES[frame.type]?.(frame), onLost: disconnected });
const page = new Page(names, feed);
const modal = new Modal(page);
const inspector = new Inspector(page, document.getElementById("inspector"), document.getElementById("inspect"));

feed.connect();
listenToKeys(page, inspector);
setInterval(() => {
  refreshTimes(document.body);
  page.drawClock();
}, 15_000);
hands.addEventListener("click", (event) => skip(page, event.target.closest("button")));
document.getElementById("jump").addEventListener("click", () => quickSwitch(page));
addEventListener("popstate", () => page.follow());
addEventListener("focus", () => names.me && page.redrawFrame());
document.addEventListener("open-channel", (event) => page.go({ channel: event.detail }));
document.addEventListener("open-thread", (event) => page.openPane("thread", event.detail));
document.addEventListener("click-block", (event) => click(page, event.detail.command, event.detail.control));
document.addEventListener("wish", (event) => grant(page, event.detail));
document.getElementById("frame").addEventListener("click", (event) => {
  const beside = event.target === event.currentTarget || main.contains(event.target);
  if (beside && !event.target.closest(".narrow-only")) document.body.classList.remove("sidebar-open");
}, true);

// -- the feed -------------------------------------------------------------------------------------------------

async function begin() {
  lost.hidden = true;
  await page.ask({ do: "be", person: names.me?.id ?? wanted().as });
  inspector.reconnected();
}

function disconnected() {
  lost.hidden = false;
  lost.textContent = "The sandbox is not answering. Trying to reach it again …";
  connection.textContent = "";
}

const TAKES = {
  state(frame) {
    const first = names.me === null || names.me.id !== frame.me;
    names.becomes(frame);
    modal.hide();
    page.show(first ? placeOf(names, wanted().at) : stillThere(), { fresh: true });
    history.replaceState(null, "", page.address({}));
  },
  channel({ channel }) {
    const before = names.channels.get(channel.id);
    names.channels.set(channel.id, channel);
    if (channel.is_member && !before?.is_member && !channel.is_im && !channel.is_mpim) welcome(channel);
    page.redrawFrame();
    if (page.here.channel === channel.id) {
      page.view.drawHead();
      if (page.pane?.what.kind === "pins") page.pane.draw();
      if (["members", "canvas"].includes(page.pane?.what.kind)) page.pane.load();
    }
  },
  left({ channel }) {
    names.channels.delete(channel);
    if (page.here.channel === channel) page.show(placeOf(names, ""));
    page.redrawFrame();
  },
  person({ person }) {
    names.keepPerson(person);
    page.redrawFrame();
  },
  messages({ channel, messages, from, read }) {
    names.keepMessages(channel, messages, from, read);
    if (page.here.channel === channel) page.redrawMessages();
    if (page.here.channel === channel) page.pane?.load();
  },
  message({ channel, message }) {
    names.keepMessage(channel, message);
    if (page.here.channel === channel) page.redrawMessages();
  },
  gone({ channel, ts }) {
    names.drop(channel, ts);
    if (page.here.channel === channel) page.redrawMessages();
  },
  view: (frame) => modal.take(frame),
  home({ view: shown }) {
    names.home = shown;
    if (page.here.home) page.view.draw();
  },
  clock({ now }) {
    names.clockMoved(now);
    page.drawClock();
    refreshTimes(document.body);
  },
  app({ connected }) {
    names.app.connected = connected;
    page.redrawFrame();
  },
  journal: (frame) => inspector.take(frame),
};

function stillThere() {
  return page.here.home || names.channels.has(page.here.channel) ? page.here : placeOf(names, "");
}

function welcome(channel) {
  if (page.joining.delete(channel.id) || page.joining.delete(channel.name) || page.here.channel === channel.id) return;
  page.fresh.add(channel.id);
  const open = () => page.go({ channel: channel.id });
  toast(`You were added to #${channel.name}`, { action: "Open", onAction: open, about: channel.id });
}

// A file that is dropped beside the composer must not take the page away.
for (const event of ["dragover", "drop"]) document.addEventListener(event, (dropped) => dropped.preventDefault());
document.getElementById("skip-link").addEventListener("click", (event) => {
  event.preventDefault();
  (page.view?.field ?? main).focus();
});
