"""What Slack says in the bot's place, in case it is down when an update is due."""

from __future__ import annotations

import re
from datetime import datetime

from incident_bot.incidents.incident import Incident
from incident_bot.messages.drill import marked
from incident_bot.slack import text
from incident_bot.slack.message import Message

_CALLS = re.compile(r"<(?:@|!subteam\^|!here)[^<>]*>")


def in_case_i_am_down(incident: Incident, due: datetime, ours: Message) -> str:
    """Calls whom `ours` calls, the reminder it stands in for; without buttons, which nobody would answer."""
    whom = " ".join(dict.fromkeys(_CALLS.findall(ours.text)))
    said = (
        f"{f'{whom}, an' if whom else 'An'} update on {naming(incident)} was due {text.moment(due)}. "
        "This message was left with Slack in case I am down: I have not taken it back, "
        "so please look after it yourselves."
    )
    return marked(Message(said), incident).text


def naming(incident: Incident) -> str:
    """Words by which one of an incident is told from those of others."""
    return f"*{incident.ref}*"
