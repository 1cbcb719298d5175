"""Five questions help to choose a severity; they never decide."""

from __future__ import annotations

from .team import Team


async def test_the_worst_answer_is_proposed_and_the_rule_is_shown(team: Team) -> None:
    assert await team.ann.asks("triage") == ""
    for question in ("How many users", "What is impaired", "workaround", "revenue", "service level"):
        assert question in team.ann.form()

    assert await team.ann.fills(users="some", workaround="none", sla="no") == {}

    assert team.ann.form().splitlines() == [
        "How bad is it?",
        "Your answers ask for *SEV-2* (high), because:",
        "• There is no workaround.",
        "The other answers ask for less. 1 to 10 % of the users are affected: SEV-3. "
        "No service level agreement is broken: SEV-4.",
        "You decide: choose it in the form behind this one, or with the declaration.",
    ]
    await team.ann.person.closes()


async def test_nothing_answered_proposes_nothing(team: Team) -> None:
    await team.ann.asks("triage")

    assert await team.ann.fills() == {"users": "No question is answered: one is enough."}
    await team.ann.person.closes()


async def test_from_the_form_and_back_to_it(team: Team) -> None:
    await team.ann.asks("declare")
    await team.ann.enters(title="checkout is failing")

    assert await team.ann.clicks_in_form("Help me choose") == ""
    await team.ann.fills(impaired="lost")
    assert "Your answers ask for *SEV-1* (critical)" in team.ann.form()
    await team.ann.person.closes()

    assert team.ann.form().startswith("Declare an incident")
    await team.ann.fills(severity="sev1")
    assert team.facts(team.rooms[0])["Severity"] == "SEV-1 (critical)"
    assert len(team.announcements()) == 1
    await team.ann.person.closes()


async def test_in_a_room_it_is_about_its_incident(team: Team) -> None:
    room = await team.declared("checkout is failing sev3")
    await team.ann.asks("triage", room)
    await team.ann.fills(revenue="much")

    assert "You decide. `/incident severity INC-1 sev1` and a reason sets it." in team.ann.form()
    assert team.facts(room)["Severity"] == "SEV-3 (medium)"
    assert len(team.announcements()) == 1
    await team.ann.person.closes()
