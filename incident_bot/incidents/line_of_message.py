"""Messages by the convention, `[14:35] Decision: roll back`: what kind they are of and when that was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from incident_bot.incidents.convention import marked_line
from incident_bot.incidents.line_grammar import bare, nearly
from incident_bot.incidents.vocabulary import Kind


@dataclass(frozen=True)
class Said:
    """The words of a message since an edit, or since it was written."""

    since: datetime
    text: str
    editor: str | None = None


@dataclass(frozen=True)
class SaidLine:
    """What they say as a line of the timeline."""

    since: datetime
    kind: Kind
    at: datetime
    text: str
    remark: str = ""
    is_to_come: bool = False
    """Its time was still to come: it was taken as that of the message."""


@dataclass(frozen=True)
class Unclear:
    """Words that begin like a line: what stands for the time is none, or was taken in another way."""

    since: datetime
    time: str
    author: str
    thread: str | None = None
    remark: str = ""
    is_to_come: bool = False


def lines(said: Sequence[Said], zone: str | None) -> list[SaidLine]:
    """From the first wording that is such a line; of later ones that are none, the words alone are new.

    `zone` is the author's; None: they may not put anything on the timeline.
    """
    found: list[SaidLine] = []
    written = ""
    for each in said if zone else ():
        line = marked_line(each.text, ZoneInfo(zone or "UTC"), each.since)
        before = found[-1] if found else None
        if line is not None:
            time = each.text.partition("]")[0]
            # Who mends a word the next day does not mean the next day's 14:35.
            is_same = before is not None and time == written
            at = before.at if before is not None and is_same else line.at or each.since
            remark, to_come = ("", False) if is_same else (line.remark, line.is_to_come)
            found.append(SaidLine(each.since, line.kind, at, line.text, remark, to_come))
            written = time
        elif before is not None:
            found.append(SaidLine(each.since, before.kind, before.at, each.text))
    return found


def unclear_words(
    said: Sequence[Said], zone: str | None, author: str | None, thread: str | None
) -> Unclear | None:
    """What its author must be told of the latest words of a message; None for nothing."""
    if not (said and zone and author):
        return None
    latest = said[-1]
    line = next((each for each in reversed(lines(said, zone)) if each.since == latest.since), None)
    if line is not None and line.remark:
        time = bare(latest.text.partition("]")[0])
        return Unclear(latest.since, time, author, thread, line.remark, line.is_to_come)
    time = nearly(latest.text)
    if time and marked_line(latest.text, ZoneInfo(zone), latest.since) is None:
        return Unclear(latest.since, time, author, thread)
    return None
