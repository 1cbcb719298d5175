"""What somebody said wrongly is put right, and nothing of it is lost."""

from __future__ import annotations

from incident_bot.sandbox.rooms import Room

from .own_settings import reminded_only_of
from .team import Team

AT = "2026-01-05 14:30 UTC"


async def entries(team: Team, room: Room, words: str = "timeline") -> list[str]:
    """The entries of the timeline that people told, as Bo reads them."""
    lines = (await team.bo.asks(words, room)).splitlines()
    return [
        line for line in lines if line.startswith("#") and " · bot · " not in line and "declared" not in line
    ]


async def test_a_typed_correction_with_its_reason_is_heard_shown_and_in_the_history(team: Team) -> None:
    room = await team.declared()
    await team.bo.joins(room)
    await team.ann.asks("note the error rate is 20 %", room)
    await team.moves(minutes=2)

    told = await team.bo.asks("correct #3 the error rate is <12 %> because: typo", room)

    assert told == (
        "#3 of *INC-1* is corrected: “the error rate is <12 %>”. `/incident history INC-1 #3` has what it "
        "said before."
    )
    assert team.said(room)[1:] == [
        f"@bo corrected #3 (note of @ann, {AT}).\nIt says now: the error rate is <12 %>\nReason: typo"
    ]
    assert team.said(room)[0] == "@ann noted: the error rate is 20 %"
    assert await entries(team, room) == [f"#3 · {AT} · @ann · note: the error rate is <12 %> _(revised)_"]
    assert (await team.chi.asks("history #3 INC-1")).splitlines() == [
        "*History of #3* · INC-1 · @ann · note",
        f"*1* · written down {AT} by a command",
        f"It was {AT}: the error rate is 20 %",
        "*2* · 2026-01-05 14:32 UTC · corrected by @bo",
        "It says: the error rate is <12 %>",
        "Before: the error rate is 20 %",
        "Reason: typo",
        "`/incident restore INC-1 #3 1` brings version 1 back.",
    ]
    assert "#4 is a change of #3. Use #3." in await team.chi.asks("history INC-1 #4")


async def test_a_correction_without_a_reason_is_asked_for_it_and_keeps_what_was_typed(team: Team) -> None:
    room = await team.declared()
    await team.bo.joins(room)
    await team.ann.asks("note the error rate is 20 %", room)
    await team.moves(minutes=4)

    # Half past three in Berlin, where Ann is.
    await team.ann.asks("correct last time 15:25:10", room)
    assert "Correct #3" in team.ann.form()
    await team.ann.asks("correct #3 because: the graph has it", room)
    assert "You said why, but not what is right: put it in here." in team.ann.form()
    assert team.ann.drafts()["why"] == "the graph has it"
    await team.ann.asks("correct last time 15:25:10", room)
    assert team.ann.drafts()["text"] == "the error rate is 20 %"
    assert await team.ann.fills(why="  ") == {"why": "Say why: whoever reads the history wants to know."}
    assert await team.ann.fills(why="the graph has it") == {}

    assert team.said(room)[1:] == [
        "@ann corrected #3 (note of @ann, 2026-01-05 14:25 UTC).\nNew time: 2026-01-05 14:25 UTC.\n"
        "Reason: the graph has it"
    ]
    [line] = await entries(team, room)
    assert line.startswith("#3 · 2026-01-05 14:25 UTC")
    assert team.said(room)[0] == "@ann noted: the error rate is 20 %"


async def test_the_form_says_what_holds_and_changes_what_was_changed_in_it(team: Team) -> None:
    room = await team.declared()
    await team.bo.joins(room)
    await team.moves(minutes=0.5)
    await team.ann.asks("note we roll back", room)
    await team.bo.asks("correct INC-1 #3")
    # Somebody else is quicker.
    await team.chi.asks("correct INC-1 #3 we roll back to 2.1.4 because: which one")

    assert await team.bo.fills(why="x") == {"text": "Nothing in the form was changed."}
    assert await team.bo.fills(kind="decision", why="the commander said so") == {}

    assert team.said(room)[2:] == [
        f"@bo corrected #3 (decision of @ann, {AT}).\nIts kind is decision now, and it is starred.\n"
        "Reason: the commander said so"
    ]
    assert team.said(room)[:2]
    assert await entries(team, room) == [
        f"#3 · {AT} · @ann · ★ *decision*: we roll back to 2.1.4 _(revised)_"
    ]


async def test_a_time_at_the_beginning_corrects_the_time_as_it_does_in_a_note(team: Team) -> None:
    room = await team.declared()
    await team.ann.asks("note the pool is empty", room)
    team.expectations.allows("")

    # Ann is in Berlin, an hour ahead of UTC.
    await team.ann.asks("correct #3 15:20 the pool was empty because: graph", room)
    assert (await team.ann.asks("timeline notes", room)).splitlines()[1] == (
        "#3 · 2026-01-05 14:20 UTC · @ann · note: the pool was empty _(written down 10 min later, revised)_"
    )
    await team.ann.asks("correct #3 -15m because: graph", room)
    await team.ann.asks("correct #3 kind decision time 15:10 text 15:10 is in its words because: so", room)
    assert (await team.ann.asks("timeline decisions", room)).splitlines()[1] == (
        "#3 · 2026-01-05 14:10 UTC · @ann · ★ *decision*: 15:10 is in its words "
        "_(written down 20 min later, revised)_"
    )
    history = (await team.ann.asks("history #3", room)).splitlines()
    assert {
        "Kind: note → decision",
        "Time: 2026-01-05 14:20 UTC → 2026-01-05 14:15 UTC",
        "Time: 2026-01-05 14:15 UTC → 2026-01-05 14:10 UTC",
    } <= {*history}
    # Undone step by step by the number of a version.
    assert "#3 of *INC-1* is restored: “the pool is empty”" in await team.ann.asks("restore #3 v1", room)
    assert (await team.ann.asks("timeline notes", room)).splitlines()[1].endswith("note: the pool is empty")


