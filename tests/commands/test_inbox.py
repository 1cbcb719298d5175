"""A request that Slack delivers twice is done once, and answered the same."""

from __future__ import annotations

import asyncio
import dataclasses
from typing import Any

import pytest
from sqlalchemy import func, select

from incident_bot.commands.ask import Request
from incident_bot.commands.inbox import Answered
from incident_bot.incidents.vocabulary import Source
from tests.stories.team import Team

TABLES = ("incidents", "timeline_entries", "role_holdings", "jobs")


def request(team: Team, words: str, *, key: str = "command:1", source: Source = Source.COMMAND) -> Request:
    return Request(
        workspace=team.sandbox.workspace.team_id,
        person=team.ann.id,
        channel=team.incidents.id,
        words=words,
        key=key,
        source=source,
    )


@pytest.mark.parametrize("source", [Source.COMMAND, Source.BUTTON, Source.FORM])
async def test_the_same_delivery_again_is_answered_the_same_and_done_once(team: Team, source: Source) -> None:
    await team.declared()
    again = request(team, "note INC-1 error rate is at 12 %", source=source)

    first = await team.bot.dispatch.answer(again)
    await team.settled()
    before = await team.rows(*TABLES)
    second = await team.bot.dispatch.answer(again)
    await team.settled()

    assert second == first
    assert await team.rows(*TABLES) == before
    assert team.said(team.rooms[0]) == ["@ann noted: error rate is at 12 %"]


async def test_a_declaration_delivered_again_uses_up_no_number(team: Team) -> None:
    twice = request(team, "declare checkout is failing sev1")
    first = await team.bot.dispatch.answer(twice)
    second = await team.bot.dispatch.answer(twice)
    await team.settled()
    await team.bot.dispatch.answer(request(team, "declare search is slow", key="command:2"))
    await team.settled()

    assert second == first
    assert [room.name for room in team.rooms] == [
        "incident-20260105-checkout-is-failing",
        "incident-20260105-search-is-slow",
    ]
    assert "INC-2" in team.reads(team.card(team.rooms[1]))


async def test_two_deliveries_at_the_same_moment_do_it_once(team: Team) -> None:
    await team.declared()
    same = request(team, "note INC-1 error rate is at 12 %")

    replies = await asyncio.gather(*(team.bot.dispatch.answer(same) for _ in range(5)))
    await team.settled()

    assert replies == [replies[0]] * 5
    assert team.said(team.rooms[0]) == ["@ann noted: error rate is at 12 %"]


async def test_five_people_at_the_same_moment_are_five_requests(team: Team) -> None:
    await team.declared()
    requests = [
        dataclasses.replace(request(team, f"note INC-1 number {n}"), key=f"command:{n}") for n in range(5)
    ]

    await asyncio.gather(*map(team.bot.dispatch.answer, requests))
    await team.settled()

    assert sorted(team.said(team.rooms[0])) == [f"@ann noted: number {n}" for n in range(5)]


async def test_what_was_refused_stays_refused_although_it_would_go_well_now(team: Team) -> None:
    early = request(team, "note INC-1 error rate is at 12 %")
    first = await team.bot.dispatch.answer(early)
    await team.declared()

    second = await team.bot.dispatch.answer(early)
    await team.settled()

    assert first.refused
    assert second == first
    assert team.said(team.rooms[0]) == []


async def test_whatever_slack_sends_again_is_answered_the_same_and_done_once(team: Team) -> None:
    room = await team.declared()
    await team.ann.asks("note error rate is at 12 %", room)
    await team.ann.clicks("Take scribe", team.card(room))
    await team.ann.clicks("Post update", team.card(room))
    await team.ann.fills(text="rolling back")
    await team.ann.asks("declare")
    await team.ann.fills(title="search is slow", severity="sev2")
    sent = [entry for entry in team.sandbox.journal if entry["kind"] in ("slash_commands", "interactive")]
    before, said = await team.rows(*TABLES), team.said(room)

    for entry in sent:
        if not opens_a_form(entry["args"]):
            again = await team.sandbox.delivery.ask(entry["kind"], entry["method"], entry["args"])
            assert (again.body or {}, again.error) == (entry["answer"] or {}, None)
    await team.settled()

    assert await team.rows(*TABLES) == before
    assert team.said(room) == said


def opens_a_form(payload: dict[str, Any]) -> bool:
    """Its trigger is used up, so that sending it again cannot open the form again."""
    clicked = [action.get("value") for action in payload.get("actions", [])]
    return payload.get("text") == "declare" or clicked == ["update INC-1"]


async def test_the_same_reaction_delivered_twice_is_one_entry(team: Team) -> None:
    room = await team.declared()
    ts = await team.ann.says("the load balancer dropped them all", room)
    await team.ann.reacts("pushpin", ts, room)
    [delivered] = [entry["args"] for entry in team.sandbox.journal if entry["method"] == "reaction_added"]
    before = await team.rows(*TABLES)

    await team.sandbox.delivery.ask("events_api", "reaction_added", delivered)
    await team.settled()

    assert await team.rows(*TABLES) == before


async def test_a_request_is_forgotten_when_slack_cannot_deliver_it_any_more(team: Team) -> None:
    await team.declared()
    words = request(team, "note INC-1 error rate is at 12 %")
    await team.bot.dispatch.answer(words)
    await team.settled()
    await team.moves(minutes=24 * 60 + 1)

    await team.bot._tidy()

    async with team.bot.database.reading() as session:
        assert (await session.execute(select(func.count()).select_from(Answered))).scalar_one() == 0


async def test_the_same_declaration_typed_at_the_same_moment_is_one_incident(team: Team) -> None:
    lines = [team.ann.person.types("/incident declare checkout is failing sev1", "general") for _ in range(4)]
    told = [reply.text for reply in await asyncio.gather(*lines)]
    await team.settled()

    assert len(team.rooms) == 1
    assert sorted("is declared" in text for text in told) == [False, False, False, True]
