"""What the bot says of what happened, word for word."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incident_bot.incidents.act import Act
from incident_bot.incidents.incident import COMMANDER, Incident
from incident_bot.incidents.search import Page
from incident_bot.incidents.vocabulary import Kind, Status
from incident_bot.messages.durations import spoken
from incident_bot.messages.happened import happened
from incident_bot.messages.listing import listing
from incident_bot.messages.refusal import refusal
from incident_bot.settings import Settings
from tests.incidents.story import BO, after, ann, bo, bot, declared

SETTINGS = Settings()


@pytest.mark.parametrize(
    "length, words",
    [
        (timedelta(seconds=59), "less than a minute"),
        (timedelta(minutes=1), "1 min"),
        (timedelta(minutes=59, seconds=59), "59 min"),
        (timedelta(hours=1), "1 h"),
        (timedelta(hours=1, minutes=50), "1 h 50 min"),
        (timedelta(days=1), "1 d"),
        (timedelta(days=2, hours=3, minutes=4), "2 d 3 h"),
        (timedelta(days=2, minutes=4), "2 d"),
        (timedelta(0), "less than a minute"),
        (timedelta(seconds=-5), "less than a minute"),
    ],
)
def test_lengths_of_time(length: timedelta, words: str) -> None:
    assert spoken(length) == words


@given(st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=400)))
def test_a_length_is_never_longer_than_it_was_and_never_silent(length: timedelta) -> None:
    units = {"d": timedelta(days=1), "h": timedelta(hours=1), "min": timedelta(minutes=1)}
    words = spoken(length)
    if words == "less than a minute":
        assert length < timedelta(minutes=1)
        return
    parts = words.split()
    said = sum(
        (int(amount) * units[unit] for amount, unit in zip(parts[::2], parts[1::2], strict=True)), timedelta()
    )
    assert (
        said <= length < said + (timedelta(hours=1) if length >= timedelta(days=1) else timedelta(minutes=1))
    )


def reassigned(incident: Incident) -> None:
    incident.assign(COMMANDER, BO, bo(1))
    incident.assign(COMMANDER, "U3", bo(2))


def unassigned(incident: Incident) -> None:
    incident.assign("scribe", BO, ann(1))
    incident.unassign("scribe", ann(2))


SAID: dict[str, tuple[Callable[[Incident], object], str]] = {
    "takes a role": (
        lambda i: i.assign(COMMANDER, BO, bo(1)),
        "<@U2> is now *commander*.",
    ),
    "is given a role": (
        lambda i: i.assign("scribe", BO, ann(1)),
        "<@U2> is now *scribe*, says <@U1>.",
    ),
    "hands a role on": (reassigned, "<@U3> is now *commander*, in place of <@U2>, says <@U2>."),
    "a role is taken back": (unassigned, "<@U2> is no longer scribe, says <@U1>."),
    "severity": (
        lambda i: i.set_severity("sev1", ann(1), "everybody <!here>"),
        "Severity is now *SEV-1* (it was SEV-2), says <@U1>.\n> everybody &lt;!here&gt;",
    ),
    "status": (
        lambda i: i.move_to(Status.IDENTIFIED, ann(1)),
        "Status is now *identified* (it was investigating), says <@U1>.",
    ),
    "resolved": (
        lambda i: i.resolve(bo(110), "rolled\nback"),
        "*INC-12 is resolved*, says <@U2>. It lasted 1 h 50 min.\n> rolled back",
    ),
    "note": (lambda i: i.note("p95 is\n4 s", ann(1)), "<@U1> noted: p95 is\n4 s"),
    "decision": (lambda i: i.decide("roll back", bo(1)), "*Decision* by <@U2>: roll back"),
    "what was done earlier": (
        lambda i: i.tell(Kind.ACTION, "restarted", ann(10), at=after(5)),
        "*Action* by <@U1> for "
        "<!date^1767607500^{date_short_pretty} at {time}|2026-01-05 10:05 UTC>: restarted",
    ),
    "a message as a decision": (
        lambda i: i.pin_message(
            "roll <back>", ann(2), author=BO, channel="C1", message="1.2", at=after(1), kind=Kind.DECISION
        ),
        "<@U1> put a message of <@U2> on the timeline as a decision, #2.\n> roll &lt;back&gt;",
    ),
    "one's own message": (
        lambda i: i.pin_message(
            "roll back", ann(2), author="U1", channel="C1", message="1.2", at=after(2), kind=Kind.ACTION
        ),
        "<@U1> put their own message on the timeline as an action, #2.\n> roll back",
    ),
    "update": (
        lambda i: i.update("rolling back", ann(1)),
        "*Update* by <@U1>: rolling back\n"
        "Next update due <!date^1767610860^{date_short_pretty} at {time}|2026-01-05 11:01 UTC>.",
    ),
    "snooze": (
        lambda i: i.snooze("update", after(30), ann(1)),
        "<@U1> snoozed the update reminder until "
        "<!date^1767609000^{date_short_pretty} at {time}|2026-01-05 10:30 UTC>.",
    ),
    "trouble": (
        lambda i: i.trouble("open room: missing_scope", bot(1)),
        "Something I could not do: open room: missing_scope",
    ),
    "the bot itself": (
        lambda i: i.move_to(Status.MONITORING, Act(None, after(1))),
        "Status is now *monitoring* (it was investigating), says the bot.",
    ),
}


@pytest.mark.parametrize("deed, words", SAID.values(), ids=SAID)
def test_what_happened_is_said(deed: Callable[[Incident], object], words: str) -> None:
    incident = declared()
    deed(incident)
    assert happened(incident.happened[-1], incident, SETTINGS).text == words


def test_an_update_that_was_overtaken_does_not_promise_the_next() -> None:
    incident = declared()
    incident.update("rolling back", ann(1))
    incident.update("rolled back", ann(2))
    assert happened(incident.happened[-2], incident, SETTINGS).text == "*Update* by <@U1>: rolling back"


def test_no_update_is_promised_of_what_has_no_cadence() -> None:
    incident = declared("sev4")
    incident.update("looking", ann(1))
    assert happened(incident.happened[-1], incident, SETTINGS).text == "*Update* by <@U1>: looking"


def test_a_refusal_says_what_was_understood_what_is_wrong_and_what_would_work() -> None:
    assert refusal(
        "give somebody a role", "the person is missing.", "assign commander me", SETTINGS
    ).text == (
        "You want to give somebody a role, but the person is missing.\n"
        "This would work: `/incident assign commander me`\n"
        "Nothing was changed."
    )


@pytest.mark.parametrize("count, words", [(0, "All is well."), (1, "1 incident"), (2, "2 incidents")])
def test_a_list_says_how_many_there_are(count: int, words: str) -> None:
    found = Page([declared(number=n) for n in range(count)], count, 1)
    assert listing(found, 20, SETTINGS, nothing="All is well.", typed=str).text == words
