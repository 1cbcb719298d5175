"""Texts without the names of people: names, handles and ids become pseudonyms, addresses in Slack go."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, MutableMapping

# https://docs.slack.dev/reference/objects: of channels, groups, files and people.
_ID = re.compile(r"@?\b[BCDEFGSTUW][A-Z0-9]{7,}\b")
_HAS_DIGIT = re.compile(r"\d")
_SLACK = re.compile(
    r"(?:https?|slack)://[^\s<>|]*\bslack(?:-files)?\.com[^\s<>|]*|slack://[^\s<>|]+", re.IGNORECASE
)
_MAIL = re.compile(r"\b[\w.+-]+@[\w-]+\.[\w.-]*\w")
_WORD = re.compile(r"\w+")
_SHORTEST = 3
"""Letters of a part of a name that is looked for alone: Bo is a name, and half of many words' initials."""


class MaskedText:
    """Knows what everybody is called. Whole words only: Ann is not in Annual."""

    def __init__(
        self,
        pseudonyms: MutableMapping[str, str],
        people: Mapping[str, str],
        known: Mapping[str, tuple[str, ...]],
    ) -> None:
        self._pseudonyms = pseudonyms
        self._called: dict[str, list[tuple[str, str]]] = {}
        """What begins with a word, in small letters: the whole of it and the pseudonym, the longest first."""
        self._alone: dict[str, str] = {}
        """Parts of names, exactly as they are written: Ann."""
        for person, name in people.items():
            self._learn(person, [name, *known.get(person, ())])
            self._learn_parts(pseudonyms[person], name)
        for person, names in known.items():
            if person not in people:
                self._learn(person, names)
        for names_of_it in self._called.values():
            names_of_it.sort(key=lambda each: (-len(each[0]), each))
        self._begin = {*self._called, *map(str.casefold, (*self._alone, *pseudonyms))}

    def without_names(self, text: str) -> str:
        """The text with pseudonyms in place of the people it names."""
        if "://" in text:
            text = _SLACK.sub("(link left out)", text)
        if "@" in text:
            text = _MAIL.sub("(address left out)", text)
        text = _ID.sub(self._for_id, text)
        # Most texts name nobody, and there may be many.
        if self._begin.isdisjoint(map(str.casefold, _WORD.findall(text))):
            return text
        return self._without_called(text)

    def _for_id(self, found: re.Match[str]) -> str:
        person = found[0].removeprefix("@")
        if person in self._pseudonyms:
            return self._pseudonyms[person]
        # Words in capitals are no ids.
        return "(left out)" if _HAS_DIGIT.search(person) else found[0]

    def _without_called(self, text: str) -> str:
        parts: list[str] = []
        done = 0
        for found in _WORD.finditer(text):
            if found.start() < done:
                continue
            name = self._name_at(text, found)
            if name is None:
                continue
            length, pseudonym = name
            start = found.start()
            # The @ of a mention goes with it.
            begins = start - 1 if start > done and text[start - 1] == "@" else start
            parts += [text[done:begins], pseudonym]
            done = start + length
        return "".join([*parts, text[done:]]) if parts else text

    def _name_at(self, text: str, found: re.Match[str]) -> tuple[int, str] | None:
        start = found.start()
        after_at = start > 0 and text[start - 1] == "@"
        for name, pseudonym in self._called.get(found[0].casefold(), ()):
            is_handle = name.startswith("@")
            words = name.removeprefix("@")
            end = start + len(words)
            if is_handle and not after_at:
                continue
            if text[start:end].casefold() == words and not text[end : end + 1].isalnum():
                return len(words), pseudonym
        alone = self._alone.get(found[0]) or self._pseudonyms.get(found[0])
        return None if alone is None else (len(found[0]), alone)

    def _learn(self, person: str, names: Iterable[str]) -> None:
        for name in dict.fromkeys(" ".join(each.split()).casefold() for each in names):
            first = _WORD.search(name)
            # A name that does not begin with a letter, and what is no name at all, is not looked for.
            if first is None or first.start() != name.startswith("@"):
                continue
            self._called.setdefault(first[0], []).append((name, self._pseudonyms[person]))

    def _learn_parts(self, pseudonym: str, name: str) -> None:
        for part in _WORD.findall(name):
            if len(part) < _SHORTEST or not part[0].isupper():
                continue
            known = self._alone.setdefault(part, pseudonym)
            if known != pseudonym:
                # Two people share it: it is hidden without saying which of them it was.
                self._alone[part] = "somebody"
