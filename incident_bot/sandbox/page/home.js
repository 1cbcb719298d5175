// The app's home tab: https://docs.slack.dev/surfaces/app-home

import { appTabs } from "./app-tabs.js";
import { avatar } from "./avatar.js";
import { blocks } from "./blocks.js";
import { menuButton } from "./channel.js";
import { fill, h } from "./dom.js";
import { readings } from "./elements.js";
import { click } from "./wishes.js";

export class HomeView {
  #page;
  #body = h("div", { class: "home-body" });

  constructor(page) {
    this.#page = page;
    const { app } = page.names;
    this.node = h("div", { class: "view" },
      h("header", { class: "head" }, menuButton(page), avatar(app.name, app.id, { app: true }), h("h1", {}, app.name), appTabs(page, "home")),
      h("div", { class: "scroller", tabindex: "0", role: "region", "aria-label": `Home of ${app.name}` }, this.#body));
    this.#body.addEventListener("act", (event) => this.#act(event));
    this.draw();
  }

  draw() {
    const { home, app } = this.#page.names;
    if (!home || !app.home_tab) return fill(this.#body, nothing(app));
    const focused = this.#body.querySelector(":focus")?.dataset.key;
    const kept = readings(this.#body);
    const where = { view: home.id };
    fill(this.#body, blocks(home.blocks, this.#page, { kept, where }));
    if (focused) this.#body.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus();
    return undefined;
  }

  #act({ detail }) {
    const { control, block_id, action_id, value } = detail;
    const values = readings(this.#body);
    click(this.#page, { do: "view_click", view: this.#page.names.home.id, block_id, action_id, value, values }, control);
  }

  focus() {
    this.node.querySelector(".scroller").focus();
  }
}

function nothing(app) {
  const why = app.home_tab
    ? `${app.name} has not put anything here yet. What it publishes for you appears at once.`
    : `${app.name} has no Home: its manifest does not ask for one.`;
  return h("div", { class: "welcome" }, avatar(app.name, app.id, { app: true }), h("h2", {}, `This is the home of ${app.name}`), h("p", {}, why));
}
