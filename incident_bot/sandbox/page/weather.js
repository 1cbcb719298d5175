// Bad weather to order: slow answers, rate limits, calls that fail.

import { fill, h } from "./dom.js";
import { toast } from "./toasts.js";

export class Weather {
  #page;
  #latency = h("input", { class: "control", type: "number", min: 0, max: 10000, step: 50, value: 0, "aria-label": "Delay of each call, in milliseconds" });
  #limits = h("input", { type: "checkbox" });
  #limited = h("label", { class: "tick", hidden: true }, this.#limits, h("span", {}, "Rate limits as on Slack"));
  #method = h("input", { class: "control", type: "text", placeholder: "chat.postMessage, or *", "aria-label": "Which method fails next", autocomplete: "off" });
  #kind = h("select", { class: "control", "aria-label": "How it fails" });

  constructor(page) {
    this.#page = page;
    this.#latency.addEventListener("change", () => this.#order({ latency: Number(this.#latency.value) / 1000 }));
    this.#limits.addEventListener("change", () => this.#order({ limits: this.#limits.checked }));
    this.node = h("details", { class: "weather" }, h("summary", {}, "Bad weather"),
      h("div", { class: "weather-body" },
        h("label", {}, "Each call takes ", this.#latency, " ms longer"),
        this.#limited,
        h("form", { on: { submit: (event) => this.#fail(event) } },
          h("span", {}, "The next call of"), this.#method, h("span", {}, "fails with"), this.#kind,
          h("button", { type: "submit", class: "button" }, "Order it")),
        h("button", { type: "button", class: "button", on: { click: () => this.#order({ clear: true }, "Fair weather again.") } }, "Clear the sky")));
  }

  take(weather) {
    this.#latency.value = Math.round(weather.latency * 1000);
    this.#limited.hidden = weather.limits === undefined;
    this.#limits.checked = Boolean(weather.limits);
    if (!this.#kind.options.length) fill(this.#kind, Object.entries(weather.kinds).map(([kind, words]) => h("option", { value: kind }, words)));
  }

  #fail(event) {
    event.preventDefault();
    const method = this.#method.value.trim() || "*";
    const which = method === "*" ? "The next call" : `The next call of ${method}`;
    this.#order({ method, kind: this.#kind.value }, `${which} will fail: ${this.#kind.value}.`);
  }

  async #order(what, said = "") {
    const { ok, result } = await this.#page.ask({ do: "weather", ...what });
    if (!ok) return;
    this.take(result.weather);
    if (said) toast(said);
  }
}
