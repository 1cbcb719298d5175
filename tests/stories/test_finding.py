"""Finding incidents: lists with filters, what is mine, words, and pages of it all."""

from __future__ import annotations

import pytest

from .own_settings import with_settings
from .team import Team

SERVICES = with_settings(services={"pay": {"label": "Card payments"}, "home": {"label": "Home page"}})


def refs(told: str) -> list[str]:
    """The numbers of the incidents in an answer, in its order."""
    return [word.strip("*") for word in told.split() if word.startswith("*INC-")]


async def test_a_list_is_filtered_in_any_order(team: Team) -> None:
    await team.ann.asks("declare checkout is failing sev1")
    await team.bo.asks("declare search is slow sev2")
    await team.bo.asks("declare a typo sev2")
    await team.ann.asks("assign INC-2 commander me")
    await team.ann.asks("resolve INC-3 --confirmed")
    allow_all(team)

    for words, found in {
        "": ["INC-2", "INC-1"],
        "open": ["INC-2", "INC-1"],
        "resolved": ["INC-3"],
        "closed": [],
        "all": ["INC-3", "INC-2", "INC-1"],
        "sev2 all": ["INC-3", "INC-2"],
        "all SEV-2": ["INC-3", "INC-2"],
        "sev 1 sev2": ["INC-2", "INC-1"],
        "mine": ["INC-2", "INC-1"],
        "@bo all": ["INC-3", "INC-2"],
        "@bo resolved": ["INC-3"],
        "since today all": ["INC-3", "INC-2", "INC-1"],
        "since 2026-01-06": [],
        "since 1h sev1": ["INC-1"],
        "private": [],
        "drill all": [],
    }.items():
        assert refs(await team.ann.asks(f"list {words}")) == found, words


async def test_a_list_of_what_is_older_than_asked_for(team: Team) -> None:
    await team.ann.asks("declare checkout is failing sev4")
    await team.moves(minutes=26 * 60)
    allow_all(team)

    assert refs(await team.bo.asks("list since 1d")) == []
    assert refs(await team.bo.asks("list since yesterday")) == ["INC-1"]
    assert "Only open ones were looked at: `all` adds the others." in await team.bo.asks("list since today")


@SERVICES
async def test_a_list_for_a_service_by_its_name_or_key(team: Team) -> None:
    await team.ann.asks("declare checkout is failing sev3")
    await team.ann.asks("services INC-1 pay, Éclair")
    await team.ann.asks("declare search is slow sev3")
    allow_all(team)

    for words in (
        "service pay",
        "service card payments sev3",
        'service "card payments"',
        "open service ÉCLAIR",
    ):
        assert refs(await team.bo.asks(f"list {words}")) == ["INC-1"], words
    assert refs(await team.bo.asks("list service home page all")) == []


@pytest.mark.parametrize(
    "words, problem",
    [
        ("yesterday", "I do not know how to filter by “yesterday”. You can combine `open`, `resolved`,"),
        ("sev9", "“sev9” is no severity. It is one of sev1, sev2, sev3, sev4."),
        ("since", "“” is no time that I can look back to."),
        ("since 2026-02-30", "“2026-02-30” is no time that I can look back to."),
        ("service", "the name of the service is missing."),
        ("page zero", "“zero” is no page: they are numbered from 1."),
        ("page 0", "“0” is no page"),
        ("@bo @chi", "I can look for one person at a time, and there are two."),
        ("<!channel>", "I do not know how to filter by “<!channel>”."),
    ],
)
async def test_what_is_no_filter_is_told(team: Team, words: str, problem: str) -> None:
    assert problem in await team.ann.asks(f"list {words}")


async def test_pages_are_turned_with_buttons(team: Team) -> None:
    for n in range(45):
        await team.ann.asks_and_goes_on(f"declare number {n} sev4")
    await team.settled()
    allow_all(team)

    first = await team.bo.asks("list sev4 open")
    assert refs(first) == [f"INC-{n}" for n in range(45, 25, -1)]
    assert first.splitlines()[-2:] == ["Page 1 of 3, 45 incidents, the newest first.", "Next"]
    assert refs(await team.bo.clicks_in_answer("Next")) == [f"INC-{n}" for n in range(25, 5, -1)]
    last = await team.bo.clicks_in_answer("Next")
    assert refs(last) == [f"INC-{n}" for n in range(5, 0, -1)]
    assert last.splitlines()[-1] == "Previous"
    assert refs(await team.bo.clicks_in_answer("Previous"))[0] == "INC-25"
    assert refs(await team.bo.asks("list page 99")) == [f"INC-{n}" for n in range(5, 0, -1)]


