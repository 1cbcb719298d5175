"""Hand-offs: offered with what the next one must know, and answered; until then the giver answers for it."""

from __future__ import annotations

import pytest

from incident_bot.sandbox.rooms import Room, Seen

from .team import Team

WARNING = "One person now commands and has hands on keyboard. Hand one of the two on soon."


OFFER = " asks "


async def commanded(team: Team) -> Room:
    """Ann declared, and commands."""
    # The brief stands in the room and in a direct message; each story reads the one it is about.
    team.expectations.allows(OFFER)
    room = await team.declared()
    await team.ann.asks("assign commander me", room)
    team.said(room)
    return room


async def offered(team: Team, room: Room) -> Seen:
    """Ann offers Bo her role; the brief in the room."""
    await team.ann.asks("handoff commander @bo", room)
    await team.ann.fills(next="watch the error rate")
    return brief_in(room)


def brief_in(room: Room) -> Seen:
    """The latest brief."""
    return [post for post in room.posts if OFFER in post.text][-1]


async def test_a_role_is_offered_accepted_and_changes_hands(team: Team) -> None:
    room = await commanded(team)

    assert await team.ann.asks("handoff commander @bo", room) == ""
    assert "You offer: *commander*." in team.ann.form()
    await team.ann.fills(next="watch the error rate", questions="why only Europe?")

    assert "@bo is asked to be commander of *INC-1*. Until they accept, it is yours." in team.ann.form()
    brief = team.said(room)[-1]
    assert brief.splitlines() == [
        f"@ann asks @bo to be *commander* of *INC-1* · checkout is failing (room #{room.name}). "
        "Until @bo accepts, @ann answers for it.",
        "*Where it stands*",
        "SEV-1 (critical), investigating, for less than a minute.",
        "*Who is on it*",
        "Commander: @ann",
        "*What comes next*",
        "watch the error rate",
        "*Open questions*",
        "why only Europe?",
        "Accept Decline",
    ]
    assert team.bo.direct() == [brief]
    assert "bo" in room.members
    assert team.facts(room)["Commander"] == "@ann, offered to @bo"

    await team.moves(minutes=2)
    assert await team.bo.clicks("Accept", brief_in(room)) == "You are now commander of *INC-1*."

    assert team.said(room)[-1] == "@bo accepted the hand-off and is now *commander*, in place of @ann."
    assert team.facts(room)["Commander"] == "@bo"
    assert team.reads(brief_in(room)).endswith("*@bo accepted.*")
    told, duties = team.bo.direct()
    assert told.endswith("*@bo accepted.*")
    assert duties.startswith("You are *commander* of *INC-1")
    timeline = await team.bo.asks("timeline", room)
    assert "watch the error rate" in timeline


async def test_the_form_begins_with_what_the_record_knows(team: Team) -> None:
    room = await commanded(team)
    for words in (
        "decision roll back to 2.1.4",
        "note errors at 12 %",
        "update rolling back <b>now</b>",
        "impact one in ten cannot pay",
        "assign expert @chi database",
    ):
        await team.ann.asks(words, room)
    await team.moves(minutes=12)
    team.said(room)
    team.expectations.allows("rolling back")

    await team.ann.asks("handoff", room)
    assert "SEV-1 (critical), investigating, for 12 min.\nImpact: one in ten cannot pay" in team.ann.form()
    await team.ann.fills(receiver="@bo")

    brief = team.reads(brief_in(room))
    assert "*What was tried*\n14:30 UTC decision: roll back to 2.1.4\n14:30 UTC note: errors at 12 %" in brief
    assert "*What we are doing now*\nrolling back <b>now</b>" in brief
    assert "*Who is on it*\nCommander: @ann\nExpert (database): @chi" in brief


