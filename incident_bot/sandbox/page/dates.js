// Times as the person sees them: in their own time zone, "today" by the sandbox's clock.
// Tokens: https://docs.slack.dev/messaging/formatting-message-text#date-formatting

import { h } from "./dom.js";

const DAY = 86_400;

/** The zone of the person the page shows, and the sandbox's clock (which may be ahead of the browser's). */
export const clock = {
  zone: undefined,
  skew: 0,
  now: () => Date.now() / 1000 + clock.skew,
};

export function setClock(zone, now) {
  clock.zone = zone || undefined;
  clock.skew = now ? now - Date.now() / 1000 : 0;
}

/** What happened cannot be in the future: the sandbox's clock has been moved on. */
export function clockReached(epoch) {
  clock.skew += Math.max(0, epoch - clock.now());
}

export function timeOfDay(epoch, zone = clock.zone) {
  return written(epoch, { hour: "numeric", minute: "2-digit" }, zone, navigator.language);
}

export function fullTime(epoch) {
  return `${longDate(epoch)} at ${written(epoch, { hour: "numeric", minute: "2-digit", second: "2-digit" }, clock.zone, navigator.language)}`;
}

export function dayKey(epoch) {
  return written(epoch, { year: "numeric", month: "2-digit", day: "2-digit" }, clock.zone, "en-CA");
}

/** Today, Yesterday, or the date: what stands between two days of messages. */
export function dayTitle(epoch) {
  const title = pretty(epoch, longDate);
  return title[0].toUpperCase() + title.slice(1);
}

/** 2026-01-05T14:30 as it stands on the person's wall, for the browser's date and time control; and back. */
export function wallClock(epoch) {
  return `${dayKey(epoch)}T${written(epoch, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }, clock.zone, "en-GB")}`;
}

export function fromWallClock(text) {
  const wanted = Date.parse(`${text}Z`) / 1000;
  const off = (epoch) => Date.parse(`${wallClock(epoch)}Z`) / 1000 - epoch;
  const near = wanted - off(wanted);
  return wanted - off(near);
}

/** One formatted moment that keeps itself current: see refreshTimes. */
export function moment(epoch, format) {
  return h("time", {
    datetime: new Date(epoch * 1000).toISOString(),
    title: fullTime(epoch),
    "data-epoch": epoch,
    "data-format": format,
  }, formatted(epoch, format));
}

export function refreshTimes(root) {
  for (const node of root.querySelectorAll("time[data-epoch]")) {
    const text = formatted(Number(node.dataset.epoch), node.dataset.format);
    if (node.textContent !== text) node.textContent = text;
  }
}

export function formatted(epoch, format) {
  return format.replace(/\{(\w+)\}/g, (whole, token) => TOKENS[token]?.(epoch) ?? whole);
}

const TOKENS = {
  date_num: dayKey,
  date: ordinalDate,
  date_short: shortDate,
  date_long: longDate,
  date_pretty: (epoch) => pretty(epoch, ordinalDate),
  date_short_pretty: (epoch) => pretty(epoch, shortDate),
  date_long_pretty: (epoch) => pretty(epoch, longDate),
  time: (epoch) => timeOfDay(epoch),
  time_secs: (epoch) =>
    written(epoch, { hour: "numeric", minute: "2-digit", second: "2-digit" }, clock.zone, navigator.language),
  ago,
};

function ordinalDate(epoch) {
  const month = written(epoch, { month: "long" });
  return `${month} ${ordinal(Number(written(epoch, { day: "numeric" })))}${yearOf(epoch)}`;
}

function shortDate(epoch) {
  return `${written(epoch, { month: "short", day: "numeric" })}${yearOf(epoch)}`;
}

function longDate(epoch) {
  return `${written(epoch, { weekday: "long" })}, ${ordinalDate(epoch)}`;
}

/** Slack leaves the year out within six months. */
function yearOf(epoch) {
  return Math.abs(epoch - clock.now()) < 182 * DAY ? "" : `, ${written(epoch, { year: "numeric" })}`;
}

function ordinal(number) {
  const teen = Math.floor(number / 10) === 1;
  return number + (teen ? "th" : { 1: "st", 2: "nd", 3: "rd" }[number % 10] ?? "th");
}

function pretty(epoch, otherwise) {
  const now = clock.now();
  const names = { [dayKey(now)]: "today", [dayKey(now - DAY)]: "yesterday", [dayKey(now + DAY)]: "tomorrow" };
  return names[dayKey(epoch)] ?? otherwise(epoch);
}

function ago(epoch) {
  const seconds = Math.round(epoch - clock.now());
  const words = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
  const steps = [[60, 1, "second"], [3600, 60, "minute"], [DAY, 3600, "hour"], [30 * DAY, DAY, "day"]];
  const [, unit, name] = steps.find(([below]) => Math.abs(seconds) < below) ?? [0, 30 * DAY, "month"];
  return words.format(Math.round(seconds / unit), name);
}

/** Dates in English like all of Slack's; the hour as the browser's language has it (14:30 or 2:30 PM). */
function written(epoch, options, zone = clock.zone, language = "en") {
  return new Intl.DateTimeFormat(language, { timeZone: zone, ...options }).format(epoch * 1000);
}
