"""The card: the pinned summary in the room. It always shows what is true now."""

from __future__ import annotations

from incident_bot.incidents import owed
from incident_bot.incidents.incident import COMMANDER, Incident
from incident_bot.messages import blocks
from incident_bot.messages.durations import spoken
from incident_bot.settings import Settings
from incident_bot.slack import text
from incident_bot.slack.message import Block, Message


def card(incident: Incident, settings: Settings) -> Message:
    """The card of an incident, with buttons for what is likely next."""
    severity = settings.severity(incident.severity)
    title = text.one_line(incident.title)
    shown: list[Block] = [
        blocks.header(f"{incident.ref} · {title}"),
        blocks.fields(
            [
                ("Severity", f"{severity.label} ({severity.word})"),
                ("Status", incident.status),
                *((_label(settings, role), _holders(incident, role)) for role in list(settings.roles)[:6]),
            ]
        ),
        blocks.fields([("Started", _started(incident)), ("Next update", _next_update(incident, settings))]),
    ]
    if incident.update_text and incident.updated_at:
        said = text.fit(incident.update_text, 2000)
        shown.append(blocks.section(f"*Latest update*, {text.moment(incident.updated_at)}\n{said}"))
    shown.append(blocks.actions(_buttons(incident, settings)))
    shown.append(
        blocks.context(
            f"Declared by {text.mention(incident.declared_by)}. What you can do: `{settings.command} help`"
        )
    )
    return Message(f"{incident.ref} · {severity.label} · {incident.status} · {text.fit(title, 500)}", shown)


def _label(settings: Settings, role: str) -> str:
    label = settings.role_label(role)
    return label[0].upper() + label[1:]


def _holders(incident: Incident, role: str) -> str:
    return ", ".join(map(text.mention, incident.holders(role)[:20])) or "nobody yet"


def _started(incident: Incident) -> str:
    at = text.moment(incident.declared_at)
    if incident.resolved_at is not None:
        return f"{at}, lasted {spoken(incident.resolved_at - incident.declared_at)}"
    # The reader's client keeps counting, so the duration stays true without an edit.
    return f"{at} ({text.moment(incident.declared_at, '{ago}')})"


def _next_update(incident: Incident, settings: Settings) -> str:
    due = owed.next_update(incident, settings.severity(incident.severity))
    if due is None:
        return "none owed"
    snoozed = incident.update_snoozed_until
    if snoozed is not None and snoozed > due:
        return f"due {text.moment(due)}, snoozed until {text.moment(snoozed)}"
    return f"due {text.moment(due)}"


def _buttons(incident: Incident, settings: Settings) -> list[Block]:
    if not incident.is_open:
        return [
            blocks.button("Reopen", f"reopen {incident.ref}"),
            blocks.button("Timeline", f"timeline {incident.ref}"),
            blocks.button("Export", f"export {incident.ref}"),
        ]
    vacant = [role for role in settings.roles if not incident.holders(role)]
    take = [
        blocks.button(
            f"Take {settings.role_label(role)}"[:75],
            f"assign {role} me {incident.ref}",
            style="primary" if role == COMMANDER else None,
        )
        for role in vacant[:8]
    ]
    sure = blocks.confirm(
        "Resolve it?", "Reminders stop and the room is told. You can reopen it.", "Resolve", "Not yet"
    )
    return [
        *take,
        blocks.button("Post update", f"update {incident.ref}"),
        blocks.button("Timeline", f"timeline {incident.ref}"),
        blocks.button("Resolve", f"resolve {incident.ref}", confirm=sure),
    ]
