// Files in a message: pictures to see, everything else to open or to keep.

import { count, h } from "./dom.js";
import { icon } from "./icons.js";

const PICTURES = /^image\/(png|jpeg|gif|webp|avif|bmp)$/;
const TEXTS = /^(text\/|application\/(json|xml|yaml|x-yaml|javascript|x-sh|toml))/;
const TEXT_NAMES = /\.(md|markdown|log|txt|csv|ya?ml|json|toml|ini|sql|py|js|ts|sh|diff|patch)$/i;

export function fileCard(file) {
  // Only the path: the page may have been opened as localhost as well as 127.0.0.1.
  const href = new URL(file.url_private ?? "", location.href).pathname;
  const name = file.name ?? file.title ?? "File";
  const words = h("span", {}, h("strong", {}, file.title || name), h("small", {}, `${name} · ${bytes(file.size ?? 0)}`));
  const type = shownAs(file);
  const title = `Open ${name} in a new tab`;
  const opened = type
    ? h("button", { type: "button", class: "file-open", "aria-label": `Open ${name}`, title, "data-key": `open/${file.id}`, on: { click: () => open(href, type) } }, icon("file"), words)
    : h("span", { class: "file-open" }, icon("file"), words);
  const picture = PICTURES.test(file.mimetype) ? h("img", { class: "file-picture", src: href, alt: name, loading: "lazy" }) : null;
  return h("div", { class: "file" }, picture, h("div", { class: "file-row" }, opened,
    h("a", { class: "quiet", href, download: name, "aria-label": `Download ${name}`, title: `Download ${name}`, "data-key": `download/${file.id}` }, icon("download"))));
}

/** As what a tab may show it. Never as a page: what people bring could have scripts in it. */
function shownAs({ mimetype = "", name = "" }) {
  if (PICTURES.test(mimetype) || mimetype === "application/pdf") return mimetype;
  return TEXTS.test(mimetype) || TEXT_NAMES.test(name) ? "text/plain;charset=utf-8" : null;
}

/** The sandbox serves files for downloading only; here the browser is told what it is. */
async function open(href, type) {
  const tab = window.open("about:blank", "_blank");
  const content = await (await fetch(href)).blob();
  const address = URL.createObjectURL(new Blob([content], { type }));
  if (tab) tab.location = address;
  else location.assign(href);
}

function bytes(size) {
  if (size < 1000) return count(size, "byte", "bytes");
  return size < 1_000_000 ? `${(size / 1000).toFixed(1)} kB` : `${(size / 1_000_000).toFixed(1)} MB`;
}
