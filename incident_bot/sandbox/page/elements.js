// Interactive elements of Block Kit: https://docs.slack.dev/reference/block-kit/block-elements

import { button, feedback, iconButton, overflow } from "./buttons.js";
import { channelChoices, conversationChoices, optionChoices, peopleChoices } from "./choices.js";
import { h } from "./dom.js";
import { datetimepicker, field, textInput } from "./fields.js";
import { fileInput } from "./file-input.js";
import { asking, choosing } from "./menus.js";
import { richTextInput } from "./rich-text-input.js";
import { ticks } from "./ticks.js";

export { readings } from "./controls.js";

/**
 * `place`: {block, page, names, quiet, kept, channel, where}: the block_id, the page and what it knows, whether
 * picking only fills in a form (inputs) instead of telling the app at once, what was entered before a redraw, the
 * channel it stands in, and {view} or {channel, ts} for what the app is asked.
 */
export function element(spec, place) {
  const build = ELEMENTS[spec.type];
  if (!build) return h("span", { class: "unknown" }, `The sandbox does not show “${spec.type}”.`);
  return build(spec, { ...place, before: place.kept?.[place.block]?.[spec.action_id] });
}

const ELEMENTS = {
  button,
  workflow_button: button,
  feedback_buttons: feedback,
  icon_button: iconButton,
  overflow,
  static_select: (spec, place) => choosing(spec, place, optionChoices(spec), spec.initial_option?.value),
  users_select: (spec, place) => choosing(spec, place, peopleChoices(place.names), spec.initial_user),
  channels_select: (spec, place) => choosing(spec, place, channelChoices(place.names), spec.initial_channel),
  conversations_select: (spec, place) =>
    choosing(spec, place, conversationChoices(place.names, spec.filter), here(spec, place) ?? spec.initial_conversation),
  external_select: (spec, place) => asking(spec, place, [spec.initial_option].filter(Boolean)),
  multi_static_select: (spec, place) => choosing(spec, place, optionChoices(spec), values(spec.initial_options), true),
  multi_users_select: (spec, place) => choosing(spec, place, peopleChoices(place.names), spec.initial_users, true),
  multi_channels_select: (spec, place) => choosing(spec, place, channelChoices(place.names), spec.initial_channels, true),
  multi_conversations_select: (spec, place) =>
    choosing(spec, place, conversationChoices(place.names, spec.filter), [here(spec, place)].filter(Boolean).concat(spec.initial_conversations ?? []), true),
  multi_external_select: (spec, place) => asking(spec, place, spec.initial_options ?? [], true),
  checkboxes: (spec, place) => ticks(spec, place, "checkbox", values(spec.initial_options)),
  radio_buttons: (spec, place) => ticks(spec, place, "radio", values([spec.initial_option].filter(Boolean))),
  datepicker: (spec, place) => field(spec, place, "date", spec.initial_date),
  timepicker: (spec, place) => field(spec, place, "time", spec.initial_time),
  datetimepicker,
  plain_text_input: textInput,
  rich_text_input: richTextInput,
  number_input: (spec, place) => field(spec, place, "number", spec.initial_value),
  email_text_input: (spec, place) => field(spec, place, "email", spec.initial_value),
  url_text_input: (spec, place) => field(spec, place, "url", spec.initial_value),
  file_input: fileInput,
};

function values(options) {
  return (options ?? []).map((option) => option.value);
}

/** In a modal: where its command was typed, which is where the person still is. */
function here(spec, place) {
  return spec.default_to_current_conversation ? place.channel ?? place.page.here.channel ?? null : null;
}