async def test_mine_says_what_i_have_to_do(team: Team) -> None:
    assert "You have no role in an open incident" in await team.bo.asks("mine")
    room = await team.declared("checkout is failing sev1")
    await team.ann.asks("assign commander @bo", room)
    await team.ann.asks("assign scribe @bo", room)
    await team.ann.asks("declare search is slow sev4")
    allow_all(team)

    assert (await team.bo.asks("mine")).splitlines() == [
        "*Updates you owe*",
        "*INC-1* checkout is failing #incident-20260105-checkout-is-failing",
        "due 2026-01-05 15:00 UTC",
        "Post update",
        "*Your roles*",
        "*INC-1* checkout is failing #incident-20260105-checkout-is-failing",
        "SEV-1 · investigating · you are commander, scribe",
    ]
    told = await team.ann.asks("mine")
    assert told.splitlines()[0] == "*You are on these, and no update went out yet*"
    assert refs(told) == ["INC-2", "INC-1"]
    await team.ann.asks("update INC-1 rolling back")
    assert refs(await team.ann.asks("mine")) == ["INC-2"]
    # Whoever has the communications writes the updates.
    await team.ann.asks("assign comms @chi", room)
    assert "Updates you owe" not in await team.bo.asks("mine")
    assert "*Updates you owe*" in await team.chi.asks("mine")


async def test_an_update_that_is_late_is_marked(team: Team) -> None:
    room = await team.declared("checkout is failing sev1")
    await team.ann.asks("assign commander me", room)
    await team.moves(minutes=31)
    allow_all(team)

    assert "*overdue* since 2026-01-05 15:00 UTC" in await team.ann.asks("mine")


async def test_hand_offs_are_answered_from_what_is_mine(team: Team) -> None:
    room = await team.declared("checkout is failing sev1")
    await team.ann.asks("assign commander me", room)
    await team.ann.asks("handoff commander @bo", room)
    await team.ann.fills(next="watch the error rate")
    allow_all(team)

    assert (await team.bo.asks("mine")).splitlines() == [
        "*Hand-offs to you*",
        f"*INC-1* checkout is failing #{room.name}",
        "@ann offers you *commander*, 2026-01-05 14:30 UTC",
        "Accept Decline",
    ]
    given = (await team.ann.asks("mine")).splitlines()
    assert given[given.index("*Hand-offs you gave*") + 2 :] == [
        "*commander* waits for @bo, 2026-01-05 14:30 UTC",
        "Take back",
    ]
    await team.bo.clicks_in_answer("Accept")
    assert team.facts(room)["Commander"].startswith("@bo")
    assert "Hand-offs" not in await team.bo.asks("mine")


async def test_a_hand_off_is_taken_back_from_what_is_mine(team: Team) -> None:
    room = await team.declared("checkout is failing sev1")
    await team.ann.asks("assign commander me", room)
    await team.ann.asks("handoff commander @bo", room)
    await team.ann.fills(next="watch the error rate")
    allow_all(team)

    await team.ann.asks("mine")
    await team.ann.clicks_in_answer("Take back")

    assert "Hand-offs" not in await team.bo.asks("mine")
    assert team.facts(room)["Commander"].startswith("@ann")


async def test_private_incidents_are_found_by_those_only_who_are_in_them(team: Team) -> None:
    await team.ann.asks("declare --private zebras in the vault sev1")
    await team.ann.asks("declare checkout is failing sev4")
    allow_all(team)

    for words in (
        "list",
        "list all",
        "list private",
        "list @ann",
        "find zebras",
        "find INC-1",
        "mine",
        "timeline INC-1",
    ):
        assert "zebra" not in (await team.bo.asks(words)).replace("“zebras”", ""), words
    for words in ("list", "list private", "find zebras", "find INC-1", "mine", "timeline INC-1"):
        assert "zebras in the vault" in await team.ann.asks(words), words
    assert "private" in await team.ann.asks("list private")


