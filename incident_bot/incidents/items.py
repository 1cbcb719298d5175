"""What is to be done after an incident: the rules by which action items are made, done and given away."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from incident_bot.errors import Refused
from incident_bot.incidents.act import Act
from incident_bot.incidents.action_item import ActionItem
from incident_bot.incidents.days import months_later
from incident_bot.incidents.facts import Facts
from incident_bot.incidents.vocabulary import Kind

PRIORITIES = ("p0", "p1", "p2", "p3")
"""Now, within a week, within a month, when possible."""

USUAL = "p2"
"""The priority of what nobody gave one."""

TYPES = ("prevent", "detect", "respond", "process")
"""What an item is for: it does not happen again; it is noticed sooner; it is over sooner; how we work."""


def due_by_priority(priority: str, today: date) -> date | None:
    """The last day for an item of which nobody said when; None: when possible."""
    return {
        "p0": today,
        "p1": today + timedelta(days=7),
        "p2": months_later(today, 1),
    }.get(priority)


class Items(Facts):
    """The rules of action items: they hold after the end of an incident, too."""

    __abstract__ = True

    def add_item(
        self,
        number: int,
        text: str,
        act: Act,
        *,
        owner: str | None = None,
        priority: str = USUAL,
        due_on: date | None = None,
        type_: str | None = None,
        criterion: str = "",
        channel: str | None = None,
        message: str | None = None,
    ) -> ActionItem:
        """Something to be done. `number` is the next one of this incident; the row is the caller's to save.

        `channel` and `message` are the message that it was made from.
        """
        facts: dict[str, Any] = {
            "person": owner,
            "due_on": due_on and due_on.isoformat(),
            "type": type_,
            "criterion": criterion,
        }
        told = {name: value for name, value in facts.items() if value}
        self._record(Kind.ITEM, text, act, number=number, change="added", priority=priority, **told)
        return ActionItem(
            incident_id=self.id,
            number=number,
            text=text,
            owner=owner,
            priority=priority,
            due_on=due_on,
            type=type_,
            criterion=criterion or None,
            created_by=act.by,
            created_at=act.at,
            channel=channel,
            message=message,
        )

    def finish_item(self, item: ActionItem, act: Act, how: str = "") -> None:
        """It is done; `how` goes on the record."""
        self._must_be_open(item)
        item.done_by, item.done_at = act.by, act.at
        self._changed(item, how, act, "done")

    def drop_item(self, item: ActionItem, act: Act, why: str) -> None:
        """It will not be done, for a reason."""
        self._must_be_open(item)
        if not why:
            raise Refused(
                f"it is not said why action item {item.number} is dropped; whoever reads it later will ask.",
                example=f"item drop {item.number} <reason>",
            )
        item.dropped_at = act.at
        self._changed(item, why, act, "dropped")

    def reopen_item(self, item: ActionItem, act: Act, why: str = "") -> None:
        """It is to be done after all."""
        if item.is_open:
            raise self._refused(
                f"action item {item.number} of {self.ref} is open already: there is nothing to reopen."
            )
        item.done_by = item.done_at = item.dropped_at = None
        item.asked_at = act.at
        self._changed(item, why, act, "reopened")

    def give_item(self, item: ActionItem, owner: str | None, act: Act) -> None:
        """Somebody has it now; None: nobody has."""
        self._must_be_open(item)
        if owner == item.owner:
            whose = "they have" if owner else "nobody has"
            raise self._refused(f"{whose} action item {item.number} of {self.ref} already.")
        before, item.owner, item.asked_at = item.owner, owner, act.at
        self._changed(item, "", act, "given", person=owner, before=before)

    def put_off_item(self, item: ActionItem, due_on: date | None, act: Act) -> None:
        """It is due on another day; None: when possible."""
        self._must_be_open(item)
        if due_on == item.due_on:
            raise self._refused(f"action item {item.number} of {self.ref} is due then already.")
        before, item.due_on, item.asked_at = item.due_on, due_on, act.at
        self._changed(
            item,
            "",
            act,
            "due",
            due_on=due_on and due_on.isoformat(),
            due_before=before and before.isoformat(),
        )

    def rank_item(self, item: ActionItem, priority: str, act: Act) -> None:
        """It is more urgent than somebody thought, or less; the day on which it is due stays."""
        self._must_be_open(item)
        if priority == item.priority:
            raise self._refused(f"action item {item.number} of {self.ref} is {priority.upper()} already.")
        before, item.priority = item.priority, priority
        self._changed(item, "", act, "ranked", priority=priority, priority_before=before)

    def reword_item(self, item: ActionItem, text: str, act: Act) -> None:
        """It says something else; what it said before stays on the record."""
        self._must_be_open(item)
        if text == item.text:
            raise self._refused(f"action item {item.number} of {self.ref} says that already.")
        before, item.text = item.text, text
        self._record(Kind.ITEM, text, act, number=item.number, change="reworded", text_before=before)

    def type_item(self, item: ActionItem, type_: str | None, act: Act) -> None:
        """It is for something else; None: nobody says what for."""
        self._must_be_open(item)
        if type_ == item.type:
            has = f"is {type_}" if type_ else "has no type"
            raise self._refused(f"action item {item.number} of {self.ref} {has} already.")
        before, item.type = item.type, type_
        self._changed(item, "", act, "typed", type=type_, type_before=before)

    def measure_item(self, item: ActionItem, criterion: str | None, act: Act) -> None:
        """Something else says that it is done; None: nothing does."""
        self._must_be_open(item)
        if criterion == item.criterion:
            has = "has that criterion" if criterion else "has no criterion"
            raise self._refused(f"action item {item.number} of {self.ref} {has} already.")
        before, item.criterion = item.criterion, criterion
        self._changed(item, "", act, "measured", criterion=criterion, criterion_before=before)

    def _changed(self, item: ActionItem, said: str, act: Act, change: str, **facts: Any) -> None:
        self._record(Kind.ITEM, said, act, number=item.number, change=change, item=item.text, **facts)

    def _must_be_open(self, item: ActionItem) -> None:
        if not item.is_open:
            raise Refused(
                f"action item {item.number} of {self.ref} is {item.status} already.",
                example=f"item reopen {self.ref} {item.number}",
            )
