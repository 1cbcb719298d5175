// Files for a form: https://docs.slack.dev/reference/block-kit/block-elements/file-input-element

import { beginning, key, reading } from "./controls.js";
import { count, fill, h } from "./dom.js";
import { icon } from "./icons.js";
import { asFrames } from "./uploads.js";

// https://docs.slack.dev/reference/block-kit/block-elements/file-input-element (10 files of 10 MB each)
const MOST_FILES = 10;
const MOST_BYTES = 10_000_000;

/** id → {id, name}: a form that is drawn again still knows them. */
const known = new Map();

export function fileInput(spec, place) {
  const most = spec.max_files ?? MOST_FILES;
  const accept = spec.filetypes?.map((type) => `.${type}`).join(",");
  let files = (beginning(place, []) ?? []).map((id) => known.get(id)).filter(Boolean);
  const chooser = h("input", { type: "file", multiple: most > 1, accept, hidden: true, tabindex: "-1" });
  const button = h("button", { type: "button", class: "button", "data-field": true, on: { click: () => chooser.click() } }, icon("clip"), most > 1 ? `Add files (up to ${most})` : "Add a file");
  const list = h("ul", { class: "attached" });
  const problem = h("p", { class: "error", role: "alert" });
  const control = h("div", { ...key(spec, place), class: "file-input" }, list, button, chooser, problem);

  const draw = () => {
    button.disabled = files.length >= most;
    fill(list, files.map((file) => h("li", { class: "chosen" }, icon("file"), file.name,
      h("button", { type: "button", "aria-label": `Remove ${file.name}`, on: { click: () => keep(files.filter((one) => one !== file)) } }, icon("close")))));
  };
  const keep = (now) => {
    files = now;
    draw();
    control.dispatchEvent(new Event("change", { bubbles: true }));
    control.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const add = async (chosen) => {
    problem.textContent = wrong(chosen, spec, most - files.length);
    if (problem.textContent || !chosen.length) return;
    button.ariaBusy = "true";
    const { ok, error, result } = await place.page.send({ do: "attach", files: await asFrames(chosen) });
    button.ariaBusy = null;
    problem.textContent = ok ? "" : error;
    if (!ok) return;
    for (const file of result.files) known.set(file.id, file);
    keep([...files, ...result.files]);
  };
  chooser.addEventListener("change", (event) => {
    // A file was chosen, but the form does not have it yet.
    event.stopPropagation();
    add([...chooser.files]);
    chooser.value = "";
  });
  draw();
  return reading(control, spec, place, () => files.map((file) => file.id));
}

function wrong(files, spec, room) {
  if (files.length > room) return `There is room for ${count(Math.max(room, 0), "more file", "more files")}.`;
  if (files.some((file) => file.size > MOST_BYTES)) return "A file has 10 MB at most.";
  const other = files.find((file) => spec.filetypes && !spec.filetypes.some((type) => file.name.toLowerCase().endsWith(`.${type.toLowerCase()}`)));
  return other ? `${other.name} is none of: ${spec.filetypes.join(", ")}.` : "";
}
