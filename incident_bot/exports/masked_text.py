"""Texts without the names of people: names, handles and ids become pseudonyms, addresses in Slack go."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, MutableMapping
from functools import lru_cache
from itertools import pairwise

# https://docs.slack.dev/reference/objects: of channels, groups, files and people. Underlines are no letters
# here, nor below: they stand around words that are meant strongly, and between those of names of files.
_ID = re.compile(r"@?(?<![^\W_])[BCDEFGSTUW][A-Z0-9]{7,}(?![^\W_])")
_HAS_DIGIT = re.compile(r"\d")
_SLACK = re.compile(
    r"(?:https?|slack)://[^\s<>|]*\bslack(?:-files)?\.com[^\s<>|]*|slack://[^\s<>|]+", re.IGNORECASE
)
_MAIL = re.compile(r"\b[\w.+-]+@[\w-]+\.[\w.-]*\w")
_ADDRESS = re.compile(r"https?://[^\s<>|]+", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")
_PIECES = re.compile(r"[\s._\-]+")
_BETWEEN = re.compile(r"[\s._\-'’‐-―]")
"""What may stand between the words of a name, however it is written in the profile."""
_UNSEEN = ("Cf", "Mn", "Mc")
_AT_MOST_BETWEEN = 3
_SHORTEST = 3
"""Letters of a part of a name that is looked for alone: Bo is a name, and half of many words' initials."""
_COMMON = (
    "april art august autumn bill black bot brown can chance chase church clay cliff cook cross day dean "
    "drew faith field forest forge free grace grant green grey guy hall hill home hope hunter jack july "
    "june key king lane law little long love major many mark max may mercy mill miller moss north page "
    "park pierce poll pool price prince queen ray red reed rich river rock rod rose ruby rusty sage shore "
    "short sky small snow spring star stone sue summer sunny team terry test tuck wall ward warden way "
    "web well wells west white wild will wise wolf wood woods work young the and van der den del della "
    "dos das von ten ter bin ibn san"
)
_ORDINARY = frozenset(_COMMON.split())
"""Words that are names as well, and particles of names: in small letters they are taken for words."""

_Words = tuple[str, ...]


