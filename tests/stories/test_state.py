"""What is known of an incident, and how it changes: title, severity, status, impact, services, times."""

from __future__ import annotations

import pytest

from .own_settings import with_settings
from .team import Team

ROOM = "incident-20260105-checkout-is-failing"


async def test_a_new_title_goes_everywhere_and_renames_the_room(team: Team) -> None:
    room = await team.declared()

    told = await team.ann.asks("title payments time out", room)

    assert told == "*INC-1* is now called: payments time out"
    assert room.name == "incident-20260105-payments-time-out"
    assert room.topic == "SEV-1 · payments time out · started 2026-01-05 14:30 UTC"
    assert "INC-1 · payments time out" in team.reads(team.card(room))
    assert "*INC-1* · payments time out" in team.announcements()[0]
    assert team.said(room) == ["@ann changed the title.\n> payments time out"]
    assert "#incident-20260105-payments-time-out" in await team.bo.asks("status INC-1")


async def test_a_name_that_is_taken_gets_the_incidents_number(team: Team) -> None:
    room = await team.declared()
    await team.declared("search is slow sev1")

    await team.ann.asks("title INC-2 checkout is failing")

    assert team.rooms[-1].name == f"{ROOM}-2"
    assert team.said(team.rooms[-1]) == ["@ann changed the title.\n> checkout is failing"]
    await team.ann.asks("title INC-2 Checkout is failing!")
    assert team.rooms[-1].name == f"{ROOM}-2"
    assert team.said(team.rooms[-1])[1:] == ["@ann changed the title.\n> Checkout is failing!"]
    assert team.said(room) == []


async def test_several_titles_at_once_end_in_one_name(team: Team) -> None:
    room = await team.declared()
    gate = team.holds("chat.postMessage")
    await team.ann.asks_and_goes_on("title payments time out", room)
    await gate.reached()
    await team.ann.asks_and_goes_on("title INC-1 payments are lost")
    await team.ann.asks_and_goes_on("title INC-1 payments are late")
    gate.release()
    await team.settled()

    assert room.name == "incident-20260105-payments-are-late"
    assert len(team.said(room)) == 3


async def test_impact_is_on_the_card_and_the_latest_counts(team: Team) -> None:
    room = await team.declared()

    told = await team.ann.asks("impact one order in ten fails", room)
    await team.bo.asks("impact INC-1 no order goes through, 150,000 people are affected")

    assert told == "The impact of *INC-1* is on its card."
    assert "*Impact*\nno order goes through, 150,000 people are affected" in team.reads(team.card(room))
    assert team.said(room) == [
        "*Impact*, says @ann: one order in ten fails",
        "*Impact*, says @bo: no order goes through, 150,000 people are affected",
    ]


@with_settings(services={"checkout": {"label": "Checkout"}, "search": {"label": "Search"}})
async def test_services_by_their_names_one_more_and_one_less(team: Team) -> None:
    room = await team.declared()

    assert await team.ann.asks("services checkout, the warehouse", room) == (
        "*INC-1* affects Checkout, the warehouse."
    )
    assert await team.ann.asks("services +SEARCH -the Warehouse", room) == "*INC-1* affects Checkout, Search."
    assert team.facts(room)["Affected"] == "Checkout, Search"
    refused = await team.ann.asks("services -warehouse", room)

    assert "but warehouse is not among the services of INC-1." in refused
    assert "There are Checkout, Search; others can be named too." in await team.ann.asks("services", room)
    assert team.said(room) == [
        "Affected now, says @ann: Checkout, the warehouse.",
        "Affected now, says @ann: Checkout, Search.",
    ]


