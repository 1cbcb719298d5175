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
from incident_bot.incidents.incident import COMMANDER, MOMENTS, Incident
from incident_bot.incidents.vocabulary import Kind, Status
from incident_bot.settings import Settings
from tests.bot_database import TEAM
from tests.incidents.story import ANN, BO, CHI, START

PEOPLE = st.sampled_from([ANN, BO, CHI])
ROLES = st.sampled_from([COMMANDER, "comms", "scribe"])
SEVERITIES = st.sampled_from(sorted(Settings().severities))
FAMILIES = st.sampled_from(["update", "commander", "checkpoint", "postmortem"])
WORDS = st.text(max_size=20)
SERVICES = st.lists(st.sampled_from(["checkout", "search", "mail"]), max_size=3)
ITEMS = st.lists(st.sampled_from(["scope", "way back", "update"]), max_size=2)
AGO = st.integers(0, 300)
IN_ORDER = (
    ("impact_started_at", "mitigated_at", "resolved_at", "closed_at"),
    ("impact_started_at", "acknowledged_at", "resolved_at"),
)
"""Each of these that is known is not before the one that precedes it in its row."""


class AnyOrder(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.now = START
        self.entries = 0
        self.mitigated: datetime | None = None
        self.acknowledged: datetime | None = None

    @initialize(severity=SEVERITIES, person=PEOPLE)
    def declare(self, severity: str, person: str) -> None:
        act = Act(person, self.now)
        self.incident = Incident.declare(workspace=TEAM, number=1, title="x", severity=severity, act=act)
        self.incident.room_opened("C1", "incident-1", Act(None, self.now))
        self.entries = 2

    @rule(seconds=st.integers(0, 7200))
    def time_passes(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)

    @rule(role=ROLES, person=PEOPLE, by=PEOPLE)
    def assign(self, role: str, person: str, by: str) -> None:
        if self.attempt(by, lambda act: self.incident.assign(role, person, act)):
            self.took_over(role)

    @rule(role=ROLES, by=PEOPLE, person=st.none() | PEOPLE)
    def unassign(self, role: str, by: str, person: str | None) -> None:
        gone = self.incident.unassign(role, Act(by, self.now), person)
        self.entries += len(gone)

    @rule(status=st.sampled_from(Status), by=PEOPLE, why=WORDS)
    def move(self, status: Status, by: str, why: str) -> None:
        self.attempt(by, lambda act: self.incident.move_to(status, act, why))

    @rule(by=PEOPLE, why=WORDS, confirmed=ITEMS)
    def resolve(self, by: str, why: str, confirmed: list[str]) -> None:
        self.attempt(by, lambda act: self.incident.resolve(act, why, confirmed=confirmed))

    @rule(by=PEOPLE, why=WORDS)
    def reopen(self, by: str, why: str) -> None:
        self.attempt(by, lambda act: self.incident.reopen(act, why))

    @rule(by=PEOPLE, why=WORDS)
    def close(self, by: str, why: str) -> None:
        self.attempt(by, lambda act: self.incident.close(act, why))

    @rule(role=ROLES, giver=PEOPLE, receiver=PEOPLE, said=WORDS)
    def hand_off(self, role: str, giver: str, receiver: str, said: str) -> None:
        self.attempt(giver, lambda act: self.incident.hand_off(role, receiver, {"Tried": said}, act))

    @rule(role=ROLES, by=PEOPLE)
    def accept(self, role: str, by: str) -> None:
        if self.attempt(by, lambda act: self.incident.accept(role, act)):
            self.took_over(role)

    @rule(role=ROLES, by=PEOPLE, why=WORDS)
    def decline(self, role: str, by: str, why: str) -> None:
        self.attempt(by, lambda act: self.incident.decline(role, act, why))

    @rule(by=PEOPLE, done=ITEMS, undone=ITEMS)
    def tick(self, by: str, done: list[str], undone: list[str]) -> None:
        undone = [each for each in undone if each not in done]
        self.attempt(by, lambda act: self.incident.tick(done, undone, act))

    @rule(by=PEOPLE, moment=st.sampled_from(sorted(MOMENTS)), minutes=AGO)
    def set_moment(self, by: str, moment: str, minutes: int) -> None:
        at, ended = self.now - timedelta(minutes=minutes), self.incident.resolved_at
        if self.attempt(by, lambda act: self.incident.set_moment(moment, at, act)):
            # Where the resolution said when it was mitigated, it goes on saying so.
            if moment == "mitigated" or (moment == "resolved" and self.mitigated == ended):
                self.mitigated = at
            elif moment == "acknowledged":
                self.acknowledged = at

    @rule(by=PEOPLE, minutes=st.none() | st.integers(-5, 300))
    def promise_update(self, by: str, minutes: int | None) -> None:
        at = None if minutes is None else self.now + timedelta(minutes=minutes)
        self.attempt(by, lambda act: self.incident.promise_update(at, act))

    @rule(by=PEOPLE, title=WORDS)
    def rename(self, by: str, title: str) -> None:
        self.attempt(by, lambda act: self.incident.rename(title, act))

    @rule(by=PEOPLE, impact=WORDS)
    def set_impact(self, by: str, impact: str) -> None:
        self.attempt(by, lambda act: self.incident.set_impact(impact, act))

    @rule(by=PEOPLE, services=SERVICES)
    def set_services(self, by: str, services: list[str]) -> None:
        self.attempt(by, lambda act: self.incident.set_services(services, act))

    @rule(by=PEOPLE, hours=st.none() | st.integers(1, 100))
    def archive(self, by: str, hours: int | None) -> None:
        at = None if hours is None else self.now + timedelta(hours=hours)
        self.attempt(by, lambda act: self.incident.archive_room_at(at, act))

    @rule(severity=SEVERITIES, by=PEOPLE, why=WORDS)
    def set_severity(self, severity: str, by: str, why: str) -> None:
        self.attempt(by, lambda act: self.incident.set_severity(severity, act, why))

    @rule(by=PEOPLE, text=WORDS, final=st.booleans())
    def update(self, by: str, text: str, final: bool) -> None:
        self.attempt(by, lambda act: self.incident.update(text, act, final=final))

    @rule(by=PEOPLE, text=WORDS)
    def note(self, by: str, text: str) -> None:
        self.attempt(by, lambda act: self.incident.note(text, act))

    @rule(by=PEOPLE, family=FAMILIES, minutes=st.integers(-5, 600))
    def snooze(self, by: str, family: str, minutes: int) -> None:
        until = self.now + timedelta(minutes=minutes)
        self.attempt(by, lambda act: self.incident.snooze(family, until, act))

    @rule(by=PEOPLE, family=FAMILIES, why=WORDS)
    def waive(self, by: str, family: str, why: str) -> None:
        self.attempt(by, lambda act: self.incident.waive(family, why, act))

    @rule(by=PEOPLE, why=WORDS)
    def skip_update(self, by: str, why: str) -> None:
        severity = Settings().severity(self.incident.severity)
        next_at = owed.after_skipping(self.incident, severity, self.now)
        self.attempt(by, lambda act: self.incident.skip_update(why, next_at, act))

    def took_over(self, role: str) -> None:
        if role == COMMANDER and self.incident.is_open:
            self.acknowledged = self.acknowledged or self.now

    def attempt(self, by: str, do: Callable[[Act], object]) -> bool:
        try:
            do(Act(by, self.now))
        except Refused:
            return False
        self.entries += 1
        return True

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
        assert self.incident.is_open == (self.incident.stands not in (Status.RESOLVED, Status.CLOSED))
        assert (self.incident.stands is Status.CLOSED) == (self.incident.closed_at is not None)

    @invariant()
    def an_open_incident_keeps_its_room(self) -> None:
        assert self.incident.archive_at is None or not self.incident.is_open

    @invariant()
    def moments_are_in_an_order_that_is_possible(self) -> None:
        for row in IN_ORDER:
            known = [getattr(self.incident, name) for name in row]
            assert all(a <= b for a, b in pairwise(each for each in known if each))

    @invariant()
    def nobody_is_offered_what_they_have(self) -> None:
        for role in self.incident.offers:
            offer = self.incident.offer(role)
            assert offer is not None
            assert offer.receiver not in self.incident.holders(role)

    @invariant()
    def no_update_is_promised_of_what_is_over(self) -> None:
        if not self.incident.is_open:
            assert self.incident.next_update_at is None

    @invariant()
    def everything_that_was_done_is_one_entry_and_nothing_else_is(self) -> None:
        assert len(self.incident.happened) == self.entries == self.incident.revision

    @invariant()
    def entries_are_in_the_order_in_which_things_happened(self) -> None:
        moments = [entry.occurred_at for entry in self.incident.happened]
        assert moments == sorted(moments)

    @invariant()
    def first_times_stay_first_times(self) -> None:
        assert self.incident.acknowledged_at == self.acknowledged
        self.mitigated = self.mitigated or self.incident.mitigated_at
        assert self.incident.mitigated_at == self.mitigated

    @invariant()
    def the_entries_alone_tell_how_it_stands(self) -> None:
        severity, holders, ticked = "", dict[str, str | None](), set[str]()
        is_open = True
        for entry in self.incident.happened:
            match entry.what:
                case Kind.DECLARED:
                    severity = entry.facts["severity"]
                case Kind.SEVERITY:
                    severity = entry.facts["after"]
                case Kind.ROLE:
                    holders[entry.facts["role"]] = entry.facts["person"]
                case Kind.HANDOFF_ANSWER if entry.facts["answer"] == "accepted":
                    holders[entry.facts["role"]] = entry.facts["person"]
                case Kind.CHECK:
                    ticked = (ticked | {*entry.facts["ticked"]}) - {*entry.facts["unticked"]}
                case Kind.RESOLVED:
                    is_open = False
                    ticked |= {*entry.facts.get("confirmed", ())}
                case Kind.REOPENED:
                    is_open = True
        assert (severity, is_open) == (self.incident.severity, self.incident.is_open)
        assert all(self.incident.holder(role) == person for role, person in holders.items())
        assert set(self.incident.ticked) == ticked

    @invariant()
    def the_next_update_is_owed_after_the_last_and_never_of_what_is_over(self) -> None:
        due = owed.next_update(self.incident, Settings().severity(self.incident.severity))
        if due is None:
            assert not self.incident.is_open or self.incident.severity == "sev4"
            assert not self.incident.is_open or self.incident.next_update_at is None
        else:
            assert self.incident.is_open
            assert due > max(self.incident.opened_at, self.incident.updated_at or self.incident.opened_at)


TestAnyOrder = AnyOrder.TestCase
TestAnyOrder.settings = settings(max_examples=80, stateful_step_count=40)
