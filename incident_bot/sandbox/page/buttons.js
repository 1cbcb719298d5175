// Things to press: https://docs.slack.dev/reference/block-kit/block-elements/button-element

import { act, key, safe } from "./controls.js";
import { h } from "./dom.js";
import { withEmoji } from "./emoji.js";
import { icon } from "./icons.js";
import { openMenu } from "./menu.js";

export function button(spec, place) {
  const style = spec.style ? ` ${spec.style}` : "";
  const label = withEmoji(spec.text.text);
  const attributes = { class: `button${style}`, "aria-label": spec.accessibility_label, ...key(spec, place) };
  const press = (event) => act(event.currentTarget, spec, place, spec.value ?? null);
  // The app hears of a click on a link, too: https://docs.slack.dev/reference/block-kit/block-elements/button-element
  if (spec.url) {
    return h("a", { ...attributes, href: safe(spec.url), target: "_blank", rel: "noopener noreferrer", on: { click: press } }, label, icon("link"));
  }
  return h("button", { ...attributes, type: "button", on: { click: press } }, label);
}

/** https://docs.slack.dev/reference/block-kit/block-elements/feedback-buttons-element */
export function feedback(spec, place) {
  const one = (half, fallback) => {
    const shown = spec[half] ?? {};
    const press = (event) => act(event.currentTarget, spec, place, shown.value ?? null);
    const label = withEmoji(shown.text?.text ?? fallback);
    return h("button", { class: "button small", type: "button", "aria-label": shown.accessibility_label, "data-key": `${place.block}/${spec.action_id}/${half}`, on: { click: press } }, label);
  };
  return h("span", { class: "feedback" }, one("positive_button", "👍"), one("negative_button", "👎"));
}

/** https://docs.slack.dev/reference/block-kit/block-elements/icon-button-element */
export function iconButton(spec, place) {
  const seen = spec.visible_to_user_ids;
  const label = spec.accessibility_label ?? withEmoji(spec.text?.text ?? spec.icon ?? "Act");
  const press = (event) => act(event.currentTarget, spec, place, spec.value ?? null);
  const hidden = Boolean(seen && !seen.includes(place.names.me.id));
  return h("button", { class: "button small", type: "button", "aria-label": label, title: label, hidden, ...key(spec, place), on: { click: press } },
    spec.icon === "trash" ? icon("bin") : label);
}

export function overflow(spec, place) {
  const open = (event) => {
    const opener = event.currentTarget;
    openMenu(opener, spec.options.map((option) => ({
      label: withEmoji(option.text.text),
      detail: option.description ? withEmoji(option.description.text) : null,
      href: safe(option.url),
      external: true,
      choose: () => act(opener, spec, place, option.value),
    })));
  };
  const attributes = { class: "button overflow", "aria-label": "More options", "aria-haspopup": "menu", ...key(spec, place) };
  return h("button", { ...attributes, type: "button", on: { click: open } }, icon("more"));
}
