"""Slack's text as a person reads it: names for ids, times in UTC, emoji for their names, no entities."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from incident_bot.sandbox import Sandbox
from incident_bot.sandbox.rooms import Seen
from incident_bot.sandbox.text.emoji import with_characters

# Other digits in each run, for they follow from moments to the millionth; the story of verifying reads them.
_HEAD = re.compile(
    r"\nChecksum of the record \(\d+ facts?\), to show later that nothing was changed: `[0-9a-f]{64}`"
)
_TOKEN = re.compile(r"<([^<>]*)>")
_READ = (
    "title",
    "label",
    "text",
    "fields",
    "accessory",
    "elements",
    "element",
    "hint",
    "options",
    "description",
)


def read(sandbox: Sandbox, text: str) -> str:
    """`<@U0ANN0000>` becomes `@ann`, `<!date^…|2026-01-05 14:30 UTC>` becomes `2026-01-05 14:30 UTC`.

    What makes a sound at somebody's desk begins with PING.
    """
    shown = _TOKEN.sub(lambda token: _shown(sandbox, token[1]), with_characters(_HEAD.sub("", text)))
    return shown.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def seen(sandbox: Sandbox, message: Seen) -> str:
    """Everything a person reads in a message, a line for each block."""
    if not message.by_app or not message.blocks:
        return read(sandbox, message.text)
    return read_blocks(sandbox, message.blocks)


def read_blocks(sandbox: Sandbox, blocks: list[dict[str, Any]]) -> str:
    """Everything a person reads in blocks, a line for each."""
    return "\n".join(" ".join(_texts(sandbox, block)) for block in blocks)


def _texts(sandbox: Sandbox, node: Any) -> Iterator[str]:
    if isinstance(node, list):
        for child in node:
            yield from _texts(sandbox, child)
    elif isinstance(node, dict) and isinstance(node.get("text"), str):
        # Plain text means what it says; only mrkdwn has markup in it.
        yield with_characters(node["text"]) if node["type"] == "plain_text" else read(sandbox, node["text"])
    elif isinstance(node, dict):
        for key in _READ:
            yield from _texts(sandbox, node.get(key))


def _shown(sandbox: Sandbox, token: str) -> str:
    mark, rest = token[:1], token[1:]
    return _SHOWN[mark](sandbox, rest) if mark in _SHOWN else token


def _person(sandbox: Sandbox, token: str) -> str:
    person = sandbox.workspace.users.get(token.partition("|")[0])
    return f"@{person.name}" if person else f"@({token})"


def _channel(sandbox: Sandbox, token: str) -> str:
    channel = sandbox.workspace.channels.get(token.partition("|")[0])
    return f"#{channel.name}" if channel else f"#({token})"


def _special(sandbox: Sandbox, token: str) -> str:
    name, _, label = token.partition("|")
    if name.startswith("subteam^"):
        group = sandbox.workspace.groups.get(name.removeprefix("subteam^"))
        return f"PING @{group.handle}" if group else f"PING @({name})"
    return label if name.startswith("date^") else f"PING @{name}"


_SHOWN: dict[str, Callable[[Sandbox, str], str]] = {"@": _person, "#": _channel, "!": _special}