async def test_a_star_needs_no_reason_and_can_be_put_on_anything(team: Team) -> None:
    room = await team.declared()
    await team.bo.joins(room)
    await team.ann.asks("assign scribe @bo", room)
    await team.ann.asks("note the error rate is 20 %", room)

    assert await team.bo.asks("correct #3 star", room) == "#3 of *INC-1* is starred."
    assert await team.bo.asks("correct #4 star", room) == (
        "#4 of *INC-1* is starred: “the error rate is 20 %”"
    )
    assert "#4 is starred already." in await team.bo.asks("correct #4 star", room)
    assert await team.bo.asks("correct #4 unstar", room) == (
        "#4 of *INC-1* is not starred any more: “the error rate is 20 %”"
    )
    assert "#4 has no star." in await team.bo.asks("correct #4 unstar", room)
    refused = await team.bo.asks("correct #3 text another because: so", room)
    assert "#3 says what happened to INC-1 itself, which cannot be taken back or rewritten" in refused
    # Its form has nothing but the star.
    await team.bo.asks("correct #3", room)
    assert "#3 is about the incident itself (role): it can be starred." in team.bo.form()
    assert await team.bo.fills(star=[]) == {}

    assert team.said(room)[2:] == [
        f"@bo starred #3 (role of @ann, {AT}).",
        f"@bo starred #4 (note of @ann, {AT}).",
        f"@bo took the star off #4 (note of @ann, {AT}).",
        f"@bo took the star off #3 (role of @ann, {AT}).",
    ]
    assert team.said(room)[:2]


async def test_what_should_not_be_there_is_withdrawn_and_can_be_brought_back(team: Team) -> None:
    room = await team.declared()
    await team.bo.joins(room)
    await team.ann.asks("note the password is hunter2", room)
    await team.moves(minutes=1)

    told = await team.bo.asks("withdraw #3 that is a secret", room)

    assert told == (
        "#3, “the password is hunter2”, is withdrawn from the timeline of *INC-1*. Its words stay in its "
        "history alone, and wherever they were said in Slack. `/incident restore INC-1 #3` brings it back."
    )
    assert team.said(room)[1:] == [
        f"@bo withdrew #3 (note of @ann, {AT}) from the timeline.\nReason: that is a secret"
    ]
    assert await entries(team, room) == [f"#3 · {AT} · @ann · note: withdrawn by @bo: that is a secret"]
    assert "hunter2" not in await team.bo.asks("find password")
    assert "hunter2" not in await team.bo.asks("find checkout password")
    assert "hunter2" in await team.bo.asks("history #3", room)
    assert "#3 is withdrawn: restore it first." in await team.bo.asks("correct #3 star", room)
    assert "#3 is withdrawn already." in await team.ann.asks("withdraw INC-1 #3")

    assert await team.bo.asks("restore last because: it is an example", room) == (
        "#3 of *INC-1* is restored: “the password is hunter2”"
    )
    assert "#3 was restored last." in await team.chi.asks("restore INC-1 #3")
    assert await entries(team, room) == [f"#3 · {AT} · @ann · note: the password is hunter2"]
    assert team.said(room)[2:] == [
        f"@bo restored #3 (note of @ann, {AT}): the password is hunter2\nReason: it is an example"
    ]
    assert team.said(room)[0]


@reminded_only_of("no_commander")
async def test_a_moment_of_the_incident_is_corrected_with_a_reason_and_has_a_history(team: Team) -> None:
    room = await team.declared()
    await team.bo.joins(room)
    await team.moves(minutes=10)
    await team.ann.asks("resolve --confirmed", room)
    await team.ann.asks("time detected 14m ago", room)
    await team.bo.asks("time detected 12m ago because: the page has it", room)
    await team.bo.asks("time resolved 2m ago", room)
    team.expectations.allows("")

    assert (await team.chi.asks("history noticed INC-1")).splitlines() == [
        "*When INC-1 was noticed*",
        "2026-01-05 14:26 UTC, said @ann 2026-01-05 14:40 UTC (#5).",
        "2026-01-05 14:28 UTC, said @bo 2026-01-05 14:40 UTC (#6).",
        "Reason: the page has it",
    ]
    # It was mitigated when it was resolved, and still is.
    assert (await team.chi.asks("history mitigated INC-1")).splitlines()[1:] == [
        "At first 2026-01-05 14:40 UTC.",
        "2026-01-05 14:38 UTC, said @bo 2026-01-05 14:40 UTC (#7).",
    ]
    assert await team.chi.asks("history INC-1 started") == (
        "Nobody has said when *INC-1* began for users. `/incident time INC-1 started <time>` does."
    )
    # Ann is in Berlin; what a time was taken for is said in the zone of whoever reads it.
    assert (
        "INC-1 cannot be resolved before it was detected (2026-01-05 14:28 UTC). I took “14:00” as "
        "2026-01-05 13:00 UTC."
    ) in await team.ann.asks("time resolved 14:00", room)
    assert (
        "It was resolved 2026-01-05 14:38 UTC (said before: 2026-01-05 14:40 UTC), and mitigated then too"
        in (await team.chi.asks("timeline times INC-1"))
    )
