"""What a look at the record found: for whoever asks, and for whoever had command when it is over."""

from __future__ import annotations

from collections.abc import Sequence

from incident_bot.incidents.lint import Finding, Rule
from incident_bot.messages import blocks, pages
from incident_bot.messages.lint_lines import Reader, finding_line
from incident_bot.slack import text
from incident_bot.slack.message import Message

MOST = 6_000
"""Characters of findings; a list that is longer than this is no help."""

_LOOKED_FOR = (
    "Nothing to put right: its moments are there and in order, impact, services and decisions are on the "
    "record, somebody had command, updates came in time, and nothing was silent for long."
)


def lint_message(reader: Reader, found: Sequence[Finding]) -> Message:
    """For whoever asks."""
    incident = reader.incident
    title = f"*The record of {incident.ref}* · {text.fit(text.one_line(incident.title), 300)}"
    where = (
        f"The checklists are in `{reader.settings.command} checklist {incident.ref}`; "
        f"`{reader.settings.command} check {incident.ref} list` numbers their items."
    )
    if not found:
        return Message(f"{title}\n{_LOOKED_FOR}\n{where}", blocks.paragraphs([title, _LOOKED_FOR, where]))
    return _told(reader, title, found, where)


def lint_at_the_end(reader: Reader, found: Sequence[Finding]) -> Message:
    """For whoever had command, once it is over: what is remembered now is lost in a week."""
    incident = reader.incident
    count = "one thing" if len(found) == 1 else f"{len(found)} things"
    about = text.fit(text.one_line(incident.title), 300)
    title = (
        f"*{incident.ref}* is over: {about}\nWhile you remember it: I looked at its record and found {count}."
    )
    again = f"`{reader.settings.command} check {incident.ref}` looks again. Nobody else was told."
    return _told(reader, title, found, again)


def _told(reader: Reader, title: str, found: Sequence[Finding], last: str) -> Message:
    lines = [f"• {finding_line(each, reader)}" for each in found]
    kept = pages.first_that_fit(lines, MOST)
    if rest := len(lines) - len(kept):
        kept.append(f"…and {rest} more, which weigh less.")
    ref = reader.incident.ref
    buttons = [blocks.button("Check again", f"check {ref}")]
    if any(each.rule in (Rule.NO_IMPACT, Rule.NO_SERVICES) for each in found):
        buttons.append(blocks.button("Say impact and services", f"change {ref}"))
    shown = [*blocks.paragraphs([title, *kept]), blocks.context(last), blocks.actions(buttons)]
    return Message("\n".join([title, *kept, last]) if len(kept) < 4 else title, shown)
