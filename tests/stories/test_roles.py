"""Roles: who holds them, who gets them, and who cannot."""

from __future__ import annotations

from incident_bot.sandbox.records import Command

from .own_settings import reminded_only_of, with_settings
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
        "@bo is now *tech lead*, in place of @ann, says @ann.\n"
        "One person now commands and has hands on keyboard. Hand one of the two on soon.",
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
    assert team.said(room) == [
        "@ann is now *commander*.",
        "@ann is now *tech lead*.\n"
        "One person now commands and has hands on keyboard. Hand one of the two on soon.",
    ]


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
            "For example: `/incident assign commander me`\n"
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


async def test_whoever_takes_a_role_is_told_privately_what_it_asks(team: Team) -> None:
    room = await team.declared()

    await team.ann.asks("assign comms @bo", room)

    [card] = team.bo.direct()
    assert card == (
        f"You are *communications lead* of *INC-1* · checkout is failing (SEV-1). Its room is #{room.name}.\n"
        "• Write the updates: what it means for users, what is being done, when you write next.\n"
        "• Keep the promise of the next update, also when nothing has changed.\n"
        "• Keep questions from outside away from those who fix.\n"
        "No longer communications lead? `/incident handoff comms INC-1` hands it to somebody else, "
        "`/incident unassign comms INC-1` gives it back.\n"
        "Hand off Give it back"
    )
    assert team.ann.direct() == []
    assert team.said(room) == ["@bo is now *communications lead*, says @ann."]


async def test_a_role_is_given_back_from_the_duty_card(team: Team) -> None:
    room = await team.declared()
    await team.ann.asks("assign scribe @bo", room)

    assert await team.bo.clicks_in_direct("Give it back") == "@bo is no longer scribe of *INC-1*."
    told = await team.bo.clicks_in_direct("Give it back")

    assert "nobody is scribe of INC-1." in told
    assert team.said(room) == ["@bo is now *scribe*, says @ann.", "@bo is no longer scribe."]
    assert len(team.bo.direct()) == 1


async def test_nobody_is_told_what_to_do_in_what_is_over(team: Team) -> None:
    room = await team.declared()
    team.expectations.allows("is resolved")
    team.expectations.allows("The postmortem is due")
    team.expectations.allows("is now *scribe*", room)
    await team.ann.asks("resolve --confirmed", room)

    await team.ann.asks("assign scribe @bo", room)

    assert team.bo.direct() == []


async def test_experts_are_many_and_each_has_a_label(team: Team) -> None:
    room = await team.declared()

    assert await team.ann.asks("assign expert @bo database", room) == (
        "@bo (database) is now expert of *INC-1*."
    )
    await team.ann.asks("assign sme @chi <!channel> & networks", room)
    assert await team.ann.asks("assign expert @bo replication", room) == (
        "@bo (replication) is now expert of *INC-1*."
    )
    already = await team.ann.asks("assign expert @bo", room)

    assert "@bo is expert of INC-1 already." in already
    assert team.said(room) == [
        "@bo (database) is now *expert*, says @ann.",
        "@chi (<!channel> & networks) is now *expert*, says @ann.",
        "@bo (replication) is now *expert*, says @ann.",
    ]
    who = await team.bo.asks("who", room)
    assert "*Expert*: @chi (<!channel> & networks), since 2026-01-05 14:30 UTC" in who
    assert "*Expert*: @bo (replication), since 2026-01-05 14:30 UTC" in who
    assert "@bo (database)" not in who


async def test_a_label_that_cannot_be(team: Team) -> None:
    room = await team.declared()

    told = await team.ann.asks("assign commander @bo database", room)
    long = await team.ann.asks(f"assign expert @bo {'x' * 81}", room)

    assert "commander has one holder, so there is nothing to tell apart: leave “database” out." in told
    assert "is too long: a label has at most 80 characters." in long
    assert team.said(room) == []


async def test_one_of_many_gives_the_role_back(team: Team) -> None:
    room = await team.declared()
    await team.ann.asks("assign expert @bo database", room)
    await team.ann.asks("assign expert @chi", room)

    unclear = await team.ann.asks("unassign expert", room)
    assert "2 people are expert of INC-1: say who, as in `unassign expert @person`." in unclear
    assert await team.bo.asks("unassign expert me", room) == "@bo is no longer expert of *INC-1*."
    wrong = await team.bo.asks("unassign expert me", room)
    assert "@bo is not expert of INC-1." in wrong
    assert team.said(room)[2:] == ["@bo is no longer expert."]


