"""Emoji by their short names (:tada:), as Slack keeps them in text. The table is the page's."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_TABLE = Path(__file__).parent.parent / "page" / "emoji-names.js"
_TONES = "\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff"
_VARIATION = "\ufe0f"
# The page's table has no flags, and none of the pictures that Slack gives a new workspace.
_FLAG = re.compile(r"flag-([a-z]{2}|england|scotland|wales)")
_SHORT_FLAGS = frozenset(("cn", "de", "es", "fr", "gb", "it", "jp", "kr", "ru", "us"))
_OF_SLACK = frozenset(("bowtie", "shipit", "simple_smile", "slack", "squirrel", "transgender_flag"))
_NAMED = re.compile(r":([a-z0-9_+'-]+)(?:::skin-tone-([2-6]))?:")
# What may or may not stand between the characters of an emoji.
_OPTIONAL = str.maketrans("", "", _TONES + _VARIATION)


@dataclass(frozen=True)
class _Emoji:
    characters: str
    # As of the table, the name Slack itself uses first.
    names: tuple[str, ...]


def with_names(text: str) -> str:
    """Every emoji becomes its short name, its skin tone too: `:+1::skin-tone-4:`."""
    kept: list[str] = []
    position = 0
    while match := _beginnings().search(text, position):
        end, name = _longest(text, match.start())
        kept += [text[position : match.start()], name or text[match.start()]]
        position = end
    return "".join([*kept, text[position:]])


def with_characters(text: str) -> str:
    """The other way, as people see it; names that nothing has stay as they are."""
    return _NAMED.sub(lambda match: _characters(match[1], _tone(match[2])) or match[0], text)


def unicode_of(name: str, tone: int | None = None) -> str | None:
    """Its code points as rich text tells them, `1f44d-1f3fd`; None for a name that nothing has."""
    characters = _characters(name, tone)
    return characters and "-".join(f"{ord(character):04x}" for character in characters)


def first_name(name: str) -> str | None:
    """By which name Slack tells of it, `+1` for `thumbsup`; None for a name that nothing has."""
    plain, tone, number = name.partition("::skin-tone-")
    if flag := _FLAG.fullmatch(plain):
        return flag[1] if flag[1] in _SHORT_FLAGS else plain
    if plain in _SHORT_FLAGS or plain in _OF_SLACK:
        return plain
    emoji = _by_name().get(plain)
    return emoji.names[0] + tone + number if emoji else None


def _tone(told: str | None) -> int | None:
    return int(told) if told else None


def _characters(name: str, tone: int | None) -> str | None:
    emoji = _by_name().get(name)
    if emoji is None:
        return None
    if tone is None:
        return emoji.characters
    # The tone takes the place of the variation.
    return emoji.characters[0] + _TONES[tone - 2] + emoji.characters[1:].removeprefix(_VARIATION)


def _longest(text: str, start: int) -> tuple[int, str | None]:
    """Where the emoji that begins here ends, and its name; the next character and None when it is none."""
    for end in range(min(start + _longest_emoji(), len(text)), start, -1):
        piece = text[start:end]
        if emoji := _by_characters().get(piece.translate(_OPTIONAL)):
            tone = next((_TONES.index(each) + 2 for each in piece if each in _TONES), None)
            return end, f":{emoji.names[0]}:" + (f":skin-tone-{tone}:" if tone else "")
    return start + 1, None


@cache
def _emojis() -> list[_Emoji]:
    _, table, _ = _TABLE.read_text(encoding="utf-8").split("`")
    rows = (line.split() for line in table.strip().splitlines())
    return [_Emoji(characters, tuple(names)) for characters, *names in rows]


@cache
def _by_name() -> dict[str, _Emoji]:
    return {name: emoji for emoji in _emojis() for name in emoji.names}


@cache
def _by_characters() -> dict[str, _Emoji]:
    return {emoji.characters.translate(_OPTIONAL): emoji for emoji in reversed(_emojis())}


@cache
def _longest_emoji() -> int:
    """With a tone and a variation."""
    return max(len(emoji.characters) for emoji in _emojis()) + 2


@cache
def _beginnings() -> re.Pattern[str]:
    return re.compile(f"[{re.escape(''.join({emoji.characters[0] for emoji in _emojis()}))}]")