async def test_declined_by_a_click_it_stays_where_it_was(team: Team) -> None:
    room = await commanded(team)
    brief = await offered(team, room)

    assert await team.bo.clicks("Decline", brief) == "You declined. @ann is still commander of *INC-1*."

    assert team.said(room)[-1] == "@bo declined to be *commander*. @ann is still commander."
    assert team.facts(room)["Commander"] == "@ann"
    assert team.reads(brief_in(room)).endswith("*@bo declined.*")
    assert len(team.bo.direct()) == 1


async def test_declined_with_a_reason(team: Team) -> None:
    room = await commanded(team)
    await offered(team, room)

    assert "You declined." in await team.bo.asks("decline I am about to leave <!here>", room)

    assert team.said(room)[-1] == (
        "@bo declined to be *commander*. @ann is still commander.\n> I am about to leave <!here>"
    )


async def test_accepted_in_the_direct_message(team: Team) -> None:
    room = await commanded(team)
    await offered(team, room)

    assert await team.bo.clicks_in_direct("Accept") == "You are now commander of *INC-1*."

    assert team.facts(room)["Commander"] == "@bo"
    assert team.said(room)[-1] == "@bo accepted the hand-off and is now *commander*, in place of @ann."


async def test_accepted_by_typing(team: Team) -> None:
    room = await commanded(team)
    await offered(team, room)

    assert await team.bo.asks("accept", room) == "You are now commander of *INC-1*."

    again = await team.bo.asks("accept commander", room)
    assert "no hand-off of it waits for an answer: @bo is commander of INC-1." in again
    assert "no role of INC-1 that concerns you waits for an answer." in await team.bo.asks("accept", room)
    assert team.said(room)[-1] == "@bo accepted the hand-off and is now *commander*, in place of @ann."


@pytest.mark.parametrize("button", ["Accept", "Decline"])
async def test_only_whoever_is_asked_may_answer(team: Team, button: str) -> None:
    room = await commanded(team)
    brief = await offered(team, room)
    await team.chi.person.joins(room)

    told = await team.chi.clicks(button, brief)

    assert "commander of INC-1 was offered to @bo, not to you." in told
    assert team.facts(room)["Commander"] == "@ann, offered to @bo"


async def test_the_giver_takes_it_back(team: Team) -> None:
    room = await commanded(team)
    await offered(team, room)

    assert (
        await team.ann.asks("decline commander", room) == "@bo is no longer asked to be commander of *INC-1*."
    )

    assert team.said(room)[-1] == "@ann took back the offer of *commander* to @bo. @ann is still commander."
    assert team.reads(brief_in(room)).endswith("*@ann took it back.*")
    assert "no hand-off of it waits for an answer: @ann is commander of INC-1." in await team.bo.asks(
        "accept commander", room
    )


async def test_a_second_offer_takes_the_place_of_the_first(team: Team) -> None:
    room = await commanded(team)
    await offered(team, room)

    await team.ann.asks("handoff commander @chi", room)
    await team.ann.fills()

    briefs = [team.reads(post) for post in room.posts if OFFER in post.text]
    assert briefs[0].endswith("*This was offered anew.*")
    assert briefs[1].endswith("Accept Decline")
    assert "was offered to @chi, not to you" in await team.bo.asks("accept commander", room)
    assert team.facts(room)["Commander"] == "@ann, offered to @chi"
    assert len(team.chi.direct()) == 1
    assert len(team.bo.direct()) == 1


async def test_somebody_else_is_given_the_role_while_it_is_offered(team: Team) -> None:
    room = await commanded(team)
    await offered(team, room)

    await team.dee.asks("assign commander @chi INC-1", "general")

    assert team.reads(brief_in(room)).endswith("*@chi is commander now.*")
    assert team.said(room)[-1] == "@chi is now *commander*, in place of @ann, says @dee."
    assert "no hand-off of it waits" in await team.bo.asks("accept commander INC-1", "general")
    assert len(team.bo.direct()) == 1


