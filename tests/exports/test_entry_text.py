"""What an entry says, in words."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incident_bot.incidents.vocabulary import Kind
from incident_bot.messages.entry_text import TEXTS, entry_text
from incident_bot.settings import Settings
from tests.exports.story import NAMES, entry


def test_every_kind_has_its_words() -> None:
    assert set(TEXTS) == set(Kind)


@pytest.mark.parametrize(
    "kind, typed, facts, expected",
    [
        (Kind.DECLARED, "Payments are down", {"severity": "sev1"}, "Declared as SEV-1: Payments are down"),
        (Kind.ROOM, "#incident-1", {}, "The room #incident-1 was opened"),
        (Kind.STATUS, "", {"before": "investigating", "after": "identified"}, "investigating → identified"),
        (Kind.RESOLVED, "pool is larger", {"before": "monitoring"}, "monitoring → resolved: pool is larger"),
        (Kind.REOPENED, "errors again", {"after": "investigating"}, "resolved → investigating: errors again"),
        (Kind.SEVERITY, "", {"before": "sev2", "after": "sev1"}, "SEV-2 → SEV-1"),
        (Kind.SEVERITY, "", {"before": "sev8", "after": "sev1"}, "sev8 → SEV-1"),
        (
            Kind.ROLE,
            "",
            {"role": "commander", "person": "U1", "before": None},
            "Ann Example is now commander",
        ),
        (
            Kind.ROLE,
            "",
            {"role": "comms", "person": "U1", "before": "U2"},
            "Ann Example is now communications lead, in place of Bo Example",
        ),
        (
            Kind.ROLE,
            "",
            {"role": "note_taker", "person": None, "before": "U9"},
            "U9 is no longer note taker",
        ),
        (Kind.NOTE, "p95 is\n4 s", {}, "p95 is\n4 s"),
        (Kind.REMINDER, "", {"reminder": "no_commander"}, "Reminded: a commander was owed"),
        (
            Kind.SNOOZE,
            "",
            {"reminder": "update_due", "until": "2026-01-05T11:30:00+01:00"},
            "The reminder that an update is owed is snoozed until 2026-01-05 10:30:00 UTC",
        ),
        (Kind.SNOOZE, "", {"until": "soon"}, "A reminder is snoozed until soon"),
        (
            Kind.EXPORT,
            "json",
            {"zone": "Asia/Kolkata"},
            "Asked for the record as json, with times in Asia/Kolkata",
        ),
        (Kind.PROBLEM, "no topic", {}, "Something the bot could not do: no topic"),
        ("something_new", "as typed", {"a": 1}, "as typed"),
    ],
)
def test_words(kind: str, typed: str, facts: dict[str, Any], expected: str) -> None:
    assert entry_text(entry(kind, typed, facts=facts), Settings(), NAMES) == expected


values = st.none() | st.text() | st.integers() | st.lists(st.text()) | st.dictionaries(st.text(), st.text())
names_of_facts = st.sampled_from(
    ["severity", "before", "after", "role", "person", "reminder", "until", "slot", "zone"]
)


@given(st.sampled_from(Kind), st.text(), st.none() | st.dictionaries(names_of_facts, values))
def test_whatever_the_facts_are_no_typed_word_is_lost(
    kind: Kind, typed: str, facts: dict[str, Any] | None
) -> None:
    assert typed in entry_text(entry(kind, typed, facts=facts), Settings(), NAMES)
