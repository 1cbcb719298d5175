"""The history of an entry: every version, what is new in it, who said so and why. And that of a moment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from incident_bot.incidents.incident import Incident
from incident_bot.incidents.timeline import TimelineEntry
from incident_bot.incidents.vocabulary import Change, Source, kind_said
from incident_bot.messages import blocks
from incident_bot.messages.entry_text import entry_text
from incident_bot.messages.moments import SAID
from incident_bot.messages.timeline import head, named
from incident_bot.settings import Settings
from incident_bot.slack import text
from incident_bot.slack.message import Message

MOST = 12
"""Versions in one message: the first one, and the latest."""

LINE = 300
"""Characters of the words of one version, of its reason, and of the words before."""

_STYLE = "{date_short_pretty} {time_secs}"
_FILES = "Files:"
_HOW = {
    Source.COMMAND: "by a command",
    Source.BUTTON: "by a click",
    Source.FORM: "in a form",
    Source.SHORTCUT: "by the menu of a message",
    Source.REACTION: "by a reaction",
    Source.MESSAGE: "as a message of the room",
    Source.IMPORT: "by an import",
    Source.BOT: "by the bot",
}
_DONE = {
    Change.CORRECTED: "corrected",
    Change.WITHDRAWN: "withdrawn",
    Change.RESTORED: "restored",
    Change.EDITED: "edited in Slack",
    Change.DELETED: "deleted in Slack",
    Change.MARKED: "marked in Slack",
    Change.UNMARKED: "withdrawn, because its mark was taken off",
    Change.FILED: "its files were kept",
}


def history_message(
    incident: Incident, versions: Sequence[TimelineEntry], settings: Settings, names: Mapping[str, str]
) -> Message:
    """For one reader: also what was withdrawn is told here."""
    now = versions[-1]
    title = f"*History of #{now.number}* · {incident.ref} · {head(now, names)}"
    pairs = list(zip([None, *versions], versions, strict=False))
    left_out = len(pairs) - MOST
    shown = pairs if left_out <= 0 else [pairs[0], *pairs[-MOST + 1 :]]
    lines = [_version(before, each, settings, names) for before, each in shown]
    if left_out > 0:
        lines.insert(1, f"_{left_out} more between: an export has them all._")
    told = blocks.paragraphs([title, *lines])
    if any(not each.startswith(_FILES) for each in _differences(versions[0], now)):
        command = f"{settings.command} restore {incident.ref} #{now.number}"
        told.append(blocks.context(f"`{command} 1` brings version 1 back."))
    return Message(f"History of #{now.number} of {incident.ref}", told)


def moment_history(
    incident: Incident, moment: str, said: Sequence[TimelineEntry], names: Mapping[str, str]
) -> Message:
    """What was said of one of the moments of an incident. `said` are the entries that set it, in order."""
    lines = [f"*When {incident.ref} {SAID[moment]}*"]
    first = said[0].facts.get("before")
    if first:
        lines.append(f"At first {_moment(first)}.")
    for entry in said[-MOST:]:
        why = f"\nReason: {text.fit(text.one_line(entry.text), LINE)}" if entry.text else ""
        by, at = named(entry.author, names), text.moment(entry.recorded_at, _STYLE)
        lines.append(f"{_moment(entry.facts['after'])}, said {by} {at} (#{entry.number}).{why}")
    return Message("\n".join(lines), blocks.paragraphs(lines))


def _version(
    before: TimelineEntry | None, entry: TimelineEntry, settings: Settings, names: Mapping[str, str]
) -> str:
    told = entry.amendment
    if before is None or told is None:
        how = _HOW.get(Source(entry.source), "")
        at = text.moment(entry.recorded_at, _STYLE)
        words = text.fit(text.one_line(entry_text(entry, settings, names)), LINE)
        return f"*1* · written down {at} {how}\nIt was {text.moment(entry.occurred_at, _STYLE)}: {words}"
    done = _DONE[Change(told["change"])]
    by = f" by {named(told['by'], names)}" if told["by"] else ""
    lines = [f"*{entry.version}* · {text.moment(datetime.fromisoformat(told['at']), _STYLE)} · {done}{by}"]
    lines += _differences(before, entry) or ["Nothing became otherwise: what was said later holds."]
    if told["reason"]:
        lines.append(f"Reason: {text.fit(text.one_line(told['reason']), LINE)}")
    return "\n".join(lines)


def _differences(before: TimelineEntry, now: TimelineEntry) -> list[str]:
    """What of it is not what it was, a line each."""
    lines = []
    if now.text != before.text:
        lines.append(f"It says: {_words(now)}\nBefore: {_words(before)}")
    if now.kind != before.kind:
        lines.append(f"Kind: {kind_said(before.kind)} → {kind_said(now.kind)}")
    if now.occurred_at != before.occurred_at:
        was, at = (text.moment(each.occurred_at, _STYLE) for each in (before, now))
        lines.append(f"Time: {was} → {at}")
    if now.starred is not before.starred:
        lines.append("Starred" if now.starred else "Not starred any more")
    if now.is_withdrawn is not before.is_withdrawn:
        lines.append("Off the timeline" if now.is_withdrawn else "On the timeline again")
    if now.is_deleted is not before.is_deleted:
        lines.append("Marked as deleted in Slack" if now.is_deleted else "No longer marked as deleted")
    if _files(now) != _files(before):
        lines.append(f"{_FILES} {len(_files(now))}")
    return lines


def _words(entry: TimelineEntry) -> str:
    return text.fit(text.one_line(entry.text), LINE) or "(no words)"


def _files(entry: TimelineEntry) -> list[object]:
    return list((entry.facts or {}).get("files") or ())


def _moment(iso: str) -> str:
    return text.moment(datetime.fromisoformat(iso), _STYLE)
