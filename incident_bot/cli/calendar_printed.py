"""The calendar of a simulated incident on the terminal, or in a pipe: a line each, in columns."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice, zip_longest
from textwrap import wrap
from typing import NoReturn

from rich.console import Console
from rich.text import Text

from incident_bot.exports.visible import spelt
from incident_bot.messages.durations import spoken
from incident_bot.messages.response_targets import targets_line
from incident_bot.reminders import REMINDERS
from incident_bot.reminders.simulated import Line, Simulated, Story
from incident_bot.settings import Settings, settings_file

MOST_LINES = 1000
WIDEST = 120
_MOMENT = re.compile(r"<!date\^(\d+)\^[^>]*>")
_BEFORE, _REMINDER, _TO = 14, max(map(len, REMINDERS)), 18


class _Terminal(Console):
    def on_broken_pipe(self) -> NoReturn:
        # Whoever reads has had enough, as `head` does; Python would complain of it once more at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(0)


def print_calendar(story: Story, settings: Settings, until: datetime) -> None:
    """What people do in a story, and what they are reminded of until then."""
    console = _Terminal(highlight=False, soft_wrap=True)
    for sentence in _head(story, settings, until):
        console.print(Text(sentence))
    day, whys = None, dict[str, str]()
    simulated = Simulated(story, settings)
    lines = list(islice(simulated.lines(until), MOST_LINES + 1))
    for line in lines[:MOST_LINES]:
        at = line.at.astimezone(story.zone)
        if at.date() != day:
            day = at.date()
            console.print(Text(f"\n{at:%A}, {at.day} {at:%B %Y}", style="bold"))
        why = line.said if whys.get(line.reminder) != line.said else "again"
        whys[line.reminder] = line.said
        for row in _rows(line, why, at, line.at - story.declared_at, min(console.width, WIDEST)):
            console.print(Text(spelt(row), style="" if line.reminder else "cyan"))
    ends = lines[MOST_LINES].at if len(lines) > MOST_LINES else until
    if stands := targets_line(simulated.incident, settings, ends):
        each = "\n  ".join(spelt(_local(stands, story)).split(" · "))
        console.print(Text(f"\nTargets:\n  {each}"))
    if any(line.to and line.directly for line in lines):
        console.print(Text("\nBehind a semicolon: who hears of it directly, too."))
    console.print(Text(f"\n{_end(story, lines, until)}"))


def _head(story: Story, settings: Settings, until: datetime) -> Iterator[str]:
    severity = settings.severity(story.severity)
    yield (
        f"{severity.label}, {severity.word}: {spoken(until - story.declared_at)} from its declaration on, "
        f"in {story.zone.key}."
    )
    file = settings_file()
    yield f"By the settings in {file}." if file else "By the settings that are built in: there is no file."
    if not any(rung.who for rung in settings.escalation.ladder):
        yield "Nobody is called: [escalation] has no ladder."


def _rows(line: Line, why: str, at: datetime, since: timedelta, width: int) -> Iterator[str]:
    before = f"{at:%H:%M}{since // timedelta(minutes=1):>7}  "
    if not line.reminder:
        yield before + line.said
        return
    to = wrap(_to(line), _TO, break_on_hyphens=False)
    because = wrap(why, max(width - _BEFORE - _REMINDER - _TO - 4, 20))
    for number, (whom, what) in enumerate(zip_longest(to, because, fillvalue="")):
        first = f"{before}{line.reminder:<{_REMINDER}}" if number == 0 else " " * (_BEFORE + _REMINDER)
        yield f"{first}  {whom:<{_TO}}  {what}".rstrip()


def _to(line: Line) -> str:
    """`room: Bo; on-call S0614TZR7`: what stands behind a semicolon hears it directly, too."""
    room, *called = line.to or ("",)
    said = f"{room}: {', '.join(called)}" if called else room
    return "; ".join(filter(None, (said, ", ".join(line.directly))))


def _local(said: str, story: Story) -> str:
    """Slack's moments, as people in the story read them."""
    return _MOMENT.sub(
        lambda found: f"{datetime.fromtimestamp(int(found[1]), story.zone):%Y-%m-%d %H:%M}", said
    )


def _end(story: Story, lines: list[Line], until: datetime) -> str:
    if len(lines) > MOST_LINES:
        last = lines[MOST_LINES - 1].at.astimezone(story.zone)
        return f"Here {MOST_LINES} lines end, on {last:%Y-%m-%d at %H:%M}. More is due after it."
    count = sum(bool(line.reminder) for line in lines)
    if not count:
        return "Nothing is due in this time."
    return f"{count} reminder{'s' if count != 1 else ''} until {until.astimezone(story.zone):%Y-%m-%d %H:%M}."
