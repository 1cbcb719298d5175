"""Whatever people do in whatever order, what is true of an incident holds together."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import pairwise

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from incident_bot.errors import Refused
from incident_bot.incidents import owed
from incident_bot.incidents.act import Act
from incident_bot.incidents.incident import COMMANDER, Incident
from incident_bot.incidents.vocabulary import Kind, Status
from incident_bot.settings import Settings
from tests.bot_database import TEAM
from tests.incidents.story import ANN, BO, CHI, START

PEOPLE = st.sampled_from([ANN, BO, CHI])
ROLES = st.sampled_from([COMMANDER, "comms", "scribe"])
SEVERITIES = st.sampled_from(sorted(Settings().severities))
REMINDERS = st.sampled_from(["update_due", "no_commander"])
WORDS = st.text(max_size=20)


class AnyOrder(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.now = START
        self.entries = 0
        self.mitigated: datetime | None = None

    @initialize(severity=SEVERITIES, person=PEOPLE)
    def declare(self, severity: str, person: str) -> None:
        act = Act(person, self.now)
        self.incident = Incident.declare(workspace=TEAM, number=1, title="x", severity=severity, act=act)
        self.entries = 1

    @rule(seconds=st.integers(0, 7200))
    def time_passes(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)

    @rule(role=ROLES, person=PEOPLE, by=PEOPLE)
    def assign(self, role: str, person: str, by: str) -> None:
        self.attempt(by, lambda act: self.incident.assign(role, person, act))

    @rule(role=ROLES, by=PEOPLE, person=st.none() | PEOPLE)
    def unassign(self, role: str, by: str, person: str | None) -> None:
        gone = self.incident.unassign(role, Act(by, self.now), person)
        self.entries += len(gone)

    @rule(status=st.sampled_from(Status), by=PEOPLE, why=WORDS)
    def move(self, status: Status, by: str, why: str) -> None:
        self.attempt(by, lambda act: self.incident.move_to(status, act, why))

    @rule(by=PEOPLE, why=WORDS)
    def resolve(self, by: str, why: str) -> None:
        self.attempt(by, lambda act: self.incident.resolve(act, why))

    @rule(by=PEOPLE, why=WORDS)
    def reopen(self, by: str, why: str) -> None:
        self.attempt(by, lambda act: self.incident.reopen(act, why))

    @rule(severity=SEVERITIES, by=PEOPLE, why=WORDS)
    def set_severity(self, severity: str, by: str, why: str) -> None:
        self.attempt(by, lambda act: self.incident.set_severity(severity, act, why))

    @rule(by=PEOPLE, text=WORDS)
    def update(self, by: str, text: str) -> None:
        self.attempt(by, lambda act: self.incident.update(text, act))

    @rule(by=PEOPLE, text=WORDS)
    def note(self, by: str, text: str) -> None:
        self.attempt(by, lambda act: self.incident.note(text, act))

    @rule(by=PEOPLE, reminder=REMINDERS, minutes=st.integers(1, 600))
    def snooze(self, by: str, reminder: str, minutes: int) -> None:
        until = self.now + timedelta(minutes=minutes)
        self.attempt(by, lambda act: self.incident.snooze(reminder, until, act))

    def attempt(self, by: str, do: Callable[[Act], object]) -> None:
        try:
            do(Act(by, self.now))
        except Refused:
            return
        self.entries += 1

    @invariant()
    def a_role_has_at_most_one_holder(self) -> None:
        for role in (COMMANDER, "comms", "scribe"):
            assert len(self.incident.holders(role)) <= 1

    @invariant()
    def a_role_is_held_from_one_moment_to_a_later_one_without_overlap(self) -> None:
        for role in (COMMANDER, "comms", "scribe"):
            held = [h for h in self.incident.holdings if h.role == role]
            assert all(h.until is None or h.since <= h.until for h in held)
            assert all(a.until is not None and a.until <= b.since for a, b in pairwise(held))

    @invariant()
    def it_is_open_exactly_when_it_has_no_end(self) -> None:
        assert self.incident.is_open == (self.incident.resolved_at is None)
        assert self.incident.is_open == (self.incident.stands is not Status.RESOLVED)

    @invariant()
    def everything_that_was_done_is_one_entry_and_nothing_else_is(self) -> None:
        assert len(self.incident.happened) == self.entries == self.incident.revision

    @invariant()
    def entries_are_in_the_order_in_which_things_happened(self) -> None:
        moments = [entry.occurred_at for entry in self.incident.happened]
        assert moments == sorted(moments)

    @invariant()
    def first_times_stay_first_times(self) -> None:
        first = next((h.since for h in self.incident.holdings if h.role == COMMANDER), None)
        assert self.incident.acknowledged_at == first
        self.mitigated = self.mitigated or self.incident.mitigated_at
        assert self.incident.mitigated_at == self.mitigated

    @invariant()
    def the_entries_alone_tell_how_it_stands(self) -> None:
        severity, holders = "", dict[str, str | None]()
        is_open = True
        for entry in self.incident.happened:
            match entry.what:
                case Kind.DECLARED:
                    severity = entry.facts["severity"]
                case Kind.SEVERITY:
                    severity = entry.facts["after"]
                case Kind.ROLE:
                    holders[entry.facts["role"]] = entry.facts["person"]
                case Kind.RESOLVED:
                    is_open = False
                case Kind.REOPENED:
                    is_open = True
        assert (severity, is_open) == (self.incident.severity, self.incident.is_open)
        assert all(self.incident.holder(role) == person for role, person in holders.items())

    @invariant()
    def the_next_update_is_owed_after_the_last_and_never_of_what_is_over(self) -> None:
        due = owed.next_update(self.incident, Settings().severity(self.incident.severity))
        if due is None:
            assert not self.incident.is_open or self.incident.severity == "sev4"
        else:
            assert self.incident.is_open
            assert due > max(self.incident.opened_at, self.incident.updated_at or self.incident.opened_at)


TestAnyOrder = AnyOrder.TestCase
TestAnyOrder.settings = settings(max_examples=60, stateful_step_count=30)
