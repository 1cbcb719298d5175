"""Makes the record of a message: of all that Slack told of it, and of what Slack says when it is asked.

What is known is in `message_facts`; this job may run for each of them, more than once, and in any order.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from incident_bot import clock
from incident_bot.effects.keep_files import keeping_files
from incident_bot.effects.kit import Kit
from incident_bot.effects.tell_author import tell_author
from incident_bot.incidents import captured, queries
from incident_bot.incidents.capture import tell
from incident_bot.incidents.capturing import OF_MESSAGES
from incident_bot.incidents.message_fact import MessageFact, Told, facts_of, hear, moment, stay
from incident_bot.incidents.timeline import TimelineEntry
from incident_bot.incidents.vocabulary import Source
from incident_bot.jobs.queue import NewJob, enqueue
from incident_bot.jobs.run import Run, Step
from incident_bot.slack import text
from incident_bot.slack.said import is_of_people, said

_UNKNOWN = ""
"""The reaction with which a message was marked, where nobody wrote it down."""


def keeping(workspace: str, channel: str, message: str, incident: int | None = None) -> NewJob:
    """The job for one message; those of one message run one after the other.

    `incident` is whose record hears of it when it cannot be done, where that is known.
    """
    args: dict[str, Any] = {"workspace": workspace, "channel": channel, "message": message}
    args |= {} if incident is None else {"incident": incident}
    return NewJob(keep_message.__name__, f"message:{channel}:{message}", args)


async def keep_message(run: Run, kit: Kit) -> None:
    """Read it if nobody has told its words, learn the names in it, and bring the record up to its story."""
    await _outlive_an_upgrade(run, kit)
    facts = await _facts(run, kit)
    if _words_are_missing(facts):
        await run.step(
            Step("read", lambda: _read(run, kit), lambda session, found: _heard(run, kit, session, found))
        )
        facts = await _facts(run, kit)
    if facts and (where := await _incident(run, kit, facts)) is not None:
        await _learn_names(run, kit, facts)
        async with kit.database.writing() as session:
            await _keep(run, kit, session, where.incident)


async def _facts(run: Run, kit: Kit) -> list[MessageFact]:
    async with kit.database.reading() as session:
        return await facts_of(session, *_about(run))


def _about(run: Run) -> tuple[str, str, str]:
    return run.args["workspace"], run.args["channel"], run.args["message"]


def _words_are_missing(facts: list[MessageFact]) -> bool:
    """Somebody marked a message of which nothing is known; who only unmarks it does not want it kept."""
    return not _bodies(facts) and any(fact.what == Told.MARKED.value for fact in facts)


def _bodies(facts: list[MessageFact]) -> list[dict[str, Any]]:
    return [fact.content[name] for fact in facts for name in ("before", "now") if fact.content.get(name)]


async def _read(run: Run, kit: Kit) -> dict[str, Any] | None:
    found = await kit.slack.read(run.args["channel"], run.args["message"])
    return found and {"said": said(found), "of_people": is_of_people(found)}


async def _heard(run: Run, kit: Kit, session: AsyncSession, found: dict[str, Any] | None) -> None:
    """Nothing, when it is gone: if Slack tells of its deletion, it tells its words."""
    if found is None:
        return
    workspace, channel, _ = _about(run)
    where = await captured.at(session, workspace, channel, found["said"].get("thread"))
    if where is None:
        return
    content = await captured.content(
        session, kit.settings, workspace, channel, where, found["said"], of_people=found["of_people"]
    )
    since = moment(found["said"]["since"])
    await hear(session, _fact(run, Told.READ, content, at=since))


async def _incident(run: Run, kit: Kit, facts: list[MessageFact]) -> captured.At | None:
    workspace, channel, _ = _about(run)
    thread = next((body["thread"] for body in _bodies(facts) if body.get("thread")), None)
    async with kit.database.reading() as session:
        return await captured.at(session, workspace, channel, thread)


async def _learn_names(run: Run, kit: Kit, facts: list[MessageFact]) -> None:
    """What is mentioned is called for good what it was called when it was first on the record."""
    known = {fact.content["id"] for fact in facts if fact.what == Told.NAMED.value}
    labels = {
        named: label for body in _bodies(facts) for named, label in text.mentioned_in(body["text"]).items()
    }
    missing = {named: label for named, label in sorted(labels.items()) if named not in known}
    if not missing:
        return
    async with kit.database.reading() as session:
        people = await queries.people(session, run.args["workspace"], missing)
    names = {named: people[named].name if named in people else label for named, label in missing.items()}
    steps = [_asking(kit, named) for named, name in names.items() if not name]
    answers = await run.together(*steps) if steps else []
    names |= dict(zip([step.name.partition(":")[2] for step in steps], answers, strict=True))
    async with kit.database.writing() as session:
        for named, name in names.items():
            # Known by its id, if Slack does not say: what is on the record does not change afterwards.
            content = {"id": named, "name": text.clean(name) or named}
            await hear(session, _fact(run, Told.NAMED, content, at=moment(run.args["message"])))


def _asking(kit: Kit, named: str) -> Step:
    ask = {"C": kit.slack.name_of_channel, "G": kit.slack.name_of_channel, "S": kit.slack.name_of_group}
    return Step(f"name:{named}", lambda: ask.get(named[0], kit.slack.name_of_person)(named))


async def _keep(run: Run, kit: Kit, session: AsyncSession, incident_id: int) -> None:
    """One transaction: the incident is locked before its facts are read, so nobody else writes meanwhile."""
    workspace, channel, message = _about(run)
    incident = await queries.by_id(session, incident_id, for_change=True)
    facts = await facts_of(session, workspace, channel, message)
    versions = await captured.versions_of(session, incident.id, channel, message)
    by_hand = versions and versions[0].source not in OF_MESSAGES
    known = [*facts, *_known_before(run, versions)]
    kept = tell(known, text.plain, by_hand_at=_words_are_of(versions[0]) if by_hand else None)
    if kept is None:
        await tell_author(session, kit, facts, None)
        return
    incident.keep(kept, versions, clock.now())
    if not by_hand:
        await tell_author(session, kit, facts, [*versions, *incident.happened][-1])
    entry = incident.happened[0] if incident.happened and not versions else None
    await stay(session, facts)
    await kit.follow(session)
    if entry is not None and kit.settings.files_folder is not None and entry.facts.get("files"):
        await enqueue(session, [keeping_files(incident.id, entry.number)], clock.now())


def _words_are_of(first: TimelineEntry) -> datetime:
    """Since when the message said what somebody made an entry of: while a form is open it may be edited."""
    since = first.facts.get("words_since")
    return first.recorded_at if since is None else moment(since)


def _fact(run: Run, what: Told, content: dict[str, Any], *, at: Any) -> MessageFact:
    workspace, channel, message = _about(run)
    return MessageFact(
        workspace_id=workspace,
        channel=channel,
        message=message,
        what=what.value,
        at=at,
        by=None,
        content=content,
        received_at=clock.now(),
    )


def _known_before(run: Run, versions: list[TimelineEntry]) -> Iterator[MessageFact]:
    """Of entries of earlier versions: who marked the message, and what it said then."""
    if not versions or versions[0].source != Source.REACTION or "captured_at" in versions[0].facts:
        return
    first = versions[0]
    words = {"text": text.escape(first.text), "since": run.args["message"], "author": first.author}
    content = {"reaction": _UNKNOWN, "now": {**words, "files": []}}
    fact = _fact(run, Told.MARKED, content, at=first.recorded_at)
    fact.by, fact.key = first.facts.get("marked_by"), ""
    yield fact


async def _outlive_an_upgrade(run: Run, kit: Kit) -> None:
    """Jobs of earlier versions name who marked the message, where there is a fact now."""
    if (person := run.args.get("person")) is None:
        return
    async with kit.database.writing() as session:
        if "workspace" not in run.args:
            incident = await queries.by_id(session, run.args["incident"])
            run.args = {**run.args, "workspace": incident.workspace_id}
        # When they did, nobody wrote down; another attempt has to find the same fact.
        fact = _fact(run, Told.MARKED, {"reaction": _UNKNOWN}, at=moment(run.args["message"]))
        fact.by = person
        await hear(session, fact)
