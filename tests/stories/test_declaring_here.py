"""A channel that is there already becomes the room of an incident."""

from __future__ import annotations

from incident_bot.sandbox.rooms import Room

from .reading import read
from .team import Team


async def a_channel(team: Team, *, private: bool = False) -> Room:
    """Bo's channel, with Ann in it."""
    room = await team.bo.creates_channel("payments", private=private)
    await team.bo.person.sets_topic(room, "all about payments")
    await team.bo.invites(room, team.ann)
    return room


async def test_a_public_channel_becomes_the_room(team: Team) -> None:
    room = await a_channel(team)

    told = await team.ann.asks("declare checkout is failing sev1 --here", room)

    assert told == ("*INC-1* is declared: checkout is failing. It is SEV-1.\nThat channel becomes its room.")
    assert team.rooms == []
    assert [room.name, room.topic] == ["payments", "all about payments"]
    assert room.members == ["bo", "ann", "incidentbot"]
    assert "INC-1 · checkout is failing" in team.reads(team.card(room))
    assert team.announcements()[0].splitlines()[-1] == "Room: #payments"
    await team.bo.asks("severity sev2 only some of it", room)
    assert len(team.said(room)) == 1
    assert room.topic == "all about payments"


async def test_a_private_channel_becomes_the_room_of_a_private_incident(team: Team) -> None:
    room = await a_channel(team, private=True)
    await team.bo.brings_the_bot(room)

    await team.ann.asks("declare somebody took our data sev1 --here", room)

    assert "INC-1 · somebody took our data" in team.reads(team.card(room))
    assert team.announcements() == []
    assert "INC-1" in await team.bo.asks("list", room)
    assert "INC-1" not in await team.chi.asks("list")


async def test_in_a_private_channel_the_bot_must_be_a_member(team: Team) -> None:
    room = await a_channel(team, private=True)

    await team.ann.asks("declare somebody took our data sev1 --here", room)

    [told] = team.ann.direct()
    assert told.splitlines() == [
        "I could not open a private room for *INC-1* (somebody took our data).",
        "Something I could not do: use that channel as the room: it is private, and I am not in it. "
        "Mention me there, and choose to invite me.",
        "So I took it back, rather than show it to more people, and told nobody else. "
        "Once that is mended, declare it again.",
    ]
    assert [team.rooms, team.announcements()] == [[], []]
    await team.bo.brings_the_bot(room)

    told = await team.ann.asks("declare somebody took our data sev1 --here", room)

    assert told.startswith("*INC-2* is declared")
    assert "INC-2 · somebody took our data" in team.reads(team.card(room))


async def test_a_private_incident_does_not_get_a_public_room(team: Team) -> None:
    room = await a_channel(team)

    await team.ann.asks("declare somebody took our data sev1 --here --private", room)

    [told] = team.ann.direct()
    assert "it is public, and the incident is private. Without `--here` it gets a private room." in told
    assert [team.said(room), team.rooms, team.announcements()] == [[], [], []]


async def test_not_every_channel_can_be_a_room(team: Team) -> None:
    room = await a_channel(team)
    await team.ann.asks("declare checkout is failing sev1 --here", room)
    direct = await team.ann.person.opens_direct(team.bo.person)

    refused = [
        await team.ann.asks("declare search is slow sev1 --here", place)
        for place in (room, "incidents", direct)
    ]

    assert [line.split(", but ")[1].splitlines()[0] for line in refused] == [
        "this channel is the room of INC-1 already.",
        "this is where all incidents are announced, so it cannot be the room of one.",
        "this is a conversation, and a room has to be a channel.",
    ]
    assert len(team.announcements()) == 1
    assert "INC-1" in read(team.sandbox, team.card(room).text)


async def test_what_is_typed_there_is_about_its_incident(team: Team) -> None:
    room = await a_channel(team)
    await team.ann.asks("declare checkout is failing sev1 --here", room)

    assert await team.bo.asks("note the cache is cold", room) == "Noted on the timeline of *INC-1* as #3."
    assert team.said(room) == ["@bo noted: the cache is cold"]
    assert len(team.announcements()) == 1
    team.card(room)
