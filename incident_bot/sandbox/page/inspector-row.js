// One line of the inspector: which way, what, how it went; opened, all that was said.

import { fullTime, moment } from "./dates.js";
import { fill, h } from "./dom.js";
import { copy } from "./wishes.js";

const SENT = ["slash_commands", "interactive", "events_api"];
const WAYS = { call: "→", sent: "←", other: "·" };
const SAID = { call: "the app calls", sent: "sent to the app", other: "beside" };
const KINDS = { slash_commands: "command", interactive: "interaction", events_api: "event", response_url: "response_url" };

function wayOf({ kind }) {
  return kind === "call" || kind === "response_url" ? "call" : SENT.includes(kind) ? "sent" : "other";
}

export function matches(row, { text, kind, errors }) {
  if (kind && wayOf(row) !== kind) return false;
  if (errors && !row.error && !(row.status >= 400)) return false;
  return !text || [row.method, row.kind, row.error, row.status, row.fault, row.about].some((word) => String(word ?? "").toLowerCase().includes(text));
}

/** `before`: the same row before it was answered; if it was open, it stays open. */
export function drawRow(row, page, before) {
  const way = wayOf(row);
  const body = h("div", { class: "said" });
  const line = h("summary", {},
    h("span", { class: `way ${way}`, role: "img", "aria-label": SAID[way], title: SAID[way] }, WAYS[way]),
    h("span", { class: "method" }, row.method, row.kind === "call" ? null : h("small", {}, KINDS[row.kind] ?? row.kind)),
    outcome(row),
    h("small", { class: "took" }, row.seconds === undefined ? "" : took(row.seconds)),
    h("small", { class: "about" }, row.about));
  const looks = ["row", row.open && "open-still", failed(row) && "bad", row.status === 429 && "limited"].filter(Boolean).join(" ");
  const node = h("details", { class: looks, role: "listitem", "data-number": row.number }, line, body);
  node.addEventListener("toggle", () => node.open && load(row, page, body));
  if (before?.open) node.open = true;
  return node;
}

function failed(row) {
  return Boolean(row.error) || row.status >= 400;
}

function outcome(row) {
  if (row.open) return h("span", { class: "outcome" }, "…");
  const after = row.status === 429 && row.retry_after !== undefined ? `, retry after ${row.retry_after} s` : "";
  const again = row.attempt ? ` (attempt ${row.attempt + 1})` : "";
  const status = row.status && row.status !== 200 ? `${row.status} ` : "";
  const words = `${status}${row.error ?? (status ? "" : "ok")}${after}${again}`;
  return h("span", { class: "outcome" }, words, row.fault ? h("small", { class: "badge" }, "ordered") : null);
}

function took(seconds) {
  return seconds < 1 ? `${Math.round(seconds * 1000)} ms` : `${seconds.toFixed(1)} s`;
}

async function load(row, page, body) {
  const { ok, error, result } = await page.send({ do: "entry", number: row.number });
  if (!ok) return fill(body, h("p", { class: "empty" }, error));
  const facts = [`No. ${row.number}`, row.verb, row.kind, row.status && `HTTP ${row.status}`, row.fault && `ordered: ${row.fault}`].filter(Boolean).join(" · ");
  return fill(body, h("p", {}, h("small", {}, facts, " · ", moment(row.time, "{time_secs}"), ` (${fullTime(row.time)})`)),
    part("Arguments", result.args), part("Answer", result.answer));
}

/** Always as text: whatever it is, it is looked at and not believed. */
function part(title, told) {
  const text = typeof told === "string" ? told : JSON.stringify(told, null, 2);
  return h("section", {},
    h("h3", {}, title, h("button", { type: "button", class: "quiet", "aria-label": `Copy the ${title.toLowerCase()}`, on: { click: () => copy(text) } }, "Copy")),
    h("pre", { tabindex: "0", "aria-label": title }, text ?? "–"));
}