async def test_the_end_ends_the_offer(team: Team) -> None:
    room = await commanded(team)
    await offered(team, room)
    team.expectations.allows("is resolved")
    team.expectations.allows("The postmortem is due")

    await team.ann.asks("resolve --confirmed", room)

    ended = "*INC-1 is resolved: nothing is to be handed over.*"
    assert team.reads(brief_in(room)).endswith(ended)
    assert team.bo.direct()[0].endswith(ended)
    assert "INC-1 is resolved: nothing is to be handed over." in await team.ann.asks(
        "handoff commander", room
    )


async def test_only_the_holder_hands_over_and_only_roles_of_one(team: Team) -> None:
    room = await commanded(team)
    await team.ann.asks("assign expert me", room)
    wrong = {
        "handoff commander @chi INC-1": "@ann is commander of INC-1, and only they can hand it over. "
        "If they cannot be reached, `assign` gives it to somebody at once.",
        "handoff INC-1": "you hold no role of INC-1 that could be handed over; only whoever has one can.",
        "handoff expert INC-1": "expert is a role of many: give it to somebody else too",
        "handoff scribe me INC-1": "you would hand it over to yourself.",
        "handoff chief INC-1": "“chief” is no role.",
    }

    for words, problem in wrong.items():
        assert problem in await team.bo.asks(words, "general")
    assert team.said(room) == ["@ann is now *commander*.", "@ann is now *expert*."]


async def test_a_role_that_nobody_holds_may_be_offered_by_anybody(team: Team) -> None:
    room = await team.declared()
    team.expectations.allows(OFFER)

    await team.ann.asks("handoff scribe @bo", room)
    await team.ann.fills()
    assert "Until they accept, nobody holds it." in team.ann.form()
    assert "Until @bo accepts, nobody holds it." in team.said(room)[-1]
    assert team.facts(room)["Scribe"] == "nobody yet, offered to @bo"

    await team.bo.asks("accept", room)
    assert team.said(room)[-1] == "@bo accepted the hand-off and is now *scribe*."


async def test_whoever_holds_several_chooses_in_the_form(team: Team) -> None:
    room = await commanded(team)
    await team.ann.asks("assign tech_lead me", room)
    team.said(room)

    await team.ann.asks("handoff @bo", room)
    assert "Which role?" in team.ann.form()
    await team.ann.fills(role="tech_lead")

    assert "to be *tech lead* of" in team.reads(brief_in(room))
    assert team.facts(room)["Tech lead"] == "@ann, offered to @bo"


async def test_the_card_hands_over_what_is_held_by_whoever_clicks(team: Team) -> None:
    room = await commanded(team)
    await team.ann.asks("assign tech_lead @bo", room)
    assert team.said(room) == ["@ann is now *commander*.", "@bo is now *tech lead*, says @ann."]

    assert await team.bo.clicks("Hand off", team.card(room)) == ""
    await team.bo.fills(receiver="@chi")
    assert "@bo asks @chi to be *tech lead* of" in team.reads(brief_in(room))
    assert team.facts(room)["Tech lead"] == "@bo, offered to @chi"

    told = await team.dee.clicks("Hand off", team.card(room))
    assert "you hold no role of INC-1 that could be handed over" in told


async def test_whoever_then_commands_and_types_is_told_and_so_is_the_room(team: Team) -> None:
    room = await commanded(team)
    await team.ann.asks("assign tech_lead @bo", room)
    await offered(team, room)

    assert await team.bo.asks("accept", room) == f"You are now commander of *INC-1*.\n{WARNING}"

    assert team.said(room)[-1] == (
        f"@bo accepted the hand-off and is now *commander*, in place of @ann.\n{WARNING}"
    )


async def test_wrong_receivers_are_named_under_their_field(team: Team) -> None:
    room = await commanded(team)

    await team.ann.asks("handoff commander", room)

    assert await team.ann.fills(receiver="@incidentbot") == {
        "receiver": "Incidentbot is a bot: a role needs a person."
    }
    assert await team.ann.fills(receiver="@ann") == {"receiver": "You would hand it over to yourself."}
    assert team.said(room) == ["@ann is now *commander*."]


