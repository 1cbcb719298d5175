"""Reminders that can wait: on which mornings they come, where their reader lives, and what ends them.

See `slow` for who is who, and where.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incident_bot.incidents.action_item import ActionItem
from incident_bot.incidents.incident import COMMANDER, Incident
from incident_bot.incidents.office import hours_in
from incident_bot.reminders import REMINDERS
from incident_bot.reminders.look import look
from incident_bot.reminders.reminder import Case, Due
from incident_bot.reminders.working_days import WorkingDays
from incident_bot.settings import Office, Settings
from tests.incidents.story import ANN, BO, CHI, ann, declared
from tests.reminders.slow import (
    FRIDAY,
    LOOKS,
    MONDAY,
    STEPS,
    WEDNESDAY,
    Deed,
    at,
    by,
    case_of,
    coming,
    done,
    item,
    led,
    of_incident,
    shown,
)


@pytest.mark.parametrize(
    "severity, over, said",
    [
        # The next working day is the day of the draft and of the review, which asks for both.
        ("sev1", MONDAY, ["06 review", "08 publish"]),
        ("sev1", FRIDAY, ["12 review", "13 publish"]),
        ("sev2", MONDAY, ["06 draft", "08 review", "09 publish"]),
        # Due on a Saturday, and to be out on a Sunday: one each morning from Monday on.
        ("sev2", WEDNESDAY, ["08 draft", "12 review", "13 publish"]),
        ("sev2", FRIDAY, ["12 review", "13 publish"]),
        ("sev3", MONDAY, ["06 draft", "12 review", "13 publish"]),
        ("sev4", MONDAY, ["06 draft", "19 review", "20 publish"]),
        # It is Tuesday already where Chi lives.
        ("sev1", "2026-01-05 23:30", ["07 review", "09 publish"]),
    ],
)
def test_the_steps_of_a_postmortem_come_one_a_morning(severity: str, over: str, said: list[str]) -> None:
    mornings = [f"2026-01-{each[:2]} 08:00 {each[3:]}" for each in said]
    assert shown(coming(case_of(led, severity=severity, over=over), *STEPS)) == mornings


@pytest.mark.parametrize(
    "deeds, settings, said",
    [
        pytest.param((), {}, ["06 14:00 draft", "12 14:00 review", "13 14:00 publish"], id="nobody leads it"),
        pytest.param(
            (led, of_incident(lambda i: i.want_postmortem("UTC", by(CHI, "2026-01-05 16:00")))),
            {},
            ["12 08:00 review", "13 08:00 publish"],
            id="a draft is written",
        ),
        pytest.param(
            (led, of_incident(lambda i: i.want_postmortem("UTC", ann(3)))),
            {},
            ["06 08:00 draft", "12 08:00 review", "13 08:00 publish"],
            id="what was known before the end is no draft",
        ),
        pytest.param(
            (led, of_incident(lambda i: i.publish_postmortem("https://x", by(CHI, "2026-01-05 16:00")))),
            {},
            [],
            id="it is out",
        ),
        pytest.param((led, of_incident(lambda i: i.close(by(ANN, "2026-01-05 16:00")))), {}, [], id="closed"),
        pytest.param((led, of_incident(lambda i: i.reopen(by(ANN, "2026-01-05 16:00")))), {}, [], id="open"),
        pytest.param(
            (led, of_incident(lambda i: i.hold_postmortem_by(date(2026, 1, 8), by(ANN, "2026-01-05 16:00")))),
            {},
            ["06 08:00 draft", "08 08:00 review", "09 08:00 publish"],
            id="somebody named a day",
        ),
        pytest.param(
            (
                led,
                of_incident(
                    lambda i: i.snooze("postmortem", at("2026-01-06 12:00"), by(CHI, "2026-01-06 08:01"))
                ),
            ),
            {},
            ["06 12:00 draft", "12 08:00 review", "13 08:00 publish"],
            id="a snooze puts one off",
        ),
        pytest.param(
            (
                led,
                of_incident(
                    lambda i: i.snooze("postmortem", at("2026-01-12 12:00"), by(CHI, "2026-01-06 08:01"))
                ),
            ),
            {},
            ["12 12:00 review", "13 08:00 publish"],
            id="a long one leaves the latest of those that fall into it",
        ),
        pytest.param(
            (led, of_incident(lambda i: i.waive("postmortem", "we know", by(CHI, "2026-01-06 08:01")))),
            {},
            [],
            id="not needed",
        ),
        pytest.param(
            (of_incident(lambda i: i.facilitate(CHI, by(ANN, "2026-01-06 10:00"))),),
            {},
            ["12 08:00 review", "13 08:00 publish"],
            id="somebody leads it since that morning, and was told then",
        ),
        pytest.param(
            (
                of_incident(lambda i: i.waive("postmortem", "we know", by(BO, "2026-01-06 14:01"))),
                of_incident(lambda i: i.facilitate(CHI, by(ANN, "2026-01-06 20:00"))),
            ),
            {},
            ["12 08:00 review", "13 08:00 publish"],
            id="what one needs not to hear the next one does",
        ),
        pytest.param(
            (led,),
            {"reminders": {"off": ["postmortem_review"]}},
            ["06 08:00 draft", "13 08:00 publish"],
            id="a team does without one",
        ),
        pytest.param(
            (led,),
            {"office": {"from": "10:00", "holidays": ["2026-01-06"]}},
            ["07 09:00 draft", "12 09:00 review", "13 09:00 publish"],
            id="a holiday",
        ),
        pytest.param(
            (led,),
            {"office": {"calendars": [{"zones": ["Europe/*"], "country": "DE", "subdivision": "BY"}]}},
            ["07 08:00 draft", "12 08:00 review", "13 08:00 publish"],
            id="Epiphany in Bavaria",
        ),
    ],
)
def test_what_is_done_about_a_postmortem_counts(
    deeds: tuple[Deed, ...], settings: dict[str, Any], said: list[str]
) -> None:
    assert shown(coming(case_of(*deeds, **settings), *STEPS)) == [f"2026-01-{each}" for each in said]


def test_of_a_drill_and_of_a_record_only_whoever_leads_it_hears() -> None:
    def drill(incident: Incident, items: list[ActionItem]) -> None:
        incident.is_drill = True

    def imported(incident: Incident, items: list[ActionItem]) -> None:
        incident.imported_at = at(MONDAY)

    for deed, led_too in ((drill, True), (imported, False)):
        assert coming(case_of(deed), *STEPS, *LOOKS) == []
        assert bool(coming(case_of(deed, led), *STEPS)) is led_too


def test_what_was_said_of_the_first_end_does_not_silence_the_second() -> None:
    waived = of_incident(lambda i: i.waive("postmortem", "we know", by(CHI, "2026-01-06 08:01")))
    again = of_incident(lambda i: i.reopen(by(ANN, "2026-01-06 10:00")))
    over = of_incident(lambda i: i.resolve(by(BO, "2026-01-06 20:00")))
    assert shown(coming(case_of(led, waived, again, over, severity="sev2"), *STEPS)) == [
        "2026-01-07 08:00 draft",
        "2026-01-09 08:00 review",
        "2026-01-12 08:00 publish",
    ]


@pytest.mark.parametrize(
    "day, hour", [("2026-03-26", 8), ("2026-03-27", 7), ("2026-10-22", 7), ("2026-10-23", 8)]
)
def test_nine_in_the_morning_stays_nine_in_the_morning_when_the_clocks_change(day: str, hour: int) -> None:
    """A draft the day after it was over, or on the Monday after."""
    case = case_of(led, severity="sev3", over=f"{day} 12:00")
    draft, *_ = coming(case, *STEPS)
    assert f" 0{hour}:00 " in draft


def test_who_hears_of_what_nobody_leads_is_the_last_commander_else_the_declarer() -> None:
    draft = REMINDERS["postmortem_draft"]

    def another(incident: Incident, items: list[ActionItem]) -> None:
        incident.reopen(by(ANN, "2026-01-06 10:00"))
        incident.assign(COMMANDER, "U9", by(ANN, "2026-01-06 10:01"))
        incident.resolve(by(ANN, "2026-01-06 11:00"))

    due = Due(at("2026-01-06 08:00"))
    for case, hears in ((case_of(led), CHI), (case_of(), BO), (case_of(another), "U9")):
        audience = draft.to(case, due)
        assert (audience.room, audience.direct) == (False, (hears,))
    nobody = declared("sev3")
    nobody.resolve(by(ANN, MONDAY))
    assert draft.to(Case(nobody, Settings()), due).direct == (ANN,)


def test_a_message_says_that_nobody_leads_it_and_offers_to() -> None:
    def labels(case: Case) -> list[str]:
        message = REMINDERS["postmortem_draft"].message(case, Due(at("2026-01-06 08:00")))
        return [
            each["text"]["text"]
            for block in message.blocks
            for each in block.get("elements", [])
            if "value" in each
        ]

    quiet = ["Snooze 10 min", "Snooze 30 min", "Snooze 60 min", "Snooze until…", "Not needed"]
    nobody = declared("sev3")
    nobody.resolve(by(ANN, MONDAY))
    assert labels(case_of(led)) == ["Write the draft", *quiet]
    assert labels(Case(nobody, Settings())) == ["I lead it", "Name somebody", *quiet]
    # Whoever commanded does not lead it.
    assert labels(case_of()) == ["Name somebody", *quiet]


@pytest.mark.parametrize(
    "name, deeds, slot, said",
    [
        (
            "postmortem_draft",
            (led,),
            "2026-01-06 08:00",
            "The draft of the postmortem of *INC-12* · checkout is failing (SEV-3) is due by "
            "*Tuesday 2026-01-06*.",
        ),
        (
            "postmortem_review",
            (),
            "2026-01-12 14:00",
            "The review of the postmortem of *INC-12* · checkout is failing (SEV-3) is to be held by "
            "*Monday 2026-01-12*. There is no draft of it yet. "
            "Nobody leads it yet: it is for somebody who was not commander.",
        ),
        (
            "postmortem_publish",
            (led,),
            "2026-01-13 08:00",
            "The postmortem of *INC-12* · checkout is failing (SEV-3) is to be published by "
            "*Tuesday 2026-01-13*.",
        ),
        (
            "items_assigned",
            (led,),
            "2026-01-12 08:00",
            "*INC-12* · checkout is failing (SEV-3) has no action items: what is to change after it?",
        ),
        (
            "items_assigned",
            (led, item(owner=BO), item(owner=BO, due="2026-02-01")),
            "2026-01-12 08:00",
            "*INC-12* · checkout is failing (SEV-3): 1 action item lacks an owner or a day.",
        ),
        (
            "items_checkpoint",
            (led, item(), item(), item(), done("2026-01-06 10:00")),
            "2026-01-19 08:00",
            "*INC-12* · checkout is failing (SEV-3): 1 of 3 action items is done.",
        ),
        (
            "item_due_soon",
            (item(owner=CHI, due="2026-01-15"),),
            "2026-01-13 08:00",
            "Your action item 1 of *INC-12* · checkout is failing (SEV-3) is due *Thursday 2026-01-15*.",
        ),
        (
            "item_overdue",
            (item(owner=CHI, due="2026-01-15"),),
            "2026-01-16 08:00",
            "Your action item 1 of *INC-12* · checkout is failing (SEV-3) is *overdue*: "
            "it was due Thursday 2026-01-15.",
        ),
    ],
)
def test_what_they_say(name: str, deeds: tuple[Deed, ...], slot: str, said: str) -> None:
    subject = "1" if name.startswith("item_") else ""
    assert REMINDERS[name].message(case_of(*deeds), Due(at(slot), subject)).text == said


def test_several_items_of_one_owner_are_one_message_with_buttons_for_each() -> None:
    case = case_of(*(item(owner=CHI, due="2026-01-15") for _ in range(7)))
    message = REMINDERS["item_overdue"].message(case, Due(at("2026-01-16 08:00"), "1", tuple("234567")))
    assert message.text == "7 of your action items of *INC-12* · checkout is failing (SEV-3) are *overdue*."
    done_ = [
        e["value"]
        for b in message.blocks
        for e in b.get("elements", [])
        if e.get("value", "").startswith("item done")
    ]
    assert done_ == [f"item done INC-12 {number}" for number in range(1, 6)]
    assert "2 more are not shown." in str(message.blocks[-1])


def test_three_weeks_of_absence_are_one_message_a_reminder_and_what_is_stale_is_not_said() -> None:
    """The latest of each is late; what was over for a day before anybody looked is not said."""
    case = case_of(led, item(owner=BO, due="2026-01-08"))
    first = look(case, at("2026-01-05 16:00"))
    case.incident.watch = dict(first.watch)
    later = look(case, at("2026-01-26 16:00"))
    owed = [(each.reminder, f"{each.slot:%m-%d}") for each in later.found if each.outcome == "owed"]
    assert owed == [("postmortem_publish", "01-13"), ("items_checkpoint", "01-19"), ("item_overdue", "01-26")]
    # Nobody ever looked: then only this morning's counts.
    unseen = look(case_of(led, item(owner=BO, due="2026-01-08")), at("2026-01-26 16:00"))
    assert [each.reminder for each in unseen.found if each.outcome == "owed"] == ["item_overdue"]


@given(
    st.sampled_from(
        ("Europe/Berlin", "America/New_York", "Africa/Cairo", "Australia/Lord_Howe", "Pacific/Apia")
    ),
    st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    st.integers(-5, 60),
    st.integers(0, 24 * 60 - 1),
)
def test_a_rhythm_of_working_days_is_as_somebody_would_walk_them(
    zone: str, first: date, days: int, minutes: int
) -> None:
    hours = hours_in(Office(country="US"), ZoneInfo(zone))
    row = WorkingDays(hours, first)
    now = datetime.combine(first, datetime.min.time(), UTC) + timedelta(days=days, minutes=minutes)
    walked = [hours.opens(day) for n in range(100) if hours.is_working(day := first + timedelta(days=n))]
    until = [opening for opening in walked if opening <= now]
    assert row.latest(now) == (until[-1] if until else None)
    assert row.after(now) == next(opening for opening in walked if opening > now)
    assert row.count(now) == len(until)


def test_whoever_nobody_knows_lives_where_the_office_is() -> None:
    office = {"zone": "Asia/Kolkata"}
    case = Case(case_of(led).incident, Settings(office=office), (), {})
    assert shown(coming(case, *STEPS))[0] == "2026-01-06 03:30 draft"
