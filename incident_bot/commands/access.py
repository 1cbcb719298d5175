"""Whether a request is granted: decided in its transaction, before the command runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from incident_bot.errors import Refused
from incident_bot.incidents.access import Circle, Permission, Verdict, channels_granted, verdict

if TYPE_CHECKING:
    from incident_bot.commands.ask import Ask

__all__ = ["Permission", "check"]

_WORDS: dict[Permission, str] = {
    "declare": "declare incidents",
    "act": "change incidents",
    "close": "resolve, close, reopen or archive incidents",
    "look": "look at incidents",
    "drill": "declare drills",
}

_WHY: dict[Circle, str] = {
    "members": "you are not among those who may {do} here.",
    "guests": "you are a guest in this workspace, and guests may not {do} here.",
    "strangers": "I know you only as somebody from outside this workspace, who may not {do} here.",
    "nobody": "your account in this workspace is closed.",
}


async def check(ask: Ask, permission: Permission | None) -> None:
    """Raise Refused unless the settings grant it to whoever asks; nothing (None) is granted to anybody."""
    if permission is None:
        return
    access, who = ask.settings.access, await ask.standing()
    found = verdict(access, permission, who)
    if found is Verdict.YES:
        return
    if found is Verdict.NOT_KNOWN:
        raise Refused(
            f"only some user groups may {_WORDS[permission]} here, and I could not read yet who is in "
            "them. Try again in a minute; if it stays so, whoever looks after this bot finds why in its log.",
            example="help",
        )
    why = _WHY[who.circle].format(do=_WORDS[permission])
    raise Refused(f"{why} {_advice(channels_granted(access, permission))}", example="help")


def _advice(channels: list[str]) -> str:
    if channels:
        places = " or ".join(f"<#{channel}>" for channel in channels[:3])
        return f"Whoever is in {places} may do it there."
    return "Ask somebody who may, or whoever looks after this bot."
