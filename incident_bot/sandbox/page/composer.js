// Where one writes: Enter sends, Shift+Enter begins a line.

import { CompletionList } from "./completion.js";
import { h } from "./dom.js";
import { icon } from "./icons.js";

/** What was begun and not sent, by place, for as long as the page is open. */
const drafts = new Map();

/** `say(text)` resolves with {ok, error}. */
export function composer({ label, draft, names, say }) {
  const field = h("textarea", { rows: 1, placeholder: label, "aria-label": label, autocomplete: "off", value: drafts.get(draft) ?? "" });
  const list = new CompletionList(field, names, `completions-${draft}`);
  const hint = h("p", { class: "usage", hidden: true });
  const problem = h("p", { class: "problem", role: "alert", hidden: true });
  const button = h("button", { type: "submit", class: "send", "aria-label": "Send", disabled: true }, icon("send"));

  const changed = () => {
    drafts.set(draft, field.value);
    button.disabled = !field.value.trim();
    grow(field);
    showUsage(hint, field.value, names);
  };
  const send = async () => {
    const text = field.value.trim();
    if (!text) return;
    field.value = "";
    changed();
    const { ok, error } = await say(text);
    problem.hidden = ok;
    problem.textContent = ok ? "" : error;
    if (ok || field.value) return;
    field.value = text;
    changed();
  };

  field.addEventListener("input", changed);
  field.addEventListener("keydown", (event) => {
    if (list.takes(event) || event.isComposing || event.key !== "Enter" || event.shiftKey) return;
    event.preventDefault();
    send();
  });
  const submitted = (event) => {
    event.preventDefault();
    list.close();
    send();
    field.focus();
  };
  queueMicrotask(changed);
  const box = h("form", { class: "box", on: { submit: submitted } }, field, button);
  return { node: h("div", { class: "composer" }, list.node, problem, hint, box), field };
}

function grow(field) {
  field.style.height = "auto";
  field.style.height = `${Math.min(field.scrollHeight, innerHeight * 0.4)}px`;
}

/** Once the command is there, how it goes on. */
function showUsage(hint, text, names) {
  const command = names.commands.find((one) => text === one.command || text.startsWith(`${one.command} `));
  hint.hidden = !command;
  hint.replaceChildren(...(command ? [h("strong", {}, command.command), ` ${command.usage_hint || command.description || ""}`] : []));
}
