"""The card: the pinned summary in the room. It always shows what is true now."""

from __future__ import annotations

from datetime import datetime

from incident_bot.incidents import checklists, owed
from incident_bot.incidents.incident import COMMANDER, Incident
from incident_bot.incidents.vocabulary import Status
from incident_bot.messages import blocks
from incident_bot.messages.drill import WORDS
from incident_bot.messages.durations import spoken
from incident_bot.messages.response_targets import targets_line
from incident_bot.settings import Settings
from incident_bot.slack import text
from incident_bot.slack.message import Block, Message

PRIVATE = "Private: only those in this room know of it."

# Slack takes ten fields of 2,000 characters, and about 12,000 in a whole message; the card has to be read.
# https://docs.slack.dev/reference/block-kit/blocks/section-block
_ROLES_SHOWN = 8
_ROLES_TO_TAKE = 5
_HOLDERS_SHOWN = 8
_LABEL = 30
_SERVICES = 600
_IMPACT = 800
_UPDATE = 2000
_LINK = 500


def card(incident: Incident, settings: Settings, now: datetime) -> Message:
    """The card of an incident, with buttons for what is likely next.

    Of `now` it shows only how the response targets stand: nothing that would change with every minute.
    """
    severity = settings.severity(incident.severity)
    roles = [(_label(settings, role), _holders(incident, role)) for role in _roles_shown(incident, settings)]
    level = ("Severity", f"{severity.label} ({severity.word})")
    shown = [
        blocks.header(f"{incident.ref} · {text.one_line(incident.title)}"),
        *_marks(incident),
        blocks.fields([level, ("Status", incident.status), *roles]),
        blocks.fields(_known(incident, settings)),
        *_response(incident, settings, now),
        *_told(incident),
        blocks.actions(_buttons(incident, settings)),
        _small(incident, settings),
    ]
    return Message(_line(incident, settings), shown)


def _line(incident: Incident, settings: Settings) -> str:
    """For notifications and screen readers."""
    title = text.fit(text.one_line(incident.title), 500)
    drill = f" · {WORDS}" if incident.is_drill else ""
    return (
        f"{incident.ref} · {settings.severity(incident.severity).label} · {incident.status} · {title}{drill}"
    )


def _marks(incident: Incident) -> list[Block]:
    marks = [WORDS] if incident.is_drill else []
    marks += [PRIVATE] if incident.is_private else []
    return [blocks.context(f"*{' '.join(marks)}*")] if marks else []


def _small(incident: Incident, settings: Settings) -> Block:
    by = incident.declared_by
    declared = f"Declared by {text.mention(by)}." if by else "Nobody knows who declared it."
    if incident.imported_at is not None:
        declared = f"{declared} Imported {text.moment(incident.imported_at)}."
    return blocks.context(f"{declared} What you can do: `{settings.command} help`")


def _roles_shown(incident: Incident, settings: Settings) -> list[str]:
    """Those that one person holds, always; those that many may hold when somebody does."""
    known = settings.roles
    wanted = [role for role in known if known[role].single or incident.holders(role)]
    return wanted[:_ROLES_SHOWN]


def _label(settings: Settings, role: str) -> str:
    label = settings.role_label(role)
    return label[0].upper() + label[1:]


def _holders(incident: Incident, role: str) -> str:
    held = [each for each in incident.holdings if each.role == role and each.until is None]
    named = [
        f"{text.mention(each.person)} ({text.fit(each.label, _LABEL)})"
        if each.label
        else text.mention(each.person)
        for each in held[:_HOLDERS_SHOWN]
    ]
    if (more := len(held) - len(named)) > 0:
        named.append(f"{more} more")
    said = ", ".join(named) or ("nobody yet" if incident.is_open else "nobody")
    offer = incident.offer(role)
    return f"{said}, offered to {text.mention(offer.receiver)}" if offer else said


