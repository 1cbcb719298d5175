"""What becomes of rooms: archived after their time, kept, lost, and replaced by others."""

from __future__ import annotations

from incident_bot.sandbox.rooms import Room

from .own_settings import with_settings
from .team import Team

ROOM = "incident-20260105-checkout-is-failing"
HOURS = 60


def archived(room: Room) -> bool:
    """Asked each time anew: somebody may have done it meanwhile."""
    return room.is_archived


async def test_the_room_is_archived_after_its_time(team: Team) -> None:
    room = await team.declared()
    await team.ann.asks("resolve --confirmed", room)

    await team.moves(minutes=71 * HOURS)
    assert not archived(room)
    await team.moves(minutes=1 * HOURS, ticks=3)

    assert archived(room)
    assert team.facts(room)["Status"] == "resolved"
    assert team.said(room)[2:] == [
        "*INC-1* is resolved, and this room is archived now. Everything in it can still be read. "
        "`/incident reopen INC-1` opens a new room, `/incident timeline INC-1` tells what happened."
    ]
    assert team.said(room)[0] in team.under(team.announcement())
    assert f"Room: #{ROOM}, where I can no longer write." in await team.ann.asks("status INC-1")
    assert "is archived. `/incident reopen INC-1` opens a new one." in await team.ann.asks("archive INC-1")


async def test_a_room_is_kept_by_a_click_or_archived_at_another_time(team: Team) -> None:
    room = await team.declared()
    await team.ann.asks("resolve --confirmed", room)
    [thanks] = [post for post in room.posts if "Keep this room" in team.buttons(post)]

    assert await team.ann.clicks("Keep this room", thanks) == "The room of *INC-1* stays."
    await team.moves(minutes=100 * HOURS)
    assert not archived(room)
    assert await team.ann.asks("archive in 2h", room) == (
        "The room of *INC-1* will be archived 2026-01-09 20:30 UTC."
    )
    await team.moves(minutes=1 * HOURS)
    assert not archived(room)
    assert (
        await team.ann.asks("archive now", room)
        == "The room of *INC-1* will be archived 2026-01-09 19:30 UTC."
    )

    assert archived(room)
    assert team.facts(room)["Status"] == "resolved"
    assert len(team.said(room)) == 6
    assert len(team.under(team.announcement())) == 1


async def test_a_room_that_it_may_not_archive_is_left_to_people(team: Team) -> None:
    room = await team.declared()
    await team.ann.asks("resolve --confirmed", room)
    team.refuses("conversations.archive", "restricted_action")

    await team.moves(minutes=72 * HOURS, ticks=2)

    assert not archived(room)
    assert team.said(room)[2].startswith("*INC-1* is resolved, and this room is archived now.")
    assert team.said(room)[3].startswith("Something I could not do: archive the room.")
    assert await team.ann.asks("archive", room) == "The room of *INC-1* stays."
    await team.ann.archives(room)
    assert "I am opening a new one." in await team.ann.asks("reopen INC-1 errors are back")
    assert team.said(team.rooms[-1])[0].startswith("*INC-1* goes on here")
    assert len(team.said(room)) == 4
    assert team.facts(room)["Status"] == "resolved"
    assert team.facts(team.rooms[-1])["Status"] == "investigating"
    assert len(team.under(team.announcement())) == 2


async def test_what_was_resolved_in_a_thread_may_get_a_room_and_keeps_it(team: Team) -> None:
    await team.ann.asks("declare a typo sev4")

    await team.ann.asks("resolve --confirmed INC-1")
    assert team.under(team.announcement())[1:] == [
        "*INC-1 is resolved*, says @ann. It lasted less than a minute.",
        "Thank you, @ann.\nFinal update",
    ]
    await team.moves(minutes=100 * HOURS)
    await team.ann.asks("room INC-1")
    [room] = team.rooms
    await team.moves(minutes=1)

    assert not archived(room)
    assert await team.ann.asks("archive", room) == "The room of *INC-1* stays."
    assert team.facts(room)["Status"] == "resolved"


async def test_what_cannot_be_archived(team: Team) -> None:
    room = await team.declared()

    assert "INC-1 is investigating: its room is archived once it is resolved." in (
        await team.ann.asks("archive now", room)
    )
    assert "“soon” is no time that I understand." in await team.ann.asks("archive soon", room)
    assert "that moment is over already" in await team.ann.asks("archive 10m ago", room)
    assert team.said(room) == []


@with_settings(archive_after_hours=0)
async def test_rooms_may_be_left_as_they_are(team: Team) -> None:
    room = await team.declared()
    await team.ann.asks("resolve --confirmed", room)

    await team.moves(minutes=1000 * HOURS)

    assert not archived(room)
    assert "archived" not in "\n".join(team.said(room))
    assert await team.ann.asks("archive", room) == "The room of *INC-1* stays."
    assert len(team.under(team.announcement())) == 1


async def test_a_channel_that_was_there_before_keeps_its_name_and_is_never_archived(team: Team) -> None:
    channel = await team.ann.creates_channel("payments")
    await team.ann.asks("declare checkout is failing sev2 --here", channel)
    await team.ann.asks("title checkout is slow", channel)
    await team.ann.asks("resolve --confirmed", channel)
    await team.moves(minutes=1000 * HOURS)

    assert channel.name == "payments"
    assert not archived(channel)
    assert await team.ann.asks("archive", channel) == "*INC-1* has no room that I could archive."
    assert team.facts(channel)["Status"] == "resolved"
    assert "archived" not in "\n".join(team.said(channel))
    assert len(team.under(team.announcement())) == 1


