"""The room's name and topic, for any title."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incident_bot.incidents.incident import COMMANDER
from incident_bot.messages.topic import room_name, topic
from incident_bot.settings import Settings
from tests.incidents.story import BO, after, ann, bo, bot, declared
from tests.messages.nasty import NASTY, anything, typed

SETTINGS = Settings()


@given(anything, st.integers(0, 30), st.integers(1, 10**9))
def test_any_title_gives_a_name_that_slack_takes(title: str, attempt: int, number: int) -> None:
    """https://docs.slack.dev/reference/methods/conversations.create"""
    name = room_name(declared(title=title, number=number), attempt)
    assert re.fullmatch(r"[a-z0-9_-]{1,80}", name)
    assert name.startswith("incident-20260105-")
    assert "--" not in name
    assert not name.endswith("-")


@given(typed)
def test_each_attempt_at_a_name_that_is_taken_is_another(title: str) -> None:
    names = [room_name(declared(title=title), attempt) for attempt in range(1, 6)]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    "title, attempt, name",
    [
        ("Checkout is failing!", 0, "incident-20260105-checkout-is-failing"),
        ("Checkout is failing!", 1, "incident-20260105-checkout-is-failing-12"),
        ("Checkout is failing!", 2, "incident-20260105-checkout-is-failing-12-2"),
        ("Café à Zürich", 0, "incident-20260105-cafe-a-zurich"),
        ("\u652f\u4ed8", 0, "incident-20260105-12"),
        ("--- ___", 0, "incident-20260105-12"),
        ("500s on /api/v2", 0, "incident-20260105-500s-on-api-v2"),
        ("a " * 100, 0, "incident-20260105-" + "-".join("a" * 22)),
        ("w" * 100, 0, "incident-20260105-" + "w" * 44),
    ],
)
def test_a_name_says_what_is_wrong(title: str, attempt: int, name: str) -> None:
    assert room_name(declared(title=title), attempt) == name


@given(anything | st.sampled_from(sorted(NASTY.values())), st.booleans(), st.booleans())
def test_any_title_gives_a_topic_that_slack_takes(title: str, led: bool, over: bool) -> None:
    """https://docs.slack.dev/reference/methods/conversations.setTopic"""
    incident = declared("sev1", title)
    if led:
        incident.assign(COMMANDER, "U" + "9" * 20, ann(1))
    if over:
        incident.resolve(bo(2))
    line = topic(incident, SETTINGS)
    assert len(line) <= 250
    assert "\n" not in line
    assert line.startswith("SEV-1 · ")
    assert line.endswith("started 2026-01-05 10:00 UTC")
    assert ("commander <@U" in line) == led


def test_the_topic_says_what_leads_and_since_when() -> None:
    incident = declared("sev1", "checkout <!channel> fails")
    incident.assign(COMMANDER, BO, ann(1))
    assert topic(incident, SETTINGS) == (
        "SEV-1 · checkout &lt;!channel&gt; fails · commander <@U2> · started 2026-01-05 10:00 UTC"
    )


def test_the_topic_changes_only_with_what_it_says() -> None:
    incident = declared("sev1")
    before = topic(incident, SETTINGS)
    incident.note("p95 is 4 s", ann(1))
    incident.update("rolling back", ann(2))
    incident.snooze("update_due", after(9), ann(3))
    incident.assign("scribe", BO, ann(4))
    incident.room_opened("C1", "incident-20260105", bot(5))
    assert topic(incident, SETTINGS) == before
    incident.set_severity("sev2", ann(6))
    assert topic(incident, SETTINGS) != before
