"""The form of `update`: what colleagues, leadership and customers should know, and when they hear more.

It is drawn anew with a preview below it, and what was typed stays.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from incident_bot.forms.filled import Filled
from incident_bot.incidents import owed
from incident_bot.incidents.audiences import Reach, Stage, reach, stage
from incident_bot.incidents.incident import Incident
from incident_bot.incidents.telling import TRENDS
from incident_bot.messages import blocks, inputs
from incident_bot.messages.updates import said
from incident_bot.messages.updates.said import Update
from incident_bot.settings import Settings
from incident_bot.slack import text
from incident_bot.slack.message import Block

UPDATE = "update"


@dataclass(frozen=True)
class Sent:
    """What stands in the form."""

    internal: str = ""
    leadership: str = ""
    customers: str = ""
    trend: str = ""
    final: bool = False
    """The form was opened for the update that says it is over."""
    proposed: datetime | None = None
    """What the cadence proposed for the next update when the form was opened."""

    @classmethod
    def of(cls, filled: Filled) -> Sent:
        """The form as it was sent, or clicked in; nothing in it when it is another form."""
        about = _about(filled)
        at = about.get("next")
        return cls(
            filled.text("text"),
            filled.text("leadership"),
            filled.text("customers"),
            filled.text("trend"),
            bool(about.get("final")),
            datetime.fromtimestamp(at, UTC) if at else None,
        )


def update_form(
    incident: Incident,
    settings: Settings,
    now: datetime,
    drafts: Sent,
    *,
    preview: Update | None = None,
    problem: str = "",
) -> dict[str, Any]:
    """The view; it remembers which incident it is about, and what it proposed.

    `problem` is what is wrong with the words for customers: the preview says it in their place.
    """
    going = reach(incident, settings)
    proposed = drafts.proposed or _proposed(incident, settings, now)
    about = {
        "ref": incident.ref,
        "next": proposed and int(proposed.timestamp()),
        "final": not incident.is_open,
    }
    shown = [
        *_fields(incident, settings, going, drafts),
        *_when(incident, proposed),
        blocks.actions([blocks.button("Preview", f"update {incident.ref} {said.PREVIEW}")]),
        blocks.context(_where(incident, settings, going)),
    ]
    if preview is not None:
        shown += _preview(incident, settings, going, preview, problem)
    return {
        "type": "modal",
        "callback_id": UPDATE,
        "private_metadata": json.dumps(about),
        "title": blocks.plain_text(f"Update for {incident.ref}"[:24]),
        "submit": blocks.plain_text("Send"),
        "close": blocks.plain_text("Cancel"),
        "blocks": shown,
    }


def update_words(filled: Filled) -> str:
    """`update INC-12`: the command reads the rest from the form itself."""
    return f"update {_about(filled).get('ref', '')}".rstrip()


def _about(filled: Filled) -> dict[str, Any]:
    about = json.loads(filled.about) if filled.about.startswith("{") else {}
    return about if isinstance(about, dict) else {}


def _fields(incident: Incident, settings: Settings, going: Reach, drafts: Sent) -> list[Block]:
    fields = [
        blocks.text_input(
            "text",
            "Where do things stand?",
            value=drafts.internal,
            hint="For colleagues: impact, what is being done, what comes next.",
            multiline=True,
        )
    ]
    if going.leadership:
        fields.append(
            blocks.text_input(
                "leadership",
                "For leadership",
                value=drafts.leadership,
                hint="What it means for the business. Left empty, they are told nothing.",
                multiline=True,
                optional=True,
            )
        )
    if going.customers:
        fields.append(
            blocks.text_input(
                "customers",
                "For customers",
                value=drafts.customers,
                hint="No names of people, rooms or machines. Left empty, there is nothing for them. "
                "When the next update comes is added for you.",
                multiline=True,
                optional=True,
            )
        )
    if stage(incident) is Stage.PROGRESS:
        options = [blocks.option(each, _TRENDS[each], "") for each in TRENDS]
        fields.append(
            blocks.choice("trend", "Impact since the last update", options, drafts.trend, optional=True)
        )
    return fields


def _when(incident: Incident, proposed: datetime | None) -> list[Block]:
    if not incident.is_open:
        return []
    hint = (
        "What the severity asks for, unless you change it."
        if proposed
        else "Leave it empty to promise nothing."
    )
    return [inputs.moment("next", "Next update at", proposed, hint=hint)]


def _proposed(incident: Incident, settings: Settings, now: datetime) -> datetime | None:
    """By the cadence, on the full minute: pickers show no seconds."""
    due = owed.by_cadence(now, settings.severity(incident.severity)) if incident.is_open else None
    return due and due.replace(second=0, microsecond=0)


def _where(incident: Incident, settings: Settings, going: Reach) -> str:
    """Who will read it, before it is written."""
    if incident.is_private:
        return f"*{incident.ref}* is private: the update stays in its room."
    status = f"#{settings.status_channel}"
    lines = [f"Colleagues read it in {'the room and in ' if incident.wants_room else ''}{status}."]
    if going.support:
        lines.append(f"Support gets it in {text.channel(going.support)}, with the words for customers.")
    if going.leadership:
        lines.append(f"Leadership gets its own words in {text.channel(going.leadership)}.")
    lines.append("The words for customers are put into the room, ready to be copied.")
    return " ".join(lines)


def _preview(
    incident: Incident, settings: Settings, going: Reach, update: Update, problem: str
) -> list[Block]:
    room = text.channel(incident.room_id) if incident.room_id else f"#{settings.status_channel}"
    also = f" and in #{settings.status_channel}" if going.status else ""
    shown: list[Block] = [{"type": "divider"}, blocks.section("*This is what would be sent*")]
    shown += [blocks.context(f"In {room}{also}:"), *said.shown_for_room(update)]
    if problem:
        return [*shown, blocks.section(f"*It cannot be sent yet:* {problem}")]
    if going.leadership and update.others.get("leadership"):
        leadership = said.for_leadership(update, incident, settings)
        shown += [blocks.context(f"In {text.channel(going.leadership)}:"), *leadership.blocks]
    if going.support:
        support = said.for_support(update, incident, settings)
        shown += [blocks.context(f"In {text.channel(going.support)}:"), *support.blocks]
    if update.others.get("customers"):
        shown += [blocks.context(f"In {room}:"), *said.for_customers(update, incident).blocks]
    return shown


_TRENDS = {"better": "better", "same": "the same", "worse": "worse"}
