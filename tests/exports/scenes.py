"""Incidents of every shape, for those formats that draw them: short, long, open, opened again, crowded."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from incident_bot.exports.record import Record
from incident_bot.exports.wanted import Wanted
from incident_bot.incidents.act import Act
from incident_bot.incidents.action_item import ActionItem
from incident_bot.incidents.amending import Amending
from incident_bot.incidents.incident import Incident
from incident_bot.incidents.timeline import TimelineEntry
from incident_bot.incidents.vocabulary import Change, Kind, Source, Status
from tests.messages.nasty import NASTY

from .story import START, by_bot, closed_drill, entry, minutes, record_of, story, with_entries


def declared(severity: str = "sev1", at: datetime = START, title: str = "Payments are down") -> Incident:
    return Incident.declare(workspace="T1", number=12, title=title, severity=severity, act=Act("U1", at))


def three_minutes() -> Incident:
    """Over before anybody had a role."""
    incident = declared("sev3")
    incident.note("it was the cache", Act("U2", minutes(1.5)))
    incident.resolve(Act("U1", minutes(3)), "restarted")
    return incident


def three_days() -> Incident:
    """Nights without a word, hand-offs, updates in time and late."""
    incident = declared("sev3")
    people = ("U1", "U2", "U3")
    for day in range(3):
        for hour in range(0, 12, 2):
            at = START + timedelta(days=day, hours=hour)
            incident.update(f"day {day}, hour {hour}", Act("U1", at + timedelta(minutes=hour * 7)))
            incident.note("still at it", Act("U2", at + timedelta(minutes=50)))
        incident.assign("commander", people[day], Act(people[day], START + timedelta(days=day, hours=1)))
    incident.resolve(Act("U3", START + timedelta(days=3, hours=2)), "the last disk is copied")
    return incident


def opened_again() -> Incident:
    """Thought to be over for five days, then closed a week later."""
    incident = declared("sev2")
    incident.assign("commander", "U1", Act("U1", minutes(4)))
    incident.update("we roll back", Act("U1", minutes(30)))
    incident.resolve(Act("U1", minutes(80)), "rolled back")
    again = 5 * 24 * 60.0
    incident.reopen(Act("U2", minutes(again)), "it is back")
    incident.assign("commander", "U2", Act("U2", minutes(again + 5)))
    incident.update("it is back", Act("U2", minutes(again + 90)))
    incident.resolve(Act("U2", minutes(again + 120)), "the pool is larger now")
    incident.close(Act("U2", minutes(again + 7 * 24 * 60)), "published")
    return incident


def still_open() -> Incident:
    """Nobody commands; the latest entry is where the record ends."""
    incident = declared("sev2")
    incident.assign("tech_lead", "U2", Act("U2", minutes(12)))
    incident.note("still looking", Act("U2", minutes(95)))
    return incident


def clocks_go_back() -> Incident:
    """Over the last Sunday of October, in Europe."""
    at = datetime(2025, 10, 25, 23, 10, tzinfo=UTC)
    incident = declared("sev1", at)
    incident.assign("commander", "U1", Act("U1", at + timedelta(minutes=3)))
    for hour in range(1, 5):
        incident.update("still down", Act("U1", at + timedelta(hours=hour)))
    incident.resolve(Act("U1", at + timedelta(hours=5)), "it is back")
    return incident


def was_over() -> Incident:
    """Written down two days later."""
    return Incident.declare_past(
        workspace="T1",
        number=12,
        title="Mail was late",
        severity="sev3",
        act=Act("U1", minutes(2 * 24 * 60)),
        began=START,
        ended=minutes(90),
    )


def found_late() -> Incident:
    """It began two months before anybody noticed."""
    incident = Incident.declare(
        workspace="T1",
        number=12,
        title="Somebody was in",
        severity="sev1",
        act=Act("U1", START),
        began=START - timedelta(days=61),
    )
    incident.set_moment("detected", minutes(-20), Act("U1", minutes(2)))
    incident.assign("commander", "U2", Act("U2", minutes(2)))
    incident.resolve(Act("U2", minutes(200)), "keys are changed")
    return incident


def crowded() -> Incident:
    """Many experts with long names for what they know, all kinds of turns."""
    incident = declared("sev4", title=NASTY["three thousand"][:200])
    for n in range(12):
        incident.assign(
            "expert",
            f"U{n % 5 + 1}",
            Act("U1", minutes(n * 3 + 1)),
            single=False,
            label=f"{NASTY['broadcast']} part {n}"[:80],
        )
    for n, severity in enumerate(("sev3", "sev2", "sev1", "sev2", "sev1", "sev3")):
        incident.set_severity(severity, Act("U1", minutes(40 + 7 * n)), "as it looks now")
    for n, status in enumerate(
        (Status.IDENTIFIED, Status.MONITORING, Status.INVESTIGATING, Status.IDENTIFIED)
    ):
        incident.move_to(status, Act("U1", minutes(42 + 9 * n)))
    incident.resolve(Act("U1", minutes(110)))
    return incident


def put_right() -> Record:
    """Entries that were corrected, withdrawn, deleted in Slack, with files and action items beside them."""
    incident = declared("sev2")
    incident.assign("commander", "U1", Act("U1", minutes(1)))
    act = Act("U2", minutes(50), Source.COMMAND)
    for n, change in enumerate(("words", "time", "gone", "deleted")):
        incident.note(f"note of {change}", Act("U3", minutes(10 + n)))
        _amended(incident, incident.happened[-1], change, act)
    incident.decide("Roll back", Act("U1", minutes(30)))
    incident.happened[-1].facts = {
        "files": [
            {
                "name": "graph.png",
                "type": "PNG",
                "size": 12345,
                "permalink": "https://example.slack.com/files/U1/F1/graph.png",
                "sha256": "ab" * 32,
            }
        ]
    }
    incident.resolve(Act("U1", minutes(90)), "rolled back")
    record = record_of(incident)
    item = ActionItem(
        number=1,
        text="Alert on the pool\nbefore it is empty",
        owner="U2",
        priority="p1",
        type="detect",
        criterion="it fires in the drill",
        created_at=minutes(95),
        due_on=minutes(10000).date(),
    )
    return replace(record, items=[item])


def _amended(incident: Amending, first: TimelineEntry, change: str, act: Act) -> None:
    match change:
        case "words":
            incident.correct([first], act, "a typo", text="note of other words")
        case "time":
            incident.correct([first], act, "the clock was wrong", at=minutes(5))
        case "gone":
            incident.take_back([first], act, "another incident")
        case _:
            incident.amend([first], Change.DELETED, act, reason="", new={"is_deleted": True})


def long(count: int, kind: str = Kind.NOTE) -> Record:
    """A timeline of so many entries, within a day and a half."""
    incident = declared("sev2")
    incident.room_opened("C1", "incident-long", by_bot(minutes(0.1)))
    incident.resolve(Act("U1", minutes(36 * 60)), "over")
    record = record_of(incident)
    every = timedelta(hours=35) / count
    many = [
        entry(
            kind if n % 10 else Kind.DECISION,
            f"entry {n}: errors are at {n % 37} %, and somebody looks at the graphs of the database",
            START + n * every + timedelta(minutes=1),
            id=n + 10,
            number=n + 10,
        )
        for n in range(count)
    ]
    return with_entries(record, [*incident.happened, *many])


def days_before() -> Record:
    """An hour, and what somebody noted of the day before it: here and there, never long without a word."""
    incident = declared("sev1")
    incident.assign("commander", "U1", Act("U1", minutes(4)))
    incident.update("we roll back", Act("U1", minutes(25)))
    incident.resolve(Act("U1", minutes(60)), "rolled back")
    before = (-30 * 60, -29 * 60, -200, -100, -50)
    old = [entry(Kind.NOTE, "a deployment", minutes(n), id=n + 5000, number=n + 5000) for n in before]
    return with_entries(record_of(incident), [*old, *incident.happened])


def nasty(texts: Sequence[str] = tuple(NASTY.values())) -> Record:
    """Whatever people type, wherever it can stand."""
    incident = declared(title=texts[0] or "x")
    incident.set_impact(f"impact {texts[-1]}", Act("U1", minutes(1)))
    incident.set_services([text[:60] for text in texts], Act("U1", minutes(2)))
    incident.room_opened("C1", texts[0][:80], by_bot(minutes(2)))
    incident.assign("expert", "U2", Act("U1", minutes(3)), single=False, label=texts[0][:80])
    for n, text in enumerate(texts):
        incident.note(text, Act("U1", minutes(4 + n)))
        incident.decide(text, Act("U1", minutes(4.5 + n)))
    incident.update(texts[0], Act("U1", minutes(100)))
    incident.resolve(Act("U1", minutes(110)), texts[0])
    return record_of(incident, {"U1": texts[0], "U2": texts[-1]})


SHAPES: dict[str, Callable[[], Incident]] = {
    "story": story,
    "closed drill": closed_drill,
    "three minutes": three_minutes,
    "three days": three_days,
    "opened again": opened_again,
    "still open": still_open,
    "clocks go back": clocks_go_back,
    "was over": was_over,
    "found late": found_late,
    "crowded": crowded,
}


def scene(name: str, zone: str = "UTC") -> Record:
    return replace(record_of(SHAPES[name]()), wanted=Wanted(zone))
