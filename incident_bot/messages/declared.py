"""What whoever declares an incident is told at once."""

from __future__ import annotations

from collections.abc import Sequence

from incident_bot.incidents.incident import COMMANDER, Incident
from incident_bot.messages.durations import spoken
from incident_bot.messages.first_words import alike
from incident_bot.messages.roles import BOTH, capitalised
from incident_bot.settings import Settings
from incident_bot.slack import text
from incident_bot.slack.message import Message


def declared(
    incident: Incident,
    settings: Settings,
    *,
    chosen: bool,
    here: bool,
    private: bool,
    similar: Sequence[Incident] = (),
    workspace_url: str = "",
) -> Message:
    """`chosen`: they named the severity. `here`: a channel becomes its room. `private`: they asked for that.

    `similar` are open incidents that it may have to do with, as far as they may see them.
    """
    label = settings.severity(incident.severity).label
    default = (
        ""
        if chosen
        else f" because you named none (`{settings.command} severity {incident.ref} sev1` changes it)"
    )
    kind = " as a drill" if incident.is_drill else ""
    lines = [
        f"*{incident.ref}* is declared{kind}: {text.fit(incident.title, 1000)}. It is {label}{default}.",
        _place(incident, settings, here=here),
    ]
    if private:
        lines.append("Only who is in its room will know of it.")
    roles = [
        f"{capitalised(settings.role_label(h.role))}: {text.mention(h.person)}" for h in incident.holdings
    ]
    if roles:
        lines.append(" · ".join(roles[:20]))
    if (commander := incident.holder(COMMANDER)) and incident.does_both(commander):
        lines.append(BOTH)
    lines += [alike(each, workspace_url) for each in similar]
    return Message("\n".join(lines))


def _place(incident: Incident, settings: Settings, *, here: bool) -> str:
    if incident.was_over:
        lasted = spoken(incident.lasted(incident.declared_at))
        how = "in a private room" if incident.wants_room else f"in a thread in #{settings.status_channel}"
        return f"It is over and lasted {lasted}, so I only write it down, {how}."
    if here:
        return "That channel becomes its room."
    if incident.wants_room:
        return "I am opening its room and will invite you."
    return (
        f"It has no room of its own: it lives in a thread in #{settings.status_channel}. "
        f"`{settings.command} room {incident.ref}` opens one."
    )
