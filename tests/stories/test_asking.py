"""Asking how things stand changes nothing and is answered to whoever asks."""

from __future__ import annotations

from incident_bot.commands import CATALOGUE
from incident_bot.messages.help import TOPICS

from .team import Team


async def test_the_list_has_open_incidents_newest_first(team: Team) -> None:
    assert await team.ann.asks("list") == "No incident is open. May it stay so."
    await team.declared("checkout is failing sev1")
    await team.bo.asks("declare search is slow sev3")
    await team.ann.asks("assign commander @chi INC-2")
    await team.ann.asks("declare a typo sev4")
    await team.ann.asks("resolve --confirmed INC-3")

    assert (await team.dee.asks("list")).splitlines() == [
        "*INC-2* search is slow #incident-20260105-search-is-slow",
        "SEV-3 · investigating · commander @chi · started 2026-01-05 14:30 UTC",
        "*INC-1* checkout is failing #incident-20260105-checkout-is-failing",
        "SEV-1 · investigating · no commander yet · started 2026-01-05 14:30 UTC",
    ]
    assert (await team.dee.asks("list resolved")).splitlines() == [
        "*INC-3* a typo #incidents",
        "SEV-4 · resolved · started 2026-01-05 14:30 UTC · lasted less than a minute",
    ]
    assert "*INC-3* a typo" in await team.dee.asks("list all")

    _, search = team.rooms
    assert team.said(search) == ["@chi is now *commander*, says @ann."]
    posts = [post for post in team.incidents.posts if not post.is_reply]
    [announced] = [post for post in posts if "a typo" in post.words]
    assert "*INC-3 is resolved*, says @ann. It lasted less than a minute." in team.under(announced)


async def test_the_status_is_what_the_card_says(team: Team) -> None:
    room = await team.declared()
    await team.ann.asks("assign commander me", room)

    told = await team.bo.asks("status INC-1")

    assert "*Severity*\nSEV-1 (critical)" in told
    assert "*Commander*\n@ann" in told
    assert told.splitlines()[-1] == "Room: #incident-20260105-checkout-is-failing"
    assert team.said(room) == ["@ann is now *commander*."]


async def test_help_lists_every_command(team: Team) -> None:
    told = await team.ann.asks("help")

    for command in CATALOGUE.values():
        # What is only found in Slack's menus is not typed.
        assert (f"`{command.name}` {command.summary}" in told) is (command.topic in TOPICS)
    assert await team.ann.asks("") == told


async def test_help_on_one_command_has_an_example(team: Team) -> None:
    for command in CATALOGUE.values():
        told = await team.ann.asks(f"help {command.name}")

        assert command.summary[1:] in told
        if command.topic in TOPICS:
            assert told.splitlines()[-1] == f"For example: `/incident {command.example}`"


async def test_asking_in_another_room_about_this_one(team: Team) -> None:
    room = await team.declared("checkout is failing sev1")
    await team.bo.asks("declare search is slow sev2")
    await team.bo.person.joins(room)

    assert "INC-1 · checkout is failing" in await team.bo.asks("status", room)
    assert "INC-2 · search is slow" in await team.bo.asks("status INC-2", room)


async def test_many_long_titles_fit_what_slack_takes(team: Team) -> None:
    for n in range(32):
        await team.ann.asks_and_goes_on(f"declare {n} {'a very & long title ' * 100}")
    await team.settled()
    team.expectations.allows("This looks like")

    listed = await team.ann.asks("list")
    assert listed.count("*INC-") == 20
    assert listed.splitlines()[-2] == "Page 1 of 2, 32 incidents, the newest first."
    assert (await team.ann.clicks_in_answer("Next")).count("*INC-") == 12
    assert "a very & long title" in await team.ann.asks("status INC-1")


async def test_many_long_notes_fit_what_slack_takes(team: Team) -> None:
    room = await team.declared()
    for n in range(45):
        await team.ann.asks_and_goes_on(f"note {n} {'a very & long note ' * 300}", room)
    await team.settled()

    assert "44 a very & long note" in await team.ann.asks("timeline", room)
    assert len(team.said(room)) == 45
