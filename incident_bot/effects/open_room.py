"""Gives an incident its place: a room with everything in it, or a thread under its announcement.

The room: channel → (topic ∥ card ∥ people) → (pin ∥ announcement) → first words and bookmarks.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from incident_bot import clock
from incident_bot.effects import bookmarks, find_status_channel, first_words, invitations, room, surfaces
from incident_bot.effects.bring_in_group import later
from incident_bot.effects.kit import Kit
from incident_bot.effects.list_members import read_members
from incident_bot.effects.tell_declarer import tell_declarer
from incident_bot.effects.trouble import record
from incident_bot.errors import GiveUp
from incident_bot.incidents import queries
from incident_bot.incidents.act import Act
from incident_bot.incidents.incident import Incident
from incident_bot.incidents.presence import are_in
from incident_bot.incidents.timeline import TimelineEntry
from incident_bot.incidents.vocabulary import Kind, Source
from incident_bot.jobs.queue import NewJob, enqueue
from incident_bot.jobs.run import Run, Step
from incident_bot.messages.moved import moved


async def open_room(run: Run, kit: Kit) -> None:
    """Everything that an incident gets in Slack when it is declared, or when it is to have a room."""
    incident, entry = await kit.incident(run), await kit.entry(run)
    if run.remembered("withdraw"):
        return
    wanted = entry.what is Kind.ROOM_WANTED and run.remembered("room") is None
    if wanted and incident.room_id is not None and not incident.room_archived:
        # Two asked for it.
        return
    if incident.wants_room and not run.remembered("without"):
        try:
            await _with_room(run, kit, incident, entry)
        except _NoRoom as none:
            if incident.is_private and entry.what is Kind.ROOM_WANTED:
                await run.step(_no_other(kit, incident, none.why))
                return
            if incident.is_private:
                await run.step(_withdraw(kit, incident, none.why))
                return
            await run.step(_without(kit, incident, none.why))
    if not incident.wants_room or run.remembered("without"):
        await _in_thread(run, kit, entry)


class _NoRoom(GiveUp):
    """There will be no room. Everything else that is given up is no reason to do without one."""


async def _with_room(run: Run, kit: Kit, incident: Incident, entry: TimelineEntry) -> None:
    workspace = await kit.workspace(incident.workspace_id)
    unknown = [find_status_channel.find(kit, workspace)] if workspace.status_channel is None else []
    room_, *found = (await _room(run, kit, incident, entry, *unknown))[: 1 + len(unknown)]

    incident = await kit.incident(run)
    channel = workspace.status_channel or (found[0]["id"] if found and found[0] else None)
    called = invitations.configured(incident, kit.settings)
    people = list(dict.fromkeys([*incident.people, *invitations.people_of(run, called)]))
    waiting = later(run, incident, invitations.groups(called))
    shown = {step.name: step for step in surfaces.stale(run, kit, incident, channel)}
    announcement = shown.pop("announcement", None)
    join = [find_status_channel.join(kit, found[0])] if found and found[0] else []
    await run.together(*shown.values(), invitations.invite(kit, incident, people), *join, *waiting)
    if run.remembered("people") != {}:
        # Some were not let in: then only Slack knows who is there.
        await read_members(run, kit, incident)

    incident = await kit.incident(run)
    left = [_point(kit, incident, room_["card"])] if room_.get("card") else []
    await run.together(_pin(kit, incident), *([announcement] if announcement else []), *left)
    await first_words.say(run, kit, incident, entry)
    await bookmarks.put(run, kit, incident)


async def _room(run: Run, kit: Kit, incident: Incident, entry: TimelineEntry, *others: Step) -> list[Any]:
    adopts = bool(entry.facts.get("adopts"))
    step = (
        room.adopt(kit, incident, private=bool(entry.facts.get("private")))
        if adopts
        else room.make(run, kit, incident)
    )
    try:
        called = invitations.groups(invitations.configured(incident, kit.settings))
        groups = [invitations.group(kit, each, at_once=True) for each in called]
        return await run.together(step, *others, *groups)
    except GiveUp as refused:
        raise _NoRoom(refused.why) from refused


async def _in_thread(run: Run, kit: Kit, entry: TimelineEntry) -> None:
    """Announce it, and keep the card under the announcement."""
    incident = await kit.incident(run)
    workspace = await kit.workspace(incident.workspace_id)
    channel = workspace.status_channel
    if channel is None:
        found = await run.step(find_status_channel.find(kit, workspace))
        if not found:
            raise GiveUp("there is no channel to announce it in, where it would have its thread")
        channel = found["id"]
        await run.step(find_status_channel.join(kit, found))
    await run.together(*surfaces.announce(run, kit, incident, channel, dispensable=False))
    incident = await kit.incident(run)
    await run.together(*surfaces.stale(run, kit, incident, channel))
    await first_words.say(run, kit, incident, entry)


def _withdraw(kit: Kit, incident: Incident, why: str) -> Step:
    """What was to be private is never shown to more people instead: only its declarer hears of it."""

    async def nothing() -> bool:
        return True

    async def keep(session: AsyncSession, _: bool) -> None:
        fresh = await queries.by_id(session, incident.id, for_change=True)
        fresh.withdraw(f"open room: {why}", Act(None, clock.now(), Source.BOT))
        await kit.follow(session)
        await are_in(session, incident.id, [], clock.now())
        await _tell_declarer(session, incident, why)

    return Step("withdraw", nothing, keep)


def _no_other(kit: Kit, incident: Incident, why: str) -> Step:
    """A private incident whose room is lost goes on unseen: its declarer hears of it and may try again."""

    async def nothing() -> bool:
        return True

    async def keep(session: AsyncSession, _: bool) -> None:
        await record(session, kit, incident.id, f"open room: {why}")
        await _tell_declarer(session, incident, why)

    return Step("no other room", nothing, keep)


def _without(kit: Kit, incident: Incident, why: str) -> Step:
    """A public incident goes on in a thread: it has to live somewhere."""

    async def nothing() -> bool:
        return True

    async def keep(session: AsyncSession, _: bool) -> None:
        fresh = await queries.by_id(session, incident.id, for_change=True)
        fresh.wants_room = False
        if fresh.room_archived:
            fresh.room_gone()
        await record(session, kit, incident.id, f"open room: {why}")
        await _tell_declarer(session, incident, why)

    return Step("without", nothing, keep)


async def _tell_declarer(session: AsyncSession, incident: Incident, why: str) -> None:
    args = {"incident": incident.id, "why": why}
    told = NewJob(tell_declarer.__name__, f"incident:{incident.id}:declarer", args)
    await enqueue(session, [told], clock.now())


def _pin(kit: Kit, incident: Incident) -> Step:
    async def pin() -> None:
        assert incident.room_id is not None
        assert incident.card_ts is not None
        await kit.slack.pin(incident.room_id, incident.card_ts)

    return Step("pin", pin, dispensable=True)


def _point(kit: Kit, incident: Incident, left: dict[str, str | None]) -> Step:
    """The card that stays in the thread says where the card is now."""

    async def point() -> None:
        if left["channel"] and left["ts"]:
            await kit.slack.edit(left["channel"], left["ts"], moved(incident))

    return Step("point", point, dispensable=True)
