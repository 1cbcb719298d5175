// Block Kit's blocks as elements: https://docs.slack.dev/reference/block-kit/blocks

import { h } from "./dom.js";
import { element } from "./elements.js";
import { withEmoji } from "./emoji.js";
import { icon } from "./icons.js";
import { input } from "./inputs.js";
import { markdown } from "./markdown.js";
import { link, mrkdwn } from "./mrkdwn.js";
import { picture } from "./pictures.js";
import { richText } from "./rich-text.js";
import { table } from "./table.js";

/**
 * `page`: {names, send}; `kept`: what was entered before a redraw (readings() of elements.js); `channel`: where the
 * blocks stand; `where`: {view} or {channel, ts}, for what the app is asked.
 */
export function blocks(list, page, { kept = {}, channel = null, where = {} } = {}) {
  return h("div", { class: "blocks" }, list.map((block, index) => {
    const place = { block: block.block_id ?? `block-${index}`, page, names: page.names, kept, channel, where };
    const build = BLOCKS[block.type];
    if (!build) return h("p", { class: "unknown" }, `The sandbox does not show “${block.type}” blocks.`);
    const node = build(block, place);
    node.dataset.blockId = place.block;
    return node;
  }));
}

const BLOCKS = {
  section,
  header: (block) => h("h3", { class: "block-header" }, withEmoji(block.text.text)),
  divider: () => h("hr"),
  context,
  actions: (block, place) => h("div", { class: "actions" }, block.elements.map((spec) => element(spec, place))),
  context_actions: (block, place) => h("div", { class: "actions context-actions" }, block.elements.map((spec) => element(spec, place))),
  image,
  video,
  file,
  input,
  table: (block, place) => table(block, place.names),
  rich_text: (block, place) => richText(block, place.names),
  markdown: (block) => markdown(block.text),
};

function section(block, place) {
  const words = h("div", { class: "section-words" },
    block.text ? text(block.text, place.names) : null,
    block.fields ? h("div", { class: "fields" }, block.fields.map((one) => text(one, place.names))) : null);
  const accessory = block.accessory
    ? h("div", { class: "accessory" }, block.accessory.type === "image" ? picture(block.accessory) : element(block.accessory, place))
    : null;
  return h("div", { class: "section" }, words, accessory);
}

function context(block, place) {
  return h("div", { class: "context" }, block.elements.map((one) =>
    one.type === "image" ? picture(one) : text(one, place.names)));
}

function image(block) {
  return h("figure", {},
    block.title ? h("figcaption", {}, withEmoji(block.title.text)) : null,
    picture(block));
}

/** Nothing plays here: what it is, and where. https://docs.slack.dev/reference/block-kit/blocks/video-block */
function video(block) {
  const title = withEmoji(block.title.text);
  const from = [block.author_name, block.provider_name].filter(Boolean).join(" · ");
  return h("div", { class: "card" },
    h("div", {}, h("strong", {}, link(block.title_url ?? block.video_url, title)),
      from ? h("small", {}, from) : null,
      block.description ? h("p", {}, withEmoji(block.description.text)) : null),
    h("div", { class: "thumbnail" }, picture({ image_url: block.thumbnail_url, alt_text: block.alt_text }),
      h("span", {}, icon("play"), link(block.video_url, "Play in a new tab"))));
}

/** https://docs.slack.dev/reference/block-kit/blocks/file-block */
function file(block) {
  return h("div", { class: "card file-block" }, icon("file"), h("div", {}, h("strong", {}, "Remote file"), h("small", {}, block.external_id)));
}

function text(spec, names) {
  if (spec.type === "mrkdwn") return mrkdwn(spec.text, names);
  return h("div", { class: "plain" }, withEmoji(spec.text));
}