async def test_a_role_is_handed_over_from_the_form_of_roles_and_from_the_duty_card(team: Team) -> None:
    room = await commanded(team)

    await team.ann.asks("roles", room)
    await team.ann.clicks_in_form("Hand off commander")
    await team.ann.fills(receiver="@bo")
    assert "to be *commander* of" in team.reads(brief_in(room))

    assert await team.ann.clicks_in_direct("Hand off") == ""
    await team.ann.fills(receiver="@chi")
    assert team.facts(room)["Commander"] == "@ann, offered to @chi"
    await team.ann.asks("roles", room)
    assert "Offered to @chi, who has yet to accept." in team.ann.form()


async def test_a_long_brief_is_cut_in_slack_and_whole_in_the_record(team: Team) -> None:
    room = await commanded(team)
    long = "<&> *bold* مرحبا :tada: " * 120

    await team.ann.asks("handoff commander @bo", room)
    await team.ann.fills(tried=long, strategy=long, people=long, next=long, questions=long, links=long)

    brief = team.reads(brief_in(room))
    assert "Shortened here. The timeline has it whole: `/incident export INC-1`" in brief
    assert brief.endswith("Accept Decline")
    assert len(brief) < 11_000


async def test_two_offers_to_one_person_must_be_told_apart(team: Team) -> None:
    room = await commanded(team)
    await team.ann.asks("assign scribe me", room)
    for role in ("commander", "scribe"):
        await team.ann.asks(f"handoff {role} @bo", room)
        await team.ann.fills()
    assert "commander and scribe wait for an answer: say which one." in await team.bo.asks("accept", room)
    assert await team.bo.asks("accept scribe", room) == "You are now scribe of *INC-1*."
    assert team.facts(room)["Commander"] == "@ann, offered to @bo"
    team.said(room)


async def test_a_private_incident_is_handed_over_among_those_who_may_know(team: Team) -> None:
    team.expectations.allows(OFFER)
    await team.ann.asks("declare the vault is open sev1 --private --commander me")
    [room] = team.rooms

    await team.ann.asks("handoff commander @bo", room)
    await team.ann.fills()
    assert "INC-1" not in "".join(team.announcements())
    assert "there is no INC-1." in await team.chi.asks("accept commander INC-1")

    assert await team.bo.clicks_in_direct("Accept") == "You are now commander of *INC-1*."
    assert team.said(room)[-1] == "@bo accepted the hand-off and is now *commander*, in place of @ann."


async def test_what_lives_in_a_thread_is_handed_over_there(team: Team) -> None:
    team.expectations.allows(OFFER)
    await team.ann.asks("declare a typo on the page sev4")
    await team.ann.asks("assign commander me INC-1")

    await team.ann.asks("handoff commander @bo INC-1")
    await team.ann.fills()
    assert await team.bo.clicks_in_direct("Accept") == "You are now commander of *INC-1*."

    under = team.under(team.announcement())
    assert under[-1] == "@bo accepted the hand-off and is now *commander*, in place of @ann."
    assert under[-2].endswith("*@bo accepted.*")
    duties = team.bo.direct()[-1]
    assert "(SEV-4). It lives in a thread in #incidents." in duties


async def test_a_drill_is_handed_over_as_one(team: Team) -> None:
    team.expectations.allows("This is a drill.")
    await team.ann.asks("declare checkout is failing sev1 --drill --commander me")
    [room] = team.rooms

    await team.ann.asks("handoff commander @bo", room)
    await team.ann.fills()
    await team.bo.clicks_in_direct("Accept")

    assert all(told.endswith("*This is a drill.*") for told in team.bo.direct())
    assert team.said(room)[-1].startswith("@bo accepted the hand-off and is now *commander*")
