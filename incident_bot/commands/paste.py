"""`paste [lines]`: put many lines on the timeline at once, after a look at how they are understood."""

from __future__ import annotations

from incident_bot.commands.ask import Ask
from incident_bot.commands.pasting import changed, previewed, put
from incident_bot.commands.reply import Reply, say
from incident_bot.errors import Refused
from incident_bot.forms.lines import Sent, paste_form
from incident_bot.incidents.vocabulary import Kind, Source


async def paste(ask: Ask) -> Reply:
    """Without lines it opens a form to paste them into."""
    incident = await ask.incident(for_change=True, free_text=True)
    if ask.request.source is Source.FORM:
        sent = Sent.of(ask.filled)
        if sent.draft:
            return await put(ask, incident, sent)
        if not sent.lines:
            raise Refused("there is nothing in it.", field="lines")
        return await previewed(ask, incident, sent.lines, Kind(sent.kind or Kind.NOTE))
    if ask.request.source is Source.BUTTON and (sent := Sent.of(ask.filled)).draft:
        return await changed(ask, incident, sent)
    if said := await ask.plain_rest():
        return await previewed(ask, incident, said, Kind.NOTE)
    return Reply(say("Paste your lines.").message, form=paste_form(incident))
