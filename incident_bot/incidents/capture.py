"""What the facts of a message make of it on a timeline: when it came there, as what, and what became of it.

A pure function of what happened. In whatever order and how often it was heard of, the same facts tell the
same story; what comes late only tells more of it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from incident_bot.incidents.line_of_message import Said, Unclear, lines, unclear_words
from incident_bot.incidents.message_fact import MessageFact, Told, moment
from incident_bot.incidents.vocabulary import Change, Kind, Source

Plain = Callable[[str, Mapping[str, str]], str]
"""From text as Slack has it, and the names of those it mentions by id, to text as people read it."""

_NOTHING_SAID = "(a message without text)"


@dataclass(frozen=True)
class Later:
    """A change of the message: `new` is by column, moments in ISO."""

    at: datetime
    change: Change
    by: str | None
    new: dict[str, Any]


@dataclass(frozen=True)
class Kept:
    """A message that belongs on the timeline: `at` is since when, `by` who marked it, if somebody did."""

    channel: str
    message: str
    at: datetime
    by: str | None
    source: Source
    author: str | None
    first: dict[str, Any]
    facts: dict[str, Any]
    later: tuple[Later, ...]


def tell(facts: Sequence[MessageFact], plain: Plain, *, by_hand_at: datetime | None = None) -> Kept | None:
    """The story of one message; None when it belongs on no timeline, or its words are not known.

    `by_hand_at` is of when the words are that somebody put there by a command or a form: then its reactions
    mean nothing, and its kind, its time and its first words are what they said.
    """
    message = _Message(facts, plain)
    if not message.said or (began := by_hand_at or message.began()) is None:
        return None
    first = message.state(began)
    later, before = [], first
    for at, change, by in message.happenings():
        now = message.state(at)
        columns = ("text", "is_deleted") if by_hand_at else now
        new = {name: now[name] for name in columns if now[name] != before[name]}
        if at > began and new:
            later.append(Later(at, change, by, new))
        before = now if at > began else before
    marked_by = message.marked_by(began)
    return Kept(
        channel=facts[0].channel,
        message=facts[0].message,
        at=began,
        by=marked_by,
        source=Source.REACTION if marked_by else Source.MESSAGE,
        author=message.about.get("author"),
        first=first,
        facts=message.facts(began, marked_by),
        later=tuple(later),
    )


def unclear(facts: Sequence[MessageFact], plain: Plain) -> Unclear | None:
    """What the author of a message should know of its latest words; None when there is nothing to know."""
    return _Message(facts, plain).unclear()


class _Message:
    """One message, as far as its facts tell."""

    def __init__(self, facts: Sequence[MessageFact], plain: Plain) -> None:
        self._ts = facts[0].message
        self._said_at = moment(self._ts)
        self._facts = facts
        # The first to be heard of: somebody may move to another zone.
        self._zone = next((fact.content["zone"] for fact in facts if fact.content.get("zone")), None)
        self._is_of_room = any(fact.content.get("room") for fact in facts)
        self.names = {
            fact.content["id"]: fact.content["name"] for fact in facts if fact.what == Told.NAMED.value
        }
        bodies = _bodies(facts)
        self.about: dict[str, Any] = bodies[min(bodies)] if bodies else {}
        """What never changes: author, thread."""
        self._files = {file["id"]: file for since in sorted(bodies) for file in bodies[since]["files"]}
        self.said = [
            Said(since, plain(bodies[since]["text"], self.names), bodies[since].get("editor"))
            for since in sorted(bodies)
        ]
        self._lines = lines(self.said, self._zone)
        self._marks = _marks(facts)
        gone = [(fact.at, fact.by) for fact in facts if fact.what == Told.DELETED.value]
        self._gone = min(gone, key=lambda each: each[0]) if gone else None

    def began(self) -> datetime | None:
        """Since when it belongs on the timeline."""
        since = [self._said_at] if self._is_of_room else []
        since += [line.since for line in self._lines[:1]]
        since += [at for at, marked, _ in self._marks[:1] if marked]
        return min(since, default=None)

    def happenings(self) -> list[tuple[datetime, Change, str | None]]:
        """All that may have changed it, in order."""
        found = [(said.since, Change.EDITED, said.editor) for said in self.said]
        found += [(at, Change.MARKED if on else Change.UNMARKED, by) for at, on, by in self._marks]
        found += [(self._gone[0], Change.DELETED, self._gone[1])] if self._gone else []
        return sorted(found, key=lambda each: (each[0], each[1]))

    def state(self, at: datetime) -> dict[str, Any]:
        """What an entry says at that moment, by column."""
        words = next((said.text for said in reversed(self.said) if said.since <= at), self.said[0].text)
        line = next((line for line in reversed(self._lines) if line.since <= at), None)
        marked = next((on for since, on, _ in reversed(self._marks) if since <= at), False)
        is_gone = self._gone is not None and self._gone[0] <= at
        if line is not None:
            kind, words, occurred, withdrawn = line.kind, line.text, line.at, False
        else:
            kind = Kind.MESSAGE if self._is_of_room and not marked else Kind.PINNED
            occurred, withdrawn = self._said_at, not (self._is_of_room or marked)
        return {
            "text": words or brought(list(self._files.values())) or _NOTHING_SAID,
            "kind": kind.value,
            "occurred_at": occurred.isoformat(),
            "starred": kind is Kind.DECISION,
            "is_deleted": is_gone,
            "is_withdrawn": withdrawn,
        }

    def marked_by(self, began: datetime) -> str | None:
        """Who put it on the timeline by a reaction."""
        return next((by for at, on, by in self._marks if on and at == began), None)

    def unclear(self) -> Unclear | None:
        """What must be said of its latest words, unless it is gone."""
        author, thread = self.about.get("author"), self.about.get("thread")
        return None if self._gone else unclear_words(self.said, self._zone, author, thread)

    def facts(self, began: datetime, marked_by: str | None) -> dict[str, Any]:
        """What the entry keeps besides its words."""
        remark = next((line.remark for line in self._lines if line.since == began), "")
        kept = {
            "captured_at": began.isoformat(),
            "marked_by": marked_by,
            "thread": self.about.get("thread"),
            "username": self.about.get("username"),
            "files": list(self._files.values()),
            "names": self.names,
            "remark": remark,
        }
        return {name: value for name, value in kept.items() if value}


def brought(files: Sequence[dict[str, Any]]) -> str:
    """What a message without words says of its files; empty when it has none."""
    names = ", ".join(str(file["name"]) for file in files)
    return f"({'files' if len(files) > 1 else 'file'}: {names})" if names else ""


def _bodies(facts: Sequence[MessageFact]) -> dict[datetime, dict[str, Any]]:
    """The message as it was since each edit: every event that shows it says when it was last edited."""
    shown = [fact.content[name] for fact in facts for name in ("before", "now") if fact.content.get(name)]
    # Two that show the same edit show the same words; if not, it is one and the same of them that holds.
    shown.sort(key=lambda body: (body["since"], str(sorted(body.items(), key=lambda item: item[0]))))
    return {moment(body["since"]): body for body in shown}


def _marks(facts: Sequence[MessageFact]) -> list[tuple[datetime, bool, str | None]]:
    """When the message got its first marking reaction and lost its last, in order, and by whom."""
    changes, marks = [], set[tuple[str | None, str]]()
    told = [fact for fact in facts if fact.what in (Told.MARKED.value, Told.UNMARKED.value)]
    for fact in sorted(told, key=lambda fact: (fact.at, fact.what, fact.key)):
        before, one = bool(marks), (fact.by, fact.content["reaction"])
        if fact.what == Told.MARKED.value:
            marks.add(one)
        else:
            # With which reaction it was marked is not always known: then it is the one that is taken off.
            marks -= {one, (fact.by, "")}
        if bool(marks) is not before:
            changes.append((fact.at, bool(marks), fact.by))
    return changes
