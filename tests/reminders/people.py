"""People who do this and that about one incident, at random: each deed is a rule of `test_model`."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from incident_bot.database import Database
from incident_bot.incidents import owed as updates
from incident_bot.incidents import queries
from incident_bot.incidents.act import Act
from incident_bot.incidents.incident import COMMANDER, Incident
from incident_bot.incidents.vocabulary import Status
from incident_bot.settings import Settings
from incident_bot.settings.team import Reminders
from tests.reminders.mortal import follow_with_reminders_only
from tests.reminders.reference import AGES, FAMILY, NEVER, STEP, TABLE, Life, rows
from tests.reminders.stage import Stage, moment_of

SETTINGS = Settings(reminders=Reminders(handoff_after=120, handoff_urged_after=180, quiet_after=150))
PEOPLE = ("U1", "U2", "U3")
FAMILIES = tuple(dict.fromkeys(FAMILY.values()))

people = st.sampled_from(PEOPLE)
roles = st.sampled_from((COMMANDER, "comms", "scribe"))
severities = st.sampled_from(("sev1", "sev2", "sev3", "sev4"))
families = st.sampled_from(FAMILIES)
steps = st.integers(1, 24)


class People(RuleBasedStateMachine):
    """What they do, and what is true then by the reference."""

    life: Life
    database: Database
    incident: int

    def __init__(self, stage: Stage) -> None:
        super().__init__()
        self.stage = stage
        self.run = stage.loop.run
        self.minute = self.first = 0
        self.has_room, self.status = True, Status.INVESTIGATING
        self.held_by: dict[str, str] = {}
        self.started = 0

    @precondition(lambda self: self.started)
    @rule(role=roles, who=people)
    def takes_a_role(self, role: str, who: str) -> None:
        if self.held_by.get(role) == who:
            return
        self._does(lambda incident, act: incident.assign(role, who, act), who)
        if role in self.life.held:
            self._left(role)
        self.held_by[role], self.life.held[role] = who, self.minute
        if role == COMMANDER:
            self._awake("commander")

    @precondition(lambda self: self.started and self.life.held)
    @rule(data=st.data())
    def gives_a_role_up(self, data: st.DataObject) -> None:
        role = data.draw(st.sampled_from(sorted(self.life.held)))
        self._does(lambda incident, act: incident.unassign(role, act))
        self._left(role)
        del self.held_by[role], self.life.held[role]

    def _left(self, role: str) -> None:
        self.life.left[role] = max(self.life.left.get(role, NEVER), self.minute)

    @precondition(lambda self: self.is_open)
    @rule(promised=st.none() | steps)
    def updates(self, promised: int | None) -> None:
        at = None if promised is None else self.minute + promised * STEP
        said = None if at is None else moment_of(at)
        self._does(lambda incident, act: incident.update("Slow.", act, next_at=said))
        self.life.updated = self.minute
        self._promise(at)

    @precondition(lambda self: self.is_open)
    @rule(promised=steps)
    def promises_an_update(self, promised: int) -> None:
        at = self.minute + promised * STEP
        self._does(lambda incident, act: incident.promise_update(moment_of(at), act))
        self._promise(at)

    @precondition(lambda self: self.is_open)
    @rule()
    def skips_an_update(self) -> None:
        def skip(incident: Incident, act: Act) -> None:
            severity = SETTINGS.severities[incident.severity]
            incident.skip_update("nothing new", updates.after_skipping(incident, severity, act.at), act)

        self._does(skip, active=False)
        cadence, *_ = TABLE[self.life.severity]
        every = cadence if cadence < AGES else 0
        due = self.life.promised
        if due is None:
            due = max(self.life.opened, self.life.updated) + every
        # That one, and those that are over.
        later = range(due + every, max(due, self.minute) + every + 1, every) if every else ()
        self._promise(next((at for at in later if at > self.minute), None))

    def _promise(self, at: int | None) -> None:
        self.life.promised = at
        self._awake("update")

    @precondition(lambda self: self.is_open)
    @rule(data=st.data(), length=st.sampled_from((10, 30, 60, 95)))
    def snoozes(self, data: st.DataObject, length: int) -> None:
        family = data.draw(st.sampled_from(sorted({FAMILY[name] for name, *_ in rows(self.life)})))
        until = self.minute + length
        self._does(lambda incident, act: incident.snooze(family, moment_of(until), act), active=False)
        self.life.snoozed[family] = (self.minute, until)
        # Whoever snoozes waits, most of all.
        self.pass_time(data.draw(steps))

    @precondition(lambda self: self.is_open)
    @rule(family=families.filter(lambda family: family != "update"))
    def says_it_is_not_needed(self, family: str) -> None:
        self._does(lambda incident, act: incident.waive(family, "we know", act), active=False)
        self.life.waived[family] = self.minute

    @precondition(lambda self: self.started)
    @rule(severity=severities)
    def changes_the_severity(self, severity: str) -> None:
        if severity == self.life.severity:
            return
        self._does(lambda incident, act: incident.set_severity(severity, act))
        self.life.severity, self.life.raised, self.life.promised = severity, self.minute, None
        self._awake("update", "commander", "roles", "checkpoint")

    @precondition(lambda self: self.is_open)
    @rule(monitored=st.booleans())
    def status_changes(self, monitored: bool) -> None:
        status = Status.MONITORING if monitored else Status.IDENTIFIED
        if status == self.status:
            return
        self._does(lambda incident, act: incident.move_to(status, act))
        self.status, self.life.monitored = status, self.minute if monitored else None

    @precondition(lambda self: self.is_open)
    @rule()
    def resolves(self) -> None:
        self._does(lambda incident, act: incident.move_to(Status.RESOLVED, act))
        self.life.over, self.life.promised = True, None

    @precondition(lambda self: self.started and self.life.over)
    @rule()
    def reopens(self) -> None:
        self._does(lambda incident, act: incident.reopen(act))
        self.status, self.life.monitored = Status.INVESTIGATING, None
        self.life.over, self.life.opened = False, self.minute
        self._awake(*FAMILIES)

    @precondition(lambda self: self.started)
    @rule()
    def notes(self) -> None:
        self._does(lambda incident, act: incident.note("p95 is 4 s", act))

    @precondition(lambda self: self.started)
    @rule()
    def room_goes_or_comes_back(self) -> None:
        if self.has_room:
            self._does(lambda incident, act: incident.room_lost("archived", act))
        else:
            self._does(lambda incident, act: incident.room_back(act))
        self.has_room = not self.has_room

    def pass_time(self, count: int) -> None:
        """So many steps, with everybody at work who is there."""
        raise NotImplementedError

    def _awake(self, *families: str) -> None:
        for family in families:
            self.life.snoozed.pop(family, None)
            self.life.waived.pop(family, None)

    @property
    def is_open(self) -> bool:
        return self.started > 0 and not self.life.over

    def _does(
        self, deed: Callable[[Incident, Act], object], who: str = PEOPLE[0], *, active: bool = True
    ) -> None:
        async def do() -> None:
            async with self.database.writing() as session:
                incident = await queries.by_id(session, self.incident, for_change=True)
                deed(incident, self._act(who))
                await follow_with_reminders_only(session)

        self.run(do())
        if active:
            self.life.active = max(self.life.active, self.minute)

    def _act(self, who: str = PEOPLE[0]) -> Act:
        return Act(who, moment_of(self.minute))
