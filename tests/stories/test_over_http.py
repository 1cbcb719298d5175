"""The same bot over signed HTTP: a few stories, so that both ways in are known to work."""

from __future__ import annotations

from .team import Team


async def test_an_incident_over_http(team_over_http: Team) -> None:
    team = team_over_http
    room = await team.declared("checkout is failing sev1")

    assert await team.ann.clicks("Take commander", team.card(room)) == "@ann is now commander of *INC-1*."
    assert await team.ann.asks("severity sev2 only checkout", room) == "*INC-1* is now SEV-2; it was SEV-1."
    assert team.facts(room)["Commander"] == "@ann"
    assert team.said(room) == [
        "@ann is now *commander*.",
        "Severity is now *SEV-2* (it was SEV-1), says @ann.\n> only checkout",
    ]
    assert len(team.announcements()) == 1


async def test_forms_over_http(team_over_http: Team) -> None:
    team = team_over_http
    await team.ann.asks("declare")
    wrong = await team.ann.fills(title=" ", severity="sev2")
    assert wrong == {"title": "There is no title: say in a few words what is wrong."}

    assert await team.ann.fills(title="search is slow", severity="sev2") == {}

    assert "*INC-1* is declared: search is slow." in team.ann.form()
    assert "INC-1 · search is slow" in team.reads(team.card(team.rooms[0]))


async def test_marked_messages_over_http(team_over_http: Team) -> None:
    team = team_over_http
    room = await team.declared("checkout is failing sev1")
    ts = await team.ann.says("the certificate ran out", room)

    await team.ann.reacts("pushpin", ts, room)

    assert "@ann · marked message: the certificate ran out" in await team.ann.asks("timeline", room)


async def test_wrong_words_over_http(team_over_http: Team) -> None:
    told = await team_over_http.ann.asks("declar checkout is failing")

    assert "Did you mean `declare`?" in told
