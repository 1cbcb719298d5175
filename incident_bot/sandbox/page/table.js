// Tables: https://docs.slack.dev/reference/block-kit/blocks/table-block

import { h } from "./dom.js";
import { withEmoji } from "./emoji.js";
import { richText } from "./rich-text.js";

export function table(block, names) {
  const aligned = (index) => ({ "text-align": block.column_settings?.[index]?.align ?? "left" });
  const cell = (tag) => (spec, index) => h(tag, { style: aligned(index) },
    spec.type === "rich_text" ? richText(spec, names) : withEmoji(String(spec.text ?? "")));
  const [head, ...rows] = block.rows ?? [];
  return h("div", { class: "table" }, h("table", {},
    h("thead", {}, h("tr", {}, (head ?? []).map(cell("th")))),
    h("tbody", {}, rows.map((row) => h("tr", {}, row.map(cell("td")))))));
}
