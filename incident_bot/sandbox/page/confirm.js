// "Are you sure?" before a button acts: https://docs.slack.dev/reference/block-kit/composition-objects/confirmation-dialog-object

import { h } from "./dom.js";
import { withEmoji } from "./emoji.js";
import { mrkdwn } from "./mrkdwn.js";

/** Resolves with whether the person said yes. */
export function ask(spec, names) {
  const style = spec.style === "danger" ? "danger" : "primary";
  const dialog = h("dialog", { class: "confirm", "aria-labelledby": "confirm-title" },
    h("form", { method: "dialog" },
      h("h2", { id: "confirm-title" }, withEmoji(spec.title.text)),
      spec.text.type === "mrkdwn" ? mrkdwn(spec.text.text, names) : h("p", {}, withEmoji(spec.text.text)),
      h("footer", {},
        h("button", { class: "button", value: "no" }, withEmoji(spec.deny?.text ?? "Cancel")),
        h("button", { class: `button ${style}`, value: "yes", autofocus: true }, withEmoji(spec.confirm?.text ?? "Yes")))));
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    });
  });
}
