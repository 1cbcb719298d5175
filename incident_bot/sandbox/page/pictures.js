// Pictures that apps name by their address.

import { h } from "./dom.js";
import { link } from "./mrkdwn.js";

/** Addresses that somebody here has asked to see. */
const wanted = new Set();

/** Nothing is fetched from elsewhere by itself: a foreign picture is named, and shown when somebody asks for it. */
export function picture(spec) {
  const url = spec.image_url ?? spec.slack_file?.url ?? "";
  if (!url) return h("span", { class: "picture" }, "🖼 ", spec.alt_text || "picture");
  const address = URL.canParse(url, location.href) ? new URL(url, location.href) : null;
  const own = address && (address.origin === location.origin || address.protocol === "data:");
  if (own || (address && wanted.has(address.href))) return shown(address.href, spec.alt_text);
  const show = (event) => {
    wanted.add(address.href);
    event.target.closest(".picture").replaceWith(shown(address.href, spec.alt_text));
  };
  return h("span", { class: "picture" }, "🖼 ", link(url, spec.alt_text || "picture"),
    address && /^https?:$/.test(address.protocol) ? h("button", { type: "button", class: "in-text", on: { click: show } }, "Show") : null);
}

function shown(address, alt) {
  return h("img", { src: address, alt: alt ?? "", loading: "lazy", referrerpolicy: "no-referrer" });
}
