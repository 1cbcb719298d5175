// The page's own dialogs: a few fields and a button. The app's are in modal.js.

import { Combobox } from "./combobox.js";
import { h } from "./dom.js";
import { icon } from "./icons.js";

let numbers = 0;

/** A dialog that is there until it is closed; Escape, the cross and a click beside it close it. */
export function openDialog(title, { kind = "", body, foot = null }) {
  numbers += 1;
  const dialog = h("dialog", { class: `modal ${kind}`, "aria-labelledby": `dialog-${numbers}` });
  const cross = h("button", { type: "button", class: "quiet", "aria-label": "Close dialog", on: { click: () => dialog.close() } }, icon("close"));
  const inside = [h("header", {}, h("h2", { id: `dialog-${numbers}` }, title), cross), h("div", { class: "modal-body" }, body), foot];
  dialog.append(h("form", { method: "dialog", novalidate: true }, inside));
  dialog.addEventListener("close", () => dialog.remove());
  dialog.addEventListener("pointerdown", (event) => event.target === dialog && dialog.close());
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

/**
 * Asks for a few things. `fields`: {name, label, kind: "text" | "check" | "people", value?, hint?, choices?, required?};
 * `send(values)` resolves with {ok, error}: the dialog stays, and says what is wrong, until that is fine; then comes
 * `after(result)`.
 */
export function askFor(title, { fields, action, danger = false, words = null, send, after = () => {} }) {
  const drawn = fields.map(drawField);
  const problem = h("p", { class: "complaint", role: "alert", hidden: true });
  const button = h("button", { type: "submit", class: `button ${danger ? "danger" : "primary"}` }, action);
  const no = h("button", { type: "button", class: "button", on: { click: () => dialog.close() } }, "Cancel");
  const body = [problem, words ? h("p", {}, words) : null, h("div", { class: "blocks" }, drawn.map((field) => field.node))];
  const dialog = openDialog(title, { kind: "small", body, foot: h("footer", {}, no, button) });
  dialog.querySelector("form").addEventListener("submit", async (event) => {
    event.preventDefault();
    button.ariaBusy = "true";
    const { ok, error, result } = await send(Object.fromEntries(drawn.map((field) => [field.name, field.read()])));
    button.ariaBusy = null;
    problem.hidden = ok;
    problem.textContent = ok ? "" : error;
    if (!ok) return drawn[0]?.control.focus();
    dialog.close();
    return after(result);
  });
  (drawn[0]?.control ?? button).focus();
}

function drawField(field) {
  numbers += 1;
  const id = `field-${numbers}`;
  if (field.kind === "check") {
    const control = h("input", { type: "checkbox", id, checked: Boolean(field.value) });
    const words = h("span", {}, field.label, field.hint ? h("small", {}, field.hint) : null);
    return { name: field.name, control, read: () => control.checked, node: h("label", { class: "tick" }, control, words) };
  }
  const hint = field.hint ? h("p", { class: "hint", id: `${id}-hint` }, field.hint) : null;
  const described = hint ? hint.id : null;
  const label = h("label", { class: "label", for: id }, field.label);
  if (field.kind === "people") {
    const several = new Combobox({ source: field.choices, many: true, prompt: "Type a name", attributes: { field: { id, "aria-describedby": described } } });
    return { name: field.name, control: several.field, read: () => several.value, node: h("div", { class: "input" }, label, several.node, hint) };
  }
  const control = h("input", { class: "control", id, type: "text", autocomplete: "off", value: field.value ?? "", placeholder: field.placeholder, "aria-describedby": described });
  return { name: field.name, control, read: () => control.value, node: h("div", { class: "input" }, label, control, hint) };
}
