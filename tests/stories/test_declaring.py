"""Somebody declares an incident: what they are told, and what is there a moment later."""

from __future__ import annotations

from incident_bot.sandbox.acts.membership import create

from .reading import read
from .team import Team


async def test_a_declared_incident_gets_a_room_with_everything_in_it(team: Team) -> None:
    told = await team.ann.asks("declare checkout is failing sev1")

    assert told == (
        "*INC-1* is declared: checkout is failing. It is SEV-1.\nI am opening its room and will invite you."
    )
    [room] = team.rooms
    assert room.name == "incident-20260105-checkout-is-failing"
    assert room.topic == "SEV-1 · checkout is failing · started 2026-01-05 14:30 UTC"
    assert room.members == ["incidentbot", "ann"]
    assert "INC-1 · checkout is failing" in team.reads(team.card(room))
    facts = team.facts(room)
    assert facts == facts | {
        "Severity": "SEV-1 (critical)",
        "Status": "investigating",
        "Commander": "nobody yet",
        "Tech lead": "nobody yet",
        "Communications lead": "nobody yet",
        "Scribe": "nobody yet",
        "Started": "2026-01-05 14:30 UTC (2026-01-05 14:30 UTC)",
        "Next update": "due 2026-01-05 15:00 UTC",
    }
    assert team.said(room) == []
    assert team.announcements() == [
        "*INC-1* · checkout is failing\n"
        "*SEV-1* · *investigating* · no commander yet · started 2026-01-05 14:30 UTC\n"
        "Room: #incident-20260105-checkout-is-failing"
    ]


async def test_without_a_severity_it_is_the_usual_one_and_says_so(team: Team) -> None:
    told = await team.ann.asks("declare checkout is slow")

    assert told.splitlines()[0] == (
        "*INC-1* is declared: checkout is slow. It is SEV-3 because you named none "
        "(`/incident severity INC-1 sev1` changes it)."
    )
    assert team.facts(team.rooms[0])["Severity"] == "SEV-3 (medium)"


async def test_the_severity_may_come_first_or_last_and_be_written_in_many_ways(team: Team) -> None:
    for words in (
        "sev2 one is slow",
        "two are slow SEV-2",
        "three are slow severity2",
        "SEV_2 four are slow",
    ):
        await team.ann.asks(f"declare {words}")

    topics = [room.topic for room in team.rooms]
    expected = ("one is slow", "two are slow", "three are slow", "four are slow")
    assert topics == [f"SEV-2 · {title} · started 2026-01-05 14:30 UTC" for title in expected]


async def test_nobody_hears_of_it_twice_who_types_it_twice(team: Team) -> None:
    room = await team.declared("checkout is failing sev1")
    await team.moves(minutes=1)
    told = await team.ann.asks("declare checkout is failing sev1")

    assert told == f"That is already *INC-1*, which you declared 2026-01-05 14:30 UTC: #{room.name}."
    assert [each.name for each in team.rooms] == [room.name]
    assert len(team.announcements()) == 1


async def test_the_same_words_of_somebody_else_or_much_later_are_another_incident(team: Team) -> None:
    team.expectations.allows("This looks like *INC-")
    await team.declared("checkout is failing sev1")
    await team.bo.asks("declare checkout is failing sev1")
    await team.moves(minutes=3)
    await team.ann.asks("declare checkout is failing sev1")

    assert [room.name for room in team.rooms] == [
        "incident-20260105-checkout-is-failing",
        "incident-20260105-checkout-is-failing-2",
        "incident-20260105-checkout-is-failing-3",
    ]


async def test_a_name_that_people_took_is_left_to_them(team: Team) -> None:
    theirs = create(team.sandbox.workspace, "incident-20260105-checkout-is-failing", team.bo.id)
    told = await team.ann.asks("declare checkout is failing sev1")

    assert "INC-1" in told
    mine = team.sandbox.channel("incident-20260105-checkout-is-failing-1")
    assert "INC-1 · checkout is failing" in team.reads(team.card(mine))
    assert [theirs.members, list(theirs.messages.values())[1:]] == [[team.bo.id], []]


TITLES = {
    "支付失败": "incident-20260105-1",
    "🔥 checkout 🔥 is down": "incident-20260105-checkout-is-down",
    "Überlast in der Küche": "incident-20260105-uberlast-in-der-kuche",
    "sales & <b>more</b> are down": "incident-20260105-sales-b-more-b-are-down",
    "word " * 100: f"incident-20260105{'-word' * 9}",
    "x" * 300: f"incident-20260105-{'x' * 44}",
}


async def test_any_title_makes_a_room(team: Team) -> None:
    for title, name in TITLES.items():
        told = await team.ann.asks(f"declare {title} sev2")

        room = team.rooms[-1]
        shown = title[:100].strip()
        assert room.name == name
        assert shown in told
        assert shown in read(team.sandbox, room.topic)
        assert shown in team.reads(team.card(room))
        assert shown in team.announcements()[-1]


async def test_a_title_that_would_ping_people_pings_nobody(team: Team) -> None:
    for ping in ("@channel", "<!channel>", "@here", "<!here|here>", "<!subteam^S0ONCALL0>", "@oncall", "@bo"):
        told = await team.ann.asks(f"declare {ping} checkout is failing sev2")

        room = team.rooms[-1]
        everything = [
            told,
            read(team.sandbox, room.topic),
            team.reads(team.card(room)),
            *team.announcements(),
            *team.said(room),
        ]
        assert [text for text in everything if "PING" in text] == []
        assert "bo" not in room.members


async def test_the_same_incident_is_not_mistaken_for_another_teams(team: Team) -> None:
    await team.declared("checkout is failing sev1")
    await team.bo.asks("declare search is slow sev2")

    assert [team.facts(room)["Severity"] for room in team.rooms] == ["SEV-1 (critical)", "SEV-2 (high)"]
    assert [room.members for room in team.rooms] == [["incidentbot", "ann"], ["incidentbot", "bo"]]
    assert [line.splitlines()[0] for line in team.announcements()] == [
        "*INC-1* · checkout is failing",
        "*INC-2* · search is slow",
    ]
