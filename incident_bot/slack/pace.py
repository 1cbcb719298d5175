"""What Slack said to be too fast comes one message a second, channel by channel.

Slack takes about a message a second in a channel, and short bursts: nobody waits before it says no.
https://docs.slack.dev/apis/web-api/rate-limits
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from incident_bot import clock

APART = timedelta(seconds=1)
"""So far apart a channel takes messages, if there are many of them."""


@dataclass
class _Queue:
    since: datetime
    """When Slack last said no."""
    opens: datetime
    """Until then it takes nothing."""
    ends: datetime
    """After everybody who is in the queue."""
    turns: dict[str, datetime] = field(default_factory=dict)
    """When who may come again, by key."""


class Pace:
    """Who has to wait, and for how long. In memory: another replica is told by Slack itself."""

    def __init__(self) -> None:
        self._queues: dict[str, _Queue] = {}

    def wait(self, channel: str, key: str) -> float:
        """Seconds after which this message may be posted; 0 when it may be now."""
        queue, now = self._queues.get(channel), clock.now()
        if queue is None:
            return 0
        # A clock that was set back keeps nobody waiting.
        if now >= queue.ends or now < queue.since:
            del self._queues[channel]
            return 0
        turn = queue.turns.pop(key, None)
        if turn is not None and max(turn, queue.opens) <= now:
            return 0
        if turn is not None and turn >= queue.opens:
            # Nobody waits so long in one go as a long queue takes: who comes too early keeps the place.
            queue.turns[key] = turn
            return (turn - now).total_seconds()
        return self._queued(queue, key, now)

    def refused(self, channel: str, key: str, after: float) -> float:
        """Slack wants to be left alone for `after` seconds there; how long this message has to wait."""
        now = clock.now()
        opens = now + timedelta(seconds=after)
        queue = self._queues.setdefault(channel, _Queue(now, opens, opens))
        queue.since, queue.opens, queue.ends = now, max(queue.opens, opens), max(queue.ends, opens)
        return self._queued(queue, key, now)

    def _queued(self, queue: _Queue, key: str, now: datetime) -> float:
        queue.turns[key] = queue.ends
        queue.ends += APART
        return (queue.turns[key] - now).total_seconds()
