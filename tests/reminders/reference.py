"""What people are owed, by the table of the trade: somebody looks at a clock, and calls out what is due.

Knows nothing of how the bot finds it. Every five minutes; in minutes since the story began, NEVER is long
before.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

AGES = 10**6
NEVER = -AGES
STEP = 5
ROLES = ("commander", "comms", "scribe")
TABLE: dict[str, tuple[int, int, int, tuple[str, ...]]] = {
    "sev1": (30, 5, 15, ("comms", "scribe")),
    "sev2": (60, 15, 30, ("comms", "scribe")),
    "sev3": (120, 30, AGES, ()),
    "sev4": (AGES, 120, AGES, ()),
}
"""An update every, a commander within, a checkpoint every so many minutes; and the roles that are needed."""

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
    called, kept = dict[str, int](), dict[str, int]()
    for minute in range(first, now + 1, STEP):
        for name, since, begins, every in [] if life.over else rows(life):
            rings = minute == begins or (every and minute > begins and (minute - begins) % every == 0)
            if rings and life.waived.get(FAMILY[name], NEVER) < since:
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
    asked, last, active = (max(life.opened, at) for at in (life.raised, life.updated, life.active))
    left = {role: max(life.opened, life.left.get(role, NEVER)) for role in ROLES if role not in life.held}
    held = {role: max(life.opened, since) for role, since in life.held.items()}
    cadence, within, checkpoint, needed = TABLE[life.severity]
    due = max(asked, last + cadence if life.promised is None else life.promised)
    yield from (("update_due", last, due, 0), ("update_overdue", last, due + 5, 10))
    if (since := left.get("commander")) is not None:
        yield "no_commander", since, max(since + within, asked), within
    if (since := held.get("commander")) is not None:
        yield from (("handoff_suggested", since, since + 120, 0), ("handoff_urged", since, since + 180, 0))
        yield "checkpoint", max(since, asked), max(since, asked) + checkpoint, checkpoint
    vacant = [left[role] for role in needed if role in left]
    missed = [max(since, asked) + 10 for since in vacant]
    missed += [since + 10 for since in [held.get("commander", NEVER)] if vacant and since > max(missed)]
    for moment in (each for each in missed if each >= max(vacant)):
        yield "role_vacant", max(vacant), moment, 0
    if life.monitored is not None:
        yield "stable", (since := max(life.opened, life.monitored)), since + 30, 0
    yield "quiet", active, active + 150, 150
