"""The calendar of an incident that never happened: what people do in a story, and what they are reminded of.

By the rules themselves, on an incident in memory: no database, no Slack, no clock.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from incident_bot.incidents.act import Act
from incident_bot.incidents.action_item import ActionItem
from incident_bot.incidents.incident import COMMANDER, Incident
from incident_bot.incidents.slot import Outcome
from incident_bot.incidents.vocabulary import Status
from incident_bot.reminders import REMINDERS
from incident_bot.reminders.look import Found, look
from incident_bot.reminders.owed_now import owed_of
from incident_bot.reminders.reminder import Case, Due
from incident_bot.settings import Settings

ANN, BO, CHI, DEE = "U0ANN0000", "U0BO00000", "U0CHI0000", "U0DEE0000"
NAMES = {ANN: "Ann", BO: "Bo", CHI: "Chi", DEE: "Dee"}
"""Ann declares, Bo commands; Chi writes updates and Dee the timeline, where somebody does."""

ANSWERED_AFTER = timedelta(minutes=1)
"""An update comes so long after it was asked for, where updates come."""

NOTED_AFTER = timedelta(minutes=2)
"""Whoever takes command does something so much later."""

_CALLED = re.compile(r"<@([UW]\w+)>|<!subteam\^(S\w+)>|<!(here)>")


@dataclass(frozen=True)
class Story:
    """What people do, as lengths of time after the declaration; None: nobody does."""

    severity: str
    declared_at: datetime
    """In UTC."""
    commander: timedelta | None = timedelta(minutes=3)
    roles: timedelta | None = None
    """When somebody takes each role that the severity needs."""
    updates: bool = True
    """Whoever is asked for an update posts one."""
    monitoring: timedelta | None = None
    resolved: timedelta | None = None
    item_days: int | None = None
    """With the resolution there is an action item for Bo, due so many days later."""
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("UTC"))
    """Where all of them live."""


@dataclass(frozen=True)
class Line:
    """One line of the calendar: a deed, or a reminder with whom it calls."""

    at: datetime
    said: str
    """What is done, or why it is owed."""
    reminder: str = ""
    to: tuple[str, ...] = ()
    directly: tuple[str, ...] = ()


@dataclass(order=True)
class _Deed:
    at: datetime
    said: str
    do: Callable[[datetime], object] = field(compare=False)
    is_update: bool = field(default=False, compare=False)


class Simulated:
    """One incident, from its declaration on."""

    def __init__(self, story: Story, settings: Settings) -> None:
        self._story, self._settings = story, settings
        self.incident = Incident.declare(
            workspace="T0",
            number=1,
            title="the simulated one",
            severity=story.severity,
            act=Act(ANN, story.declared_at),
            room=settings.severity(story.severity).room,
        )
        self.incident.room_opened("C0", "simulated", Act(None, story.declared_at))
        self._items: list[ActionItem] = []
        self._said: set[tuple[str, str, datetime]] = set()
        self._deeds = sorted(self._planned())

    def lines(self, until: datetime) -> Iterator[Line]:
        """Every deed and every reminder of the story, in order, up to a moment."""
        now: datetime | None = self._story.declared_at
        yield Line(self._story.declared_at, f"{NAMES[ANN]} declares it.")
        while now is not None and now <= until:
            yield from self._done(now)
            yield from self._reminded(now)
            coming = [self.incident.wakes_at, self._deeds[0].at if self._deeds else None]
            now = min((each for each in coming if each is not None), default=None)

    def _done(self, now: datetime) -> Iterator[Line]:
        while self._deeds and self._deeds[0].at <= now:
            deed = self._deeds.pop(0)
            if self.incident.is_open:
                deed.do(deed.at)
                yield Line(deed.at, deed.said)

    def _reminded(self, now: datetime) -> Iterator[Line]:
        seen = look(self._case, now)
        self.incident.watch, self.incident.wakes_at = dict(seen.watch), seen.wakes_at
        self.incident.looked_at = now
        for found in seen.found:
            slot = (found.reminder, found.subject, found.slot)
            if found.outcome is Outcome.OWED and slot not in self._said:
                self._said.add(slot)
                yield self._line(found, now)
                self._answer(found, now)

    def _line(self, found: Found, now: datetime) -> Line:
        reminder, case, due = REMINDERS[found.reminder], self._case, Due(found.slot, found.subject)
        [why] = [owed.why for owed in owed_of(reminder, case) if owed.subject == found.subject]
        audience = reminder.to(case, due)
        called = _CALLED.findall(reminder.message(case, due).text) if audience.room else []
        direct = dict.fromkeys(map(self._name, audience.direct))
        names = dict.fromkeys(self._name(next(filter(None, each))) for each in called)
        room = ("room", *(each for each in names if each not in direct)) if audience.room else ()
        return Line(now, why, found.reminder, room, tuple(direct))

    def _answer(self, found: Found, now: datetime) -> None:
        asks = REMINDERS[found.reminder].family == "update"
        if not asks or not self._story.updates or any(deed.is_update for deed in self._deeds):
            return
        by = self.incident.holder("comms") or self.incident.holder(COMMANDER) or ANN
        told = f"{NAMES[by]} posts an update."
        update = _Deed(now + ANSWERED_AFTER, told, self._updating(by), is_update=True)
        self._deeds = sorted([*self._deeds, update])

    def _planned(self) -> Iterator[_Deed]:
        story, begins = self._story, self._story.declared_at
        if story.commander is not None:
            said = f"{NAMES[BO]} takes command."
            yield _Deed(begins + story.commander, said, self._taking(COMMANDER, BO))
            noted = begins + story.commander + NOTED_AFTER
            yield _Deed(noted, f"{NAMES[BO]} notes what is known.", self._note)
        if story.roles is not None:
            needs = self._settings.needs(story.severity)
            for role, who in zip(needs, (CHI, DEE, ANN, BO), strict=False):
                said = f"{NAMES[who]} becomes {self._settings.role_label(role)}."
                yield _Deed(begins + story.roles, said, self._taking(role, who))
        if story.monitoring is not None:
            yield _Deed(begins + story.monitoring, "It is being monitored.", self._monitor)
        if story.resolved is not None:
            yield _Deed(begins + story.resolved, "It is resolved.", self._resolve)

    def _taking(self, role: str, who: str) -> Callable[[datetime], object]:
        return lambda at: self.incident.assign(role, who, Act(who, at))

    def _note(self, at: datetime) -> None:
        self.incident.note("checkout is failing", Act(BO, at))

    def _updating(self, by: str) -> Callable[[datetime], object]:
        return lambda at: self.incident.update("we are on it", Act(by, at))

    def _monitor(self, at: datetime) -> None:
        self.incident.move_to(Status.MONITORING, Act(self.incident.holder(COMMANDER) or ANN, at))

    def _resolve(self, at: datetime) -> None:
        story, incident = self._story, self.incident
        wanted = self._settings.severity(story.severity).postmortem_days is not None
        act = Act(incident.holder(COMMANDER) or ANN, at)
        incident.resolve(act, postmortem=ANN if wanted else None)
        if story.item_days is not None:
            day = at.astimezone(story.zone).date() + timedelta(days=story.item_days)
            self._items.append(incident.add_item(1, "look into it", act, owner=BO, due_on=day))

    @property
    def _case(self) -> Case:
        return Case(self.incident, self._settings, self._items, dict.fromkeys(NAMES, self._story.zone))

    def _name(self, whom: str) -> str:
        """A person of the story; of the settings an id, with what it stands for."""
        escalation = self._settings.escalation
        rung = next((each.label for each in escalation.ladder if whom in each.who), None)
        called = rung or ("manager" if whom in escalation.manager else None)
        return NAMES.get(whom) or (f"@{whom}" if whom == "here" else f"{called} {whom}" if called else whom)
