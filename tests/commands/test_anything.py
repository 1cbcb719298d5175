"""Whatever arrives, typed, clicked or filled in: an answer within Slack's limits, and nothing half saved."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import AsyncIterator
from itertools import count

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from incident_bot import migrations
from incident_bot.commands import CATALOGUE
from incident_bot.commands.ask import Request
from incident_bot.commands.dispatch import Dispatch
from incident_bot.database import Database
from incident_bot.effects.list_people import learn
from incident_bot.effects.say_in_room import say_in_room
from incident_bot.effects.table import EFFECTS
from incident_bot.incidents import queries
from incident_bot.incidents.incident import Incident
from incident_bot.incidents.timeline import TimelineEntry
from incident_bot.incidents.vocabulary import Kind, Source
from incident_bot.incidents.workspace import Workspace
from incident_bot.jobs.job import Job
from incident_bot.messages.announcement import announcement
from incident_bot.messages.card import card
from incident_bot.messages.happened import happened
from incident_bot.messages.topic import room_name, topic
from incident_bot.reminders import REMINDERS
from incident_bot.reminders.reminder import Case, Due
from incident_bot.sandbox.blockkit import check_message_blocks, check_view
from incident_bot.settings import Settings
from incident_bot.slack.found import FoundPerson
from incident_bot.slack.message import Message

TEAM, ANN, BO, ROOM = "T1", "U0ANN0000", "U0BO00000", "C1"
MOST_TEXT = 4000
"""https://docs.slack.dev/reference/methods/chat.postMessage#truncating advises no more."""

KNOWN = """
INC-1 INC-2 inc-1 INC-99 INC-999999999999 INC-0 sev1 SEV-4 sev9 me all open 10m 0m 9999h
commander tech lead scribe ic markdown json investigating monitoring resolved
"""
TOKENS = st.sampled_from(
    [
        *CATALOGUE,
        *KNOWN.split(),
        f"<@{BO}>",
        f"<@{ANN}|ann>",
        "<@U0STRANGER>",
        "<@>",
        "<!channel>",
        "<!subteam^S1|@oncall>",
        "<#C1|general>",
        "<https://example.com|label>",
        "&lt;b&gt; &amp;",
        "\x00",
        "\ud800",
        "\u202egnorw",
        "支付",
        "🔥",
        "\n",
        "`*_~>",
        "x" * 10_000,
        "<" * 4_000,
        "a " * 3_000,
    ]
)
ANYTHING = st.text(st.characters(), max_size=60)
LINES = st.one_of(
    ANYTHING,
    st.lists(st.one_of(TOKENS, ANYTHING), max_size=6).map(" ".join),
    st.builds(
        lambda name, words: f"{name} {' '.join(words)}",
        st.sampled_from(list(CATALOGUE)),
        st.lists(st.one_of(TOKENS, ANYTHING), max_size=5),
    ),
)

KEYS = count()


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """Ann and Bo, and one incident of theirs with its room."""
    made = Database(database_url)
    await migrations.upgrade(made)
    async with made.writing() as session:
        session.add(Workspace(id=TEAM, url="https://example.slack.com/", bot_person="U0BOT", last_number=0))
        await session.flush()
        people = [
            FoundPerson(each, each.lower(), name, "UTC", False, False)
            for each, name in ((ANN, "Ann"), (BO, "Bo"))
        ]
        await learn(session, TEAM, people)
    dispatch = Dispatch(made, Settings(), lambda: None)
    await dispatch.answer(asked("declare checkout is failing sev1", Source.COMMAND, None))
    async with made.writing() as session:
        incident = (await session.scalars(select(Incident))).one()
        incident.room_id, incident.room_name = ROOM, "incident-room"
    yield made
    await made.close()


def asked(words: str, source: Source, channel: str | None) -> Request:
    return Request(TEAM, ANN, channel, words, f"key:{next(KEYS)}", source)


@given(
    words=LINES,
    source=st.sampled_from([Source.COMMAND, Source.BUTTON, Source.FORM]),
    channel=st.sampled_from([ROOM, "C2"]),
)
@example(words="declare " + "x" * 10_000, source=Source.COMMAND, channel="C2")
@example(words="note \x00", source=Source.COMMAND, channel=ROOM)
@example(words="status " + "<" * 10_000, source=Source.COMMAND, channel=ROOM)
# One database for all examples: each is one more request to it, as in life.
@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_anything_is_answered_and_nothing_is_half_saved(
    database: Database, words: str, source: Source, channel: str
) -> None:
    dispatch = Dispatch(database, Settings(), lambda: None)

    reply = await dispatch.answer(asked(words, source, channel))

    assert_fits(reply.message)
    if reply.form:
        check_view(reply.form, home=False)
    await assert_nothing_is_half_saved(database)
    await assert_what_follows_fits(database)


def assert_fits(message: Message) -> None:
    """Slack takes it."""
    assert message.text.strip()
    assert len(message.text) <= MOST_TEXT
    message.text.encode("utf-8")
    if message.blocks:
        check_message_blocks(message.blocks)


async def assert_what_follows_fits(database: Database) -> None:
    """What the newest change makes the bot say and show."""
    async with database.reading() as session:
        entry = (
            await session.scalars(select(TimelineEntry).order_by(TimelineEntry.id.desc()).limit(1))
        ).one()
        incident = await queries.by_id(session, entry.incident_id)
    if say_in_room in dict(EFFECTS[entry.what]):
        assert_fits(happened(entry, incident, Settings()))
    assert_fits(card(incident, Settings(), incident.opened_at))
    assert_fits(announcement(incident, Settings()))
    for reminder in REMINDERS.values():
        case, slot = Case(incident, Settings()), Due(incident.opened_at)
        assert_fits(reminder.message(case, slot))
        if reminder.direct_message is not None:
            assert_fits(reminder.direct_message(case, slot))
    assert len(topic(incident, Settings())) <= 250
    assert re.fullmatch(r"[a-z0-9-]{1,80}", room_name(incident, 5))


async def assert_nothing_is_half_saved(database: Database) -> None:
    """Each incident has its declaration and counts its changes; each entry has the jobs that follow."""
    async with database.reading() as session:
        incidents = (await session.scalars(select(Incident))).all()
        entries = (await session.scalars(select(TimelineEntry))).all()
        jobs = (await session.scalars(select(Job).where(Job.kind != "whisper"))).all()
        numbers = await session.scalar(select(Workspace.last_number))
    assert sorted(incident.number for incident in incidents) == list(range(1, (numbers or 0) + 1))
    declared = [entry.incident_id for entry in entries if entry.what is Kind.DECLARED]
    assert sorted(declared) == sorted(incident.id for incident in incidents)
    changes = Counter(entry.incident_id for entry in entries)
    assert {incident.id: incident.revision for incident in incidents} == dict(changes)
    owed = Counter((entry.id, effect.__name__) for entry in entries for effect, _ in EFFECTS[entry.what])
    assert Counter((job.args["entry"], job.kind) for job in jobs if "entry" in job.args) == owed
