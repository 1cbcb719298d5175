"""What the commands have in common that put somebody's words on the timeline."""

from __future__ import annotations

from incident_bot.commands.ask import Ask
from incident_bot.commands.pasting import previewed
from incident_bot.commands.reply import Reply, say
from incident_bot.commands.times import zone_of
from incident_bot.errors import Refused
from incident_bot.incidents import convention, line_grammar, pasted
from incident_bot.incidents.convention import Line
from incident_bot.incidents.incident import Incident
from incident_bot.incidents.timeline import TimelineEntry
from incident_bot.incidents.vocabulary import Kind
from incident_bot.slack import text


async def noted(ask: Ask, kind: Kind, *, missing: str) -> Reply:
    """The words become an entry of now, or of the moment that they begin with; several lines a preview.

    `missing` is what is wrong when there are none.
    """
    incident = await ask.incident(for_change=True, free_text=True)
    if not (said := await ask.plain_rest()):
        raise Refused(missing)
    if pasted.is_block(said):
        return await previewed(ask, incident, said, kind)
    line = convention.timed(said, await zone_of(ask), ask.now)
    must_have_happened(line)
    entry = incident.tell(kind, line.text, ask.act, at=line.at)
    if line.remark:
        ask.remarks.append(text.escape(line.remark))
    elif line.at is None and (meant := line_grammar.maybe(said)):
        looks, time = meant
        correct = f"{ask.settings.command} correct {incident.ref} #{entry.number} {time} because: …"
        ask.remarks.append(f"If {text.escape(looks)} was a time: `{correct}`")
    return say(_said(incident, entry, backdated=line.at is not None))


def must_have_happened(line: Line, *, field: str | None = None) -> None:
    """Raises Refused for a line that cannot be put on the timeline: of a time to come, or without words."""
    if not line.problem:
        return
    # It stands in the middle of a sentence.
    problem = text.fit(line.problem[:1].lower() + line.problem[1:], 200)
    if not line.text:
        raise Refused(problem, field=field)
    raise Refused(
        f"{problem} What goes on the timeline has happened: for the day before write `yesterday` first, and "
        "if the time is only part of your words, begin with another word.",
        field=field,
    )


def _said(incident: Incident, entry: TimelineEntry, *, backdated: bool) -> str:
    done = _DONE[entry.what]
    when = f" for {text.moment(entry.occurred_at)}" if backdated else ""
    return f"{done}{when} on the timeline of *{incident.ref}* as #{entry.number}."


_DONE = {
    Kind.NOTE: "Noted",
    Kind.DECISION: "Decision recorded",
    Kind.ACTION: "Action recorded",
    Kind.HYPOTHESIS: "Hypothesis recorded",
}
