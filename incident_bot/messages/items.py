"""Action items: as a list, and as whoever gets one is told of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from incident_bot.incidents.action_item import ActionItem
from incident_bot.incidents.incident import Incident
from incident_bot.incidents.items_found import Found
from incident_bot.incidents.timeline import TimelineEntry
from incident_bot.messages import blocks, pages
from incident_bot.messages.days import day
from incident_bot.settings import Settings
from incident_bot.slack import text
from incident_bot.slack.message import Message

TEXT = 300
CRITERION = 200


def items_message(
    found: Sequence[Found],
    page: int,
    total: int,
    size: int,
    settings: Settings,
    *,
    heading: str,
    nothing: str,
    of: Incident | None,
    typed: Callable[[int], str],
) -> Message:
    """A page of so many at most; `of` is the incident that they are all of, `typed` asks for another page."""
    add = [blocks.button("Add action item", f"item {of.ref}")] if of is not None else []
    if not total:
        return Message(nothing, [blocks.section(nothing), blocks.actions(add)] if add else [])
    lines = [_line(each, with_incident=of is None) for each in found]
    last = pages.count(total, size)
    told = [f"Page {page} of {last}, {total} in all."] if last > 1 else []
    if left := next((each for each in found if each.item.is_open), None):
        number = left.item.number
        told.append(
            f"`{settings.command} item done {left.incident.ref} {number}` says that number {number} is done."
        )
    shown = blocks.paragraphs([f"*{heading}*", *lines])
    shown += [blocks.context(" ".join(told))] if told else []
    shown += [blocks.actions(add)] if add else []
    shown += pages.previous_and_next(page, last, typed)
    return Message(heading, shown)


def _line(found: Found, *, with_incident: bool) -> str:
    item = found.item
    said = text.fit(text.one_line(item.text), TEXT)
    named = f"*{found.incident.ref}* {item.number}" if with_incident else f"{item.number}"
    words = f"~{said}~" if item.dropped_at is not None and "~" not in said else said
    return f"{named}. {words}\n{' · '.join(_facts(found))}"


def _facts(found: Found) -> list[str]:
    item = found.item
    facts = [item.priority.upper(), text.mention(item.owner) if item.owner else "nobody has it yet"]
    if item.is_open:
        if item.due_on is not None:
            facts.append(
                f"*overdue* since {day(item.due_on)}" if found.overdue else f"due {day(item.due_on)}"
            )
    elif item.done_at is not None:
        by = f" by {text.mention(item.done_by)}" if item.done_by else ""
        facts.append(f"done {text.moment(item.done_at, '{date_short_pretty}')}{by}")
    elif item.dropped_at is not None:
        facts.append(f"dropped {text.moment(item.dropped_at, '{date_short_pretty}')}")
    facts += [item.type] if item.type else []
    return facts


def item_message(item: ActionItem, incident: Incident, settings: Settings) -> Message:
    """One of them whole, and how it is changed."""
    first = f"Action item {item.number} of *{incident.ref}*: {text.fit(text.one_line(item.text), 2300)}"
    facts = " · ".join(_facts(Found(item, incident, overdue=False)))
    criterion = text.fit(text.one_line(item.criterion or ""), 1200)
    ref = f"{incident.ref} {item.number}"
    if item.is_open:
        buttons = [blocks.button("Done", f"item done {ref}")]
        how = f"`{settings.command} item text {ref} …` words it anew; `type`, `criterion`, `priority`, "
        how += "`due`, `assign` and `drop` in place of `text` change the rest."
    else:
        buttons = [blocks.button("Open it again", f"item reopen {ref}")]
        how = f"`{settings.command} item reopen {ref}` opens it again: then it can be changed."
    lines = [first, facts, *([f"Done when: {criterion}"] if criterion else [])]
    return Message(
        "\n".join(lines), [*blocks.paragraphs(lines), blocks.actions(buttons), blocks.context(how)]
    )


def yours(item: ActionItem, incident: Incident, by: str | None, settings: Settings) -> Message:
    """To whoever was given it: what it is, until when, and how to say that it is done."""
    giver = f", from {text.mention(by)}" if by else ""
    first = (
        f"You have action item {item.number} of *{incident.ref}* · "
        f"{text.fit(text.one_line(incident.title), TEXT)}{giver}."
    )
    said = text.fit(item.text, 2500)
    facts = [item.priority.upper(), f"due {day(item.due_on)}" if item.due_on else "due when possible"]
    facts += [item.type] if item.type else []
    lines = [f"> {text.one_line(said)}", " · ".join(facts)]
    lines += [f"Done when: {text.fit(text.one_line(item.criterion), CRITERION)}"] if item.criterion else []
    ref = f"{incident.ref} {item.number}"
    return Message(
        first,
        [
            blocks.section(first),
            *blocks.paragraphs(lines),
            blocks.actions(
                [
                    blocks.button("Done", f"item done {ref}", style="primary"),
                    blocks.button("All of mine", "items mine"),
                ]
            ),
            blocks.context(
                f"Not yours? `{settings.command} item assign {ref} @somebody` gives it to somebody else, "
                f"`{settings.command} item due {ref} friday` puts it off."
            ),
        ],
    )


def still_yours(entry: TimelineEntry, incident: Incident, settings: Settings) -> Message:
    """To whoever has it: somebody else changed how urgent it is, or its day."""
    facts = entry.facts
    now, before = (
        (_when(facts.get("due_on")), _when(facts.get("due_before")))
        if facts["change"] == "due"
        else (str(facts["priority"]).upper(), str(facts["priority_before"]).upper())
    )
    by = f", says {text.mention(entry.author)}" if entry.author else ""
    ref = f"{incident.ref} {facts['number']}"
    first = f"Your action item {facts['number']} of *{incident.ref}* is {now} now{by}; it was {before}."
    said = f"> {text.fit(text.one_line(facts['item']), TEXT)}"
    return Message(
        first,
        [
            blocks.section(f"{first}\n{said}"),
            blocks.actions(
                [blocks.button("Done", f"item done {ref}"), blocks.button("All of mine", "items mine")]
            ),
        ],
    )


def _when(iso: object) -> str:
    return f"due {day(date.fromisoformat(str(iso)))}" if iso else "due when possible"


def left_to_do(items: Sequence[ActionItem], where: str) -> str:
    """In the first words of a new incident: an earlier one like it left this to be done."""
    named = [f"{each.number}. {text.fit(text.one_line(each.text), 150)}" for each in items[:3]]
    more = [f"{len(items) - 3} more"] if len(items) > 3 else []
    were = "one action item is" if len(items) == 1 else f"{len(items)} action items are"
    return f"{where} was like this, and {were} not done yet: {'; '.join([*named, *more])}"
