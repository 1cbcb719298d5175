"""What a look at the record finds, each rule both ways."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

import pytest

from incident_bot.database import Database
from incident_bot.incidents import queries
from incident_bot.incidents.act import Act
from incident_bot.incidents.incident import Incident
from incident_bot.incidents.lint import RULES, Checked, Finding, Rule, Walk, lint
from incident_bot.incidents.lint.checked import shortest_silence
from incident_bot.incidents.lint.pace import late_updates
from incident_bot.incidents.lint.reading import read_checked
from incident_bot.incidents.updates_owed import End
from incident_bot.incidents.vacancy import open_spans
from incident_bot.incidents.vocabulary import Kind, Source, Status
from incident_bot.settings import Settings
from tests.bot_database import TEAM, add_workspace
from tests.incidents.story import ANN, BO, after, ann, bo, bot, declared, saved

SETTINGS = Settings()


def checked(incident: Incident, minutes: float = 60) -> Checked:
    """As it is so many minutes after it was declared."""
    now = after(minutes)
    entries = [each for each in incident.happened if each.is_current and not each.is_withdrawn]
    walk = Walk(
        open_spans(incident, entries, now),
        shortest_silence(incident, entries, SETTINGS),
        incident.began,
        incident.resolved_at,
    )
    for each in sorted(entries, key=lambda each: (each.occurred_at, each.number)):
        walk.step(each.number, each.kind, each.author, each.occurred_at, each.recorded_at)
    walk.end()
    return Checked(incident, entries, walk, SETTINGS, now)


def found(incident: Incident, minutes: float = 60) -> list[Finding]:
    return lint(checked(incident, minutes))


def of(rule: Rule, incident: Incident, minutes: float = 60) -> list[Finding]:
    return [each for each in found(incident, minutes) if each.rule is rule]


def told(incident: Incident, text: str, minutes: float, *, kind: Kind = Kind.NOTE, at: float) -> None:
    """Written down so many minutes after the declaration, about another moment."""
    incident._record(kind, text, ann(minutes), at=after(at))


def exemplary() -> Incident:
    """Nothing is missing on it."""
    incident = declared("sev1")
    incident.assign("commander", BO, bo(1))
    incident.assign("comms", ANN, bo(2))
    incident.assign("scribe", ANN, bo(2))
    incident.set_moment("started", after(-10), ann(3))
    incident.set_moment("detected", after(-5), ann(3))
    incident.set_impact("nobody can pay", ann(4))
    incident.set_services(["checkout"], ann(4))
    incident.update("we are looking", ann(10))
    incident.move_to(Status.IDENTIFIED, bo(15), "the pool is empty")
    incident.decide("roll back", bo(16))
    incident.move_to(Status.MONITORING, bo(35))
    incident.update("it is better", ann(38))
    incident.resolve(bo(60), "rolled back")
    return incident


def test_nothing_is_found_where_nothing_is_missing() -> None:
    assert found(exemplary()) == []


def test_the_heaviest_comes_first() -> None:
    incident = declared("sev1")
    incident.resolve(ann(90))
    weights = [each.weight for each in found(incident, 90)]
    assert all(heavier >= lighter for heavier, lighter in pairwise(weights))
    assert len(weights) > 8


def test_moments_that_are_missing() -> None:
    incident = declared()
    assert [each.word for each in of(Rule.NO_MOMENT, incident)] == ["started", "detected"]
    incident.resolve(ann(10))
    missing = [each.word for each in of(Rule.NO_MOMENT, incident)]
    assert missing == ["started", "detected", "acknowledged"]


def test_moments_in_an_impossible_order() -> None:
    incident = exemplary()
    incident.detected_at = after(-20)
    [wrong] = of(Rule.ORDER, incident)
    assert (wrong.word, wrong.at, wrong.other, wrong.until) == ("detected", after(-20), "started", after(-10))
    incident.detected_at = after(5)
    [wrong] = of(Rule.ORDER, incident)
    assert (wrong.word, wrong.other) == ("declared", "detected")


def test_impact_services_and_decisions_that_nobody_named() -> None:
    incident = declared()
    rules = [each.rule for each in found(incident, 1)]
    # A young incident has nothing to decide yet.
    assert Rule.NO_IMPACT in rules
    assert Rule.NO_SERVICES in rules
    assert Rule.NO_DECISION not in rules
    incident.move_to(Status.IDENTIFIED, ann(5))
    assert len(of(Rule.NO_DECISION, incident)) == 1
    incident.decide("wait", ann(6))
    assert of(Rule.NO_DECISION, incident) == []


def test_a_decision_without_an_author() -> None:
    incident = exemplary()
    incident._record(Kind.DECISION, "fail over", Act(None, after(20), Source.REACTION))
    [unsigned] = of(Rule.UNSIGNED, incident)
    assert (unsigned.number, unsigned.at) == (incident.happened[-1].number, after(20))


@pytest.mark.parametrize("at, rule", [(-26 * 60, Rule.FAR_OFF), (26 * 60, Rule.FAR_OFF), (-60, None)])
def test_entries_that_are_far_off(at: float, rule: Rule | None) -> None:
    incident = exemplary()
    told(incident, "the deploy went out", max(at, 50), at=at)
    assert [each.rule for each in found(incident, 3000)] == ([rule] if rule else [])


def test_an_entry_written_down_a_day_later() -> None:
    incident = exemplary()
    told(incident, "the cache was warm", 26 * 60, at=40)
    told(incident, "the pool was empty", 90, at=41)
    [late] = of(Rule.LATE_ENTRY, incident, 3000)
    assert late.length == timedelta(hours=26) - timedelta(minutes=40)
    assert late.count == 1


def test_minutes_without_a_commander() -> None:
    incident = declared()
    incident.assign("commander", BO, bo(15))
    assert of(Rule.NO_COMMANDER, incident) == []
    incident.unassign("commander", bo(20))
    incident.assign("commander", ANN, bo(24))
    [without] = of(Rule.NO_COMMANDER, incident)
    assert (without.length, without.of) == (timedelta(minutes=19), timedelta(minutes=15))


def test_roles_that_nobody_had() -> None:
    incident = declared("sev2")
    incident.assign("scribe", BO, bo(40))
    vacant = of(Rule.VACANT, incident)
    assert [(each.word, each.length) for each in vacant] == [
        ("comms", timedelta(minutes=60)),
        ("scribe", timedelta(minutes=40)),
    ]
    assert of(Rule.VACANT, declared("sev3")) == []


def test_a_hand_off_that_nobody_answered() -> None:
    incident = declared()
    incident.assign("commander", ANN, ann(1))
    incident.hand_off("commander", BO, {}, ann(10))
    assert of(Rule.UNANSWERED, incident, 15) == []
    [waiting] = of(Rule.UNANSWERED, incident, 25)
    assert (waiting.word, waiting.other, waiting.at) == ("commander", BO, after(10))
    incident.accept("commander", bo(26))
    assert of(Rule.UNANSWERED, incident) == []


def test_causes_that_were_suspected_and_left_open() -> None:
    incident = declared()
    told(incident, "the pool", 5, kind=Kind.HYPOTHESIS, at=5)
    assert of(Rule.UNCONFIRMED, incident) == []
    incident.resolve(ann(30))
    assert len(of(Rule.UNCONFIRMED, incident)) == 1
    assert of(Rule.UNCONFIRMED, exemplary()) == []


def test_silence_is_longer_than_the_severity_of_its_time_allows() -> None:
    incident = declared("sev1")
    incident.note("it is slow", ann(40))
    incident.set_severity("sev2", ann(41), "only checkout")
    incident.reminded("update_due", "An update is due", after(60), bot(60))
    incident.note("it is fast", ann(100))
    assert [(each.at, each.until) for each in of(Rule.SILENCE, incident, 120)] == [(after(0), after(40))]
    assert [each.length for each in of(Rule.SILENCE, incident, 161)] == [
        timedelta(minutes=61),
        timedelta(minutes=40),
    ]


def test_silence_while_it_was_over_is_peace() -> None:
    incident = declared("sev1")
    incident.resolve(ann(20))
    incident.reopen(ann(500))
    incident.resolve(ann(520))
    assert of(Rule.SILENCE, incident, 3000) == []


def test_of_many_silences_the_longest_are_told() -> None:
    incident = declared("sev1")
    for n in range(1, 7):
        incident.note("still there", ann(n * 40 + n))
    silences = of(Rule.SILENCE, incident, 250)
    assert [each.count for each in silences] == [1, 1, 4]


def late(incident: Incident, minutes: float) -> list[tuple[float, float | None]]:
    """In minutes after the declaration: when an update was owed, and when it came."""
    minute = timedelta(minutes=1)
    return [
        ((each.due - after(0)) / minute, (each.until - after(0)) / minute if each.end is End.CAME else None)
        for each in late_updates(checked(incident, minutes))
    ]


def test_updates_are_owed_by_the_cadence() -> None:
    incident = declared("sev1")
    incident.update("one", ann(30))
    incident.update("two", ann(70))
    incident.resolve(ann(95))
    assert late(incident, 300) == [(60, 70)]
    [finding] = of(Rule.LATE_UPDATE, incident, 300)
    assert (finding.at, finding.until, finding.length) == (after(60), after(70), timedelta(minutes=10))


def test_an_update_that_never_came() -> None:
    incident = declared("sev1")
    assert late(incident, 45) == [(30, None)]
    incident.resolve(ann(50))
    assert late(incident, 300) == [(30, None)]


def test_a_few_minutes_do_not_count() -> None:
    incident = declared("sev1")
    incident.update("one", ann(34))
    assert of(Rule.LATE_UPDATE, incident, 40) == []


def test_what_was_promised_counts_and_a_snooze_puts_nothing_off() -> None:
    incident = declared("sev1")
    incident.promise_update(after(50), ann(5))
    incident.update("one", ann(50), next_at=after(120))
    assert late(incident, 100) == []
    incident.update("two", ann(125))
    incident.snooze("update_due", after(170), ann(150))
    incident.update("three", ann(168))
    assert late(incident, 170) == [(120, 125), (155, 168)]


def test_one_that_was_missed_and_then_promised_was_put_off() -> None:
    incident = declared("sev1")
    incident.promise_update(after(60), ann(40))
    [finding] = of(Rule.LATE_UPDATE, incident, 50)
    assert (finding.at, finding.until, finding.other) == (after(30), None, "put off")


def test_one_that_was_missed_and_then_not_needed_was_late_until_then() -> None:
    incident = declared("sev1")
    incident.skip_update("nothing new", after(60), ann(40))
    [finding] = of(Rule.LATE_UPDATE, incident, 50)
    assert (finding.at, finding.length, finding.other) == (
        after(30),
        timedelta(minutes=10),
        "said not to be needed",
    )


def test_a_higher_severity_is_owed_an_update_as_if_it_had_always_been_so() -> None:
    incident = declared("sev2")
    incident.set_severity("sev1", ann(45), "it grows")
    incident.update("one", ann(52))
    assert late(incident, 60) == [(30, 52)]
    slow = declared("sev4")
    assert late(slow, 3000) == []


def test_nobody_was_late_at_what_was_over_before_it_was_written_down() -> None:
    incident = Incident.declare_past(
        workspace=TEAM,
        number=3,
        title="mail",
        severity="sev1",
        act=ann(),
        began=after(-300),
        ended=after(-60),
    )
    rules = {each.rule for each in found(incident, 5000)}
    assert rules == {Rule.NO_MOMENT, Rule.NO_IMPACT, Rule.NO_SERVICES, Rule.NO_DECISION}


def test_every_rule_is_in_the_catalogue_once() -> None:
    assert len(set(RULES)) == len(RULES)


async def test_it_reads_the_same_from_the_database(database: Database) -> None:
    incident = exemplary()
    told(incident, "the cache was warm", 26 * 60, at=40)
    entries = list(incident.happened)
    expected = checked(incident, 3000)
    incident.happened = entries
    await add_workspace(database)
    key = await saved(database, incident)
    async with database.reading() as session:
        there = await read_checked(session, await queries.by_id(session, key), SETTINGS, after(3000))
        assert there.walk.entries == expected.walk.entries
        assert there.walk.silences == expected.walk.silences
        assert lint(there) == lint(expected)
