"""Digests of hundreds: the first of them, and how many more there are."""

from __future__ import annotations

import re
from datetime import date, timedelta

from incident_bot.incidents.action_item import ActionItem
from incident_bot.incidents.items_found import Found
from incident_bot.incidents.week import Week
from incident_bot.messages.digests.open_now import open_message
from incident_bot.messages.digests.overdue_items import overdue_message
from incident_bot.messages.digests.week import week_message
from incident_bot.reminders.digests.overdue_items import by_owner
from incident_bot.settings import Settings
from incident_bot.slack.message import Message
from tests.incidents.story import ANN, BO, START, after, declared

SETTINGS = Settings()
TODAY = date(2026, 1, 5)


def read(message: Message) -> str:
    """Its sections and its small print."""
    texts = [block["text"]["text"] for block in message.blocks if block["type"] == "section"]
    texts += [block["elements"][0]["text"] for block in message.blocks if block["type"] == "context"]
    return "\n".join(texts)


def item(number: int, owner: str | None, days_late: int) -> Found:
    made = ActionItem(
        number=number, text=f"do {number}", owner=owner, priority="p1", due_on=TODAY - timedelta(days_late)
    )
    return Found(made, declared(), overdue=True)


def test_of_hundreds_of_open_incidents_the_first_are_named_and_the_rest_counted() -> None:
    incidents = [declared("sev2", "checkout is failing " * 6, number) for number in range(1, 101)]

    said = read(open_message(incidents, {"sev2": 140, "sev3": 300}, SETTINGS, after(90)))

    assert said.startswith("*440 incidents open: 140 SEV-2 and 300 SEV-3*\n*INC-1* checkout is failing")
    named = len(re.findall(r"\*INC-\d+\*", said))
    assert 20 < named < 100
    assert said.endswith(f"And {440 - named} more: `/incident list` has them all.")


def test_an_open_incident_says_what_is_owed_and_who_is_missing() -> None:
    said = read(open_message([declared("sev2")], {"sev2": 1}, SETTINGS, after(59)))
    assert said.startswith("*1 incident open: 1 SEV-2*")
    assert "SEV-2 · investigating · open for 59 min · update due <!date^" in said
    assert said.endswith("*no commander, communications lead and scribe*")
    just = read(open_message([declared("sev2")], {"sev2": 1}, SETTINGS, after(64)))
    assert "update due <!date^" in just
    late = read(open_message([declared("sev2")], {"sev2": 1}, SETTINGS, after(65)))
    assert "update *overdue* since <!date^" in late


def test_whoever_is_late_for_longest_comes_first_and_each_owner_once() -> None:
    found = by_owner([item(1, None, 9), item(2, BO, 1), item(3, ANN, 2), item(4, BO, 5)])

    said = read(overdue_message(found, SETTINGS))

    assert said.split("\n") == [
        "*4 action items overdue*",
        f"*<@{BO}>*",
        "• *INC-12* 4. do 4 · P1 · since Wednesday 2025-12-31",
        "• *INC-12* 2. do 2 · P1 · since Sunday 2026-01-04",
        f"*<@{ANN}>*",
        "• *INC-12* 3. do 3 · P1 · since Saturday 2026-01-03",
        "*Nobody has these yet*",
        "• *INC-12* 1. do 1 · P1 · since Saturday 2025-12-27",
    ]


def test_of_hundreds_of_items_the_oldest_are_named() -> None:
    said = read(overdue_message(by_owner([item(n, ANN, n) for n in range(400)]), SETTINGS))
    assert "*INC-12* 399. do 399" in said
    assert re.search(r"And \d+ more: `/incident items all overdue` has them all\.\Z", said)


def test_a_week_says_nothing_of_what_there_was_not() -> None:
    week = Week(START.date(), START.date() + timedelta(days=6), open=2)
    said = read(week_message(week, SETTINGS))
    assert said.split("\n")[:2] == [
        "*The week from Monday 2026-01-05 to Sunday 2026-01-11*",
        "0 incidents declared, 0 resolved; 2 are open now.",
    ]
    assert "average" not in said
    assert "postmortem" not in said
