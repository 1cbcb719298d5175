"""What is on the record is put right by versions that chain up, and never by losing one."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incident_bot.errors import Refused
from incident_bot.incidents import chain
from incident_bot.incidents.act import Act
from incident_bot.incidents.amending import CORRECTABLE
from incident_bot.incidents.incident import Incident
from incident_bot.incidents.timeline import TimelineEntry
from incident_bot.incidents.vocabulary import Change, Kind, Source
from tests.incidents.story import BO, after, ann, bo, bot, declared

SLACK = Act(BO, after(90), Source.MESSAGE)


class Told:
    """An entry of an incident, and its versions as the rules get them."""

    def __init__(self, incident: Incident, entry: TimelineEntry) -> None:
        self.incident = incident
        self.versions = [entry]

    @property
    def now(self) -> TimelineEntry:
        return self.versions[-1]

    def corrects(self, act: Act, why: str = "", **right: Any) -> TimelineEntry:
        self.incident.correct(self.versions, act, why, **right)
        return self._added()

    def withdraws(self, act: Act, why: str = "") -> TimelineEntry:
        self.incident.take_back(self.versions, act, why)
        return self._added()

    def undoes(self, act: Act) -> TimelineEntry:
        self.incident.bring_back(self.versions, act)
        return self._added()

    def restores(self, act: Act, version: int) -> TimelineEntry:
        self.incident.restore(self.versions, act, version)
        return self._added()

    def hears(self, change: Change, act: Act, at: datetime, **new: Any) -> TimelineEntry:
        """Slack tells of something that was at `at`."""
        self.incident.amend(self.versions, change, act, new=new, at=at)
        return self._added()

    def _added(self) -> TimelineEntry:
        self.versions.append(self.incident.happened[-1])
        return self.now


def noted(text: str = "the error rate was 20 %") -> Told:
    """A note, ten minutes after the declaration."""
    incident = declared()
    incident.note(text, ann(10))
    return Told(incident, incident.happened[-1])


COLUMNS = ("text", "kind", "occurred_at", "starred", "is_deleted", "is_withdrawn")


def said(entry: TimelineEntry) -> tuple[object, ...]:
    """All of an entry that can become otherwise."""
    return tuple(getattr(entry, name) for name in COLUMNS)


def test_a_correction_says_all_that_holds_and_what_of_it_is_new() -> None:
    told = noted()
    first = told.now
    new = told.corrects(bo(20), "typo", text="12 %", kind=Kind.ACTION, at=after(5), starred=True)
    assert said(new) == ("12 %", "action", after(5), True, False, False)
    assert (new.number, new.version, new.seq) == (first.number, 2, first.seq + 1)
    assert (new.author, new.recorded_at, new.source) == (first.author, first.recorded_at, first.source)
    assert (first.is_current, new.is_current) == (False, True)
    assert new.change is Change.CORRECTED
    assert new.amendment is not None
    assert (new.amendment["by"], new.amendment["reason"]) == (BO, "typo")
    assert set(new.amendment["new"]) == {"text", "kind", "occurred_at", "starred"}
    assert set(new.revised) == {"text", "kind", "occurred_at"}


def test_what_is_corrected_back_is_not_revised_any_more() -> None:
    told = noted("12 %")
    assert told.corrects(bo(20), text="20 %").revised == ("text",)
    assert told.corrects(bo(21), text="12 %").revised == ()


def test_a_decision_that_is_recognised_later_is_starred_unless_somebody_says_otherwise() -> None:
    assert noted().corrects(bo(20), text="roll back", kind=Kind.DECISION).starred
    assert not noted().corrects(bo(20), text="roll back", kind=Kind.DECISION, starred=False).starred


def test_a_decision_without_its_star_stays_without_it_when_its_words_are_corrected() -> None:
    incident = declared()
    incident.decide("roll back", ann(10))
    told = Told(incident, incident.happened[-1])
    told.corrects(bo(11), starred=False)
    assert not told.corrects(bo(12), text="go back", kind=Kind.DECISION).starred


REFUSED: dict[str, dict[str, Any]] = {
    "says so already": {"text": "the error rate was 20 %", "kind": Kind.NOTE, "starred": False},
    "that moment is still to come": {"at": after(21)},
    "become one of note, decision, action, hypothesis": {"kind": Kind.STATUS},
    "nothing would be left of": {"text": "  "},
}


@pytest.mark.parametrize("problem", REFUSED)
def test_what_cannot_be_right_is_refused(problem: str) -> None:
    told = noted()
    with pytest.raises(Refused, match=problem):
        told.corrects(bo(20), **REFUSED[problem])
    assert len(told.incident.happened) == 2


def test_what_happened_to_the_incident_itself_can_be_starred_only() -> None:
    incident = declared()
    incident.update("all is well", ann(1))
    incident.set_moment("detected", after(-1), ann(2))
    for entry in list(incident.happened):
        told = Told(incident, entry)
        with pytest.raises(Refused):
            told.corrects(bo(20), text="another")
        with pytest.raises(Refused):
            told.corrects(bo(20), at=after(-5), starred=True)
        with pytest.raises(Refused):
            told.withdraws(bo(20))
        assert told.corrects(bo(20), starred=True).starred
        assert not told.undoes(bo(21)).starred


def test_a_tombstone_is_not_corrected_and_is_brought_back_with_what_it_says_by_then() -> None:
    told = noted("pasww0rd")
    assert told.withdraws(bo(20), "a password").is_withdrawn
    with pytest.raises(Refused, match="restore it first"):
        told.corrects(bo(21), starred=True)
    with pytest.raises(Refused, match="withdrawn already"):
        told.withdraws(bo(21))
    # Its message is edited while it is off the timeline.
    told.hears(Change.EDITED, SLACK, after(22), text="a password")
    back = told.undoes(bo(95))
    assert (back.text, back.is_withdrawn) == ("a password", False)


def test_undoing_goes_back_to_what_was_said_before_and_never_withdraws() -> None:
    told = noted("one")
    told.corrects(bo(20), text="two")
    assert told.undoes(bo(21)).text == "one"
    # Two people ask for the same at once: the second is told.
    with pytest.raises(Refused, match="was restored last"):
        told.undoes(bo(22))
    told.withdraws(bo(23))
    told.undoes(bo(24))
    told.hears(Change.FILED, bot(25), after(25), files=[{"name": "a.png"}])
    assert told.undoes(bo(26)).text == "two"
    assert told.now.facts["files"] == [{"name": "a.png"}]


def test_a_first_version_has_nothing_to_undo() -> None:
    told = noted()
    with pytest.raises(Refused, match="nothing to undo"):
        told.undoes(bo(20))
    with pytest.raises(Refused, match="it has the first one only"):
        told.restores(bo(20), 2)
    with pytest.raises(Refused, match="is now what version 1 was"):
        told.restores(bo(20), 1)


def test_an_edit_that_is_heard_of_late_does_not_undo_a_later_correction() -> None:
    told = noted("one")
    told.corrects(bo(30), text="three")
    assert told.hears(Change.EDITED, SLACK, after(20), text="two").text == "three"


# -- whatever happens, in whatever order it is heard of ---

Step = tuple[str, int, str]
STEPS = ("text", "kind", "time", "star", "withdraw", "undo", "restore", "edit", "delete")
steps = st.lists(st.tuples(st.sampled_from(STEPS), st.integers(1, 50), st.sampled_from("abc")), max_size=12)


def takes(told: Told, step: Step, minute: int) -> None:
    """One step, at that minute; edits and deletions in Slack were some minutes before they are heard of."""
    (name, number, word), act = step, bo(minute)
    # No two at the very same moment.
    earlier = after(minute - number + minute / 1000)
    match name:
        case "text":
            told.corrects(act, "why", text=word)
        case "kind":
            told.corrects(act, "why", kind=CORRECTABLE[number % len(CORRECTABLE)])
        case "time":
            told.corrects(act, "why", at=earlier)
        case "star":
            told.corrects(act, starred=number % 2 == 0)
        case "withdraw":
            told.withdraws(act)
        case "undo":
            told.undoes(act)
        case "restore":
            told.restores(act, 1 + number % len(told.versions))
        case "edit":
            told.hears(Change.EDITED, act, earlier, text=word)
        case "delete":
            told.hears(Change.DELETED, act, earlier, is_deleted=True)


def played(taken: list[Step]) -> Told:
    """An entry after all these steps, one a minute; those that may not be are left out."""
    told = noted("a")
    for minute, step in enumerate(taken, 100):
        with suppress(Refused):
            takes(told, step, minute)
    return told


@given(steps)
def test_versions_chain_up_and_hold_what_was_changed_in_order_of_time(taken: list[Step]) -> None:
    told = played(taken)
    incident, versions = told.incident, told.versions
    assert [each.version for each in versions] == list(range(1, len(versions) + 1))
    assert {each.number for each in versions} == {versions[0].number}
    assert [each.is_current for each in versions] == [False] * (len(versions) - 1) + [True]
    assert incident.revision == incident.happened[-1].seq == len(incident.happened)

    state = dict(zip(COLUMNS, said(versions[0]), strict=True))
    changes = [each.amendment for each in versions if each.amendment is not None]
    for change in sorted(changes, key=lambda each: datetime.fromisoformat(each["at"])):
        new = dict(change["new"])
        if "occurred_at" in new:
            new["occurred_at"] = datetime.fromisoformat(new["occurred_at"])
        state |= new
    assert said(told.now) == tuple(state.values())

    chain.link("", incident.happened)
    walk = chain.Walk()
    assert all(walk.step(chain.content(each), each.hash) for each in incident.happened)


@given(steps)
def test_any_version_can_be_had_again(taken: list[Step]) -> None:
    told = played(taken)
    for minute, wanted in enumerate(list(told.versions), 1000):
        if said(wanted) != said(told.now):
            assert said(told.restores(bo(minute), wanted.version)) == said(wanted)


@given(steps)
def test_undoing_leaves_something_to_read_that_is_otherwise(taken: list[Step]) -> None:
    told = played(taken)
    before = said(told.now)
    with suppress(Refused):
        assert not told.undoes(bo(1000)).is_withdrawn
        assert said(told.now) != before


@pytest.mark.parametrize("change", [Change.MARKED, Change.UNMARKED, Change.EDITED])
def test_nothing_in_slack_brings_back_what_somebody_withdrew(change: Change) -> None:
    told = noted()
    told.withdraws(bo(20), "a joke")
    assert told.hears(change, SLACK, after(30), is_withdrawn=False).is_withdrawn
    assert not told.undoes(ann(40)).is_withdrawn
    # What came before it, and is heard of now, changes nothing of that.
    assert not told.hears(Change.UNMARKED, SLACK, after(15), is_withdrawn=True).is_withdrawn
    assert told.hears(Change.UNMARKED, SLACK, after(50), is_withdrawn=True).is_withdrawn
    assert not told.hears(Change.MARKED, SLACK, after(51), is_withdrawn=False).is_withdrawn


def test_a_tombstone_says_who_took_it_back_whatever_is_heard_since() -> None:
    told = noted()
    by_hand = {"change": "withdrawn", "by": BO, "at": after(20).isoformat(), "reason": "a joke"}
    tombs = [
        told.withdraws(bo(20), "a joke"),
        told.hears(Change.DELETED, Act(None, after(91), Source.MESSAGE), after(30), is_deleted=True),
        told.hears(Change.UNMARKED, SLACK, after(40), is_withdrawn=True),
        told.hears(Change.UNMARKED, SLACK, after(10), is_withdrawn=True),
        told.hears(Change.FILED, bot(92), after(50), files=[]),
    ]
    for tomb in tombs:
        assert tomb.taken_back is not None
        assert {name: tomb.taken_back[name] for name in by_hand} == by_hand
    assert told.undoes(ann(95)).taken_back is None
    assert told.hears(Change.FILED, bot(96), after(60), files=[]).taken_back is None
