"""Rate limits, off until they are switched on: https://docs.slack.dev/apis/web-api/rate-limits"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from .call import METHODS, Method
from .records import JSON

# Calls a minute of one method; of these Slack says "at least".
TIERS: Mapping[int, int] = {1: 1, 2: 20, 3: 50, 4: 100}
# Ways to say something in a channel. Whispers are not among them: they have a tier of their own.
POSTING = frozenset({"chat.postMessage", "chat.meMessage", "response_url", "files.completeUploadExternal"})
_MINUTE = 60.0
# Seconds that arithmetic with today's date may be off.
_ROUNDING = 0.001


class Limits:
    """Who called how often in the last minute, by the workspace's clock.

    Slack publishes the tiers and "one message per second per channel"; it says that bursts are tolerated,
    that a workspace takes several hundred messages a minute, and that lists which are not asked for page by
    page have less, and gives no numbers. Ours are settings.
    """

    def __init__(self, now: Callable[[], float]) -> None:
        self.enabled = False
        # On top of what a minute allows, as a share of it.
        self.burst = 0.1
        # Messages that a channel takes at once, before the one a second counts.
        self.messages_at_once = 2
        self.messages_a_minute = 300
        # Whether a method with pages, called without limit and cursor, has the tier below its own.
        self.strict_without_pages = True
        self._now = now
        self._calls: dict[str, Window] = {}
        self._messages = Window()
        self._channels: dict[str, Bucket] = {}

    def wait(self, method: str, args: JSON, channel: str = "") -> int:
        """Whole seconds after which this call would pass; 0 when it does, and then it is counted."""
        if not self.enabled:
            return 0
        now = self._now()
        calls = self._calls.setdefault(method, Window())
        bucket = self._channels.setdefault(channel, Bucket()) if method in POSTING else None
        longest = calls.wait(self._allowed(method, args), now)
        if bucket is not None:
            said = self._messages.wait(self.messages_a_minute, now)
            longest = max(longest, said, bucket.wait(self.messages_at_once, now))
        if longest > _ROUNDING:
            # Never 0: clients would ask again at once.
            return max(1, math.ceil(longest - _ROUNDING))
        calls.count(now)
        if bucket is not None:
            self._messages.count(now)
            bucket.count(now)
        return 0

    def reset(self) -> None:
        """Nobody has called yet."""
        self._calls.clear()
        self._channels.clear()
        self._messages = Window()

    def _allowed(self, name: str, args: JSON) -> float:
        known = METHODS.get(name)
        if known is None:
            return math.inf
        a_minute = self._a_minute(known, args)
        return math.inf if a_minute is None else a_minute + math.floor(a_minute * self.burst)

    def _a_minute(self, method: Method, args: JSON) -> int | None:
        if method.tier == "special":
            return method.per_minute
        tier: int = method.tier
        unpaged = "cursor" in method.optional and not args.get("cursor") and not args.get("limit")
        if unpaged and self.strict_without_pages:
            tier = max(1, tier - 1)
        return TIERS[tier]


@dataclass
class Window:
    """A minute that slides: when each call in it was."""

    times: deque[float] = field(default_factory=deque)

    def wait(self, allowed: float, now: float) -> float:
        """Seconds until there is room for one more."""
        while self.times and self.times[0] + _MINUTE <= now:
            self.times.popleft()
        if len(self.times) < allowed:
            return 0
        # So many have to leave the window, which can be more than one when less is allowed than was.
        return self.times[len(self.times) - int(allowed)] + _MINUTE - now

    def count(self, now: float) -> None:
        self.times.append(now)


@dataclass
class Bucket:
    """One message a second, and a few at once after a silence."""

    # When it would be empty again, had it nothing more to take.
    full_until: float = -math.inf

    def wait(self, at_once: int, now: float) -> float:
        return max(0.0, self.full_until - now - (at_once - 1))

    def count(self, now: float) -> None:
        self.full_until = max(self.full_until, now) + 1
