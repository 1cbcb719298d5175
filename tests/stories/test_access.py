"""Who may do what: members, guests, strangers, people, user groups, channels."""

from __future__ import annotations

from .own_settings import with_settings
from .team import Team

BO = "U0BO00000"
ONCALL, EXECS = "S0ONCALL0", "S0EXECS00"
RANDOM = "C0RANDOM0"
WHATEVER = ""
"""For `allows`: what is said to others is another story's matter."""

NOTHING = "\nFor example: `/incident help`\nNothing was changed."
ASK = " Ask somebody who may, or whoever looks after this bot."


async def test_a_guest_neither_declares_nor_changes_nor_looks(team: Team) -> None:
    room = await team.declared()
    eve = await team.arrives("eve", "Eve Guest", "UTC", guest=True)
    await team.ann.invites(room, eve)

    guest = "you are a guest in this workspace, and guests may not"
    assert await eve.asks("declare search is slow", room) == (
        f"You want to declare an incident, but {guest} declare incidents here.{ASK}{NOTHING}"
    )
    assert f"{guest} change incidents here." in await eve.asks("note seen it", room)
    assert f"{guest} resolve, close, reopen or archive incidents here." in await eve.asks("resolve", room)
    assert f"{guest} look at incidents here." in await eve.asks("list", room)
    assert f"{guest} look at incidents here." in await eve.asks("status", room)
    assert f"{guest} resolve, close, reopen or archive incidents here." in await eve.clicks(
        "Resolve", team.card(room)
    )
    assert len(team.rooms) == 1
    assert team.facts(room)["Commander"] == "nobody yet"


async def test_what_can_be_done_is_told_to_everybody(team: Team) -> None:
    room = await team.declared()
    eve = await team.arrives("eve", "Eve Guest", "UTC", guest=True)
    await team.ann.invites(room, eve)

    assert "severity sev2 only checkout is slow" in await eve.asks("help severity", room)


async def test_a_guest_who_marks_a_message_puts_nothing_on_the_record(team: Team) -> None:
    room = await team.declared()
    eve = await team.arrives("eve", "Eve Guest", "UTC", guest=True)
    await team.ann.invites(room, eve)
    ts = await team.ann.says("the pool is empty", room)

    await eve.reacts("pushpin", ts, room)
    assert "the pool is empty" not in await team.ann.asks("timeline", room)
    await team.ann.reacts("pushpin", ts, room)
    assert "the pool is empty" in await team.ann.asks("timeline", room)


async def test_somebody_of_another_company_may_nothing(team: Team) -> None:
    room = await team.declared()
    fay = await team.arrives("fay", "Fay Elsewhere", "UTC", company="T0ELSEWHERE")
    await team.ann.invites(room, fay)

    stranger = "I know you only as somebody from outside this workspace, who may not"
    assert f"{stranger} declare incidents here." in await fay.asks("declare search is slow", room)
    assert f"{stranger} change incidents here." in await fay.asks("note seen it", room)
    assert f"{stranger} look at incidents here." in await fay.asks("timeline", room)
    assert f"{stranger} change incidents here." in await fay.clicks("Post update", team.card(room))


@with_settings(access={"act": ["members", "guests"], "look": ["members", "guests", "strangers"]})
async def test_guests_and_strangers_may_what_they_are_granted(team: Team) -> None:
    room = await team.declared()
    eve = await team.arrives("eve", "Eve Guest", "UTC", guest=True)
    fay = await team.arrives("fay", "Fay Elsewhere", "UTC", company="T0ELSEWHERE")
    await team.ann.invites(room, eve, fay)

    assert "is now scribe of *INC-1*" in await eve.asks("assign scribe me", room)
    assert "checkout is failing" in await fay.asks("list", room)
    assert "who may not change incidents here." in await fay.asks("note seen it", room)
    team.expectations.allows(WHATEVER)


@with_settings(access={"declare": [BO, EXECS], "close": [BO]})
async def test_people_and_user_groups_may_what_others_may_not(team: Team) -> None:
    assert await team.ann.asks("declare checkout is failing sev1") == (
        f"You want to declare an incident, but you are not among those who may declare incidents here."
        f"{ASK}{NOTHING}"
    )
    # Of the group that may.
    assert "*INC-1* is declared" in await team.dee.asks("declare checkout is failing sev1")
    room = team.rooms[0]
    await team.ann.joins(room)
    assert "who may resolve, close, reopen or archive" in await team.ann.asks("resolve", room)
    assert "who may resolve, close, reopen or archive" in await team.ann.asks("status resolved", room)
    assert "who may resolve, close, reopen or archive" in await team.dee.asks("archive never", room)
    assert team.facts(room)["Status"] == "investigating"
    # By name.
    await team.bo.joins(room)
    assert "INC-1" in await team.bo.asks("resolve --confirmed rolled back", room)
    assert "who may resolve, close, reopen or archive" in await team.ann.asks("status monitoring", room)
    assert team.facts(room)["Status"] == "resolved"
    team.expectations.allows(WHATEVER)


@with_settings(access={"declare": [ONCALL]})
async def test_whoever_leaves_a_user_group_may_no_longer_and_whoever_joins_may(team: Team) -> None:
    assert "*INC-1* is declared" in await team.ann.asks("declare checkout is failing sev1")

    await team.chi.sets_group("oncall", team.bo, team.chi)

    assert "you are not among those who may" in await team.ann.asks("declare search is slow")
    assert "*INC-2* is declared" in await team.chi.asks("declare search is slow")
    team.expectations.allows(WHATEVER)


@with_settings(access={"declare": [RANDOM]})
async def test_what_is_granted_in_a_channel_is_granted_there_and_in_the_forms_opened_there(
    team: Team,
) -> None:
    assert "Whoever is in #random may do it there." in await team.ann.asks("declare checkout is failing sev1")

    assert await team.ann.asks("declare", "random") == ""
    assert await team.ann.fills(title="checkout is failing", severity="sev1") == {}

    assert len(team.rooms) == 1
    team.expectations.allows(WHATEVER)


@with_settings(access={"drill": [BO]})
async def test_drills_are_a_right_of_their_own(team: Team) -> None:
    assert "you are not among those who may declare drills here." in await team.ann.asks(
        "declare checkout is failing sev1 --drill"
    )
    assert team.rooms == []
    assert "*INC-1* is declared" in await team.bo.asks("declare checkout is failing sev1 --drill")
    team.expectations.allows(WHATEVER)


@with_settings(access={"act": [BO]})
async def test_whoever_may_only_look_sees_where_it_stands_and_moves_nothing(team: Team) -> None:
    room = await team.declared()

    assert "INC-1" in await team.ann.asks("status", room)
    assert "you are not among those who may change" in await team.ann.asks("status monitoring", room)
    assert team.facts(room)["Status"] == "investigating"


async def test_a_closed_account_may_nothing_any_more(team: Team) -> None:
    room = await team.declared()
    await team.bo.joins(room)
    # The session may be open still when the account is closed.
    await team.bo.person.changes(deleted=True)
    await team.settled()

    assert "your account in this workspace is closed." in await team.bo.asks("note seen it", room)
