"""The weekly review: what happened, how quickly people were, what is owed."""

from __future__ import annotations

from collections.abc import Iterator

from incident_bot.incidents.slot import Outcome
from incident_bot.incidents.week import Mean, Owing, Week
from incident_bot.messages import blocks
from incident_bot.messages.days import day
from incident_bot.messages.digests.parts import TITLE, as_many, by_severity, counted
from incident_bot.messages.durations import spoken
from incident_bot.messages.listing import named
from incident_bot.messages.punctual import updates_in_time
from incident_bot.settings import Settings
from incident_bot.slack.message import Block, Message

MEANS = {
    "detect": "Noticed",
    "acknowledge": "Acknowledged",
    "mitigate": "Mitigated",
    "resolve": "Resolved",
}
"""What took how long."""
LATE = 6000
"""Characters for postmortems that are late."""


def week_message(week: Week, settings: Settings) -> Message:
    """Of the week before: one line about each thing that there is something to say of."""
    first = f"The week from {day(week.first)} to {day(week.last)}"
    lines = [
        _incidents(week, settings),
        *_quickness(week),
        *_updates(week),
        *_reminders(week),
        *_postmortems(week),
        *_items(week),
    ]
    shown: list[Block] = [blocks.section(f"*{first}*"), *blocks.paragraphs(lines)]
    if week.late_postmortems:
        how = "the oldest are shown."
        shown += as_many([_late(each) for each in week.late_postmortems], week.late, how, LATE)
    command = settings.command
    told = f"`{command} list all since 7d` lists incidents, `{command} items all overdue` action items."
    row = [blocks.button("Incidents", "list all since 7d"), blocks.button("Action items", "items all")]
    return Message(f"{first}: {lines[0]}", [*shown, blocks.context(told), blocks.actions(row)])


def _incidents(week: Week, settings: Settings) -> str:
    declared = week.declared.total()
    which = f" ({by_severity(week.declared, settings)})" if declared else ""
    is_open = "1 is open now" if week.open == 1 else f"{week.open} are open now"
    return f"{counted(declared, 'incident')} declared{which}, {week.resolved} resolved; {is_open}."


def _quickness(week: Week) -> Iterator[str]:
    if week.means:
        yield f"{' · '.join(_mean(each) for each in week.means)}."


def _mean(mean: Mean) -> str:
    target = f" ({mean.met} of {mean.judged} within the target)" if mean.judged else ""
    return f"{MEANS[mean.what]} after {spoken(mean.took)} on average{target}"


def _updates(week: Week) -> Iterator[str]:
    updates = week.punctual.updates
    if updates.owed:
        longest = f"the longest time without one was {spoken(updates.longest)}"
        yield f"{updates_in_time(updates.owed, updates.on_time)}; {longest}."


def _reminders(week: Week) -> Iterator[str]:
    bot = week.punctual.reminders
    if said := bot.counts[Outcome.SENT]:
        late = f"{bot.late} late by at most {spoken(bot.worst_late)}" if bot.late else "none late"
        missed = f"{bot.counts[Outcome.MISSED]} missed while I was down"
        yield f"{counted(said, 'reminder')} said, {late}, {missed}."


def _postmortems(week: Week) -> Iterator[str]:
    if week.owed == 1:
        yield f"1 postmortem is still to be published{', and is late' if week.late else ''}."
    elif week.owed:
        late = f"{week.late} of them late" if week.late else "none of them late"
        yield f"{week.owed} postmortems are still to be published, {late}."


def _items(week: Week) -> Iterator[str]:
    if week.items_done or week.items_open:
        overdue = f", {week.items_overdue} of them *overdue*" if week.items_overdue else ""
        yield f"Action items: {week.items_done} done, {week.items_open} open{overdue}."


def _late(owing: Owing) -> str:
    return f"• {named(owing.incident, TITLE)} · postmortem due {day(owing.due_on)}"
