"""`triage`: five questions that propose a severity. It proposes; whoever asks decides."""

from __future__ import annotations

from incident_bot.commands.ask import Ask
from incident_bot.commands.reply import Reply, say
from incident_bot.errors import Refused
from incident_bot.forms.triage import triage_form, triage_result
from incident_bot.incidents.triage import QUESTIONS, fired
from incident_bot.incidents.vocabulary import Source


async def triage(ask: Ask) -> Reply:
    """The questions; once they are answered, what they ask for and which rule says so."""
    about = ask.rest.upper() if ask.request.source is Source.FORM else await _about(ask)
    if ask.request.source is not Source.FORM:
        return Reply(say("Five questions help you choose.").message, form=triage_form(about))
    answers = {question.key: ask.filled.text(question.key) for question in QUESTIONS}
    rules = fired(answers, ask.settings.severities)
    if not rules:
        raise Refused("no question is answered: one is enough.", field=QUESTIONS[0].key)
    result = triage_result(rules, ask.settings, about)
    return Reply(say("Your answers propose a severity.").message, form=result, replaces=True)


async def _about(ask: Ask) -> str:
    """The incident that is named, else the one whose room this is; "" for none."""
    if ask.rest:
        incident = await ask.incident(for_change=False)
        if ask.rest:
            raise Refused("`triage` takes no words but the name of an incident.")
        return incident.ref
    try:
        return (await ask.incident(for_change=False)).ref
    except Refused:
        return ""
