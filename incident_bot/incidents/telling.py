"""What is said of an incident and kept: notes, decisions, updates, marked messages, what the bot did."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from incident_bot.errors import Refused
from incident_bot.incidents.act import Act
from incident_bot.incidents.facts import Facts
from incident_bot.incidents.timeline import TimelineEntry
from incident_bot.incidents.vocabulary import Kind

TRENDS = ("better", "same", "worse")
"""How the impact is, compared with the last update."""

FURTHEST = timedelta(days=7)
"""The next update can be promised for so far ahead; further away it would silence reminders for good."""


class Telling(Facts):
    """The rules of the timeline's own entries, updates and reminders."""

    __abstract__ = True

    def note(self, text: str, act: Act) -> TimelineEntry:
        """Something worth keeping."""
        return self.tell(Kind.NOTE, text, act)

    def decide(self, text: str, act: Act) -> TimelineEntry:
        """A decision: always starred."""
        return self.tell(Kind.DECISION, text, act)

    def tell(
        self, kind: Kind, text: str, act: Act, *, at: datetime | None = None, **facts: Any
    ) -> TimelineEntry:
        """A note, a decision, an action or a hypothesis, of now or of a moment that is over (`at`)."""
        if at is not None and at > act.at:
            raise self._refused("that moment is still to come.")
        return self._record(kind, text, act, at=at, **facts)

    def tell_all(self, lines: Sequence[tuple[datetime, Kind, str]], act: Act) -> list[TimelineEntry]:
        """Entries that somebody wrote down elsewhere, together: they are said in the room once."""
        if len(lines) == 1:
            [(at, kind, text)] = lines
            return [self.tell(kind, text, act, at=at)]
        first = (self.revision or 0) + 1
        kinds = Counter(kind.value for _, kind, _ in lines)
        told = {
            "count": len(lines),
            "from": min(at for at, _, _ in lines).isoformat(),
            "until": max(at for at, _, _ in lines).isoformat(),
            "kinds": dict(sorted(kinds.items())),
        }
        return [
            self.tell(kind, text, act, at=at, **({"said_with": first} if place else {"together": told}))
            for place, (at, kind, text) in enumerate(lines)
        ]

    def update(
        self,
        text: str,
        act: Act,
        *,
        others: Mapping[str, str] | None = None,
        trend: str = "",
        next_at: datetime | None = None,
        final: bool = False,
    ) -> None:
        """Tell stakeholders where things stand; the next update is owed a cadence from now, or at `next_at`.

        `others` are the words for other audiences (`leadership`, `customers`), `trend` is one of `TRENDS` or
        empty. `final` is the update that says it is over, the one that may follow the resolution.
        """
        if not self.is_open and not final:
            raise Refused(
                f"{self.ref} is {self.status}, so nobody is owed an update.", example=f"status {self.ref}"
            )
        if final and self.is_open:
            raise self._refused(f"{self.ref} is {self.status}: its last update is still to come.")
        if others and self.is_private:
            raise self._refused(f"{self.ref} is private: nothing of it leaves its room.")
        if next_at is not None and self.is_open:
            _must_be_soon(next_at, act.at)
        self.updated_at, self.update_text = act.at, text
        self._awake("update")
        self.next_update_at = next_at if self.is_open else None
        told = {audience: said for audience, said in (others or {}).items() if said}
        facts: dict[str, Any] = {"others": told} if told else {}
        if trend:
            facts["trend"] = trend
        if final:
            facts["final"] = True
        if self.next_update_at is not None:
            facts["next_at"] = self.next_update_at.isoformat()
        self._record(Kind.UPDATE, text, act, **facts)

    def promise_update(self, at: datetime | None, act: Act) -> None:
        """Say by hand when the next update comes; None: as the severity has it."""
        if not self.is_open:
            raise Refused(
                f"{self.ref} is {self.status}, so nobody is owed an update.", example=f"status {self.ref}"
            )
        if at is None and self.next_update_at is None:
            raise self._refused(f"the next update of {self.ref} comes as its severity asks already.")
        if at is not None:
            _must_be_soon(at, act.at)
        self.next_update_at = at
        self._awake("update")
        self._record(Kind.NEXT_UPDATE, "", act, until=at and at.isoformat())

    def pin_message(
        self,
        text: str,
        act: Act,
        *,
        author: str | None,
        channel: str,
        message: str,
        at: datetime,
        kind: Kind = Kind.PINNED,
        starred: bool = False,
        **facts: Any,
    ) -> TimelineEntry:
        """Somebody marked a message of `author`, written `at`, for the record; perhaps as a decision."""
        return self._record(
            kind,
            text,
            act,
            channel=channel,
            message=message,
            author=author,
            at=at,
            starred=starred,
            marked_by=act.by,
            **facts,
        )

    def skip_update(self, why: str, next_at: datetime | None, act: Act) -> None:
        """The update that is owed is not needed, for a reason; the one after it is owed at `next_at`.

        None: as the severity has it, which may be never.
        """
        if not self.is_open:
            raise Refused(
                f"{self.ref} is {self.status}, so nobody is owed an update.", example=f"status {self.ref}"
            )
        self.next_update_at = next_at
        self._awake("update")
        until: dict[str, Any] = {} if next_at is None else {"until": next_at.isoformat()}
        self._record(Kind.REMINDER, why, act, reminder="update", outcome="waived", **until)

    def export_asked(self, formats: list[str], zone: str, act: Act, **options: Any) -> None:
        """Somebody wants the record as files, with times in `zone` beside UTC.

        `options` are `kinds`, `only_starred`, `pseudonyms`, and `private`: for whoever asks alone.
        """
        said = {name: value for name, value in options.items() if value}
        self._record(Kind.EXPORT, ", ".join(formats), act, formats=formats, zone=zone, **said)

    def trouble(self, reasons: str | Sequence[str], act: Act) -> None:
        """The bot had to give something up, for one reason or several: a line each."""
        told = [reasons] if isinstance(reasons, str) else reasons
        self._record(Kind.PROBLEM, "\n".join(told), act)


def _must_be_soon(at: datetime, now: datetime) -> None:
    """Raises Refused, about the form's field `next`."""
    if at <= now:
        raise Refused("the next update has to be still to come.", field="next")
    if at > now + FURTHEST:
        raise Refused("nobody waits longer than a week for the next update.", field="next")