async def test_words_are_found_wherever_they_stand(team: Team) -> None:
    await team.ann.asks("declare checkout is failing sev4")
    await team.ann.asks("note INC-1 Straße der Éclairs & 100% of <b>")
    await team.ann.asks("impact INC-1 one order in ten fails")
    await team.ann.asks("services INC-1 Card payments")
    await team.bo.asks("declare search is slow sev4")
    await team.ann.asks("update INC-2 the index of orders is rebuilt")
    allow_all(team)

    for words, found in {
        "checkout": ["INC-1"],
        "CHECK": ["INC-1"],
        "éclairs": ["INC-1"],
        "STRASSE ÉCLAIRS": ["INC-1"],
        "checkout éclairs": ["INC-1"],
        "order": ["INC-2", "INC-1"],
        "order fails": ["INC-1"],
        "order rebuilt": ["INC-2"],
        "payments card": ["INC-1"],
        "inc-2": ["INC-2"],
        "2": ["INC-2"],
        "100%": ["INC-1"],
        "100_": [],
        "%": ["INC-1"],
        "& <b>": ["INC-1"],
        "ponies": [],
    }.items():
        assert refs(await team.chi.asks(f"find {words}")) == found, words


async def test_the_line_that_has_the_words_is_shown(team: Team) -> None:
    await team.ann.asks("declare checkout is failing sev4")
    await team.ann.asks("note INC-1 the pool was empty")
    await team.moves(minutes=1)
    await team.bo.asks(f"note INC-1 {'long before ' * 30} the pool is full again {'and long after ' * 30}")
    allow_all(team)

    told = (await team.chi.asks("find pool")).splitlines()
    assert told[0] == "1 incident has “pool” in it."
    assert told[1].startswith("*INC-1* checkout is failing")
    assert told[3].startswith("> note by @bo, 2026-01-05 14:31 UTC: …")
    assert "the pool is full again" in told[3]
    assert (await team.chi.asks("find empty pool")).splitlines()[3] == (
        "> note by @ann, 2026-01-05 14:30 UTC: the pool was empty"
    )
    assert len((await team.chi.asks("find checkout")).splitlines()) == 3
    assert await team.chi.asks("find ponies") == "No incident that you can see has “ponies” in it."


async def test_more_than_a_page_is_found(team: Team) -> None:
    for n in range(12):
        await team.ann.asks_and_goes_on(f"declare <b> & {n} sev4")
    await team.settled()
    allow_all(team)

    told = await team.bo.asks("find <b> &")
    assert refs(told) == [f"INC-{n}" for n in range(12, 2, -1)]
    assert told.splitlines()[-2:] == ["Page 1 of 2, the newest first.", "Next"]
    assert refs(await team.bo.clicks_in_answer("Next")) == ["INC-2", "INC-1"]


@pytest.mark.parametrize(
    "words, problem",
    [
        ("find", "there are no words to look for."),
        ("find page 2", "there are no words to look for."),
        ("find a b c d e f g h i", "I can look for 8 words"),
        ("mine all", "`mine` takes no words."),
    ],
)
async def test_what_cannot_be_looked_for_is_told(team: Team, words: str, problem: str) -> None:
    assert problem in await team.ann.asks(words)


async def test_the_timeline_goes_back_page_by_page(team: Team) -> None:
    room = await team.declared("checkout is failing sev1")
    for n in range(90):
        await team.ann.asks_and_goes_on(f"note number {n}!", room)
    await team.settled()
    allow_all(team)

    latest = await team.bo.asks("timeline INC-1")
    assert "number 50!" in latest
    assert "number 89!" in latest
    assert "number 49!" not in latest
    assert latest.splitlines()[-2].startswith("The latest 40 of ")
    assert latest.splitlines()[-1] == "Earlier"
    before = await team.bo.clicks_in_answer("Earlier")
    assert before.index("number 10!") < before.index("number 49!")
    assert before.splitlines()[-1] == "Earlier Later"
    first = await team.bo.clicks_in_answer("Earlier")
    assert "(SEV-1)" in first
    assert "number 9!" in first
    assert first.splitlines()[-1] == "Later"
    assert await team.bo.clicks_in_answer("Later") == before
    assert await team.bo.asks("timeline page 2 INC-1") == before
    assert "I do not know how to look for “soon” on a timeline" in await team.bo.asks("timeline INC-1 soon")


def allow_all(team: Team) -> None:
    """What is said meanwhile is told in other stories."""
    team.expectations.allows("")
