"""`items [mine|@bo] [open|done|overdue] [all]`: what is to be done, of this incident or of all."""

from __future__ import annotations

from dataclasses import dataclass, replace

from incident_bot.commands.ask import Ask
from incident_bot.commands.reply import Reply
from incident_bot.errors import Refused
from incident_bot.incidents import items_found, queries
from incident_bot.incidents.incident import Incident
from incident_bot.incidents.items_found import Sought
from incident_bot.messages import pages
from incident_bot.messages.items import items_message
from incident_bot.slack import text

SIZE = 15
"""Items on a page."""

_EVERY = ("open", "done", "dropped")
_ME = ("mine", "me", "my")


@dataclass(frozen=True)
class _Filters:
    everywhere: bool = False
    person: str = ""
    """A person's id, or `mine`."""
    statuses: tuple[str, ...] = ()
    overdue: bool = False
    number: int | None = None
    """Of the incident that was named."""
    page: int = 1

    @property
    def is_bare_all(self) -> bool:
        """`all`, and nothing besides it."""
        return self.everywhere and not (self.person or self.statuses or self.overdue or self.number)

    @property
    def words(self) -> str:
        """What types these filters again, without the page."""
        person = self.person if self.person in ("", "mine") else text.mention(self.person)
        return " ".join(
            filter(
                None,
                [
                    f"INC-{self.number}" if self.number is not None else "",
                    "all" if self.everywhere else "",
                    person,
                    *self.statuses,
                    "overdue" if self.overdue else "",
                ],
            )
        )


async def items(ask: Ask) -> Reply:
    """In a room those of its incident, elsewhere those that are open; somebody's are of all incidents."""
    filters = _read(ask.rest.split())
    incident = await _about(ask, filters)
    nothing = _nothing(ask, filters, incident)
    if filters.is_bare_all and await _is_in_a_room(ask):
        # Where `items` alone shows what is done, too, `all` does not show less.
        filters = replace(filters, statuses=_EVERY)
    person = ask.request.person if filters.person == "mine" else filters.person or None
    sought = Sought(
        incident=incident.id if incident is not None else None,
        person=person,
        statuses=filters.statuses or (("open",) if incident is None else _EVERY),
        overdue=filters.overdue,
    )
    found = await items_found.items(
        ask.session,
        ask.request.workspace,
        sought,
        ask.now,
        seen_by=await ask.viewer(),
        home=ask.settings.office.zone,
    )
    last = pages.count(len(found), SIZE)
    page = min(filters.page, last)
    if found and filters.page > last:
        is_one = "there is only one page" if last == 1 else f"this is the last of {last}"
        ask.remarks.append(f"There is no page {filters.page}: {is_one}.")
    if incident is not None and filters.number is None:
        # A button knows no room, or another one.
        filters = replace(filters, number=incident.number)
    return Reply(
        items_message(
            found[(page - 1) * SIZE : page * SIZE],
            page,
            len(found),
            SIZE,
            ask.settings,
            heading=_heading(filters, incident, person),
            nothing=nothing,
            of=incident,
            typed=lambda wanted: f"items {filters.words} page {wanted}".replace("  ", " "),
        )
    )


async def _is_in_a_room(ask: Ask) -> bool:
    _, here = await queries.named_or_here(
        ask.session,
        ask.request.workspace,
        None,
        ask.request.channel,
        for_change=False,
        seen_by=await ask.viewer(),
    )
    return here is not None


async def _about(ask: Ask, filters: _Filters) -> Incident | None:
    """The incident that is named, else that of the room, unless all are meant."""
    if filters.number is None and (filters.everywhere or filters.person):
        return None
    named, here = await queries.named_or_here(
        ask.session,
        ask.request.workspace,
        filters.number,
        ask.request.channel,
        for_change=False,
        seen_by=await ask.viewer(),
    )
    if filters.number is not None and named is None:
        raise Refused(
            f"there is no INC-{filters.number}. `{ask.settings.command} list` shows the open incidents.",
            example="list",
        )
    return named or here


def _read(words: list[str]) -> _Filters:
    found, left = _Filters(), list(words)
    while left:
        typed = left.pop(0)
        word = text.plain(typed).lower()
        if word in ("all", "everywhere"):
            found = replace(found, everywhere=True)
        elif word in _ME:
            found = replace(found, person="mine")
        elif mentioned := text.MENTION.match(typed):
            found = replace(found, person=mentioned[1])
        elif word in _EVERY:
            found = replace(found, statuses=(*found.statuses, word))
        elif word in ("overdue", "late"):
            found = replace(found, overdue=True)
        elif word == "page" and left and (number := _number(left[0])):
            left.pop(0)
            found = replace(found, page=number)
        elif word.startswith("inc") and (number := _number(word.removeprefix("inc").removeprefix("-"))):
            found = replace(found, number=number)
        else:
            raise Refused(
                f"I do not know how to filter by “{text.fit(word, 60)}”. You can combine `all`, `mine`, "
                "@somebody, `open`, `done`, `dropped`, `overdue`, the name of an incident and `page 2`."
            )
    return found


def _number(word: str) -> int | None:
    return int(word) if word.isascii() and word.isdecimal() and len(word) <= 9 and int(word) else None


def _heading(filters: _Filters, incident: Incident | None, person: str | None) -> str:
    which = ["Overdue action items" if filters.overdue else "Action items"]
    which += [f"of {incident.ref}"] if incident is not None else []
    if person is not None:
        which.append("of yours" if filters.person == "mine" else f"of {text.mention(person)}")
    return " ".join(which)


def _nothing(ask: Ask, filters: _Filters, incident: Incident | None) -> str:
    is_filtered = bool(filters.statuses or filters.overdue or filters.person)
    if incident is None and is_filtered:
        return "No action item is like that."
    if incident is None:
        return "There is nothing like that to be done. May it stay so."
    if is_filtered:
        return f"*{incident.ref}* has no such action item."
    return (
        f"*{incident.ref}* has no action items yet. `{ask.settings.command} item add` and what is to be done "
        "adds one."
    )
