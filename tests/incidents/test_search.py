"""Five hundred open incidents are found page by page, and nobody finds a private one of others."""

from __future__ import annotations

import pytest
import pytest_asyncio

from incident_bot.commands.find import SIZE
from incident_bot.commands.list_incidents import MOST
from incident_bot.database import Database
from incident_bot.database.folding import _folded
from incident_bot.incidents import chain, search
from incident_bot.incidents.act import Act
from incident_bot.incidents.incident import Incident
from incident_bot.incidents.presence import RoomMember
from incident_bot.incidents.search import Wanted
from incident_bot.incidents.viewer import BOT, Viewer
from incident_bot.incidents.vocabulary import Status
from incident_bot.messages.found import found_message
from incident_bot.messages.listing import listing
from incident_bot.sandbox.blockkit import check_message_blocks
from incident_bot.settings import Settings
from tests.bot_database import TEAM, add_workspace
from tests.incidents.story import ANN, BO, CHI, after, ann, bo, declared, saved

MANY = 500
DEE = "U4"
SECRET = "Zebrafish"


@pytest_asyncio.fixture
async def many(database: Database) -> Database:
    """Every tenth is private, and only Chi is in it; every seventh is of sev1, every fifth affects search."""
    await add_workspace(database)
    incidents = [_one(number) for number in range(1, MANY + 1)]
    async with database.writing() as session:
        session.add_all(incidents)
        # Without the jobs that follow: nobody does them here.
        for each in incidents:
            each.chain_head = chain.link("", each.happened)
            session.add_all(each.happened)
        await session.flush()
        private = [each.id for each in incidents if each.is_private]
        session.add_all(RoomMember(incident_id=each, person=CHI, since=after(1)) for each in private)
    return database


def _one(number: int) -> Incident:
    private = number % 10 == 0
    about = SECRET if private else "Ölstand"
    incident = Incident.declare(
        workspace=TEAM,
        number=number,
        title=f"{about} {number} " + "& <a> " * 100,
        severity="sev1" if number % 7 == 0 else "sev2",
        act=Act(DEE if private else ANN if number % 2 else BO, after(0)),
        services=["Suche Übersee"] if number % 5 == 0 else [],
        impact=f"impact of {about}",
        private=private,
        drill=number % 9 == 0,
    )
    incident.note(f"note {number} on {about}: the STRASSE is 100% full_of cars", bo(1))
    if number % 50 == 3:
        incident.assign("scribe", CHI, ann(2))
    return incident


async def test_all_pages_together_have_every_incident_once(many: Database) -> None:
    seen: list[int] = []
    async with many.reading() as session:
        for page in range(1, 26):
            found = await search.listed(session, TEAM, Wanted(), seen_by=BOT, page=page, size=MOST)
            assert (found.total, found.page) == (MANY, page)
            seen += [each.number for each in found.incidents]
            check_message_blocks(listing(found, MOST, Settings(), nothing="", typed=str).blocks)
        beyond = await search.listed(session, TEAM, Wanted(), seen_by=BOT, page=10**6, size=MOST)
    assert seen == list(range(MANY, 0, -1))
    assert (beyond.page, beyond.incidents[-1].number) == (25, 1)


LISTED = [
    (Wanted(), 450),
    (Wanted(private=True), 0),
    (Wanted(severities=("sev1",)), 71 - 7),
    (Wanted(service="SUCHE übersee"), 50),
    (Wanted(service="Suche"), 0),
    (Wanted(drill=True), 55 - 5),
    (Wanted(person=ANN), 250),
    (Wanted(person=CHI), 10),
    (Wanted(since=after(1)), 0),
    (Wanted(statuses=(Status.RESOLVED, Status.CLOSED)), 0),
]


async def test_filters_and_totals_know_nothing_of_private_ones(many: Database) -> None:
    async with many.reading() as session:
        for wanted, count in LISTED:
            found = await search.listed(session, TEAM, wanted, seen_by=Viewer(ANN), page=1, size=MOST)
            assert found.total == count, wanted
            assert not any(each.is_private for each in found.incidents)


FOUND = [
    (["ölstand"], 450),
    (["ÖLSTAND", "straße"], 450),
    (["strasse", "note"], 450),
    (["100%"], 450),
    (["full_of"], 450),
    (["full%of"], 0),
    (["<a>"], 450),
    (["inc-11"], 1),
    (["inc-10"], 0),
    (["suche"], 50),
    ([SECRET], 0),
    (["zebra"], 0),
    (["ölstand", "ponies"], 0),
]


async def test_words_are_found_by_all_who_may_see_them(many: Database) -> None:
    async with many.reading() as session:
        for words, count in FOUND:
            found = await search.with_words(session, TEAM, words, seen_by=Viewer(ANN), page=1, size=SIZE)
            entries = await search.said_in(session, found.incidents, words)
            assert found.total == count, words
            message = found_message(found, SIZE, words, entries, Settings())
            assert SECRET not in str(message.blocks)
            if message.blocks:
                check_message_blocks(message.blocks)


async def test_who_is_inside_finds_private_ones(many: Database) -> None:
    async with many.reading() as session:
        found = await search.with_words(session, TEAM, ["zebraFISH"], seen_by=Viewer(CHI), page=2, size=SIZE)
        private = Wanted(private=True)
        listed = await search.listed(session, TEAM, private, seen_by=Viewer(CHI), page=1, size=MOST)
        concerning = await search.concerning(session, TEAM, CHI, seen_by=Viewer(BO))
    assert (found.total, found.page, len(found.incidents)) == (50, 2, 10)
    assert listed.total == 50
    assert [each.number for each in concerning] == list(range(453, 0, -50))


async def test_an_offer_concerns_who_gives_and_who_gets_it(database: Database) -> None:
    await add_workspace(database)
    incident = declared("sev1")
    incident.assign("commander", ANN, ann(1))
    incident.hand_off("commander", CHI, {"status": "fine"}, ann(2))
    await saved(database, incident)
    async with database.reading() as session:
        for person, count in ((ANN, 1), (CHI, 1), (BO, 0), ("U", 0)):
            found = await search.concerning(session, TEAM, person, seen_by=BOT)
            assert len(found) == count, person


@pytest.mark.parametrize("version", [(18, 4), (17, 1), (15,), (0,)])
def test_every_postgresql_folds_with_what_it_has(version: tuple[int, ...]) -> None:
    template = _folded(version)
    assert template.count("{}") == 1
    assert ("casefold" in template) is (version >= (18,))