def _known(incident: Incident, settings: Settings) -> list[tuple[str, str]]:
    done, of = checklists.progress(incident, settings)
    services = text.fit(", ".join(incident.services), _SERVICES)
    return [
        ("Started", _started(incident)),
        ("Next update", _next_update(incident, settings)),
        *([("Affected", services)] if services else []),
        *([("Checklists", f"{done} of {of} done")] if of else []),
        *_postmortem(incident),
    ]


def _response(incident: Incident, settings: Settings, now: datetime) -> list[Block]:
    said = targets_line(incident, settings, now)
    return [blocks.context(f"*Response* {said}")] if said else []


def _postmortem(incident: Incident) -> list[tuple[str, str]]:
    leader, link = incident.facilitator, incident.postmortem_link
    said = [f"led by {text.mention(leader)}"] if leader else []
    said += [text.fit(link, _LINK)] if link else []
    return [("Postmortem", ", ".join(said))] if said else []


def _told(incident: Incident) -> list[Block]:
    said = []
    if incident.impact:
        said.append(blocks.section(f"*Impact*\n{text.fit(incident.impact, _IMPACT)}"))
    if incident.update_text and incident.updated_at:
        update = text.fit(incident.update_text, _UPDATE)
        said.append(blocks.section(f"*Latest update*, {text.moment(incident.updated_at)}\n{update}"))
    return said


def _started(incident: Incident) -> str:
    at = text.moment(incident.began)
    if incident.resolved_at is not None:
        return f"{at}, lasted {spoken(incident.lasted(incident.resolved_at))}"
    # The reader's client keeps counting, so the duration stays true without an edit.
    return f"{at} ({text.moment(incident.began, '{ago}')})"


def _next_update(incident: Incident, settings: Settings) -> str:
    due = owed.next_update(incident, settings.severity(incident.severity))
    if due is None:
        return "none owed"
    snooze = incident.snooze_of("update")
    if snooze is not None and snooze.until > due:
        return f"due {text.moment(due)}, snoozed until {text.moment(snooze.until)}"
    return f"due {text.moment(due)}"


def _buttons(incident: Incident, settings: Settings) -> list[Block]:
    if not incident.is_open:
        return _once_over(incident)
    ref = incident.ref
    single = [role for role, each in settings.roles.items() if each.single]
    hand_off = any(incident.holder(role) and incident.offer(role) is None for role in single)
    lists = checklists.progress(incident, settings)[1]
    return [
        *_to_take(incident, settings),
        blocks.button("Post update", f"update {ref}"),
        blocks.button("Change", f"change {ref}"),
        blocks.button("Roles", f"roles {ref}"),
        *([blocks.button("Checklist", f"checklist {ref}")] if lists else []),
        *([blocks.button("Hand off", f"handoff {ref}")] if hand_off else []),
        blocks.button("Timeline", f"timeline {ref}"),
        blocks.button("Resolve", f"resolve {ref}"),
    ]


def _to_take(incident: Incident, settings: Settings) -> list[Block]:
    vacant = [role for role, each in settings.roles.items() if each.single and not incident.holders(role)]
    return [
        blocks.button(
            f"Take {settings.role_label(role)}"[:75],
            f"assign {role} me {incident.ref}",
            style="primary" if role == COMMANDER else None,
        )
        for role in vacant[:_ROLES_TO_TAKE]
    ]


def _once_over(incident: Incident) -> list[Block]:
    sure = blocks.confirm(
        "Close it?", "Nothing is left to be done about it. You can reopen it.", "Close", "Not yet"
    )
    close = [blocks.button("Close", f"close {incident.ref}", confirm=sure)]
    return [
        blocks.button("Reopen", f"reopen {incident.ref}"),
        *(close if incident.stands is Status.RESOLVED else []),
        blocks.button("Timeline", f"timeline {incident.ref}"),
        blocks.button("Export", f"export {incident.ref}"),
    ]
