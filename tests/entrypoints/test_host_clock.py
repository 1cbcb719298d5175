"""Somebody moves the clock of the machine by hours: every reminder is said once, and none twice."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import get_args

import pytest

from incident_bot.sandbox import Room
from incident_bot.settings.team import ReminderKey

from .host_clock import LIBRARY, machine

pytestmark = pytest.mark.skipif(
    LIBRARY is None, reason="the clock of this machine cannot be moved: install faketime (`make faketime`)"
)

MINUTES = timedelta(minutes=1)
HOURS = timedelta(hours=1)
A_LITTLE = timedelta(seconds=20)
"""Real time goes on in between, so each moment is left behind by more than the bot needs to start and to hear
of the incident. All waits of the journey together, `PATIENCE` each at most, and this are less than the five
minutes between two reminders: no real time makes one more or one less."""
OTHERS = json.dumps({"off": [each for each in get_args(ReminderKey) if each != "no_commander"]})

JOURNEY = [
    (5 * MINUTES, "0:05"),
    (3 * HOURS, "3:00"),
    # Back: what was due in between counts as missed, but comes due only now.
    (5 * MINUTES, None),
    (10 * MINUTES, "0:10"),
    (-3 * HOURS, None),
    (10 * MINUTES, None),
    (-5 * HOURS, None),
    (15 * MINUTES, "0:15"),
    (5 * HOURS, "5:00"),
    (3 * HOURS, None),
    (3 * HOURS + 5 * MINUTES, "3:05"),
]
"""How far ahead the clock is set, and which reminder is said: a SEV-1 asks for a commander each 5 min."""


async def test_every_reminder_is_said_once_however_the_clock_of_the_machine_is_moved(tmp_path: Path) -> None:
    async with machine(tmp_path, INCIDENT_BOT_REMINDERS=OTHERS) as host:
        slack = host.trial.sandbox
        await slack.person("ann").types("/incident declare checkout is failing sev1", "general")
        await host.moves_its_clock(ahead=timedelta(0))
        [room] = [each for each in slack.channels if each.name.startswith("incident-")]

        expected = 0
        for ahead, said in JOURNEY:
            await host.moves_its_clock(ahead=ahead + A_LITTLE)
            expected += said is not None
            assert len(reminders(room)) == expected, (ahead, said)

        assert host.said() == sorted(said for _, said in JOURNEY if said)
        assert "the clock of this machine was set back" in host.log
        assert "[error" not in host.log


def reminders(room: Room) -> list[str]:
    return [post.words for post in room.posts if "has had no commander" in post.words]
