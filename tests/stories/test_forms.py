"""Forms: for whoever does not know what to type."""

from __future__ import annotations

from .own_settings import with_settings
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


SERVICES = {"checkout": {"label": "Checkout"}, "search": {"label": "Search"}}


@with_settings(services=SERVICES)
async def test_everything_that_can_be_said_in_the_form(team: Team) -> None:
    await team.ann.asks("declare")
    wrong = await team.ann.fills(
        title="checkout is failing --private",
        severity="sev1",
        services=["Checkout"],
        other_services="the till, Search",
        impact="nobody can pay",
        role_commander=team.bo.id,
        role_scribe=team.chi.id,
        started=1767623400 - 600,
    )

    assert wrong == {}
    [room] = team.rooms
    assert room.topic == (
        "SEV-1 · checkout is failing --private · Checkout, the till, Search · commander @bo · "
        "started 2026-01-05 14:20 UTC"
    ).replace("@bo", f"<@{team.bo.id}>")
    [announced] = team.announcements()
    assert "Affected: Checkout, the till, Search\nImpact: nobody can pay" in announced
    assert sorted(room.members) == ["ann", "bo", "chi", "incidentbot"]
    assert "Commander: @bo · Scribe: @chi" in team.ann.form()
    team.card(room)
    await team.ann.person.closes()


async def test_the_kind_of_incident_is_ticked(team: Team) -> None:
    await team.ann.asks("declare")
    await team.ann.fills(title="somebody took our data", severity="sev1", options=["private", "drill"])

    [room] = team.rooms
    assert room.is_private
    assert room.name == "drill-20260105-somebody-took-our-data"
    assert team.announcements() == []
    assert "This is a drill." in team.reads(team.card(room))
    await team.ann.person.closes()


async def test_the_channel_is_offered_as_the_room_where_it_can_be_one(team: Team) -> None:
    await team.ann.asks("declare", "incidents")
    assert "This channel becomes its room" not in team.ann.form()
    await team.ann.person.closes()
    room = await team.ann.creates_channel("payments")
    await team.ann.asks("declare", room)
    await team.ann.fills(title="checkout is failing", severity="sev2", options=["here"])

    assert team.rooms == []
    assert "INC-1 · checkout is failing" in team.reads(team.card(room))
    assert team.announcements()[0].splitlines()[-1] == "Room: #payments"
    await team.ann.person.closes()


async def test_what_is_over_by_form(team: Team) -> None:
    await team.ann.asks("declare")
    assert await team.ann.fills(title="search was slow", resolved=1767623400 - 600) == {
        "started": "It is over, but not said since when it was."
    }
    assert await team.ann.fills(started=1767623400 - 300) == {
        "started": "It cannot have started after its end."
    }
    assert await team.ann.fills(started=1767623400 - 1200, role_scribe=team.bo.id) == {
        "role_scribe": "What is over already has no roles to take: leave the people out."
    }
    assert await team.ann.fills(role_scribe=None) == {}

    announced = team.announcement()
    assert "*SEV-3* · *resolved* · lasted 10 min" in team.reads(announced)
    assert len(team.under(announced)) == 1
    assert team.rooms == []
    await team.ann.person.closes()
