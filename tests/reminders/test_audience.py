"""Who is told, whatever is wrong with the room; and that each slot is told of once."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from sqlalchemy import update

from incident_bot import clock
from incident_bot.clock import MovedClock
from incident_bot.database import Database
from incident_bot.effects.follow import follow
from incident_bot.errors import Retry
from incident_bot.incidents import on_record, queries
from incident_bot.incidents.act import Act
from incident_bot.incidents.presence import RoomMember
from incident_bot.incidents.slot import Outcome, Slot
from incident_bot.incidents.vocabulary import Kind
from incident_bot.incidents.workspace import GroupMember
from incident_bot.reminders.audience import MOST_TOLD, people
from incident_bot.reminders.settling import unsaid
from incident_bot.reminders.tick import tick
from tests.bot_database import TEAM, add_workspace
from tests.incidents.story import START, after, ann, declared, saved

from .test_send import Scene, moved, scene

__all__ = ["moved", "scene"]


async def due(scene: Scene, moved: MovedClock) -> None:
    """Bo is on call for a SEV-1 that nobody commands since five minutes."""
    bo = scene.sandbox.person("bo").id
    scene.set(
        escalation={"ladder": [{"label": "on-call", "who": [bo]}]},
        reminders={"off": ["role_vacant"]},
    )
    moved.move_to(after(5))
    await tick(scene.database, scene.kit.settings, after(5))


def told(scene: Scene, name: str = "bo") -> list[str]:
    return [post.text for post in scene.sandbox.person(name).direct.posts if post.by_app]


async def has_room(scene: Scene, room: str | None) -> None:
    async with scene.database.writing() as session:
        (await queries.by_id(session, scene.incident, for_change=True)).room_id = room


@pytest.mark.parametrize("room", [None, "C0NOWHERE"], ids=["there is none", "Slack refuses"])
async def test_who_is_on_call_is_told_whatever_is_wrong_with_the_room(
    scene: Scene, moved: MovedClock, room: str | None
) -> None:
    await has_room(scene, room)
    await due(scene, moved)
    await scene.send("no_commander", after(5))
    assert len(told(scene)) == 1
    assert await scene.came_of() == {"no_commander": ("sent", None)}


async def test_who_is_on_call_does_not_wait_for_a_room_that_slack_is_slow_with(
    scene: Scene, moved: MovedClock
) -> None:
    await due(scene, moved)
    scene.sandbox.faults.next("chat.postMessage", "ratelimited", retry_after=30)
    with pytest.raises(Retry):
        await scene.send("no_commander", after(5))
    assert (len(told(scene)), len(scene.said)) == (1, 0)
    moved.move_to(after(6))
    await scene.send("no_commander", after(5))
    assert (len(told(scene)), len(scene.said)) == (1, 1)


async def test_what_came_of_a_slot_is_not_told_again_by_a_job_that_comes_again(
    scene: Scene, moved: MovedClock
) -> None:
    """It was settled, and the process ended before its job was."""
    await due(scene, moved)
    async with scene.database.writing() as session:
        await session.execute(update(Slot).values(outcome=Outcome.SENT.value, at=after(5)))
    await scene.send("no_commander", after(5))
    assert (scene.said, told(scene)) == ([], [])
    async with scene.database.writing() as session:
        args = {"incident": scene.incident, "reminder": "no_commander", "slot": after(5).isoformat()}
        await unsaid(session, args, "given up")
    assert await scene.came_of() == {"no_commander": ("sent", None)}


async def test_what_was_told_before_a_crash_is_on_the_record_although_it_is_done_since(
    scene: Scene, moved: MovedClock
) -> None:
    bo = scene.sandbox.person("bo").id
    scene.set(reminders={"off": ["items_assigned", "items_checkpoint", "postmortem_draft"]})
    async with scene.database.writing() as session:
        incident = await queries.by_id(session, scene.incident, for_change=True)
        incident.resolve(ann(10), "rolled back")
        item = incident.add_item(1, "watch the pool", ann(11), owner=bo, due_on=date(2026, 1, 16))
        session.add(item)
        await follow(session)
    await tick(scene.database, scene.kit.settings, after(12))
    async with scene.database.reading() as session:
        watch = (await queries.by_id(session, scene.incident)).watch
    slot = datetime.fromisoformat(watch["item_due_soon:1"])
    moved.move_to(slot)
    await tick(scene.database, scene.kit.settings, slot)
    scene.sandbox.faults.next("chat.postMessage", "lost_answer")
    with pytest.raises(Retry):
        await scene.send("item_due_soon", slot, subject="1")
    async with scene.database.writing() as session:
        incident = await queries.by_id(session, scene.incident, for_change=True)
        incident.finish_item(await session.merge(item), Act(bo, clock.now()))
        await follow(session)

    await scene.send("item_due_soon", slot, "replica 2", subject="1")

    assert len(told(scene)) == 1
    assert (await scene.came_of())["item_due_soon"] == ("sent", None)
    async with scene.database.reading() as session:
        assert len(await on_record.of_kinds(session, scene.incident, [Kind.REMINDER])) == 1


@pytest.mark.parametrize("is_private, found", [(True, ["U50", "U77"]), (False, None)])
async def test_of_a_large_group_those_are_told_who_may_know(
    database: Database, is_private: bool, found: list[str] | None
) -> None:
    await add_workspace(database)
    incident = declared("sev1")
    incident.is_private = is_private
    key = await saved(database, incident)
    group = [f"U{number}" for number in range(10, 90)]
    async with database.writing() as session:
        session.add_all(GroupMember(workspace_id=TEAM, group="S1", person=each) for each in group)
        session.add_all(RoomMember(incident_id=key, person=each, since=START) for each in ("U50", "U77"))
    async with database.reading() as session:
        who = await people(session, await queries.by_id(session, key), ("U11", "S1"))
    assert who == (found or ["U11", *sorted(group)[:1], *sorted(group)[2:MOST_TOLD]])