async def test_reopened_after_its_room_was_archived_it_goes_on_in_a_new_one(team: Team) -> None:
    room = await team.declared()
    await team.ann.invites(room, team.dee)
    await team.ann.asks("assign commander @bo", room)
    await team.ann.asks("resolve --confirmed", room)
    await team.ann.asks("archive now", room)
    before = team.said(room)

    told = await team.ann.asks("reopen INC-1 errors are back")

    assert told == (
        "*INC-1* is open again: investigating. "
        "Its room is archived, and a bot cannot bring one back: I am opening a new one."
    )
    old, new = team.rooms
    assert archived(old)
    assert team.facts(old)["Status"] == "resolved"
    assert new.name == f"{ROOM}-1"
    assert set(new.members) == {"incidentbot", "ann", "bo", "dee"}
    assert team.said(old) == before
    assert team.said(new) == [
        f"*INC-1* goes on here: I can no longer write in #{ROOM}. What happened so far: `/incident timeline`",
        "*INC-1 is open again* (investigating), says @ann.\n> errors are back",
    ]
    assert team.facts(new)["Commander"] == "@bo"
    assert f"Room: #{ROOM}-1" in team.announcements()[0]
    assert len(team.under(team.announcement())) == 2


async def test_a_room_archived_by_somebody_while_it_is_open_is_told_to_the_commander(team: Team) -> None:
    room = await team.declared()
    await team.ann.asks("assign commander @bo", room)
    before = team.said(room)

    await team.ann.archives(room)

    [told] = [said for said in team.bo.direct() if "its room" in said]
    assert told == (
        f"*INC-1* is still investigating, and its room #{ROOM} was archived. I can no longer write there, "
        "and I cannot bring it back. `/incident room INC-1` opens a new one.\nOpen a new room"
    )
    await team.bo.clicks_in_direct("Open a new room")
    assert team.rooms[-1].name == f"{ROOM}-1"
    assert team.said(team.rooms[-1])[0].startswith("*INC-1* goes on here")
    assert team.said(room) == before
    assert team.facts(room)["Status"] == "investigating"
    assert team.bo.direct()


async def test_thrown_out_of_its_room_the_bot_says_so_and_opens_another(team: Team) -> None:
    room = await team.declared()

    await team.ann.throws_the_bot_out(room)

    [told] = [said for said in team.ann.direct() if "its room" in said]
    assert "lost me: I was taken out of it." in told
    assert team.facts(room)["Status"] == "investigating"
    await team.ann.asks("room INC-1")
    assert team.said(team.rooms[-1])[0].startswith(f"*INC-1* goes on here: I can no longer write in #{ROOM}.")


async def test_another_room_that_two_ask_for_is_opened_once(team: Team) -> None:
    room = await team.declared()
    await team.ann.throws_the_bot_out(room)

    await team.ann.asks_and_goes_on("room INC-1")
    await team.bo.asks("room INC-1")

    new = team.rooms[-1]
    assert new.name == f"{ROOM}-1"
    assert len(team.rooms) == 2
    assert team.said(new) == [
        f"*INC-1* goes on here: I can no longer write in #{ROOM}. What happened so far: `/incident timeline`"
    ]
    assert team.facts(new)["Status"] == team.facts(room)["Status"] == "investigating"
    assert len(team.ann.direct()) == 1


async def test_a_private_incident_whose_room_is_lost_gets_another_private_one(team: Team) -> None:
    await team.ann.asks("declare somebody took our data sev1 --private")
    [room] = team.rooms
    await team.ann.invites(room, team.dee)
    await team.ann.throws_the_bot_out(room)
    assert team.card(room).ts

    team.refuses("conversations.create", "restricted_action")
    await team.ann.asks("room INC-1")
    lost, refused = team.ann.direct()
    assert "its room" in lost
    assert refused.startswith("I could not open a room for *INC-1*")
    assert "investigating" in await team.ann.asks("status INC-1")
    assert len(team.rooms) == 1
    assert team.announcements() == []


async def test_a_private_room_is_replaced_by_a_private_one_with_the_same_people(team: Team) -> None:
    await team.ann.asks("declare somebody took our data sev1 --private")
    [room] = team.rooms
    await team.ann.invites(room, team.dee)
    await team.ann.asks("resolve --confirmed", room)
    await team.ann.asks("archive now", room)
    assert archived(room)
    assert len(team.said(room)) == 4
    assert team.card(room).ts

    await team.ann.asks("reopen INC-1 it goes on")

    new = team.rooms[-1]
    assert new.is_private
    assert set(new.members) == {"incidentbot", "ann", "dee"}
    assert [said.split("\n")[0] for said in team.said(new)] == [
        f"*INC-1* goes on here: I can no longer write in #{room.name}. "
        "What happened so far: `/incident timeline`",
        "*INC-1 is open again* (investigating), says @ann.",
    ]
    assert team.announcements() == []
