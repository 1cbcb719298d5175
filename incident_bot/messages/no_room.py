"""What the declarer hears when there is no room."""

from __future__ import annotations

from incident_bot.incidents.incident import Incident
from incident_bot.incidents.vocabulary import Status
from incident_bot.messages.could_not import could_not
from incident_bot.settings import Settings
from incident_bot.slack import text
from incident_bot.slack.message import Message


def no_room(incident: Incident, why: str, settings: Settings) -> Message:
    """A private incident ends with that, and nobody else hears of it; any other goes on without a room."""
    withdrawn = incident.is_private and incident.stands is Status.CLOSED
    what = "private room" if withdrawn else "room"
    title = text.fit(text.one_line(incident.title), 300)
    if withdrawn:
        then = (
            "So I took it back, rather than show it to more people, and told nobody else. "
            "Once that is mended, declare it again."
        )
    elif not incident.wants_room:
        then = "It goes on in a thread under its announcement."
    else:
        example = f"{settings.command} note {incident.ref} …"
        then = f"It is on the record, and commands work everywhere: `{example}`"
    return Message(f"I could not open a {what} for *{incident.ref}* ({title}).\n{could_not([why])}\n{then}")
