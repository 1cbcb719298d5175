"""Reminders that can wait: on which mornings they come, where their reader lives, and what ends them.

Ann declares on Monday 2026-01-05 at 10:00 UTC, Bo commands, Chi leads the postmortem; Chi lives in Berlin, Bo
in New York. Moments in the tables are in UTC: nine in the morning in Berlin is eight, in New York it is two
in the afternoon.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incident_bot.incidents.act import Act
from incident_bot.incidents.action_item import ActionItem
from incident_bot.incidents.incident import COMMANDER, Incident
from incident_bot.incidents.office import hours_in
from incident_bot.reminders import REMINDERS, owed_now
from incident_bot.reminders.look import look
from incident_bot.reminders.reminder import Case, Due
from incident_bot.reminders.rhythm import BEFORE_ALL
from incident_bot.reminders.working_days import WorkingDays
from incident_bot.settings import Office, Settings
from tests.incidents.story import ANN, BO, CHI, ann, declared

ZONES = {CHI: ZoneInfo("Europe/Berlin"), BO: ZoneInfo("America/New_York")}
MONDAY, WEDNESDAY, FRIDAY = "2026-01-05 15:25", "2026-01-07 15:25", "2026-01-09 15:25"
STEPS = ("postmortem_draft", "postmortem_review", "postmortem_publish")
LOOKS = ("items_assigned", "items_checkpoint", "items_follow_up")

Deed = Callable[[Incident, list[ActionItem]], object]


def at(said: str) -> datetime:
    """A moment in UTC."""
    return datetime.fromisoformat(said).replace(tzinfo=UTC)


def by(person: str, said: str) -> Act:
    return Act(person, at(said))


def case_of(*deeds: Deed, severity: str = "sev3", over: str | None = MONDAY, **settings: Any) -> Case:
    """Over at that moment, then these deeds."""
    incident, items = declared(severity), list[ActionItem]()
    incident.assign(COMMANDER, BO, ann(1))
    if over is not None:
        incident.resolve(by(BO, over))
    for deed in deeds:
        deed(incident, items)
    return Case(incident, Settings(**settings), items, ZONES)


def led(incident: Incident, items: list[ActionItem]) -> None:
    incident.facilitate(CHI, ann(2))


def item(
    said: str = "2026-01-05 15:30", due: str | None = None, owner: str | None = None, priority: str = "p2"
) -> Deed:
    def add(incident: Incident, items: list[ActionItem]) -> None:
        on = None if due is None else date.fromisoformat(due)
        made = incident.add_item(
            len(items) + 1, "watch the pool", by(ANN, said), owner=owner, due_on=on, priority=priority
        )
        items.append(made)

    return add


def done(said: str, number: int = 1) -> Deed:
    return lambda incident, items: incident.finish_item(items[number - 1], by(ANN, said))


def given_to(owner: str, said: str) -> Deed:
    return lambda incident, items: incident.give_item(items[0], owner, by(ANN, said))


def put_off(due: str, said: str) -> Deed:
    return lambda incident, items: incident.put_off_item(items[0], date.fromisoformat(due), by(ANN, said))


def of_incident(deed: Callable[[Incident], object]) -> Deed:
    return lambda incident, items: deed(incident)


def coming(case: Case, *names: str, most: int = 3) -> list[str]:
    """What will be said as things stand: of each reminder so many at most, in the order of time."""
    found: list[tuple[datetime, str]] = []
    for name in names:
        for owed in owed_now.owed_of(REMINDERS[name], case):
            slot, row = owed.rhythm.after(BEFORE_ALL), list[tuple[datetime, str]]()
            while slot is not None and len(row) < most:
                row.append((slot, name if not owed.subject else f"{name} {owed.subject}"))
                slot = owed.rhythm.after(slot)
            found += row
    return [f"{slot:%Y-%m-%d %H:%M} {name}" for slot, name in sorted(found)]


def shown(rows: list[str]) -> list[str]:
    """Without the family, as the tables have it."""
    return [row.replace("postmortem_", "").replace("items_", "").replace("item_", "") for row in rows]


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


@pytest.mark.parametrize(
    "deeds, said",
    [
        pytest.param((led,), ["12 assigned", "19 checkpoint", "05 follow_up"], id="none is written"),
        pytest.param(
            (led, of_incident(lambda i: i.close(by(ANN, "2026-01-05 16:00")))),
            [],
            id="none, and it is closed",
        ),
        pytest.param(
            (led, item()), ["12 assigned", "19 checkpoint", "05 follow_up"], id="one lacks an owner and a day"
        ),
        pytest.param((led, item(owner=BO)), ["12 assigned", "19 checkpoint", "05 follow_up"], id="a day"),
        pytest.param(
            (led, item(owner=BO, due="2026-02-01")), ["19 checkpoint", "05 follow_up"], id="it has both"
        ),
        pytest.param(
            (led, item(owner=BO, priority="p3")), ["19 checkpoint", "05 follow_up"], id="it needs no day"
        ),
        pytest.param((led, item(), done("2026-01-06 10:00")), [], id="all are done"),
        pytest.param(
            (
                led,
                item(owner=BO, due="2026-02-01"),
                of_incident(lambda i: i.close(by(ANN, "2026-01-08 16:00"))),
            ),
            ["19 checkpoint", "05 follow_up"],
            id="closed, with something left to be done",
        ),
        pytest.param(
            (led, item(), of_incident(lambda i: i.waive("items", "later", by(CHI, "2026-01-12 08:01")))),
            [],
            id="not needed",
        ),
    ],
)
def test_action_items_are_looked_at_after_a_week_two_weeks_and_a_month(
    deeds: tuple[Deed, ...], said: list[str]
) -> None:
    months = {"05": "02"}
    mornings = [f"2026-{months.get(each[:2], '01')}-{each[:2]} 08:00 {each[3:]}" for each in said]
    assert shown(coming(case_of(*deeds), *LOOKS)) == mornings


@pytest.mark.parametrize(
    "deeds, said",
    [
        pytest.param(
            (item(owner=CHI, due="2026-01-15"),),
            ["13 08:00 due_soon 1", "16 08:00 overdue 1", "19 08:00 overdue 1", "20 08:00 overdue 1"],
            id="two days before, and each working day after",
        ),
        pytest.param(
            (item(owner=BO, due="2026-01-15"),),
            ["13 14:00 due_soon 1", "16 14:00 overdue 1", "19 14:00 overdue 1", "20 14:00 overdue 1"],
            id="where its owner lives",
        ),
        pytest.param(
            (item(owner=CHI, due="2026-01-12"),),
            ["09 08:00 due_soon 1", "13 08:00 overdue 1", "14 08:00 overdue 1", "15 08:00 overdue 1"],
            id="rather earlier than later",
        ),
        pytest.param(
            (item("2026-01-13 08:00", owner=CHI, due="2026-01-15"),),
            ["13 08:00 due_soon 1", "16 08:00 overdue 1", "19 08:00 overdue 1", "20 08:00 overdue 1"],
            id="made just then",
        ),
        pytest.param(
            (item("2026-01-13 08:01", owner=CHI, due="2026-01-15"),),
            ["16 08:00 overdue 1", "19 08:00 overdue 1", "20 08:00 overdue 1"],
            id="made later: they know",
        ),
        pytest.param(
            (item(owner=BO, due="2026-01-15"), given_to(CHI, "2026-01-16 10:00")),
            ["19 08:00 overdue 1", "20 08:00 overdue 1", "21 08:00 overdue 1"],
            id="given away: not on that day again",
        ),
        pytest.param(
            (item(owner=CHI, due="2026-01-15"), put_off("2026-01-22", "2026-01-16 10:00")),
            ["20 08:00 due_soon 1", "23 08:00 overdue 1", "26 08:00 overdue 1", "27 08:00 overdue 1"],
            id="another day",
        ),
        pytest.param((item(owner=CHI, due="2026-01-15"), done("2026-01-06 10:00")), [], id="done"),
        pytest.param((item(due="2026-01-15"),), [], id="nobody has it"),
        pytest.param(
            (item(owner=CHI, due="2026-01-15"), of_incident(lambda i: i.close(by(ANN, "2026-01-06 16:00")))),
            ["13 08:00 due_soon 1", "16 08:00 overdue 1", "19 08:00 overdue 1", "20 08:00 overdue 1"],
            id="what is to be done outlives the closing",
        ),
        pytest.param((item(owner=CHI),), [], id="no day"),
        pytest.param(
            (
                item(owner=CHI, due="2026-01-15"),
                of_incident(
                    lambda i: i.snooze(
                        "item", at("2026-01-16 12:00"), by(CHI, "2026-01-13 09:00"), subject="1"
                    )
                ),
            ),
            ["16 12:00 overdue 1", "19 08:00 overdue 1", "20 08:00 overdue 1"],
            id="snoozed until it is overdue",
        ),
        pytest.param(
            (
                item(owner=CHI, due="2026-01-15"),
                of_incident(
                    lambda i: i.snooze(
                        "item", at("2026-01-30 12:00"), by(CHI, "2026-01-16 09:00"), subject="1"
                    )
                ),
                put_off("2026-01-22", "2026-01-16 10:00"),
            ),
            ["20 08:00 due_soon 1", "23 08:00 overdue 1", "26 08:00 overdue 1", "27 08:00 overdue 1"],
            id="a snooze of the old day does not silence the new one",
        ),
        pytest.param(
            (
                item(owner=CHI, due="2026-01-15"),
                of_incident(lambda i: i.waive("item", "soon", by(CHI, "2026-01-16 09:00"), subject="1")),
                given_to(BO, "2026-01-16 20:00"),
            ),
            ["19 14:00 overdue 1", "20 14:00 overdue 1", "21 14:00 overdue 1"],
            id="what one needs not to hear the next one does",
        ),
    ],
)
def test_the_owner_of_an_action_item_hears_of_its_day(deeds: tuple[Deed, ...], said: list[str]) -> None:
    assert shown(coming(case_of(*deeds), "item_due_soon", "item_overdue")) == [
        f"2026-01-{each}" for each in said
    ]


def test_what_was_imported_is_not_asked_for_until_somebody_here_does() -> None:
    def imported(incident: Incident, items: list[ActionItem]) -> None:
        incident.imported_at = at("2026-01-06 10:00")

    old = (item(owner=BO, due="2026-01-05"), imported)
    assert coming(case_of(*old), "item_overdue") == []
    assert len(coming(case_of(*old, given_to(CHI, "2026-01-06 11:00")), "item_overdue")) == 3


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
