// The modal a person has open: https://docs.slack.dev/surfaces/modals

import { blocks } from "./blocks.js";
import { readings } from "./elements.js";
import { fill, h } from "./dom.js";
import { withEmoji } from "./emoji.js";
import { forget, remember, unfinished } from "./form-memory.js";
import { icon } from "./icons.js";
import { missing, showErrors } from "./inputs.js";
import { click } from "./wishes.js";

export class Modal {
  #dialog = null;
  #view = null;
  #page;

  constructor(page) {
    this.#page = page;
  }

  /** A frame of the feed: another view, the same one with errors, or none. */
  take({ view, errors, error }) {
    if (!view) return this.close();
    if (this.#view?.id !== view.id || this.#view.hash !== view.hash) this.#show(view);
    this.#ready();
    showErrors(this.#dialog, errors ?? {});
    return this.#complain(error ?? "");
  }

  #show(view) {
    const same = this.#view?.id === view.id;
    const kept = same ? readings(this.#dialog) : unfinished(view);
    const focused = same ? this.#dialog.querySelector(":focus")?.dataset.key : null;
    this.#dialog ??= this.#open();
    this.#view = view;
    fill(this.#dialog, this.#form(view, kept));
    const target = focused ? this.#dialog.querySelector(`[data-key="${CSS.escape(focused)}"]`) : this.#first();
    target?.focus();
  }

  #open() {
    const dialog = h("dialog", { class: "modal", "aria-labelledby": "modal-title" });
    dialog.addEventListener("cancel", (event) => {
      if (event.target !== dialog) return;
      event.preventDefault();
      this.#leave(true);
    });
    dialog.addEventListener("act", (event) => this.#act(event));
    // What was typed is there again after a reload.
    dialog.addEventListener("input", () => remember(this.#view.id, readings(dialog)));
    dialog.addEventListener("change", () => remember(this.#view.id, readings(dialog)));
    document.body.append(dialog);
    dialog.showModal();
    return dialog;
  }

  #form(view, kept) {
    const { app } = this.#page.names;
    const close = withEmoji(view.close?.text ?? "Cancel");
    const submit = withEmoji(view.submit?.text ?? "Submit");
    const hasInput = view.blocks.some((block) => block.type === "input");
    const submitting = (event) => {
      event.preventDefault();
      this.#submit();
    };
    return h("form", { novalidate: true, on: { submit: submitting } },
      h("header", {},
        h("h2", { id: "modal-title" }, withEmoji(view.title.text)),
        h("button", { type: "button", class: "quiet", "aria-label": "Close dialog", on: { click: () => this.#leave(true) } }, icon("close"))),
      h("div", { class: "modal-body" },
        h("p", { class: "complaint", role: "alert", hidden: true }),
        blocks(view.blocks, this.#page, { kept, where: { view: view.id } })),
      h("footer", {},
        h("small", { class: "by" }, app.name),
        h("button", { type: "button", class: "button", on: { click: () => this.#leave(false) } }, close),
        view.submit || hasInput ? h("button", { type: "submit", class: "button primary" }, submit) : null));
  }

  #first() {
    return this.#dialog.querySelector("[autofocus]") ??
      this.#dialog.querySelector(".modal-body :is(input:not([hidden]), textarea, select)") ??
      this.#dialog.querySelector("footer .primary") ?? this.#dialog.querySelector("footer .button");
  }

  async #submit() {
    if (this.#dialog.ariaBusy === "true") return;
    const values = readings(this.#dialog);
    const errors = missing(this.#dialog, values);
    showErrors(this.#dialog, errors);
    if (Object.keys(errors).length) return;
    this.#busy(this.#dialog.querySelector("footer [type=submit]"));
    this.#complain("");
    const { ok, error } = await this.#page.send({ do: "submit", view: this.#view.id, values });
    if (!this.#dialog) return;
    this.#ready();
    if (!ok) this.#complain(error);
  }

  async #act({ detail }) {
    const { control, block_id, action_id, value } = detail;
    // The values typed so far go along: an app finds them in view.state.
    const values = readings(this.#dialog);
    await click(this.#page, { do: "view_click", view: this.#view.id, block_id, action_id, value, values }, control);
  }

  /** Closing with the cross or Escape leaves the whole stack of views, the close button only this one. */
  async #leave(cleared) {
    const answer = await this.#page.send({ do: "close", view: this.#view.id, cleared });
    if (!answer.ok) this.close();
  }

  #busy(button) {
    this.#dialog.ariaBusy = "true";
    button.ariaBusy = "true";
  }

  #ready() {
    this.#dialog.ariaBusy = null;
    for (const button of this.#dialog.querySelectorAll("[type=submit]")) button.ariaBusy = null;
  }

  #complain(sentence) {
    const complaint = this.#dialog.querySelector(".complaint");
    complaint.textContent = sentence;
    complaint.hidden = !sentence;
  }

  close() {
    forget();
    this.hide();
  }

  /** The sandbox is asked anew what is open. */
  hide() {
    this.#dialog?.close();
    this.#dialog?.remove();
    this.#dialog = null;
    this.#view = null;
  }
}
