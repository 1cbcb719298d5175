"""Everything on one line: what is typed behind the title, and what happens with it."""

from __future__ import annotations

import pytest

from .own_settings import with_settings
from .team import Team

SERVICES = {"checkout": {"label": "Checkout"}, "search": {"label": "Search", "invite": ["U0CHI0000"]}}


@with_settings(services=SERVICES)
async def test_services_and_impact_are_on_the_announcement_and_in_the_topic(team: Team) -> None:
    told = await team.ann.asks(
        'declare payments are failing --service checkout, Search --impact "nobody can pay" sev1'
    )

    assert "*INC-1* is declared: payments are failing. It is SEV-1." in told
    [room] = team.rooms
    assert room.topic == "SEV-1 · payments are failing · Checkout, Search · started 2026-01-05 14:30 UTC"
    assert team.announcements() == [
        "*INC-1* · payments are failing\n"
        "*SEV-1* · *investigating* · no commander yet · started 2026-01-05 14:30 UTC\n"
        "Affected: Checkout, Search\n"
        "Impact: nobody can pay\n"
        "Room: #incident-20260105-payments-are-failing"
    ]
    assert sorted(room.members) == ["ann", "chi", "incidentbot"], "whom a service names is invited"
    team.card(room)


async def test_dashes_and_quotes_as_phones_type_them(team: Team) -> None:
    await team.ann.asks("declare sev2 checkout is slow —service checkout –impact “every third order fails”")

    [announced] = team.announcements()
    assert announced.splitlines()[0] == "*INC-1* · checkout is slow"
    assert "Affected: checkout\nImpact: every third order fails" in announced
    assert team.facts(team.rooms[0])["Severity"] == "SEV-2 (high)"


async def test_words_without_quotes_go_up_to_the_next_flag(team: Team) -> None:
    await team.ann.asks(
        "declare checkout is slow --impact every third order fails --service checkout it is bad sev2"
    )

    [announced] = team.announcements()
    assert announced.splitlines()[0] == "*INC-1* · checkout is slow it is bad"
    assert "Affected: checkout\nImpact: every third order fails" in announced
    team.card(team.rooms[0])


async def test_a_dash_between_words_is_part_of_the_title(team: Team) -> None:
    await team.ann.asks("declare checkout — and search – are slow sev2")

    assert "INC-1 · checkout — and search – are slow" in team.reads(team.card(team.rooms[0]))
    assert len(team.announcements()) == 1


async def test_an_unknown_flag_is_refused_and_the_closest_one_is_named(team: Team) -> None:
    told = await team.ann.asks("declare checkout is failing sev1 --privat")

    assert told.startswith(
        "You want to declare an incident, but I know no flag `--privat`. Did you mean `--private`?"
    )
    assert told.endswith("Nothing was changed.")
    assert team.rooms == []
    assert team.announcements() == []


@pytest.mark.parametrize(
    "words, problem",
    [
        ("x --commander", "nobody is named behind `--commander`."),
        ("x --commander bo", "“bo” is nobody I know here."),
        ("x --commander @incidentbot", "incidentbot is a bot"),
        ("x --service", "no service is named behind `--service`."),
        ("x --impact", "nothing is said behind `--impact`"),
        ('x --impact "nobody can pay', 'the quotation that begins with "nobody does not end.'),
        ("x --started soon", "“soon” is no time that I understand"),
        ("x --resolved 5m ago", "it is over, but not said since when it was."),
        ("x --started 5m ago --resolved 10m ago", "it cannot have started after its end."),
        ("x --started 10m ago --resolved 5m ago --here", "what is over already needs no room."),
        ("x --started 10m ago --resolved 5m ago --drill", "what is over already is no drill."),
        ("x --started 10m ago --resolved 5m ago --scribe me", "what is over already has no roles to take"),
        ("--private", "there is no title: say in a few words what is wrong."),
        ("x sev8", "“sev8” is no severity."),
        ("x --severity", "no severity is named behind `--severity`."),
        ("x --severity high", "“high” is no severity."),
        ("x --sev 9 --private", "“9” is no severity."),
        ("x --comander @bo", "I know no flag `--comander`. Did you mean `--commander`?"),
        ("x --tech-led @bo", "I know no flag `--tech-led`. Did you mean `--tech-lead`?"),
        ("x --frobnicate", "I know no flag `--frobnicate`. `/incident help declare` has them all."),
    ],
)
async def test_what_does_not_go_is_refused_and_nothing_is_half_saved(
    team: Team, words: str, problem: str
) -> None:
    told = await team.ann.asks(f"declare {words}")

    assert problem in told
    assert told.startswith("You want to declare an incident, but ")
    assert [team.rooms, team.announcements()] == [[], []]


