"""Messages by the convention, `[14:35] Decision: roll back`: what kind they are of and when that was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from incident_bot.incidents.convention import marked_line
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
            at = before.at if before is not None and time == written else line.at or each.since
            found.append(SaidLine(each.since, line.kind, at, line.text, line.remark))
            written = time
        elif before is not None:
            found.append(SaidLine(each.since, before.kind, before.at, each.text))
    return found
