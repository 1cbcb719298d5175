"""Roles: who holds them, who gets them, and who cannot."""

from __future__ import annotations

from incident_bot.sandbox.records import Command

from .team import Team


async def test_taking_a_role_oneself_and_giving_one_to_somebody(team: Team) -> None:
    room = await team.declared()

    assert await team.ann.asks("assign commander me", room) == "@ann is now commander of *INC-1*."
    assert await team.ann.asks("assign scribe @bo", room) == "@bo is now scribe of *INC-1*."

    assert room.members == ["incidentbot", "ann", "bo"]
    assert team.said(room) == ["@ann is now *commander*.", "@bo is now *scribe*, says @ann."]


async def test_roles_may_be_called_what_people_call_them(team: Team) -> None:
    room = await team.declared()
    called = {
        "IC me": "commander",
        "incident-commander @bo": "commander",
        "tech lead me": "tech lead",
        "TechLead @bo": "tech lead",
        "comms_lead myself": "communications lead",
        "planning me": "scribe",
    }

    for words, label in called.items():
        person = "@bo" if "@bo" in words else "@ann"
        told = await team.ann.asks(f"assign {words}", room)
        assert told.splitlines()[0] == f"{person} is now {label} of *INC-1*."
    assert team.said(room) == [
        "@ann is now *commander*.",
        "@bo is now *commander*, in place of @ann, says @ann.",
        "@ann is now *tech lead*.",
        "@bo is now *tech lead*, in place of @ann, says @ann.",
        "@ann is now *communications lead*.",
        "@ann is now *scribe*.",
    ]


async def test_a_handover_names_both(team: Team) -> None:
    room = await team.declared()
    await team.ann.asks("assign commander me", room)

    told = await team.ann.asks("assign commander @bo", room)

    assert told == "@bo is now commander of *INC-1*."
    assert team.said(room)[1:] == ["@bo is now *commander*, in place of @ann, says @ann."]
    assert team.facts(room)["Commander"] == "@bo"
    assert "commander @bo" in team.announcements()[0]


async def test_somebody_who_commands_and_types_is_warned(team: Team) -> None:
    room = await team.declared()
    await team.ann.asks("assign commander me", room)

    told = await team.ann.asks("assign tech_lead me", room)

    assert told == (
        "@ann is now tech lead of *INC-1*.\n"
        "One person now commands and has hands on keyboard. Hand one of the two on soon."
    )
    assert team.said(room) == ["@ann is now *commander*.", "@ann is now *tech lead*."]


async def test_taking_a_role_back(team: Team) -> None:
    room = await team.declared()
    await team.ann.asks("assign scribe @bo", room)

    assert await team.ann.asks("unassign scribe", room) == "@bo is no longer scribe of *INC-1*."
    assert team.said(room)[1:] == ["@bo is no longer scribe, says @ann."]
    assert "bo" in room.members


async def test_a_role_needs_a_person_of_this_workspace(team: Team) -> None:
    room = await team.declared()
    pick = "Type @ and pick the name from Slack's list, or say `me`."
    wrong = {
        "@nobody": f"“@nobody” is nobody I know here. {pick}",
        "bo": f"“bo” is nobody I know here. {pick}",
        "@oncall": "@oncall is a group, and a role is for one person.",
        "@incidentbot": "incidentbot is a bot: a role needs a person.",
        "@slackbot": "slackbot is a bot: a role needs a person.",
        "": "the person is missing.",
    }

    for person, problem in wrong.items():
        assert await team.ann.asks(f"assign commander {person}", room) == (
            f"You want to give somebody a role, but {problem}\n"
            "This would work: `/incident assign commander me`\n"
            "Nothing was changed."
        )
    assert team.said(room) == []


async def test_somebody_from_elsewhere_cannot_hold_a_role(team: Team) -> None:
    room = await team.declared()
    # Where names are not resolved, people can type any mention.
    team.sandbox.app.commands[:] = [Command("/incident", should_escape=False)]

    told = await team.ann.asks("assign commander <@U0STRANGER>", room)

    assert "is not somebody I know in this workspace. Type @ and pick the name from Slack's list." in told
    assert team.said(room) == []


async def test_somebody_who_left_cannot_hold_a_role(team: Team) -> None:
    room = await team.declared()
    await team.bo.person.changes(deleted=True)

    told = await team.ann.asks("assign commander @bo", room)

    assert "bo is no longer in this workspace." in told
    assert team.said(room) == []


async def test_somebody_who_just_joined_can_hold_a_role(team: Team) -> None:
    room = await team.declared()
    await team.arrives("eve", "Eve Example", "Africa/Nairobi")

    assert await team.ann.asks("assign commander @eve", room) == "@eve is now commander of *INC-1*."
    assert "eve" in room.members
    assert team.said(room) == ["@eve is now *commander*, says @ann."]
