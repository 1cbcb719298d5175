"""A database that does not answer in time: people are told so, and nothing is half done."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from sqlalchemy import text

from incident_bot.clock import MovedClock
from incident_bot.database import Database
from incident_bot.sandbox import Sandbox
from tests.stories.fixtures import over_socket, working
from tests.stories.team import Team

TABLES = ("incidents", "timeline_entries", "role_holdings", "jobs")
PATIENCE = 1.0
"""Seconds: little, and yet enough for a busy machine whose database is not locked."""
SLOW = "My database did not answer in time, so I cannot say whether "


@pytest.fixture
async def team(sandbox: Sandbox, database_url: str, moved_clock: MovedClock) -> AsyncIterator[Team]:
    """A team whose bot has little patience with its database."""
    async with working(
        sandbox, over_socket(sandbox, database_url, answer_seconds=PATIENCE), moved_clock
    ) as made:
        yield made
        await made.everything_shown_is_true()


@asynccontextmanager
async def slow_database(team: Team, *tables: str) -> AsyncIterator[None]:
    """Somebody else holds what whoever changes something must wait for; nothing is saved meanwhile.

    On PostgreSQL `tables` cannot even be read; otherwise it is rows that are locked.
    """
    await team.settled()
    before = await team.rows(*TABLES)
    other = Database(team.bot.settings.database_url)
    async with other.writing() as session:
        # On SQLite the first statement takes the one lock there is.
        for table in ("workspaces", "incidents"):
            lock = "SELECT 1" if other.is_sqlite else f"SELECT 1 FROM {table} FOR UPDATE"
            await session.execute(text(lock))
        if tables and not other.is_sqlite:
            await session.execute(text(f"LOCK TABLE {', '.join(tables)} IN ACCESS EXCLUSIVE MODE"))
        yield
    await other.close()
    assert await team.rows(*TABLES) == before


async def test_a_command_is_answered_in_words_and_works_later(team: Team) -> None:
    room = await team.declared()

    async with slow_database(team):
        reply = await team.ann.person.types("/incident note error rate is at 12 %", room)
    assert reply.text.startswith(f"{SLOW}`/incident note error rate is at 12 %` was done.")

    told = await team.ann.asks("note error rate is at 12 %", room)
    assert told.startswith("Noted on the timeline of *INC-1* as #")
    assert team.said(room)[-1] == "@ann noted: error rate is at 12 %"


async def test_a_declaration_is_answered_in_words_and_works_later(team: Team) -> None:
    async with slow_database(team):
        reply = await team.ann.person.types("/incident declare checkout is failing sev1", "general")
    assert reply.text.startswith(SLOW)
    assert team.rooms == []

    assert "*INC-1* is declared" in await team.ann.asks("declare checkout is failing sev1")
    assert len(team.rooms) == 1


async def test_a_click_is_answered_beside_it_and_works_later(team: Team) -> None:
    room = await team.declared()
    card = team.card(room)

    async with slow_database(team):
        clicked = await team.ann.person.clicks(card, "Take commander")
    assert clicked.error is None
    [told] = team.ann.person.private(room)
    assert team.reads(told).startswith(f"{SLOW}`/incident assign commander me INC-1` was done.")

    assert "commander" in await team.ann.clicks("Take commander", team.card(room))
    assert team.facts(room)["Commander"] == "@ann"


async def test_a_form_keeps_what_was_typed_and_works_when_sent_again(team: Team) -> None:
    await team.ann.asks("declare")

    async with slow_database(team):
        wrong = await team.ann.person.fills(title="checkout is failing", severity="sev1")
    assert wrong["title"].startswith(SLOW)
    assert "What is wrong?" in team.ann.form()

    assert await team.ann.fills() == {}
    assert len(team.rooms) == 1


async def test_a_click_on_a_home_tab_is_answered_by_direct_message(team: Team) -> None:
    await team.declared()
    await team.ann.asks("assign commander me INC-1")
    await team.ann.opens_home()
    view = team.ann.person.home
    assert view is not None
    declare = view.body["blocks"][0]["elements"][0]
    # As if it were there: the tab's own buttons open forms, which not every lock keeps waiting.
    value, declare["value"] = declare["value"], "assign scribe me INC-1"

    async with slow_database(team):
        clicked = await team.ann.person.clicks(view, "Declare an incident")
    declare["value"] = value
    assert clicked.error is None
    assert team.ann.direct()[-1].startswith(f"{SLOW}`/incident assign scribe me INC-1` was done.")


@pytest.mark.parametrize("writes", [True, False])
async def test_a_shortcut_is_answered_beside_it_and_works_later(team: Team, writes: bool) -> None:
    ts = await team.ann.says("nobody can pay", "general")
    message = team.sandbox.channel("general").message(ts)

    async with slow_database(team, "people", "drafts"):
        used = await (
            team.ann.person.uses_on(message, "declare_from_message")
            if writes
            else team.ann.person.uses_shortcut("declare")
        )
    assert used.error is None
    told = [team.reads(each) for each in team.ann.person.private("general")] + team.ann.direct()
    assert [line.startswith(SLOW) for line in told] == [True]

    await (team.ann.uses_on(message, "declare_from_message") if writes else team.ann.uses_shortcut("declare"))
    assert "What is wrong?" in team.ann.form()


async def test_an_acknowledgement_comes_in_time_whatever_the_setting(
    sandbox: Sandbox, database_url: str, moved_clock: MovedClock
) -> None:
    settings = over_socket(sandbox, database_url, answer_seconds=2.8)
    async with working(sandbox, settings, moved_clock) as team:
        room = await team.declared()
        card = team.card(room)
        async with slow_database(team):
            clicked = await team.ann.person.clicks(card, "Take commander")
            # Slack shows an error when it is not acknowledged within three seconds.
            assert clicked.error is None
        await team.settled()
        told = team.ann.person.private(room)
        assert [team.reads(each).startswith(SLOW) for each in told] == [True]


async def test_many_who_gave_up_leave_a_database_that_works(team: Team) -> None:
    room = await team.declared()

    async with slow_database(team):
        # More than there are connections.
        lines = [f"/incident note number {n}" for n in range(20)]
        replies = await asyncio.gather(*(team.ann.person.types(line, room) for line in lines))
    assert [reply.text.startswith(SLOW) for reply in replies] == [True] * 20

    for n in range(20):
        told = await team.ann.asks(f"note it is back {n}", room)
        assert told.startswith("Noted on the timeline of *INC-1* as #")
    assert team.said(room)[-1] == "@ann noted: it is back 19"
