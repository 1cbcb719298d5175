// Where one writes: Enter sends, Shift+Enter begins a line. Files go along, shortcuts are at hand.

import { CompletionList } from "./completion.js";
import { fill, h } from "./dom.js";
import { pickEmoji } from "./emoji-picker.js";
import { icon } from "./icons.js";
import { openMenu } from "./menu.js";
import { asFrames, tooMuch } from "./uploads.js";

/** What was begun and not sent, by place, for as long as the page is open. */
const drafts = new Map();

export class Composer {
  #page;
  #channel;
  #thread;
  #draft;
  #files = [];
  #list;
  #button;
  #hint = h("p", { class: "usage", hidden: true });
  #problem = h("p", { class: "problem", role: "alert", hidden: true });
  #chips = h("div", { class: "attached", hidden: true });
  #broadcast = null;

  /** `channel`: its id; `thread`: the ts of the message that is answered. */
  constructor(page, { label, channel, thread = null }) {
    this.#page = page;
    this.#channel = channel;
    this.#thread = thread;
    this.#draft = [page.names.me.id, channel, thread].join("/");
    this.field = h("textarea", { rows: 1, placeholder: label, "aria-label": label, autocomplete: "off", value: drafts.get(this.#draft) ?? "" });
    this.#list = new CompletionList(this.field, page.names, `completions-${this.#draft}`);
    this.#button = h("button", { type: "submit", class: "send", "aria-label": "Send", disabled: true }, icon("send"));
    this.node = h("div", { class: "composer" }, this.#list.node, this.#problem, this.#hint, this.#box(), thread ? this.#also() : null);
    this.#listen();
    queueMicrotask(() => this.#changed());
  }

  // -- drawing --------------------------------------------------------------------------------------------------

  #box() {
    const { names } = this.#page;
    const chooser = h("input", { type: "file", multiple: true, hidden: true, on: { change: () => this.#add(chooser.files) } });
    const tools = [
      this.#tool("clip", "Attach a file", () => chooser.click()),
      names.shortcuts.some((one) => one.type === "global") ? this.#tool("bolt", "Shortcuts", (button) => this.#shortcuts(button)) : null,
    ];
    const smile = this.#tool("smile", "Emoji", (button) => pickEmoji(button, (name) => this.#insert(`:${name}: `)));
    const row = h("div", { class: "writing" }, tools, chooser, this.field, smile, this.#button);
    const submitted = (event) => {
      event.preventDefault();
      this.#list.close();
      this.#send();
      this.field.focus();
    };
    return h("form", { class: "box", on: { submit: submitted } }, this.#chips, row);
  }

  #tool(drawing, label, press) {
    return h("button", { type: "button", class: "quiet", "aria-label": label, title: label, on: { click: (event) => press(event.currentTarget) } }, icon(drawing));
  }

  #also() {
    this.#broadcast = h("input", { type: "checkbox" });
    const room = this.#page.names.channels.get(this.#channel);
    return h("label", { class: "tick also" }, this.#broadcast, h("span", {}, `Also send to ${this.#page.names.channelTitle(room)}`));
  }

  #listen() {
    this.field.addEventListener("input", () => this.#changed());
    this.field.addEventListener("keydown", (event) => {
      if (this.#list.takes(event) || event.isComposing || event.key !== "Enter" || event.shiftKey) return;
      event.preventDefault();
      this.#send();
    });
    this.field.addEventListener("paste", (event) => event.clipboardData.files.length && this.#add(event.clipboardData.files));
    this.node.addEventListener("drop", (event) => this.#add(event.dataTransfer.files));
  }

  #changed() {
    drafts.set(this.#draft, this.field.value);
    this.#button.disabled = !this.field.value.trim() && !this.#files.length;
    this.field.style.height = "auto";
    this.field.style.height = `${Math.min(this.field.scrollHeight, innerHeight * 0.4)}px`;
    this.#showUsage();
  }

  /** Once the command is there, how it goes on. */
  #showUsage() {
    const text = this.field.value;
    const command = this.#page.names.commands.find((one) => text === one.command || text.startsWith(`${one.command} `));
    this.#hint.hidden = !command;
    fill(this.#hint, command ? [h("strong", {}, command.command), ` ${command.usage_hint || command.description || ""}`] : null);
  }

  #insert(text) {
    this.field.setRangeText(text, this.field.selectionStart, this.field.selectionEnd, "end");
    this.field.dispatchEvent(new Event("input"));
    this.field.focus();
  }

  #shortcuts(button) {
    const { names, ask } = this.#page;
    openMenu(button, names.shortcuts.filter((one) => one.type === "global").map((one) => ({
      label: one.name,
      detail: [one.about, names.app.name].filter(Boolean).join(" · "),
      choose: () => ask.call(this.#page, { do: "shortcut", callback_id: one.callback_id }),
    })), { label: "Shortcuts" });
  }

  // -- files ----------------------------------------------------------------------------------------------------

  #add(files) {
    this.#files.push(...files);
    this.#complain(tooMuch(this.#files));
    this.#drawFiles();
    this.field.focus();
  }

  #drawFiles() {
    this.#chips.hidden = !this.#files.length;
    fill(this.#chips, this.#files.map((file) => h("span", { class: "chosen" }, icon("file"), file.name,
      h("button", { type: "button", "aria-label": `Remove ${file.name}`, on: { click: () => this.#drop(file) } }, icon("close")))));
    this.#changed();
  }

  #drop(file) {
    this.#files = this.#files.filter((one) => one !== file);
    this.#complain(tooMuch(this.#files));
    this.#drawFiles();
  }

  // -- sending --------------------------------------------------------------------------------------------------

  async #send() {
    const text = this.field.value.trim();
    const files = this.#files;
    if (!text && !files.length) return;
    if (tooMuch(files)) return;
    this.field.value = "";
    this.#files = [];
    this.#drawFiles();
    const { ok, error } = await this.#page.send(await this.#command(text, files));
    this.#complain(ok ? "" : error);
    if (ok && this.#broadcast) this.#broadcast.checked = false;
    if (ok || this.field.value) return;
    this.field.value = text;
    this.#files = files;
    this.#drawFiles();
  }

  async #command(text, files) {
    const where = { channel: this.#channel, thread_ts: this.#thread };
    if (files.length) return { do: "upload", ...where, comment: text, files: await asFrames(files) };
    return { do: "say", ...where, text, broadcast: Boolean(this.#broadcast?.checked) };
  }

  #complain(sentence) {
    this.#problem.hidden = !sentence;
    this.#problem.textContent = sentence;
  }
}
