"""What people are owed, by the table of the trade: somebody looks at a clock, and calls out what is due.

Knows nothing of how the bot finds it. Every five minutes; in minutes since the story began, NEVER is long
before.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

NEVER = -(10**6)
STEP = 5
UPDATE_EVERY = {"sev1": 30, "sev2": 60, "sev3": 120}
COMMANDER_WITHIN = {"sev1": 5, "sev2": 15, "sev3": 30, "sev4": 120}
CHECKPOINT_EVERY = {"sev1": 15, "sev2": 30}
NEEDED = {"sev1": ("comms", "scribe"), "sev2": ("comms", "scribe")}
FAMILY = {
    "update_due": "update",
    "update_overdue": "update",
    "no_commander": "commander",
    "role_vacant": "roles",
    "handoff_suggested": "handoff",
    "handoff_urged": "handoff",
    **{name: name for name in ("checkpoint", "stable", "quiet")},
}
TAKES_OVER = {"update_overdue": "update_due", "handoff_urged": "handoff_suggested"}


@dataclass
class Life:
    """What is true of an incident, as whoever was there could tell."""

    severity: str
    raised: int = NEVER
    """Since when it has that severity, if it had another one before."""
    opened: int = 0
    over: bool = False
    updated: int = NEVER
    promised: int | None = None
    monitored: int | None = None
    active: int = 0
    held: dict[str, int] = field(default_factory=dict)
    left: dict[str, int] = field(default_factory=dict)
    """Since when somebody has a role, and when somebody last gave it up."""
    snoozed: dict[str, tuple[int, int]] = field(default_factory=dict)
    """When somebody asked for quiet, and until when, by family."""
    waived: dict[str, int] = field(default_factory=dict)


def owed(life: Life, first: int, now: int) -> dict[str, int]:
    """Of each reminder the moment at which it was last called out, on a walk from `first` until now."""
    called: dict[str, int] = {}
    kept: dict[str, int] = {}
    for minute in range(first, now + 1, STEP):
        for name, since, begins, every in [] if life.over else rows(life):
            rings = minute == begins or (every and minute > begins and (minute - begins) % every == 0)
            if not rings or life.waived.get(FAMILY[name], NEVER) >= since:
                continue
            asked, until = life.snoozed.get(FAMILY[name], (NEVER, NEVER))
            if asked < since or minute > until:
                called[name] = minute
            elif name != "update_overdue":
                kept[name] = until
        called |= {name: until for name, until in kept.items() if until == minute}
        for name, other in TAKES_OVER.items():
            if called.get(name) == minute:
                called.pop(other, None)
    return called


def rows(life: Life) -> Iterator[tuple[str, int, int, int]]:
    """A reminder, what it is counted from, its first moment, and how often it comes again, if it does."""
    asked, last = max(life.opened, life.raised), max(life.opened, life.updated)
    left = {role: max(life.opened, life.left.get(role, NEVER)) for role in ("commander", "comms", "scribe")}
    if life.promised is not None or life.severity in UPDATE_EVERY:
        due = last + UPDATE_EVERY[life.severity] if life.promised is None else life.promised
        yield "update_due", last, max(due, asked), 0
        yield "update_overdue", last, max(due, asked) + 5, 10
    if "commander" not in life.held:
        within = COMMANDER_WITHIN[life.severity]
        yield "no_commander", left["commander"], max(left["commander"] + within, asked), within
    else:
        since = max(life.opened, life.held["commander"])
        yield "handoff_suggested", since, since + 120, 0
        yield "handoff_urged", since, since + 180, 0
        if every := CHECKPOINT_EVERY.get(life.severity):
            yield "checkpoint", max(since, asked), max(since, asked) + every, every
    vacant = [left[role] for role in NEEDED.get(life.severity, ()) if role not in life.held]
    for since in vacant:
        if max(since, asked) + 10 >= max(vacant):
            yield "role_vacant", max(vacant), max(since, asked) + 10, 0
    if life.monitored is not None:
        since = max(life.opened, life.monitored)
        yield "stable", since, since + 30, 0
    since = max(life.opened, life.active)
    yield "quiet", since, since + 150, 150