class MaskedText:
    """Knows what everybody is called. Whole words only: Ann is not in Annual."""

    def __init__(
        self,
        pseudonyms: MutableMapping[str, str],
        people: Mapping[str, str],
        known: Mapping[str, tuple[str, ...]],
        rooms: Iterable[str] = (),
    ) -> None:
        self._pseudonyms = pseudonyms
        self._rooms = _any_of(rooms)
        self._handles: dict[_Words, str] = {}
        self._called: dict[_Words, str] = {}
        self._parts: dict[_Words, str] = {}
        for person, name in people.items():
            self._learn(person, [name, *known.get(person, ())], is_there=True)
            self._learn_parts(person, name)
        for person, names in known.items():
            if person not in people:
                self._learn(person, names, is_there=False)
        for person, pseudonym in pseudonyms.items():
            self._called.setdefault((_folded(person),), pseudonym)
        every = (*self._handles, *self._called, *self._parts)
        self._begin = {words[0] for words in every}
        self._longest = max(map(len, every), default=1)

    def without_names(self, text: str) -> str:
        """The text with pseudonyms in place of the people it names."""
        if not text.isascii():
            text = unicodedata.normalize("NFC", text)
        if self._rooms is not None:
            text = self._rooms.sub("(room left out)", text)
        if "://" in text:
            text = _SLACK.sub("(link left out)", text)
        if "@" in text:
            text = _MAIL.sub("(address left out)", text)
        text = _ID.sub(self._for_id, text)
        # Most texts name nobody, and there may be many.
        if self._begin.isdisjoint(map(_folded, _WORD.findall(text))):
            return text
        return self._without_called(text)

    def _for_id(self, found: re.Match[str]) -> str:
        person = found[0].removeprefix("@")
        if person in self._pseudonyms:
            return self._pseudonyms[person]
        # Words in capitals are no ids.
        return "(left out)" if _HAS_DIGIT.search(person) else found[0]

    def _without_called(self, text: str) -> str:
        found = list(_WORD.finditer(text))
        parts: list[str] = []
        # An address of another site is of use only while it leads there: one word of it is nobody's name.
        addresses = [each.span() for each in _ADDRESS.finditer(text)] if "://" in text else []
        done = n = 0
        while n < len(found):
            start = found[n].start()
            after_at = start > done and text[start - 1] == "@"
            length, pseudonym = self._name_at(text, found[n : n + self._longest], after_at=after_at)
            if length == 1 and any(since <= start < until for since, until in addresses):
                n += 1
            elif length:
                # The @ of a mention goes with it.
                parts += [text[done : start - after_at], pseudonym]
                done = found[n + length - 1].end()
                n += length
            else:
                n += 1
        return "".join([*parts, text[done:]]) if parts else text

    def _name_at(self, text: str, found: list[re.Match[str]], *, after_at: bool) -> tuple[int, str]:
        """How many words from here on are somebody's name, the most that can be, and the pseudonym."""
        words = tuple(_folded(each[0]) for each in found)
        if words[0] not in self._begin:
            return 0, ""
        for length in range(len(words), 0, -1):
            name = words[:length]
            if after_at and name in self._handles and _belong_together(text, found[:length]):
                return length, self._handles[name]
            if (pseudonym := self._called.get(name) or self._parts.get(name)) is None:
                continue
            is_a_word = length == 1 and not after_at and name[0] in _ORDINARY and found[0][0].islower()
            if not is_a_word and _belong_together(text, found[:length]):
                return length, pseudonym
        return 0, ""

    def _learn(self, person: str, names: Iterable[str], *, is_there: bool) -> None:
        """Whole names and handles; `is_there`: on the record, not just in the workspace."""
        for name in names:
            words = _words(name)
            if not words:
                continue
            pseudonym, is_handle = self._pseudonyms[person], name.startswith("@")
            if is_handle:
                self._handles.setdefault(words, pseudonym)
                # Without the @ it may be any word, as “github” is.
                if len(words) == 1 and (not is_there or len(words[0]) < _SHORTEST):
                    continue
            self._called.setdefault(words, pseudonym)
            if len(words) > 1 and not is_handle:
                self._called.setdefault(("".join(words),), pseudonym)

    def _learn_parts(self, person: str, name: str) -> None:
        is_small = name.islower()
        pieces = [*_PIECES.split(name), *_WORD.findall(unicodedata.normalize("NFC", name))]
        for piece in dict.fromkeys(pieces):
            words = _words(piece)
            if (
                not words
                or len(piece) < _SHORTEST
                or (piece.islower() and not is_small and piece in _ORDINARY)
            ):
                continue
            pseudonym = self._pseudonyms[person]
            if self._parts.setdefault(words, pseudonym) != pseudonym:
                # Two people share it: it is hidden without saying which of them it was.
                self._parts[words] = "somebody"


def _any_of(rooms: Iterable[str]) -> re.Pattern[str] | None:
    names = [f"{'' if name.startswith('#') else '#?'}{re.escape(name)}" for name in rooms]
    return re.compile(rf"(?<![\w-])(?:{'|'.join(names)})(?![\w-])", re.IGNORECASE) if names else None


def _belong_together(text: str, found: list[re.Match[str]]) -> bool:
    """Whether nothing stands between these words but what may stand within a name."""
    return all(_is_gap(text[one.end() : other.start()]) for one, other in pairwise(found))


def _is_gap(between: str) -> bool:
    return len(between) <= _AT_MOST_BETWEEN and all(
        _BETWEEN.match(each) or unicodedata.category(each) in _UNSEEN for each in between
    )


def _words(name: str) -> _Words:
    return tuple(map(_folded, _WORD.findall(unicodedata.normalize("NFC", name))))


@lru_cache(maxsize=10_000)
def _folded(word: str) -> str:
    """In small letters and without accents, as names of rooms and files often have them."""
    if word.isascii():
        return word.lower()
    return "".join(
        each for each in unicodedata.normalize("NFKD", word).casefold() if not unicodedata.combining(each)
    )
