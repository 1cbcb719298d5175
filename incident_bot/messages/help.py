"""What can be typed, from the catalogue of commands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from incident_bot.messages import blocks
from incident_bot.settings import Settings
from incident_bot.slack import text
from incident_bot.slack.message import Message

TOPICS = {
    "declare": "Begin",
    "state": "Where it stands",
    "people": "Who does what",
    "tell": "Tell others",
    "record": "Keep the record",
    "right": "Put it right",
    "find": "Find",
    "end": "End",
    "after": "Afterwards",
}
"""The headings under which commands are listed, in this order."""

SHORTCUT = "shortcut"
"""The topic of what is found in Slack's menus and not typed."""


@dataclass(frozen=True)
class HelpLine:
    """One command as help shows it."""

    name: str
    usage: str
    summary: str
    example: str
    topic: str
    beware: str = ""


def help_page(lines: Sequence[HelpLine], settings: Settings) -> Message:
    """Every command under its topic, a line each: about a screen in two columns."""
    shown = [_topic(topic, [line for line in lines if line.topic == topic]) for topic in TOPICS]
    typed = settings.command
    begin = (
        f"Type `{typed}` and one of these words. `{typed} help severity` says how a command is written; "
        f"`{typed} declare` alone opens a form."
    )
    return Message(
        f"What you can type: {', '.join(line.name for line in lines if line.topic in TOPICS)}",
        [
            blocks.section(begin),
            {"type": "section", "fields": [blocks.mrkdwn(each) for each in shown if each]},
            blocks.context(_where(settings)),
        ],
    )


def help_with(line: HelpLine, settings: Settings) -> Message:
    """One command: how it is written, what it does, an example, and what can go wrong."""
    if line.topic == SHORTCUT:
        return Message(f"{_sentence(line.summary)}. {line.beware}".rstrip())
    written = text.escape(f"{settings.command} {line.name} {line.usage}".rstrip())
    return Message(
        "\n".join(
            filter(
                None,
                [
                    f"`{written}`",
                    f"{_sentence(line.summary)}. {line.beware}".rstrip(),
                    f"For example: `{settings.command} {text.escape(line.example)}`",
                ],
            )
        )
    )


def _topic(topic: str, lines: Sequence[HelpLine]) -> str:
    told = [f"`{line.name}` {line.summary}" for line in lines]
    return "\n".join([f"*{TOPICS[topic]}*", *told]) if told else ""


def _where(settings: Settings) -> str:
    reaction = settings.marking_reactions[0] if settings.marking_reactions else ""
    marking = f" A message that gets the reaction :{reaction}: is put on the timeline." if reaction else ""
    return (
        "In an incident's room a command is about that incident. Elsewhere name it, as in "
        f"`{settings.command} status INC-12`.{marking}"
    )


def _sentence(summary: str) -> str:
    return summary[:1].upper() + summary[1:]
