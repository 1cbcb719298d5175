"""`simulate`: the calendar of an incident that never happened, to try the times of the settings."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer

from incident_bot.cli.failing import fail, settings_or_fail

if TYPE_CHECKING:
    from incident_bot.settings import Settings

LONGEST = 24 * 92
"""Hours: the reminders of action items come within a month."""


class Updates(StrEnum):
    """Whether updates come."""

    ON_TIME = "on-time"
    NEVER = "never"


def simulate(
    severity: Annotated[str, typer.Option(help="As in sev1.")] = "",
    hours: Annotated[float, typer.Option(help="How far to look.", min=0.1, max=LONGEST)] = 8,
    declared: Annotated[str, typer.Option(help="When, as in 2026-01-05T14:30. Without: now.")] = "",
    zone: Annotated[str, typer.Option(help="Where people live, as in Europe/Berlin.")] = "UTC",
    commander: Annotated[str, typer.Option(help="When somebody takes command: 3m, or never.")] = "3m",
    updates: Annotated[
        Updates, typer.Option(help="Whether updates come, a minute after they are asked for.")
    ] = Updates.ON_TIME,
    roles: Annotated[
        bool, typer.Option("--roles/--vacant", help="The other roles are taken after 5 min, or not.")
    ] = False,
    monitoring: Annotated[str, typer.Option(help="When it is being monitored: 90m.")] = "never",
    resolved: Annotated[str, typer.Option(help="When it is resolved: 2h.")] = "never",
    item: Annotated[
        int | None, typer.Option(help="An action item is left, due so many days later.", min=0, max=90)
    ] = None,
) -> None:
    """Print every reminder of an incident, by your settings. No database is opened, nothing is sent."""
    from incident_bot.cli.calendar_printed import print_calendar
    from incident_bot.reminders.simulated import Story

    settings = settings_or_fail()
    lives = _zone(zone)
    watched, ends = _after("monitoring", monitoring), _after("resolved", resolved)
    _must_come_in_order(watched, ends, item)
    story = Story(
        _severity(severity, settings),
        _moment(declared, lives),
        commander=_after("commander", commander),
        roles=timedelta(minutes=5) if roles else None,
        updates=updates is Updates.ON_TIME,
        monitoring=watched,
        resolved=ends,
        item_days=item,
        zone=lives,
    )
    print_calendar(story, settings, story.declared_at + timedelta(hours=hours))


def _severity(typed: str, settings: Settings) -> str:
    key = typed.lower().replace("-", "") or settings.default_severity
    if key not in settings.severities:
        fail([f"There is no severity “{typed}”. There are {', '.join(settings.severities)}."])
    return key


def _zone(typed: str) -> ZoneInfo:
    from incident_bot.errors import Refused
    from incident_bot.exports.zone import zone_named
    from incident_bot.messages.refusal import sentence

    try:
        return zone_named(typed)
    except Refused as refused:
        fail([sentence(refused.problem)])


def _moment(typed: str, zone: ZoneInfo) -> datetime:
    from incident_bot import clock
    from incident_bot.incidents.moments_typed import typed as understood
    from incident_bot.slack.text import plain

    found = understood(typed or "now", zone, clock.now(), future=True)
    if found is None:
        fail([f"“{typed}” is no moment. Write it like 2026-01-05T14:30."])
    if found.remark:
        typer.echo(plain(found.remark), err=True)
    return found.at.replace(second=0, microsecond=0)


def _must_come_in_order(monitoring: timedelta | None, resolved: timedelta | None, item: int | None) -> None:
    if item is not None and resolved is None:
        fail([f"--item {item}: action items come with the resolution. Add when that is: --resolved 2h."])
    if monitoring is not None and resolved is not None and monitoring >= resolved:
        fail(["--monitoring has to be earlier than --resolved: what is resolved is not monitored any more."])


def _after(option: str, typed: str) -> timedelta | None:
    from incident_bot.incidents.moments_typed import length

    if typed == "never":
        return None
    if typed in ("0", "0m", "now"):
        return timedelta(0)
    if (found := length(typed)) is None:
        fail([f"--{option} {typed}: that is no length of time. Write it like 3m, 2h or never."])
    return found
