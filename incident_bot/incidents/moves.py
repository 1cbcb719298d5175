"""How an incident goes on: status, severity, and what is known of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from incident_bot.errors import Refused
from incident_bot.incidents.act import Act
from incident_bot.incidents.facts import Facts
from incident_bot.incidents.quiet import BY_SEVERITY
from incident_bot.incidents.vocabulary import Kind, Status

MOMENTS = {
    "started": "impact_started_at",
    "detected": "detected_at",
    "acknowledged": "acknowledged_at",
    "mitigated": "mitigated_at",
    "resolved": "resolved_at",
}
"""The moments that people may set or correct, by the word for it."""

ORDER = ("impact_started_at", "detected_at", "acknowledged_at", "mitigated_at", "resolved_at", "closed_at")

# Somebody may take command before it is noticed by others, or when it is all but over.
EITHER_WAY = {frozenset({"acknowledged_at", other}) for other in ("detected_at", "mitigated_at")}


class OutOfOrder(Refused):
    """A moment that does not fit another one: `why` it may not be, and when the other one was (`known`)."""

    def __init__(self, why: str, known: datetime, *, example: str) -> None:
        super().__init__(f"{why} ({known:%Y-%m-%d %H:%M} UTC).", example=example)
        self.why = why
        self.known = known


class Moves(Facts):
    """The rules of status, severity, title, impact, services and moments."""

    __abstract__ = True

    def move_to(self, status: Status, act: Act, why: str = "") -> None:
        """Change the status. Resolving, closing and reopening have methods of their own, which this calls."""
        if status is self.stands:
            raise self._refused(f"{self.ref} is already {status}.")
        if status is Status.RESOLVED and self.stands is Status.CLOSED:
            self._unclose(act, why)
        elif status is Status.RESOLVED:
            self.resolve(act, why)
        elif status is Status.CLOSED:
            self.close(act, why)
        elif not self.is_open:
            self.reopen(act, why, to=status)
        else:
            before = self.status
            self._stand(status, act)
            self._record(Kind.STATUS, why, act, before=before, after=status.value)

    @property
    def is_withdrawn(self) -> bool:
        """It ended because it could not be as private as it was declared: it has no room and gets none."""
        return self.is_private and self.stands is Status.CLOSED and self.room_id is None

    def resolve(
        self,
        act: Act,
        summary: str = "",
        *,
        confirmed: Sequence[str] = (),
        unconfirmed: Sequence[str] = (),
        postmortem: str | None = None,
        archive_after: timedelta | None = None,
    ) -> None:
        """The disruption is over. `confirmed` and `unconfirmed` are the criteria as somebody ticked them.

        `postmortem` is who leads it. `archive_after`: the room is to be archived so long from now.
        """
        if not self.is_open:
            raise self._refused(f"{self.ref} is {self.status} already.")
        before = self.status
        self._stand(Status.RESOLVED, act)
        self.resolved_at = act.at
        is_ours = self.wants_room and not self.room_adopted
        self.archive_at = act.at + archive_after if archive_after is not None and is_ours else None
        self.offers = {}
        self.next_update_at = None
        new = {"by": act.by or "", "at": act.at.isoformat()}
        self.ticked = dict.fromkeys(confirmed, new) | (self.ticked or {})
        facts: dict[str, Any] = {
            "confirmed": list(confirmed),
            "unconfirmed": list(unconfirmed),
            "postmortem": postmortem,
        }
        if postmortem is not None:
            self.facilitator, self.postmortem_asked_at = postmortem, act.at
        told = {name: value for name, value in facts.items() if value}
        self._record(Kind.RESOLVED, summary, act, before=before, **told)

    def close(self, act: Act, why: str = "") -> None:
        """Nothing is left to be done: the postmortem is published, or there will be none."""
        if self.stands is Status.CLOSED:
            raise self._refused(f"{self.ref} is closed already.")
        if self.is_open:
            raise Refused(
                f"{self.ref} is {self.status}: it has to be resolved before it is closed.",
                example=f"resolve {self.ref}",
            )
        self._stand(Status.CLOSED, act)
        self.closed_at = act.at
        self._record(Kind.CLOSED, why, act, before=Status.RESOLVED.value)

    def reopen(
        self,
        act: Act,
        why: str = "",
        to: Status = Status.INVESTIGATING,
        *,
        criteria: Sequence[str] = (),
    ) -> None:
        """It was not over: reminders are counted from now, and of `criteria` none is ticked any more."""
        if self.is_open:
            raise self._refused(f"{self.ref} is open: it is {self.status}.")
        self._must_not_be_withdrawn()
        before = self.status
        self._stand(to, act)
        self.resolved_at = self.closed_at = self.archive_at = None
        self.ticked = {item: told for item, told in (self.ticked or {}).items() if item not in criteria}
        self.opened_at = act.at
        self._wake()
        self._record(Kind.REOPENED, why, act, before=before, after=to.value)

    def set_severity(self, severity: str, act: Act, why: str = "", *, room: bool = False) -> None:
        """Change the severity; the cadence of updates follows it at once.

        `room`: the new one has a room of its own, which the incident then gets if it has none.
        """
        if severity == self.severity:
            raise self._refused(f"{self.ref} has that severity already.")
        before, self.severity, self.severity_since = self.severity, severity, act.at
        self.next_update_at = None
        self._wake(*BY_SEVERITY)
        self._record(Kind.SEVERITY, why, act, before=before, after=severity)
        if room and not self.wants_room and self.is_open:
            self.want_room(act)

    def rename(self, title: str, act: Act) -> None:
        """Change the title; the room is renamed with it."""
        if title == self.title:
            raise self._refused(f"that is the title of {self.ref} already.")
        before, self.title = self.title, title
        self._record(Kind.TITLE, title, act, before=before)

    def set_impact(self, impact: str, act: Act) -> None:
        """Say what users notice; the latest words count."""
        if impact == (self.impact or ""):
            raise self._refused(f"that is the impact of {self.ref} already.")
        before, self.impact = self.impact, impact or None
        self._record(Kind.IMPACT, impact, act, before=before)

    def set_services(self, services: Sequence[str], act: Act) -> None:
        """Say what is affected, all of it."""
        named = tuple(dict.fromkeys(services))
        if named == self.services:
            raise self._refused(f"those are the services of {self.ref} already.")
        before, self.services = self.services, named
        gone = [each for each in before if each not in named]
        new = [each for each in named if each not in before]
        self._record(Kind.SERVICES, ", ".join(named), act, added=new, removed=gone)

    def set_moment(self, moment: str, at: datetime, act: Act, why: str = "") -> None:
        """Set or correct one of `MOMENTS`. Raises Refused when the order of things would be impossible."""
        column = MOMENTS[moment]
        before: datetime | None = getattr(self, column)
        if at > act.at:
            raise self._refused("that moment is still to come.")
        if before is None and moment in ("mitigated", "resolved") and self.is_open:
            raise self._refused(f"{self.ref} is {self.status}: its status says when that happens.")
        if before == at:
            raise self._refused(f"{self.ref} says so already.")
        also: dict[str, Any] = {}
        if moment == "resolved" and self.mitigated_at == before:
            # Nobody said when it was mitigated: the resolution did, and goes on doing so.
            self.mitigated_at = at
            also = {"also": ["mitigated"]}
        try:
            self._must_be_in_order(column, at)
        except Refused:
            self.mitigated_at = before if also else self.mitigated_at
            raise
        setattr(self, column, at)
        was = before and before.isoformat()
        self._record(Kind.MOMENT, why, act, moment=moment, before=was, after=at.isoformat(), **also)

    def want_room(self, act: Act) -> None:
        """Give an incident a room: one that lives in a thread, or whose room is lost."""
        self._must_not_be_withdrawn()
        if self.wants_room and not self.room_archived:
            raise self._refused(f"{self.ref} has a room, or is getting one.")
        before: dict[str, Any] = (
            {"before": self.room_id, "name": self.room_name} if self.room_archived else {}
        )
        # Whoever asks for a room once it is over wants to work in it.
        self.wants_room, self.archive_at = True, None
        self._record(Kind.ROOM_WANTED, "", act, **before)

    def room_opened(self, room_id: str, room_name: str, act: Act, *, adopted: bool = False) -> None:
        """Its war room exists."""
        self.room_id, self.room_name = room_id, room_name
        self.room_adopted, self.room_archived = adopted, False
        self._record(Kind.ROOM, f"#{room_name}", act, channel=room_id)

    def room_lost(self, how: str, act: Act) -> None:
        """Nothing can be said in the room any more: `how` is archived, left, or unseen."""
        if self.room_id is None or self.room_archived or self.room_name is None:
            # Without a name it is still to become the room, and the bot is yet to come in.
            return
        self.room_archived, self.archive_at = True, None
        self._record(Kind.ROOM_LOST, "", act, channel=self.room_id, how=how, name=self.room_name)

    def room_back(self, act: Act) -> None:
        """A room that was lost can be written in again: somebody opened it, or brought the bot back."""
        if self.room_id is None or not self.room_archived:
            return
        self.room_archived = False
        self._record(Kind.ROOM, f"#{self.room_name}", act, channel=self.room_id, back=True)

    def room_gone(self) -> None:
        """Forget a room that is lost for good, so that another can be opened."""
        self.room_id = self.room_name = self.topic_shown = self.card_ts = self.card_shown = None
        self.card_digest = self.canvas_id = None
        self.room_adopted = self.room_archived = False

    def archive_room_at(self, at: datetime | None, act: Act) -> None:
        """Say when the room is to be archived; None: it stays."""
        if self.is_open:
            raise Refused(
                f"{self.ref} is {self.status}: its room is archived once it is resolved.",
                example=f"resolve {self.ref}",
            )
        if self.room_id is None or self.room_archived or self.room_adopted:
            raise self._refused(f"{self.ref} has no room that I could archive.")
        self.archive_at = at
        self._record(Kind.ARCHIVING, "", act, until=at and at.isoformat())

    def _unclose(self, act: Act, why: str) -> None:
        """Something is left to be done after all; that it is over stays true."""
        self._must_not_be_withdrawn()
        before = self.status
        self._stand(Status.RESOLVED, act)
        self.closed_at = None
        self._record(Kind.STATUS, why, act, before=before, after=self.status)

    def _stand(self, status: Status, act: Act) -> None:
        self.status, self.status_since = status.value, act.at
        if status in (Status.MONITORING, Status.RESOLVED):
            self.mitigated_at = self.mitigated_at or act.at

    def _must_not_be_withdrawn(self) -> None:
        # It never had a place, and its declarer heard that it was taken back.
        if self.is_withdrawn:
            raise Refused(
                f"{self.ref} was taken back because its private room could not be opened. Declare it anew.",
                example="declare <title> --private",
            )

    def _wake(self, *families: str) -> None:
        """What was put off, or not needed, is so no more: of these families, or of all."""
        self.snoozed, self.waived = (
            {key: kept for key, kept in (quiet or {}).items() if families and key not in families}
            for quiet in (self.snoozed, self.waived)
        )

    def _must_be_in_order(self, column: str, at: datetime) -> None:
        place = ORDER.index(column)
        words = {name: word for word, name in MOMENTS.items()} | {"closed_at": "closed"}
        for other in ORDER:
            known: datetime | None = getattr(self, other)
            if known is None or other == column or frozenset({column, other}) in EITHER_WAY:
                continue
            later = ORDER.index(other) > place
            if (later and at > known) or (not later and at < known):
                why = (
                    f"{self.ref} cannot be {words[column]} {'after' if later else 'before'} it was "
                    f"{words[other]}"
                )
                raise OutOfOrder(why, known, example=f"status {self.ref}")