async def test_a_severity_without_a_reason_asks_for_it_in_the_form(team: Team) -> None:
    room = await team.declared()

    assert await team.ann.asks("severity sev2", room) == ""
    assert "Change INC-1" in team.ann.form()
    assert "why" in await team.ann.fills(why=" ")
    assert team.facts(room)["Severity"] == "SEV-1 (critical)"
    assert await team.ann.fills(why="only checkout is slow") == {}

    assert team.facts(room)["Severity"] == "SEV-2 (high)"
    assert team.said(room) == ["Severity is now *SEV-2* (it was SEV-1), says @ann.\n> only checkout is slow"]


async def test_the_form_changes_what_somebody_changed_and_nothing_else(team: Team) -> None:
    room = await team.declared()
    await team.ann.clicks("Change", team.card(room))
    # Meanwhile somebody else changes what Ann's form shows as it was.
    await team.bo.asks("title INC-1 payments time out")
    await team.bo.asks("status INC-1 identified")

    assert await team.ann.fills(impact="nobody can pay", others="checkout, payments") == {}

    assert "INC-1 · payments time out" in team.reads(team.card(room))
    assert team.facts(room)["Status"] == "identified"
    assert team.facts(room)["Affected"] == "checkout, payments"
    assert team.said(room) == [
        "@bo changed the title.\n> payments time out",
        "Status is now *identified* (it was investigating), says @bo.",
        "*Impact*, says @ann: nobody can pay",
        "Affected now, says @ann: checkout, payments.",
    ]


async def test_everything_in_one_form(team: Team) -> None:
    room = await team.declared()
    await team.ann.asks("change", room)

    wrong = await team.ann.fills(title="search is down", severity="sev3", status="identified")
    assert wrong == {"why": "Say why the severity changes: it goes on the timeline."}
    assert team.facts(room)["Severity"] == "SEV-1 (critical)"
    assert await team.ann.fills(why="few people search at night") == {}

    assert team.facts(room)["Severity"] == "SEV-3 (medium)"
    assert team.facts(room)["Status"] == "identified"
    assert room.name == "incident-20260105-search-is-down"
    assert team.said(room) == [
        "@ann changed the title.\n> search is down",
        "Severity is now *SEV-3* (it was SEV-1), says @ann.\n> few people search at night",
        "Status is now *identified* (it was investigating), says @ann.\n> few people search at night",
    ]


async def test_a_form_in_which_nothing_was_changed_says_so(team: Team) -> None:
    room = await team.declared()
    await team.ann.asks("change", room)

    assert await team.ann.fills() == {"title": "Nothing in the form was changed."}
    assert await team.ann.fills(title="  ") != {}
    assert team.said(room) == []


async def test_a_reason_without_a_change_is_kept_as_a_note(team: Team) -> None:
    room = await team.declared()
    await team.ann.asks("change", room)

    assert await team.ann.fills(why="the bank says it is not them") == {}

    assert team.said(room) == ["@ann noted: the bank says it is not them"]


async def test_severity_help_asks_five_questions(team: Team) -> None:
    room = await team.declared()

    assert await team.ann.asks("severity help", room) == ""
    assert "How bad is it?" in team.ann.form()
    assert team.said(room) == []


@with_settings(
    severities={
        "sev1": {
            "label": "SEV-1",
            "word": "critical",
            "meaning": "all users",
            "acknowledge_within": 5,
            "update_every": 30,
            "postmortem_days": 1,
            "invite": ["U0CHI0000", "S0EXECS00"],
        },
        "sev4": {
            "label": "SEV-4",
            "word": "low",
            "meaning": "nobody",
            "acknowledge_within": 120,
            "room": False,
        },
    },
    default_severity="sev4",
)
async def test_raised_from_a_thread_to_a_room_with_everybody_who_is_needed(team: Team) -> None:
    await team.ann.asks("declare a certificate runs out sev4")
    assert team.rooms == []

    told = await team.ann.asks("severity INC-1 sev1 it has run out")

    assert told == "*INC-1* is now SEV-1; it was SEV-4."
    [room] = team.rooms
    assert room.name == "incident-20260105-a-certificate-runs-out"
    assert set(room.members) == {"incidentbot", "ann", "chi", "dee"}
    assert team.facts(room)["Severity"] == "SEV-1 (critical)"
    assert team.said(room) == []
    assert team.under(team.announcement()) == [
        "*INC-1* has a room now: #incident-20260105-a-certificate-runs-out. Its card is there.",
        "Severity is now *SEV-1* (it was SEV-4), says @ann.\n> it has run out",
    ]


