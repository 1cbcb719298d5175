"""The calendar of `simulate` is what the clock of a running bot would find, minute by minute."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incident_bot.incidents.act import Act
from incident_bot.incidents.action_item import ActionItem
from incident_bot.incidents.incident import COMMANDER, Incident
from incident_bot.incidents.slot import Outcome
from incident_bot.incidents.vocabulary import Status
from incident_bot.reminders import REMINDERS
from incident_bot.reminders.look import look
from incident_bot.reminders.reminder import Case
from incident_bot.reminders.simulated import ANN, BO, CHI, DEE, NAMES, NOTED_AFTER, Line, Simulated, Story
from incident_bot.settings import Escalation, Reminders, Rung, Settings

START = datetime(2026, 1, 5, 14, 30, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def minutes(most: int = 250) -> st.SearchStrategy[timedelta | None]:
    return st.none() | st.integers(0, most).map(lambda amount: amount * MINUTE)


@st.composite
def teams(draw: st.DrawFn) -> Settings:
    """Any times, with a ladder or without."""
    some = st.integers(1, 90)
    built_in = Settings().severities
    severities = {
        key: built_in[key].model_copy(
            update={
                "acknowledge_within": draw(some),
                "update_every": draw(st.none() | some),
                "checkpoint_every": draw(st.none() | some),
                "rungs": draw(st.integers(0, 4)),
                "needs": draw(st.sampled_from([(), ("comms",), ("comms", "scribe")])),
            }
        )
        for key in ("sev1", "sev2")
    }
    rungs = draw(st.lists(st.builds(Rung, label=st.just("on-call"), who=st.just(("U1A",)), minutes=some)))
    handoff = draw(st.integers(1, 200))
    return Settings(
        severities=severities,
        default_severity="sev2",
        escalation=Escalation(ladder=tuple(rungs[:3]), manager=draw(st.sampled_from([(), ("U2B",)]))),
        reminders=Reminders(
            off=tuple(draw(st.sets(st.sampled_from(sorted(REMINDERS)), max_size=3))),
            overdue_after=draw(some),
            overdue_every=draw(some),
            manager_every=draw(st.integers(1, 4)),
            roles_after=draw(some),
            handoff_after=handoff,
            handoff_urged_after=handoff + draw(some),
            stable_after=draw(some),
            quiet_after=draw(some),
        ),
    )


stories = st.builds(
    Story,
    severity=st.sampled_from(["sev1", "sev2"]),
    declared_at=st.just(START),
    commander=minutes(60),
    roles=minutes(60),
    updates=st.booleans(),
    monitoring=minutes(),
    resolved=minutes(),
    item_days=st.none() | st.integers(0, 1),
)


@given(stories, teams())
@settings(max_examples=20, deadline=None)
def test_it_is_what_the_clock_finds_minute_by_minute(story: Story, team: Settings) -> None:
    until = START + 300 * MINUTE
    told = [(line.reminder, line.at) for line in Simulated(story, team).lines(until) if line.reminder]

    assert told == list(found_by_the_minute(story, team, until))


def found_by_the_minute(story: Story, team: Settings, until: datetime) -> Iterator[tuple[str, datetime]]:
    """By asking each minute what is owed, with no idea of when that may be."""
    incident = Incident.declare(
        workspace="T0", number=1, title="x", severity=story.severity, act=Act(ANN, START)
    )
    items: list[ActionItem] = []
    said: set[tuple[str, str, datetime]] = set()
    posts: datetime | None = None
    now = START
    while now <= until:
        since = now - START
        if incident.is_open:
            if posts == now:
                incident.update("x", Act(incident.holder("comms") or incident.holder(COMMANDER) or ANN, now))
            items += act(incident, story, team, since, now)
        if posts == now:
            posts = None
        seen = look(Case(incident, team, items, dict.fromkeys(NAMES, story.zone)), now)
        incident.watch = dict(seen.watch)
        for each in seen.found:
            slot = (each.reminder, each.subject, each.slot)
            if each.outcome is Outcome.OWED and slot not in said:
                said.add(slot)
                yield each.reminder, now
                if story.updates and each.reminder.startswith("update") and posts is None:
                    posts = now + MINUTE
        now += MINUTE


def act(
    incident: Incident, story: Story, team: Settings, since: timedelta, now: datetime
) -> Iterator[ActionItem]:
    """What people do at this minute, in the order of the calendar's sentences."""
    if story.commander == since:
        incident.assign(COMMANDER, BO, Act(BO, now))
    if story.commander is not None and story.commander + NOTED_AFTER == since:
        incident.note("x", Act(BO, now))
    if story.roles == since:
        for role, who in zip(team.needs(story.severity), (CHI, DEE), strict=False):
            incident.assign(role, who, Act(who, now))
    leads = incident.holder(COMMANDER) or ANN
    if story.monitoring == since:
        incident.move_to(Status.MONITORING, Act(leads, now))
    if story.resolved == since:
        incident.resolve(Act(leads, now), postmortem=ANN)
        if story.item_days is not None:
            day = now.date() + timedelta(days=story.item_days)
            yield incident.add_item(1, "x", Act(leads, now), owner=BO, due_on=day)


def test_the_story_goes_in_order() -> None:
    lines = told(Story("sev1", START, commander=3 * MINUTE, resolved=timedelta(hours=2)), hours=8)

    assert all(one.at <= next_.at for one, next_ in pairwise(lines))
    deeds = [(line.at - START) // MINUTE for line in lines if not line.reminder]
    assert deeds == [0, 3, 5, 31, 62, 93, 120]
    assert [line.said for line in lines if not line.reminder][:4] == [
        "Ann declares it.",
        "Bo takes command.",
        "Bo notes what is known.",
        "Bo posts an update.",
    ]


def test_nobody_does_anything() -> None:
    team = Settings(
        escalation=Escalation(ladder=(Rung(label="on-call", who=("S0614TZR7",)),), manager=("U012AB3CD",))
    )
    lines = told(Story("sev1", START, commander=None, updates=False), hours=2, team=team)

    commander = [line for line in lines if line.reminder == "no_commander"]
    assert commander[0].directly == ("on-call S0614TZR7",)
    assert commander[0].to[:2] == ("room", "@here")
    overdue = [line for line in lines if line.reminder == "update_overdue"]
    assert [bool(line.directly) for line in overdue[:6]] == [False, False, True, False, False, True]
    assert overdue[2].directly == ("manager U012AB3CD",)


@pytest.mark.parametrize("severity", ["sev1", "sev2", "sev3", "sev4"])
def test_what_is_over_is_quiet_but_for_what_comes_afterwards(severity: str) -> None:
    lines = told(Story(severity, START, commander=None, resolved=MINUTE), hours=24 * 40)

    later = {REMINDERS[line.reminder].family for line in lines if line.reminder}
    assert later <= {"postmortem", "items", "item"}


def told(story: Story, *, hours: int, team: Settings | None = None) -> list[Line]:
    return list(Simulated(story, team or Settings()).lines(START + timedelta(hours=hours)))
