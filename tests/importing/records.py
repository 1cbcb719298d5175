"""Records as they may be: odd words, corrections, tombstones, action items; over in the end."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from incident_bot.errors import Refused
from incident_bot.exports.record import Record
from incident_bot.incidents.act import Act
from incident_bot.incidents.action_item import ActionItem
from incident_bot.incidents.incident import Incident
from incident_bot.incidents.slot import Slot
from incident_bot.incidents.vocabulary import Change, Kind, Source
from tests.exports.slots import any_slots
from tests.exports.story import START, record_of

# What a database keeps: everything but NUL and half a character.
words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=30)
said = words.filter(str.strip) | st.sampled_from(['"\\', "\u2028", "=1+1", "a\r\nb", "\U0001f525", "`|<br>*"])
kinds = st.sampled_from([Kind.NOTE, Kind.DECISION, Kind.ACTION, Kind.HYPOTHESIS])
json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**60), 2**60) | st.floats(-1e9, 1e9) | words,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(words, inner, max_size=2),
    max_leaves=4,
)
deeds = st.lists(
    st.one_of(
        st.tuples(st.just("tell"), kinds, said, st.integers(0, 10**9)),
        st.tuples(st.just("correct"), st.integers(0, 9), said, kinds, st.booleans()),
        st.tuples(st.just("withdraw"), st.integers(0, 9), words),
        st.tuples(st.just("restore"), st.integers(0, 9), st.integers(1, 3)),
        st.tuples(st.just("delete"), st.integers(0, 9)),
        st.tuples(st.just("message"), said, st.dictionaries(words, json_values, max_size=2)),
        st.tuples(st.just("item"), said, st.none() | st.dates(date(2026, 1, 1), date(2027, 1, 1))),
        st.tuples(st.just("impact"), said),
        st.tuples(st.just("title"), said),
        st.tuples(st.just("check"), said),
    ),
    max_size=12,
)
"""What people did in an incident."""
came = any_slots(words)
"""What came of its reminders."""


def record_with(done: list[tuple[Any, ...]], *, closed: bool = False, slots: Sequence[Slot] = ()) -> Record:
    """INC-12 of T1: Ann declared it, Bo commanded, Chi wrote a note, and it is over."""
    incident = Incident.declare(
        workspace="T1", number=12, title="Payments are down", severity="sev2", act=Act("U1", START)
    )
    incident.assign("commander", "U2", Act("U2", START + timedelta(minutes=1)))
    incident.note("it is slow", Act("U3", START + timedelta(minutes=2)))
    items: list[ActionItem] = []
    for n, (what, *told) in enumerate(done):
        act = Act("U1", START + timedelta(minutes=3 + n, microseconds=n), Source.FORM)
        with suppress(Refused):
            do(incident, items, act, what, *told)
    incident.resolve(Act("U2", START + timedelta(minutes=60)), "rolled back", confirmed=["metrics"])
    if closed:
        incident.close(Act("U2", START + timedelta(minutes=90)), "published")
        incident.facilitator, incident.postmortem_due_on = "U3", date(2026, 1, 7)
        incident.postmortem_link = "https://example.com/postmortem"
    return replace(record_of(incident), items=items, slots=slots)


def do(incident: Incident, items: list[ActionItem], act: Act, what: str, *told: Any) -> None:
    """One of the deeds. Raises Refused when the rules say no."""
    match what, told:
        case "tell", (kind, text, back):
            incident.tell(kind, text, act, at=act.at - timedelta(microseconds=back))
        case "item", (text, due_on):
            items.append(incident.add_item(len(items) + 1, text, act, owner="U3", due_on=due_on))
        case "impact", (text,):
            incident.set_impact(text, act)
        case "title", (text,):
            incident.rename(text, act)
        case "check", (item,):
            incident.tick([item], [], act)
        case "message", (text, facts):
            facts = {f"of {name}": fact for name, fact in facts.items()}
            ts = "1767654300.000200"
            incident.pin_message(text, act, author="U3", channel="C1", message=ts, at=act.at, **facts)
        case _, (which, *more):
            _amend(incident, act, what, which, *more)


def _amend(incident: Incident, act: Act, what: str, which: int, *told: Any) -> None:
    typed = [each.number for each in incident.happened if each.kind in {"note", "decision", "action"}]
    number = typed[which % len(typed)]
    versions = [each for each in incident.happened if each.number == number]
    match what, told:
        case "correct", (text, kind, starred):
            incident.correct(versions, act, "it was not so", text=text, kind=kind, starred=starred)
        case "withdraw", (reason,):
            incident.take_back(versions, act, reason)
        case "delete", ():
            incident.amend(versions, Change.DELETED, act, new={"is_deleted": True})
        case "restore", (to,):
            incident.restore(versions, act, versions[(to - 1) % len(versions)].version, "it was right")
