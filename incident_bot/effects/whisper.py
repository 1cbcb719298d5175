"""Answers a click: a line that only the person who clicked sees."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from incident_bot.effects.kit import Kit
from incident_bot.jobs.run import Run, Step
from incident_bot.slack.message import Message


async def whisper(run: Run, kit: Kit) -> None:
    """Slack keeps no such lines, so after a crash in doubt it is said again: twice is better than never.

    Direct messages it does keep: that is how whoever clicked on a Home tab, or in a form, is answered.
    """
    channel, person = run.args["channel"], run.args["person"]
    message = Message(run.args["text"], run.args["blocks"])

    async def tell(since: datetime | None) -> dict[str, Any]:
        return {**await kit.slack.tell(person, message, key=f"{run.key}:tell", look_since=since)}

    if channel is None:
        since = kit.look_since(run, run.job.run_at)
        await run.step(Step("tell", lambda: tell(since)))
        return
    thread = run.args.get("thread")
    said = await run.step(Step("say", lambda: kit.slack.whisper(channel, person, message, thread=thread)))
    if not said and not run.args.get("dispensable"):
        # They clicked in a channel that they only look at.
        url = run.args["response_url"]
        await run.step(Step("respond", lambda: kit.slack.respond(url, message)))
