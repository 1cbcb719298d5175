"""Services as people write them: by name, one at a time or all at once."""

from __future__ import annotations

import re
from collections.abc import Sequence

from incident_bot.settings import Settings

MOST = 60
"""So many services an incident can have."""
LONGEST = 60
"""So many characters a service's name can have."""

_SIGNED = re.compile(r"(?:^|[\s,]+)([+-])\s*")


def listed(words: str, settings: Settings) -> tuple[str, ...]:
    """`checkout, search` as services, each once; one per line is as good as commas."""
    parts = (" ".join(part.split()) for part in re.split(r"[,;\n]", words))
    return tuple(dict.fromkeys(known(part, settings) for part in parts if part))


def changed(words: str, now: Sequence[str], settings: Settings) -> tuple[str, ...]:
    """What `+checkout -search`, or a whole list, makes of the services there are `now`."""
    if not _is_signed(words):
        return listed(words, settings)
    _, *parts = _SIGNED.split(words.strip())
    named = list(now)
    for sign, name in zip(parts[::2], parts[1::2], strict=True):
        for each in listed(name, settings):
            same = [one for one in named if one.casefold() == each.casefold()]
            if sign == "-":
                named = [one for one in named if one not in same]
            elif not same:
                named.append(each)
    return tuple(named)


def unknown_removed(words: str, now: Sequence[str], settings: Settings) -> list[str]:
    """What `words` take away although it is not there: most likely a typing mistake."""
    if not _is_signed(words):
        return []
    _, *parts = _SIGNED.split(words.strip())
    there = {one.casefold() for one in now}
    gone = [
        each
        for sign, name in zip(parts[::2], parts[1::2], strict=True)
        if sign == "-"
        for each in listed(name, settings)
    ]
    return [each for each in gone if each.casefold() not in there]


def known(name: str, settings: Settings) -> str:
    """The label of the configured service that is meant, whatever its capitals; else the name itself."""
    said = name.casefold()
    for key, service in settings.services.items():
        if said in (key.casefold(), service.label.casefold()):
            return service.label
    return name


def _is_signed(words: str) -> bool:
    return words.strip().startswith(("+", "-"))