async def test_roles_are_changed_in_a_form(team: Team) -> None:
    room = await team.declared()
    await team.ann.asks("assign commander me", room)

    assert await team.ann.asks("roles", room) == ""
    assert "Only what you change here is changed." in team.ann.form()
    await team.ann.fills(scribe="@bo", expert=["@chi", "@dee"])

    assert team.ann.form() == (
        "Roles of INC-1\nRoles of *INC-1*:\n@bo is now scribe.\n@chi is now expert.\n@dee is now expert."
    )
    assert team.said(room)[1:] == [
        "@bo is now *scribe*, says @ann.",
        "@chi is now *expert*, says @ann.",
        "@dee is now *expert*, says @ann.",
    ]
    assert sorted(room.members) == ["ann", "bo", "chi", "dee", "incidentbot"]
    assert len(team.dee.direct()) == 1


async def test_the_form_has_who_holds_what_and_takes_roles_back(team: Team) -> None:
    room = await team.declared()
    for words in ("assign scribe @bo", "assign expert @bo database", "assign expert @chi"):
        await team.ann.asks(words, room)
    await team.moves(minutes=1)

    await team.bo.asks("roles", room)
    await team.bo.fills(scribe=None, expert=["@bo"])

    assert team.said(room)[3:] == ["@bo is no longer scribe.", "@chi is no longer expert, says @bo."]
    assert "*Expert*: @bo (database)" in await team.bo.asks("who", room)


async def test_what_others_changed_meanwhile_stays(team: Team) -> None:
    room = await team.declared()
    await team.ann.asks("assign commander me", room)
    await team.moves(minutes=1)
    await team.bo.asks("roles INC-1", "general")
    await team.moves(minutes=1)
    await team.ann.asks("assign commander @chi", room)

    await team.bo.fills(scribe="@bo")

    assert team.said(room)[1:] == [
        "@chi is now *commander*, in place of @ann, says @ann.",
        "@bo is now *scribe*.",
    ]
    await team.chi.asks("roles", room)
    await team.chi.fills()
    assert "Nothing was changed." in team.chi.form()


async def test_two_change_places_and_nobody_is_warned(team: Team) -> None:
    room = await team.declared()
    await team.ann.asks("assign commander @ann", room)
    await team.ann.asks("assign tech_lead @bo", room)
    await team.moves(minutes=1)

    await team.ann.asks("roles", room)
    await team.ann.fills(commander="@bo", tech_lead="@ann")

    assert "hands on keyboard" not in team.ann.form()
    assert team.said(room)[2:] == [
        "@bo is now *commander*, in place of @ann, says @ann.",
        "@ann is now *tech lead*, in place of @bo.",
    ]


async def test_whoever_gives_somebody_both_in_the_form_is_told(team: Team) -> None:
    room = await team.declared()

    await team.ann.asks("roles", room)
    await team.ann.fills(commander="@bo", tech_lead="@bo")

    warning = "One person now commands and has hands on keyboard. Hand one of the two on soon."
    assert warning in team.ann.form()
    assert team.said(room)[1] == f"@bo is now *tech lead*, says @ann.\n{warning}"


async def test_a_bot_picked_in_the_form_is_refused_under_its_field(team: Team) -> None:
    room = await team.declared()

    await team.ann.asks("roles", room)
    wrong = await team.ann.fills(scribe="@incidentbot", comms="@bo")

    assert wrong == {"scribe": "Incidentbot is a bot: a role needs a person."}
    assert team.said(room) == []


async def test_roles_takes_no_words_and_needs_an_incident(team: Team) -> None:
    room = await team.declared()

    assert "`roles` takes no words" in await team.ann.asks("roles scribe", room)
    assert "this is not an incident's room" in await team.ann.asks("roles", "general")
    assert await team.ann.asks("roles INC-1", "general") == ""
    assert "*INC-1* · checkout is failing" in team.ann.form()


