"""Forms: for whoever does not know what to type."""

from __future__ import annotations

from .team import Team


async def test_declaring_by_form(team: Team) -> None:
    assert await team.ann.asks("declare") == ""
    assert "What is wrong?" in team.ann.form()
    assert "SEV-1 critical outage or severe degradation" in team.ann.form()

    assert await team.ann.fills(title="checkout is failing", severity="sev1") == {}

    assert "*INC-1* is declared: checkout is failing. It is SEV-1." in team.ann.form()
    [room] = team.rooms
    assert room.topic == "SEV-1 · checkout is failing · started 2026-01-05 14:30 UTC"
    assert room.members == ["incidentbot", "ann"]
    await team.ann.person.closes()


async def test_the_form_proposes_the_usual_severity(team: Team) -> None:
    await team.ann.asks("declare")
    await team.ann.fills(title="checkout is slow")

    assert team.facts(team.rooms[0])["Severity"] == "SEV-3 (medium)"


async def test_a_form_without_a_title_is_refused_at_its_field_and_can_be_mended(team: Team) -> None:
    await team.ann.asks("declare")

    wrong = await team.ann.fills(title="   ", severity="sev1")

    assert wrong == {"title": "There is no title: say in a few words what is wrong."}
    assert team.rooms == []
    assert await team.ann.fills(title="checkout is failing") == {}
    assert [room.name for room in team.rooms] == ["incident-20260105-checkout-is-failing"]


async def test_what_stands_in_a_form_is_taken_as_it_stands(team: Team) -> None:
    await team.ann.asks("declare")
    await team.ann.fills(title="sev2 alerts & <b> in R&D since INC-12", severity="sev1")

    assert (
        "INC-1 · sev2 alerts & <b> in R&D since INC-12" in team.card(team.rooms[0]).blocks[0]["text"]["text"]
    )
    assert team.facts(team.rooms[0])["Severity"] == "SEV-1 (critical)"


async def test_an_update_by_form(team: Team) -> None:
    room = await team.declared()
    told = await team.ann.clicks("Post update", team.card(room))
    assert told == ""
    assert team.ann.form().splitlines()[0] == "Update for INC-1"

    assert await team.ann.fills(text="we are rolling back\n\nmore at three") == {}

    assert team.ann.person.view is None
    said = "*Update* by @ann: we are rolling back\n\nmore at three\nNext update due 2026-01-05 15:00 UTC."
    assert team.said(room) == [said]
    assert team.under(team.announcement()) == [said]


async def test_an_update_form_sent_too_late_says_why_it_was_not_sent(team: Team) -> None:
    room = await team.declared()
    await team.ann.clicks("Post update", team.card(room))
    await team.bo.asks("resolve --confirmed INC-1")

    wrong = await team.ann.fills(text="we are rolling back")

    assert wrong == {"text": "INC-1 is resolved, so nobody is owed an update."}
    assert [line for line in team.said(room) if line.startswith("*Update*")] == []
    assert len(team.under(team.announcement())) == 1, "only that it is resolved"


async def test_a_form_that_slack_does_not_open_is_answered_in_words(team: Team) -> None:
    team.fails("views.open", "error500")

    told = await team.ann.asks("declare")

    assert told == "The form did not open in time. Try again, or type it all: `/incident declare …`"


async def test_a_click_whose_form_does_not_open_is_answered_too(team: Team) -> None:
    room = await team.declared()
    team.fails("views.open", "error500")

    told = await team.ann.clicks("Post update", team.card(room))

    assert told.startswith(
        "The form did not open in time. Try again, or type it all: `/incident update INC-1 …`"
    )
    assert team.ann.person.view is None
