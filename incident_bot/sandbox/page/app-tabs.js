// The tabs of the app: its home and its messages, as its manifest has them: https://docs.slack.dev/surfaces/app-home

import { h } from "./dom.js";

/** `at`: "home" or "messages". */
export function appTabs(page, at) {
  const { names } = page;
  const channel = names.appChannel;
  const toMessages = () => (channel ? page.go({ channel: channel.id }) : page.talkTo([names.app.id]));
  return h("nav", { class: "tabs", "aria-label": names.app.name },
    names.app.home_tab || at === "home" ? tab("Home", at === "home", () => page.go({ home: true })) : null,
    tab("Messages", at === "messages", toMessages));
}

function tab(words, here, press) {
  return h("button", { type: "button", class: "tab", "aria-current": here ? "page" : null, "data-key": `tab-${words}`, on: { click: press } }, words);
}
