// Where the person is, what is drawn there, and what stands beside it. The page's parts get it as `page`.

import { addressOf, placeOf, wanted } from "./address.js";
import { ChannelView } from "./channel.js";
import { clock, timeOfDay } from "./dates.js";
import { fill } from "./dom.js";
import { HomeView } from "./home.js";
import { Pane } from "./pane.js";
import { drawSidebar } from "./sidebar.js";
import { dismissAbout, toast } from "./toasts.js";

const [nav, main, aside, connection, hands] =
  ["sidebar", "main", "pane", "connection", "clock"].map((id) => document.getElementById(id));

export class Page {
  /** {channel: id} or {home: true}. */
  here = {};
  view = null;
  pane = null;
  /** Channels somebody was just added to, until they look. */
  fresh = new Set();
  /** Channels joined or made by one's own click: no news. */
  joining = new Set();
  #due = false;

  constructor(names, feed) {
    this.names = names;
    this.send = (command) => feed.send(command);
  }

  /** Asks, and says what went wrong; resolves with {ok, error, result}. */
  async ask(command) {
    const answer = await this.send(command);
    if (!answer.ok) toast(answer.error);
    return answer;
  }

  // -- the address ----------------------------------------------------------------------------------------------

  address({ as = this.names.me.name, ...where }) {
    return addressOf(this.names, as, where.channel || where.home ? where : this.here);
  }

  follow() {
    const { as, at } = wanted();
    if (as && as !== this.names.me.name) return this.become(this.names.person(as), { remember: false });
    return this.show(placeOf(this.names, at));
  }

  // -- going somewhere ------------------------------------------------------------------------------------------

  go(where) {
    document.body.classList.remove("sidebar-open");
    if (where.channel && !this.names.channels.has(where.channel)) return;
    const elsewhere = where.channel !== this.here.channel || where.home !== this.here.home;
    if (elsewhere) history.pushState(null, "", this.address(where));
    this.show(where);
    this.view.focus();
  }

  /** A conversation with somebody, opened if need be. */
  async talkTo(users) {
    const { ok, result } = await this.ask({ do: "dm", users });
    if (ok) this.go({ channel: result.channel });
  }

  /** The app's home, or its messages where it has no home. */
  goToApp() {
    const { app, appChannel } = this.names;
    this.go(app.home_tab || !appChannel ? { home: true } : { channel: appChannel.id });
  }

  show(where, { fresh: anew = false } = {}) {
    const same = this.view && where.channel === this.here.channel && Boolean(where.home) === Boolean(this.here.home);
    this.here = where;
    this.fresh.delete(where.channel);
    if (where.channel) dismissAbout(where.channel);
    this.#tell(where);
    if (!same || anew) this.#replace(where, same && this.pane?.what);
    this.redrawFrame();
  }

  #tell({ channel }) {
    const { names } = this;
    if (channel) this.send({ do: "open", channel });
    const ofApp = names.channels.get(channel)?.user === names.app.id;
    if (!channel && names.app.home_tab) this.send({ do: "home", tab: "home" });
    if (ofApp && names.app.messages_tab) this.send({ do: "home", tab: "messages" });
  }

  #replace(where, beside) {
    this.closePane();
    this.view = where.home ? new HomeView(this) : new ChannelView(this, where.channel);
    fill(main, this.view.node);
    if (beside) this.openPane(beside.kind, beside.ts);
    this.view.list?.toEnd();
  }

  async become(person, { remember = true } = {}) {
    if (!person || person.id === this.names.me.id) return;
    if (remember) history.pushState(null, "", this.address({ as: person.name }));
    await this.ask({ do: "be", person: person.id });
  }

  // -- beside it ------------------------------------------------------------------------------------------------

  openPane(kind, ts = null) {
    const opener = document.activeElement;
    this.pane = new Pane(this, this.here.channel, { kind, ts });
    aside.hidden = false;
    aside.setAttribute("aria-label", this.pane.title);
    fill(aside, this.pane.nodes);
    this.pane.list?.toEnd();
    this.pane.opener = opener;
    this.pane.focus();
  }

  closePane = () => {
    const opener = this.pane?.opener;
    this.pane = null;
    aside.hidden = true;
    fill(aside);
    if (opener?.isConnected) opener.focus();
  };

  leaveSide() {
    if (document.body.classList.contains("sidebar-open")) document.body.classList.remove("sidebar-open");
    else if (this.pane) this.closePane();
  }

  openSidebar() {
    document.body.classList.add("sidebar-open");
    nav.querySelector("a, button")?.focus();
  }

  /** Brings a message into sight, however far back it is. */
  async reveal(ts) {
    if (matchMedia("(max-width: 760px)").matches) this.closePane();
    const { names, here, view } = this;
    while ((names.begins.get(here.channel) ?? "") > ts && this.view === view) await view.earlier();
    view.list?.reveal(ts);
  }

  // -- drawing --------------------------------------------------------------------------------------------------

  redrawMessages() {
    this.view?.list?.draw();
    this.pane?.draw();
  }

  /** Everything around the channel, once for all that came at a time. */
  redrawFrame() {
    if (this.#due) return;
    this.#due = true;
    // Not requestAnimationFrame: it rests in windows that nobody sees, and the title counts what is unread.
    setTimeout(() => {
      this.#due = false;
      this.#drawFrame();
    });
  }

  drawClock() {
    hands.hidden = !this.names.canSkip;
    if (this.names.me) hands.querySelector("time").textContent = timeOfDay(clock.now());
  }

  #drawFrame() {
    const { names } = this;
    const focused = nav.contains(document.activeElement) ? document.activeElement : null;
    const key = focused?.dataset.key ?? focused?.href;
    drawSidebar(nav, this);
    this.drawClock();
    if (key) [...nav.querySelectorAll("a, button")].find((node) => (node.dataset.key ?? node.href) === key)?.focus();
    connection.textContent = `${names.app.name} ${names.app.connected ? "is connected" : "is not connected"}`;
    connection.classList.toggle("on", names.app.connected);
    const unread = [...names.channels.values()].filter((one) => one.unread && one.id !== this.here.channel).length;
    const room = names.channels.get(this.here.channel);
    document.title = `${unread ? `(${unread}) ` : ""}${room ? names.channelTitle(room) : names.app.name} – Sandbox`;
  }
}
