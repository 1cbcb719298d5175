"""What people hear when something went wrong that was not their doing."""

from __future__ import annotations

from incident_bot.settings import Settings
from incident_bot.slack import text
from incident_bot.slack.message import Message


def form_did_not_open(words: str, settings: Settings) -> Message:
    """Slack gives a form three seconds; typing always works."""
    typed = text.fit(text.plain(words), 200) or "declare"
    return Message(
        f"The form did not open in time. Try again, or type it all: `{settings.command} {typed} …`"
    )


def database_is_slow(words: str, settings: Settings) -> Message:
    """Whether it was saved nobody knows yet, so nothing is claimed."""
    typed = text.fit(text.plain(words), 200) or "declare"
    return Message(
        f"My database did not answer in time, so I cannot say whether `{settings.command} {typed}` was done. "
        f"Look with `{settings.command} list`, and try again if it was not."
    )


def form_is_unknown(settings: Settings) -> Message:
    """A form that was open while the bot got a new version."""
    return Message(
        "This form is from an older version of me, and nothing was done. "
        f"Open it again: `{settings.command} help` lists the ways."
    )
