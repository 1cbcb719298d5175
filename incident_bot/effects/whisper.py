"""Answers a click: a line that only the person who clicked sees."""

from __future__ import annotations

from incident_bot.effects.kit import Kit
from incident_bot.jobs.run import Run, Step
from incident_bot.slack.message import Message


async def whisper(run: Run, kit: Kit) -> None:
    """Slack keeps no such lines, so after a crash in doubt it is said again: twice is better than never."""
    channel, person = run.args["channel"], run.args["person"]
    message = Message(run.args["text"], run.args["blocks"])
    if channel is None:
        # They clicked on their Home tab, or in a form: what is answered there is a direct message.
        await run.step(Step("tell", lambda: kit.slack.post(person, message, key=f"{run.key}:tell")))
        return
    if not await run.step(Step("say", lambda: kit.slack.whisper(channel, person, message))):
        # They clicked in a channel that they only look at.
        url = run.args["response_url"]
        await run.step(Step("respond", lambda: kit.slack.respond(url, message)))