@pytest.mark.parametrize(
    "words, title, severity",
    [
        ("checkout is slow sev1 🔥", "checkout is slow 🔥", "SEV-1"),
        ("checkout is slow sev1 :party_parrot: !!", "checkout is slow :party_parrot: !!", "SEV-1"),
        ("checkout is slow --severity sev1", "checkout is slow", "SEV-1"),
        ("--sev sev 1 checkout is slow", "checkout is slow", "SEV-1"),
        ("checkout --severity=SEV-1 is slow", "checkout is slow", "SEV-1"),
        ("checkout is slow since SEV-1 of yesterday", "checkout is slow since SEV-1 of yesterday", "SEV-3"),
    ],
)
async def test_the_severity_is_found_where_people_write_it(
    team: Team, words: str, title: str, severity: str
) -> None:
    team.expectations.allows("")
    await team.ann.asks(f"declare {words}")

    [announced] = team.announcements()
    assert announced.splitlines()[0] == f"*INC-1* · {title}"
    assert announced.splitlines()[1].startswith(f"*{severity}*")


async def test_from_and_until_say_when_it_was(team: Team) -> None:
    told = await team.ann.asks("declare search was slow sev3 --from 30m ago --until 10m ago")

    assert "*INC-1*" in told
    team.expectations.allows("")
    times = await team.ann.asks("times INC-1")
    assert "2026-01-05 14:00 UTC" in times
    assert "2026-01-05 14:20 UTC" in times


async def test_roles_are_given_with_the_declaration(team: Team) -> None:
    told = await team.ann.asks(
        "declare checkout is failing sev1 "
        "--commander @bo --tech-lead @chi --comms me --expert @dee --expert @bo"
    )

    assert (
        "Commander: @bo · Tech lead: @chi · Communications lead: @ann · Expert: @dee · Expert: @bo"
        in told.splitlines()
    )
    [room] = team.rooms
    facts = team.facts(room)
    assert [facts[role] for role in ("Commander", "Tech lead", "Communications lead", "Scribe")] == [
        "@bo",
        "@chi",
        "@ann",
        "nobody yet",
    ]
    assert sorted(room.members) == ["ann", "bo", "chi", "dee", "incidentbot"]
    assert team.said(room) == [], "the card says it"
    assert "· commander @bo ·" in team.announcements()[0]
    assert [len(who.direct()) for who in (team.ann, team.bo, team.chi, team.dee)] == [1, 1, 1, 1]


async def test_nobody_commands_and_fixes_unnoticed(team: Team) -> None:
    told = await team.ann.asks("declare checkout is failing sev1 --ic me --tech me")

    warning = "One person now commands and has hands on keyboard. Hand one of the two on soon."
    assert warning in told
    [said] = team.said(team.rooms[0])
    assert warning in said
    assert len(team.announcements()) == 1


async def test_it_may_have_begun_before_it_was_declared(team: Team) -> None:
    await team.ann.asks("declare checkout is failing sev1 --since 20m ago")

    [room] = team.rooms
    assert room.topic == "SEV-1 · checkout is failing · started 2026-01-05 14:10 UTC"
    assert "· started 2026-01-05 14:10 UTC" in team.announcements()[0]
    team.card(room)
