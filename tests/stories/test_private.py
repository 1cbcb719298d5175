"""Private incidents: only who is in the room knows of them."""

from __future__ import annotations

from incident_bot.sandbox import Room

from .own_settings import with_settings
from .team import Team

WHATEVER = ""
"""For `allows`: what is said to those inside is another story's matter."""

NOWHERE = (
    "You want to read what happened, but there is no INC-1. `/incident list` shows the open incidents.\n"
    "For example: `/incident list`\n"
    "Nothing was changed."
)


async def declared(team: Team, words: str = "declare tokens are public sev1 --private") -> Room:
    """Ann's private incident; its room."""
    team.expectations.allows(WHATEVER)
    told = await team.ann.asks(words)
    assert "Only who is in its room will know of it." in told
    return team.rooms[-1]


async def sees(team: Team, name: str) -> bool:
    """Whether that person can find it; an outsider is told what they are told of one that there is not."""
    who = getattr(team, name)
    told = await who.asks("timeline INC-1")
    seen = "tokens are public" in told
    assert seen or told == NOWHERE
    assert seen is ("tokens are public" in await who.asks("list all"))
    assert seen is ("INC-1" in await who.asks("find tokens"))
    return seen


async def test_its_room_is_private_and_nothing_is_announced(team: Team) -> None:
    room = await declared(team)

    assert room.is_private
    assert sorted(room.members) == ["ann", "incidentbot"]
    assert team.announcements() == []
    assert await sees(team, "ann")
    assert not await sees(team, "bo")


async def test_by_form_it_is_the_same(team: Team) -> None:
    team.expectations.allows(WHATEVER)
    await team.ann.asks("declare")
    assert await team.ann.fills(title="tokens are public", severity="sev1", options=["private"]) == {}

    assert team.rooms[0].is_private
    assert team.announcements() == []
    assert not await sees(team, "bo")


async def test_whoever_gets_a_role_is_in_it(team: Team) -> None:
    room = await declared(team)

    await team.ann.asks("assign tech @bo", room)

    assert "bo" in room.members
    assert await sees(team, "bo")
    assert not await sees(team, "chi")


async def test_whoever_is_offered_a_role_can_answer(team: Team) -> None:
    room = await declared(team)
    await team.ann.asks("assign commander me", room)
    await team.ann.asks("handoff commander @bo", room)
    assert await team.ann.fills(tried="all keys are revoked") == {}

    assert "bo" in room.members
    assert await sees(team, "bo")
    assert "You are now commander of *INC-1*." in await team.bo.asks("accept commander", room)


async def test_whoever_is_invited_sees_it_and_whoever_leaves_or_is_put_out_does_not(team: Team) -> None:
    room = await declared(team)

    await team.ann.invites(room, team.bo, team.chi)
    assert await sees(team, "bo")
    assert await sees(team, "chi")

    await team.bo.leaves(room)
    await team.ann.removes(room, team.chi)
    assert not await sees(team, "bo")
    assert not await sees(team, "chi")


async def test_what_happened_to_a_room_while_the_bot_was_away_is_found_out(team: Team) -> None:
    room = await declared(team)
    await team.ann.invites(room, team.bo)
    await team.bo.person.leaves(room)
    await team.settled()

    await team.is_without_its_bot(minutes=3)
    assert not await sees(team, "bo")
    assert await sees(team, "ann")


@with_settings(access={"see_private": ["U0DEE0000", "S0ONCALL0"]})
async def test_overseers_see_it_without_being_in_it(team: Team) -> None:
    team.expectations.allows(WHATEVER)
    await team.chi.asks("declare tokens are public sev1 --private")

    # By name, and of the group.
    assert await sees(team, "dee")
    assert await sees(team, "bo")
    await team.chi.sets_group("oncall", team.ann)
    assert not await sees(team, "bo")


async def test_outside_nobody_can_change_it_by_its_number(team: Team) -> None:
    room = await declared(team)

    for words in ("note INC-1 seen", "status INC-1 resolved", "assign commander me INC-1", "export INC-1"):
        assert "there is no INC-1." in await team.bo.asks(words)
    assert team.facts(room)["Status"] == "investigating"


async def test_a_home_shows_it_only_to_those_inside(team: Team) -> None:
    await team.bo.opens_home()
    room = await declared(team)

    assert "tokens are public" in await team.ann.opens_home()
    assert "tokens are public" not in team.bo.home()
    await team.ann.invites(room, team.bo)
    assert "tokens are public" in team.bo.home()
    await team.bo.leaves(room)
    assert "tokens are public" not in team.bo.home()


async def test_something_like_it_is_not_pointed_out_to_others(team: Team) -> None:
    await declared(team)

    told = await team.bo.asks("declare tokens are public again sev1")

    assert "INC-2" in told
    assert "INC-1" not in told


async def test_updates_and_the_end_stay_in_the_room(team: Team) -> None:
    room = await declared(team)

    await team.ann.asks("update all keys are revoked", room)
    await team.ann.asks("resolve --confirmed new keys are out", room)

    assert any("all keys are revoked" in said for said in team.said(room))
    assert team.incidents.posts == []


async def test_a_room_without_its_bot_is_lost_and_found(team: Team) -> None:
    room = await declared(team)

    await team.ann.throws_the_bot_out(room)
    assert "where I can no longer write" in await team.ann.asks("status INC-1")
    await team.ann.brings_the_bot(room)
    assert "where I can no longer write" not in await team.ann.asks("status", room)
    assert "can be used again" in await team.ann.asks("timeline", room)


async def test_an_archived_room_is_lost_until_somebody_opens_it_and_brings_the_bot(team: Team) -> None:
    room = await declared(team)

    await team.ann.archives(room)
    assert "where I can no longer write" in await team.ann.asks("status INC-1")
    await team.ann.unarchives(room)
    await team.ann.brings_the_bot(room)
    assert "where I can no longer write" not in await team.ann.asks("status", room)


async def test_a_public_room_that_is_opened_again_has_its_bot_again(team: Team) -> None:
    team.expectations.allows(WHATEVER)
    room = await team.declared()

    await team.ann.archives(room)
    assert "where I can no longer write" in await team.ann.asks("status INC-1")
    await team.ann.unarchives(room)
    assert "incidentbot" in room.members
    assert "where I can no longer write" not in await team.ann.asks("status", room)