@reminded_only_of("no_commander")
async def test_who_does_what_since_when_and_who_is_in_the_room(team: Team) -> None:
    room = await team.declared()
    await team.moves(minutes=4)
    await team.ann.asks("assign commander @bo", room)
    await team.moves(minutes=10)

    told = await team.dee.asks("who INC-1", "general")

    lines = told.splitlines()
    assert lines[0] == "*Who is on INC-1* · checkout is failing"
    assert "*Commander*: @bo, since 2026-01-05 14:34 UTC · 4 min without one" in lines
    assert "*Scribe*: nobody yet · 14 min without one" in lines
    assert f"*In #{room.name}*: 2" in lines
    assert "2026-01-05 14:30 UTC: @ann" in lines
    assert "2026-01-05 14:34 UTC: @bo" in lines
    assert team.said(room) == ["@bo is now *commander*, says @ann."]


async def test_who_takes_no_words(team: Team) -> None:
    room = await team.declared()
    assert "“cares” is one word too many." in await team.ann.asks("who cares", room)


async def test_roles_given_with_the_declaration_come_with_one_card_for_each_person(team: Team) -> None:
    await team.ann.asks("declare checkout is failing sev1 --commander @bo --scribe @bo --comms @chi")
    [room] = team.rooms

    [card] = team.bo.direct()
    assert card.startswith(
        "You are *commander* and *scribe* of *INC-1* · checkout is failing (SEV-1). "
        f"Its room is #{room.name}.\n*What the commander does*\n"
    )
    assert "*What the scribe does*" in card
    assert len(team.chi.direct()) == 1
    assert team.ann.direct() == []


CALLED = {
    name: {
        "label": label,
        "word": "bad",
        "meaning": "users notice",
        "acknowledge_within": 5,
        "invite": invite,
    }
    for name, label, invite in (("sev1", "SEV-1", ["U0BO00000"]), ("sev2", "SEV-2", ["U0CHI0000"]))
}
CALLING = {"checkout": {"label": "Checkout", "invite": ["U0DEE0000"]}, "search": {"label": "Search"}}


@with_settings(severities=CALLED, default_severity="sev1", services=CALLING)
async def test_whoever_left_comes_back_only_for_what_names_them(team: Team) -> None:
    room = await team.declared("checkout is failing sev1 --service checkout,search --commander @chi")
    for who in (team.bo, team.chi, team.dee):
        await who.leaves(room)
    team.expectations.allows("")

    await team.ann.asks("unassign commander @chi", room)
    await team.ann.asks("services -search", room)
    assert sorted(room.members) == ["ann", "incidentbot"]

    await team.ann.asks("severity sev2 fewer notice it", room)
    assert sorted(room.members) == ["ann", "chi", "incidentbot"]
    await team.ann.asks("services -checkout", room)
    assert sorted(room.members) == ["ann", "chi", "incidentbot"]
    await team.ann.asks("services +checkout", room)
    assert sorted(room.members) == ["ann", "chi", "dee", "incidentbot"]


async def test_a_button_to_take_what_somebody_has_by_now_changes_nothing(team: Team) -> None:
    room = await team.declared()
    await team.bo.joins(room)
    await team.is_without_its_bot(minutes=7)
    await team.moves(minutes=0)
    [reminder] = [post for post in room.posts if "has had no commander" in post.words]
    await team.ann.clicks("Take commander", reminder)

    told = await team.bo.clicks("Take commander", reminder)

    assert told == (
        "@ann has commanded *INC-1* since 2026-01-05 14:37 UTC. Nothing was changed. "
        "To take it over, type `/incident assign commander me INC-1`."
    )
    assert team.facts(room)["Commander"] == "@ann"
    assert await team.ann.clicks("Take commander", reminder) != ""
    assert [line for line in team.said(room) if "is now" in line] == ["@ann is now *commander*."]
    await team.bo.asks("assign commander me INC-1", room)
    assert "@bo is now *commander*" in team.said(room)[-1]


async def test_neither_does_a_button_for_another_role_that_one_person_has(team: Team) -> None:
    room = await team.declared()
    await team.ann.asks("assign commander me", room)
    await team.moves(minutes=20)
    [reminder] = [post for post in room.posts if "has no *communications lead* and" in post.words]
    await team.ann.clicks("Take scribe", reminder)

    told = await team.bo.clicks("Take scribe", reminder)

    assert told.startswith("@ann has been scribe of *INC-1* since 2026-01-05 14:50 UTC. Nothing was changed.")
    team.expectations.allows("")
    team.said(room)
