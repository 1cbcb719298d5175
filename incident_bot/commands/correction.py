"""What is right, as somebody types it: `it was 12 % because: typo`, `time 14:32 kind decision`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from incident_bot.commands.ask import Ask
from incident_bot.commands.noting import must_have_happened
from incident_bot.commands.times import take_moment, zone_of
from incident_bot.errors import Refused
from incident_bot.incidents import convention
from incident_bot.incidents.amending import CORRECTABLE
from incident_bot.incidents.convention import KINDS
from incident_bot.incidents.vocabulary import Kind
from incident_bot.slack import text

_STARS = {"star": True, "unstar": False}
_FIELDS = ("text", "time", "kind", *_STARS)


@dataclass(frozen=True)
class Correction:
    """What of an entry is to be otherwise; None stays as it is."""

    text: str | None = None
    kind: Kind | None = None
    at: datetime | None = None
    starred: bool | None = None

    @property
    def is_star_only(self) -> bool:
        """Nothing that anybody might ask the reason for."""
        return self.starred is not None and self == Correction(starred=self.starred)


async def read_correction(ask: Ask) -> Correction:
    """What is left of the words. Raises Refused for what is no time or no kind, and for what is unclear."""
    found = Correction()
    while (word := ask.peek().lower()) in _FIELDS:
        ask.word()
        match word:
            case "time":
                found = replace(found, at=await take_moment(ask, field="at"))
            case "kind":
                found = replace(found, kind=kind_of(ask.word()))
            case "text":
                return replace(found, text=await ask.plain_rest() or None)
            case _:
                found = replace(found, starred=_STARS[word])
    if not ask.rest:
        return found
    if found != Correction():
        rest = text.fit(text.one_line(await ask.plain_rest()), 60)
        raise Refused(
            f"I do not know whether “{rest}” is to be its text. New words for the entry begin with `text`, "
            "after whatever else is to be corrected.",
            example="correct #… time <time> text <text> because: <reason>",
        )
    return await _in_words(ask)


async def _in_words(ask: Ask) -> Correction:
    """New words for the entry; as in a note, a time at their beginning says when it was."""
    line = convention.timed(await ask.plain_rest(), await zone_of(ask), ask.now)
    if line.remark:
        ask.remarks.append(text.escape(line.remark))
    if line.at is not None and not line.text:
        return Correction(at=line.at)
    must_have_happened(line)
    return Correction(text=line.text, at=line.at)


def kind_of(word: str) -> Kind:
    """One of the kinds that an entry may be said to be of. Raises Refused for any other word."""
    said = text.plain(word).lower()
    kind = KINDS.get(said) or KINDS.get(said.removesuffix("s"))
    if kind is None or kind not in CORRECTABLE:
        shown = text.fit(said, 60)
        problem = f"“{shown}” is no kind that an entry can be of" if shown else "the kind is missing"
        raise Refused(
            f"{problem}. It is one of {', '.join(each.value for each in CORRECTABLE)}.", field="kind"
        )
    return kind
