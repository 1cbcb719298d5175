"""The room's name and topic."""

from __future__ import annotations

import re
import unicodedata

from incident_bot.incidents.incident import COMMANDER, Incident
from incident_bot.settings import Settings
from incident_bot.slack import text

TOPIC = 250
"""Characters that Slack takes. https://docs.slack.dev/reference/methods/conversations.setTopic"""

_SHORT = 44


def topic(incident: Incident, settings: Settings) -> str:
    """`SEV-1 · title · commander @alice · started 14:30 UTC`: it changes only when one of these does.

    What is affected stands in it too, where there is room for that.
    """
    commander = incident.holder(COMMANDER)
    drill = "DRILL · " if incident.is_drill else ""
    start = f"{drill}{text.escape(settings.severity(incident.severity).label)} · "
    status = "" if incident.is_open else f" · {incident.status}"
    led = f" · commander {text.mention(commander)}" if commander else ""
    end = f"{led}{status} · started {incident.began:%Y-%m-%d %H:%M} UTC"
    title = text.fit(text.one_line(incident.title), TOPIC - len(start) - len(end))
    left = TOPIC - len(start) - len(title) - len(end) - len(" · ")
    affected = text.escape(", ".join(incident.services))
    if affected and len(affected) <= left:
        return f"{start}{title} · {affected}{end}"
    return start + title + end


def room_name(incident: Incident, attempt: int) -> str:
    """`incident-20260105-checkout-is-failing`; when that is taken, with the incident's number.

    That of a drill begins with `drill`, so that nobody takes it for real in a list of channels.

    Lower case letters, digits and hyphens, at most 80 characters.
    https://docs.slack.dev/reference/methods/conversations.create
    """
    described = _slug(incident.title)
    parts = ["drill" if incident.is_drill else "incident", f"{incident.declared_at:%Y%m%d}"]
    if described:
        parts.append(described)
    if attempt > 0 or not described:
        parts.append(str(incident.number))
    if attempt > 1:
        parts.append(str(attempt))
    return "-".join(parts)


def _slug(title: str) -> str:
    ascii_only = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", ascii_only)
    slug = ""
    for word in words:
        longer = f"{slug}-{word}" if slug else word[:_SHORT]
        if len(longer) > _SHORT:
            break
        slug = longer
    return slug
