"""What came of reminders of the story, and of any."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import strategies as st

from incident_bot.exports.record import Record
from incident_bot.incidents.slot import Outcome, Slot

from .story import START, minutes


def slot(reminder: str, due: float, outcome: Outcome, at: float | None = None, **values: object) -> Slot:
    """One that was due so many minutes after START."""
    sent = None if at is None else minutes(at)
    made: dict[str, object] = {"subject": "", "by": None, "until": None, "why": None, **values}
    return Slot(incident_id=1, reminder=reminder, due_at=minutes(due), outcome=outcome.value, at=sent, **made)


WHY = "Ann Example | writes\nit <b>down</b>"


def slots() -> list[Slot]:
    """Each outcome once, and one that was late."""
    return [
        slot("no_commander", 5, Outcome.DONE, 2, by="U2", why="role"),
        slot("checkpoint", 15, Outcome.SENT, 15),
        slot("checkpoint", 30, Outcome.MISSED),
        slot("update_due", 30, Outcome.SNOOZED, 30, by="U2", until=minutes(40)),
        slot("update_due", 40, Outcome.SENT, 43.5),
        slot("checkpoint", 45, Outcome.SENT, 52),
        slot("update_due", 60, Outcome.MOVED, 55, by="U1", why="severity"),
        slot("role_vacant", 61, Outcome.WAIVED, 61, by="U3", why=WHY, subject="scribe"),
        slot("item_overdue", 62, Outcome.NOWHERE, 62, why="there is no room to say it in", subject="3"),
        slot("stable", 63, Outcome.OWED),
    ]


def reminded(record: Record) -> Record:
    """The same record, with all of these."""
    return replace(record, slots=slots())


people = st.none() | st.sampled_from(["U1", "U3", "U7"])
moments = st.none() | st.integers(0, 10**9).map(lambda micro: START + timedelta(microseconds=micro))


def any_slots(words: st.SearchStrategy[str]) -> st.SearchStrategy[list[Slot]]:
    """Whatever may have come of reminders, in the order in which they are read."""
    made = st.builds(
        Slot,
        incident_id=st.just(1),
        reminder=st.sampled_from(["update_due", "checkpoint", "of_later_versions"]),
        subject=st.sampled_from(["", "3", "scribe"]),
        due_at=moments.filter(lambda at: at is not None),
        outcome=st.sampled_from([each.value for each in Outcome]),
        at=moments,
        by=people,
        until=moments,
        why=st.none() | words,
    )
    return st.lists(made, max_size=6, unique_by=_place).map(lambda found: sorted(found, key=_place))


def _place(made: Slot) -> tuple[datetime, str, str]:
    return made.due_at, made.reminder, made.subject