async def test_moving_back_is_possible(team: Team) -> None:
    room = await team.declared()
    for status in ("monitoring", "identified", "investigating"):
        assert await team.ann.asks(f"status {status}", room) == f"*INC-1* is now {status}."

    await team.ann.asks("resolve --confirmed", room)
    await team.ann.asks("close", room)
    assert await team.ann.asks("status resolved the postmortem is not out", room) == (
        "*INC-1* is now resolved."
    )
    assert await team.ann.asks("status monitoring errors are back", room) == (
        "*INC-1* is open again: monitoring."
    )
    assert team.facts(room)["Status"] == "monitoring"
    assert len(team.under(team.announcement())) == 2
    assert team.said(room)[-2:] == [
        "Status is now *resolved* (it was closed), says @ann.\n> the postmortem is not out",
        "*INC-1 is open again* (monitoring), says @ann.\n> errors are back",
    ]


async def test_times_are_said_in_the_zone_of_whoever_types_them(team: Team) -> None:
    room = await team.declared()
    # Ann lives in Berlin, an hour ahead of UTC.

    assert await team.ann.asks("time started 15:10", room) == (
        "*INC-1* began for users 2026-01-05 14:10 UTC."
    )
    assert await team.ann.asks("time detected 10m ago", room) == "*INC-1* was noticed 2026-01-05 14:20 UTC."
    assert await team.ann.asks("times", room) == (
        "*Times of INC-1* · checkout is failing\n"
        "Began for users: 2026-01-05 14:10 UTC\n"
        "Noticed: 2026-01-05 14:20 UTC\n"
        "Declared: 2026-01-05 14:30 UTC\n"
        "Acknowledged: not known\n"
        "Mitigated: not known\n"
        "Resolved: not known\n"
        "Closed: not known\n"
        "noticed after 10 min · open for 20 min\n"
        "Set or correct one: `/incident time started 14:10 INC-1`"
    )
    assert team.facts(room)["Started"].startswith("2026-01-05 14:10 UTC")
    assert team.said(room) == [
        "@ann says when it began for users: 2026-01-05 14:10 UTC.",
        "@ann says when it was noticed: 2026-01-05 14:20 UTC.",
    ]


@pytest.mark.parametrize(
    "words, problem",
    [
        ("time", "it is not said which moment. They are started, detected"),
        ("time lunch 12:00", "“lunch” is none of an incident's moments."),
        ("time started", "the time is missing. Write it like `14:32`, `10m ago`"),
        ("time started soon", "“soon” is no time that I understand."),
        ("time started in 10m", "that moment is still to come."),
        ("time resolved 10m ago", "INC-1 is investigating: its status says when that happens."),
    ],
)
async def test_times_that_cannot_be(team: Team, words: str, problem: str) -> None:
    room = await team.declared()

    assert problem in await team.ann.asks(words, room)
    assert team.said(room) == []


async def test_a_time_that_came_twice_is_taken_as_the_first_and_that_is_said(team: Team) -> None:
    room = await team.declared()

    told = await team.ann.asks("time started 2025-10-26 02:30", room)

    assert told == (
        "*INC-1* began for users 2025-10-26 00:30 UTC.\n"
        "02:30 came twice on 2025-10-26 in Europe/Berlin; I took the first. "
        "With its offset it is clear: `2025-10-26T02:30+01:00` is the second."
    )
    assert team.said(room) == ["@ann says when it began for users: 2025-10-26 00:30 UTC."]
