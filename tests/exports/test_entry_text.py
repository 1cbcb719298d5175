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
        (Kind.DECLARED, "Payments are down", {"severity": "sev1"}, "Payments are down (SEV-1)"),
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
            "The update reminder is snoozed until 2026-01-05 10:30 UTC",
        ),
        (Kind.SNOOZE, "", {"until": "soon"}, "A reminder is snoozed until soon"),
        (
            Kind.EXPORT,
            "json",
            {"zone": "Asia/Kolkata"},
            "Asked for the record as json, with times in Asia/Kolkata",
        ),
        (
            Kind.DECLARED,
            "Payments are down",
            {
                "severity": "sev1",
                "private": True,
                "drill": True,
                "services": ["checkout", "mail"],
                "impact": "nobody can pay",
                "began": "2026-01-05T10:30:00+00:00",
                "roles": {"commander": "U1"},
            },
            "Payments are down (SEV-1, private, a drill)\n"
            "Affected: checkout, mail\nImpact: nobody can pay\nBegan: 2026-01-05 10:30 UTC\n"
            "Roles: Ann Example (commander)",
        ),
        (Kind.ROOM_WANTED, "", {}, "Asked for a room"),
        (Kind.ROOM_LOST, "", {"how": "archived", "name": "inc-1"}, "The room #inc-1 was archived"),
        (Kind.ROOM_LOST, "", {"how": "sold"}, "The room cannot be used any more"),
        (
            Kind.RESOLVED,
            "",
            {"before": "monitoring", "confirmed": ["metrics"], "unconfirmed": ["latency", "reports"]},
            "monitoring → resolved\nConfirmed: metrics\nNot confirmed: latency, reports",
        ),
        (Kind.CLOSED, "published", {"before": "resolved"}, "resolved → closed: published"),
        (Kind.REOPENED, "", {"before": "closed", "after": "monitoring"}, "closed → monitoring"),
        (Kind.TITLE, "Mail is slow", {"before": "Slow"}, "The title is now: Mail is slow\nBefore: Slow"),
        (Kind.IMPACT, "nobody can pay", {}, "Impact: nobody can pay"),
        (Kind.IMPACT, "", {"before": "x"}, "What was said of the impact was taken back"),
        (
            Kind.SERVICES,
            "checkout, mail",
            {"added": ["mail"], "removed": ["search"]},
            "Affected: checkout, mail (no longer: search)",
        ),
        (Kind.SERVICES, "", {"removed": ["search"]}, "No service is affected (no longer: search)"),
        (
            Kind.MOMENT,
            "",
            {
                "moment": "started",
                "before": "2026-01-05T10:30:00+00:00",
                "after": "2026-01-05T10:20:00+00:00",
            },
            "It began for users 2026-01-05 10:20 UTC (said before: 2026-01-05 10:30 UTC)",
        ),
        (
            Kind.MOMENT,
            "",
            {"moment": "detected", "after": "2026-01-05T10:20:07+00:00"},
            "It was noticed 2026-01-05 10:20:07 UTC",
        ),
        (
            Kind.ROLE,
            "",
            {"role": "expert", "label": "database", "person": "U1"},
            "Ann Example is now expert (database)",
        ),
        (
            Kind.ROLE,
            "",
            {"role": "tech_lead", "person": "U1", "both": True},
            "Ann Example is now tech lead: one person both commands and leads the repair",
        ),
        (
            Kind.HANDOFF,
            "Tried: a restart",
            {"role": "commander", "receiver": "U2"},
            "Offered commander to Bo Example\nTried: a restart",
        ),
        (
            Kind.HANDOFF_ANSWER,
            "",
            {"role": "commander", "answer": "accepted", "before": "U1"},
            "Accepted the offer of commander, in place of Ann Example",
        ),
        (
            Kind.HANDOFF_ANSWER,
            "I am off",
            {"role": "commander", "answer": "declined", "holder": "U1"},
            "Declined the offer of commander; Ann Example keeps it: I am off",
        ),
        (
            Kind.CHECK,
            "Scope is known",
            {"checklist": "First five minutes", "ticked": ["Scope is known"], "unticked": ["Update is out"]},
            "First five minutes: done: Scope is known; not done after all: Update is out",
        ),
        (
            Kind.NEXT_UPDATE,
            "",
            {"until": "2026-01-05T10:30:00+00:00"},
            "Promised the next update for 2026-01-05 10:30 UTC",
        ),
        (Kind.NEXT_UPDATE, "", {}, "The next update comes as the severity has it"),
        (Kind.ARCHIVING, "", {}, "The room is to stay"),
        (
            Kind.UPDATE,
            "Rolled back.",
            {"others": {"customers": "You can pay again."}},
            "Rolled back.\nFor customers: You can pay again.",
        ),
        (Kind.PROBLEM, "no topic", {}, "Something the bot could not do: no topic"),
        ("something_new", "as typed", {"a": 1}, "as typed"),
    ],
)
def test_words(kind: str, typed: str, facts: dict[str, Any], expected: str) -> None:
    assert entry_text(entry(kind, typed, facts=facts), Settings(), NAMES) == expected


values = st.none() | st.text() | st.integers() | st.lists(st.text()) | st.dictionaries(st.text(), st.text())
names_of_facts = st.sampled_from(
    [
        *("severity", "before", "after", "role", "person", "reminder", "until", "slot", "zone"),
        *("services", "private", "began", "ended", "roles", "confirmed", "unconfirmed", "removed", "moment"),
        *("label", "both", "receiver", "holder", "answer", "checklist", "unticked", "name", "how", "others"),
    ]
)


@given(st.sampled_from(Kind), st.text(), st.none() | st.dictionaries(names_of_facts, values))
def test_whatever_the_facts_are_no_typed_word_is_lost(
    kind: Kind, typed: str, facts: dict[str, Any] | None
) -> None:
    assert typed in entry_text(entry(kind, typed, facts=facts), Settings(), NAMES)
