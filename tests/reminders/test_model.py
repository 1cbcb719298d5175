"""A random life of an incident, with replicas that come and die, clocks that jump and a Slack that fails.

Whatever happens, what was posted is what people are owed (`reference.owed`): a slot is said once, when any
clock first says that it is due; of those that were missed only the latest; and nothing that is not owed
any more. Only while everything is well has all that is owed been said.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule, run_state_machine_as_test
from sqlalchemy import func, select

from incident_bot.database import Database
from incident_bot.incidents.act import Act
from incident_bot.incidents.incident import Incident
from incident_bot.incidents.slot import Outcome, Slot
from incident_bot.incidents.vocabulary import Source
from incident_bot.jobs.job import Job
from incident_bot.slack.pace import Pace
from incident_bot.trial import no_proxies
from tests.bot_database import TEAM, add_workspace
from tests.incidents.story import START
from tests.reminders.mortal import Death, Replica, follow_with_reminders_only, free
from tests.reminders.people import SETTINGS, People, severities, steps
from tests.reminders.reference import STEP, Life, owed
from tests.reminders.stage import Stage, minute_of, moment_of, staged

LIVES, STEPS = 20, 30
"""So many are lived in the suite; `python -m tests.reminders` lives more, and others each time."""
MOST_REPLICAS = 3

jumps = st.sampled_from((-600, -180, -90, -45, 45, 180, 600))
faults = st.sampled_from(("ratelimited", "error500", "fatal_error", "lost_answer", "dropped"))


@pytest.fixture
def stage(migrated_file: Path) -> Iterator[Stage]:
    with no_proxies(), staged(migrated_file) as made:
        yield made


class Lives(People):
    """People do things, time passes, and computers do what computers do."""

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self.said: set[tuple[str, int]] = set()
        self.dead: list[str] = []
        self.replicas: list[Replica] = []

    # -- the beginning and the end ---

    @initialize(severity=severities)
    def declares(self, severity: str) -> None:
        self.life = Life(severity)
        self.stage.clock.move_to(START)
        self.url = self.stage.database()
        self.database = Database(self.url)
        self.run(self._declare())
        self.joins()
        # Of what nobody looked at for a day, what was over by then is not said.
        self._settle()

    async def _declare(self) -> None:
        channel = await self.stage.slack.create_channel(f"incident-{self.stage.lives}")
        assert channel is not None, "nobody else has that name"
        self.channel: str = channel
        await add_workspace(self.database)
        incident = Incident.declare(
            workspace=TEAM, number=1, title="Slow", severity=self.life.severity, act=self._act()
        )
        incident.room_opened(self.channel, f"incident-{self.stage.lives}", Act(None, START, Source.BOT))
        async with self.database.writing() as session:
            session.add(incident)
            await follow_with_reminders_only(session)
        self.incident = incident.id

    def teardown(self) -> None:
        if not self.started:
            return
        self.stage.sandbox.faults.clear()
        if not self.replicas:
            self.joins()
        self._settle()
        self.run(self._ledger_is_what_was_posted())
        for each in self.replicas:
            self.run(each.end())
        self.run(self.database.close())
        self.stage.clear()

    async def _ledger_is_what_was_posted(self) -> None:
        """Every slot that was posted is on record as sent, no other is, and none is left open."""
        async with self.database.reading() as session:
            slots = (await session.scalars(select(Slot))).all()
        assert {(s.reminder, minute_of(s.due_at)) for s in slots if s.outcome == Outcome.SENT} == self.said
        assert [s for s in slots if s.outcome == Outcome.OWED] == []

    # -- time ---

    @precondition(lambda self: self.started)
    @rule(count=steps, bots_run=st.booleans())
    def time_passes(self, count: int, bots_run: bool) -> None:
        if bots_run:
            self.pass_time(count)
            return
        self._moves(self.minute + count * STEP)
        self._settle()

    def pass_time(self, count: int) -> None:
        for _ in range(count):
            self._moves(self.minute + STEP)
            self._settle()

    @precondition(lambda self: self.started)
    @rule(by=jumps)
    def the_clock_is_set(self, by: int) -> None:
        self._moves(self.minute + by)

    @precondition(lambda self: self.started)
    @rule(by=jumps, count=steps)
    def the_clock_is_wrong_for_a_while(self, by: int, count: int) -> None:
        self._moves(self.minute + by)
        self._settle()
        # It looks each second, and not only when there is something to be said.
        self._settle()
        self._moves(self.minute - by)
        self.pass_time(count)

    def _moves(self, minute: int) -> None:
        self.minute, self.first = minute, min(self.first, minute)
        self.stage.clock.move_to(moment_of(minute))

    # -- computers ---

    @precondition(lambda self: self.started and len(self.replicas) < MOST_REPLICAS)
    @rule()
    def joins(self) -> None:
        self.started += 1
        self.replicas.append(Replica(f"replica {self.started}", self.url, self.stage.slack, SETTINGS))

    @precondition(lambda self: self.replicas)
    @rule(data=st.data(), nth=st.integers(1, 6), committed=st.booleans())
    def will_be_killed(self, data: st.DataObject, nth: int, committed: bool) -> None:
        data.draw(st.sampled_from(self.replicas)).database.death = Death(nth, committed)

    @precondition(lambda self: self.replicas)
    @rule(data=st.data())
    def one_looks(self, data: st.DataObject) -> None:
        self.run(data.draw(st.sampled_from(self.replicas)).look())
        self._bury()

    @precondition(lambda self: self.replicas)
    @rule()
    def all_look_and_work_at_the_same_time(self) -> None:
        async def at_once(*doing: Callable[[], object]) -> None:
            await asyncio.gather(*(each() for each in doing))  # type: ignore[call-overload]

        self.run(at_once(*(each.look for each in self.replicas)))
        self._bury()
        self.run(at_once(*(each.work for each in self.replicas)))
        self._posts_are_owed()
        self._bury()

    @precondition(lambda self: self.replicas)
    @rule(data=st.data())
    def one_works(self, data: st.DataObject) -> None:
        self.run(data.draw(st.sampled_from(self.replicas)).work())
        self._posts_are_owed()
        self._bury()

    @precondition(lambda self: self.started)
    @rule(kind=faults, method=st.sampled_from(("chat.postMessage", "conversations.history")))
    def slack_fails(self, kind: str, method: str) -> None:
        self.stage.sandbox.faults.next(method, kind)  # type: ignore[arg-type]

    def _bury(self) -> None:
        self.dead += [each.name for each in self.replicas if not each.alive]
        self.replicas = [each for each in self.replicas if each.alive]

    def _settle(self) -> None:
        """Whoever lives looks and works until nothing is left to be done; then all that is owed is said."""
        if self.dead:
            self.run(free(self.database, self.dead))
            self.dead = []
        # By turns, so that each gets to see what another did.
        self.replicas = [*self.replicas[1:], *self.replicas[:1]]
        for each in [*self.replicas] * 8:
            if not each.alive:
                continue
            # The second that Slack asks to wait for is over by then: the clock stands still meanwhile.
            self.stage.slack._pace = Pace()
            self.run(each.look())
            if each.alive:
                self.run(each.work())
            self._posts_are_owed()
            self._bury()
            if self.dead:
                self.run(free(self.database, self.dead))
                self.dead = []
            elif not self.run(self._unfinished()):
                break
        if self.replicas and self.has_room:
            missing = set(self._owed().items()) - self.said
            assert not missing, f"not said at {self.minute}: {missing}"

    async def _unfinished(self) -> int:
        async with self.database.reading() as session:
            unfinished = Job.done_at.is_(None) & Job.buried_at.is_(None)
            return (await session.execute(select(func.count()).where(unfinished))).scalar() or 0

    # -- what must hold ---

    def _owed(self) -> dict[str, int]:
        return owed(self.life, self.first, self.minute)

    def _posts_are_owed(self) -> None:
        """Each post that is new is owed at this very moment, and none was said before."""
        room = self.stage.sandbox.channel_by_id(self.channel)
        keys = Counter(seen.metadata["event_payload"]["key"] for seen in room.messages if seen.metadata)
        assert set(keys.values()) <= {1}, keys
        if len(keys) == len(self.said):
            return
        slots = self.run(self._slots([int(key.split(":")[0].removeprefix("job-")) for key in keys]))
        assert len(set(slots)) == len(slots), f"said twice: {sorted(slots)}"
        for name, slot in set(slots) - self.said:
            assert self._owed().get(name) == slot, (
                f"{name} of {slot} was said at {self.minute}, owed: {self._owed()}"
            )
        self.said |= set(slots)

    async def _slots(self, jobs: list[int]) -> list[tuple[str, int]]:
        async with self.database.reading() as session:
            found = await session.scalars(select(Job.args).where(Job.id.in_(jobs)))
            return [(args["reminder"], minute_of(datetime.fromisoformat(args["slot"]))) for args in found]


def live(stage: Stage, lives: int, **others: object) -> None:
    """So many random lives. Raises what was wrong with one, in as few deeds as it takes."""
    run_state_machine_as_test(
        lambda: Lives(stage),  # type: ignore[arg-type]  # whatever makes one
        settings=settings(
            max_examples=lives,
            stateful_step_count=STEPS,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
            **others,  # type: ignore[arg-type]  # of many kinds
        ),
    )


def test_what_is_said_is_what_people_are_owed(stage: Stage) -> None:
    live(stage, LIVES)
