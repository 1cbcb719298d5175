// The app's home tab: https://docs.slack.dev/surfaces/app-home

import { blocks } from "./blocks.js";
import { menuButton } from "./channel.js";
import { fill, h } from "./dom.js";
import { readings } from "./elements.js";
import { avatar } from "./avatar.js";

/** `page`: {names, send, openSidebar, toast}. */
export class HomeView {
  #page;
  #body = h("div", { class: "home-body" });

  constructor(page) {
    this.#page = page;
    const { app } = page.names;
    this.node = h("div", { class: "view" },
      h("header", { class: "head" }, menuButton(page), avatar(app.name, app.id, { app: true }), h("h1", {}, app.name), h("div", { class: "topic" }, "Home")),
      h("div", { class: "scroller", tabindex: "0" }, this.#body));
    this.#body.addEventListener("act", (event) => this.#act(event));
    this.draw();
  }

  draw() {
    const { home, app } = this.#page.names;
    if (!home) return fill(this.#body, h("p", { class: "empty" }, `${app.name} has not put anything here yet.`));
    const focused = this.#body.querySelector(":focus")?.dataset.key;
    const kept = readings(this.#body);
    fill(this.#body, blocks(home.blocks, this.#page.names, { kept }));
    if (focused) this.#body.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus();
  }

  #act({ detail }) {
    const { control, block_id, action_id, value } = detail;
    const values = readings(this.#body);
    this.#page.click({ do: "view_click", view: this.#page.names.home.id, block_id, action_id, value, values }, control);
  }

  focus() {
    this.node.querySelector(".scroller").focus();
  }
}
