"""What must not be in words for customers: names of people, rooms and machines, and our own numbers."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from incident_bot.incidents.incident import Incident
from incident_bot.incidents.workspace import Person
from incident_bot.settings import Settings

MOST = 5

# What looks internal wherever it stands.
_PATTERNS = (
    r"<[@#!][^<>\s]*>",
    # An address of mail has something before its @.
    r"(?<![\w.+-])@[\w][\w.-]*",
    r"(?<![\w&/])#(?=[\w-]*[^\W\d_])[\w-]+",
    r"\binc[- ]?\d+\b",
    r"\bsev[- ]?\d\b",
    r"\bincident-\d{8}-[\w-]+",
    r"\b(?:[\w-]+\.)*[\w-]+\.(?:internal|intranet|intra|corp|local|localdomain|lan|svc|home\.arpa)\b",
    r"\blocalhost\b",
    r"\b[\w-]+\.slack\.com\b",
    r"\b(?:10|127)(?:\.\d{1,3}){3}\b",
    r"\b192\.168(?:\.\d{1,3}){2}\b",
    r"\b172\.(?:1[6-9]|2\d|3[01])(?:\.\d{1,3}){2}\b",
)
_LOOKS_INTERNAL = re.compile("|".join(_PATTERNS), re.IGNORECASE)

# First names and handles that are words too: "we will mark it" names nobody.
NAMES_THAT_ARE_WORDS = frozenset(
    """art april august bill bob chance chase chip christian daisy dean dawn don drew earl faith frank
    gene grace grant guy hope iris jack jade joy june ken lance mark max may miles nick norm pat page penny
    pierce ray reed rich rob robin rose ruby sky skip stew sue summer sunny trip victor ward will woody
    admin it ops on-call oncall root support team the""".split()  # noqa: SIM905 - forty words read better so
)


def internal_in(words: str, incident: Incident, people: Iterable[Person], settings: Settings) -> list[str]:
    """What in these words customers must not read, as it stands there; at most `MOST`, each once.

    `people` are those with a role, and whoever else must not be named.
    """
    read = _as_read(words)
    found = [match[0] for match in _LOOKS_INTERNAL.finditer(read)]
    for name in _names(incident, people, settings):
        # What stands in something that was found already is told with it: `bo` in `@bo`.
        if any(_as_read(name).casefold() in each.casefold() for each in found):
            continue
        if match := re.search(rf"(?<!\w){re.escape(_as_read(name))}(?!\w)", read, re.IGNORECASE):
            found.append(match[0])
    each_once: dict[str, str] = {}
    for each in found:
        each_once.setdefault(each.casefold(), each)
    return list(each_once.values())[:MOST]


def _names(incident: Incident, people: Iterable[Person], settings: Settings) -> Iterator[str]:
    if incident.room_name:
        yield incident.room_name
    yield from settings.updates.internal_words
    yield from _hosts(settings)
    yield from _only_internal(settings)
    for person in people:
        yield from _names_of(person)


def _names_of(person: Person) -> Iterator[str]:
    whole = " ".join(person.name.split())
    if " " in whole:
        yield whole
    for name in dict.fromkeys((person.handle, *whole.split()[:1])):
        if len(name) > 1 and name.casefold() not in NAMES_THAT_ARE_WORDS:
            yield name


def _hosts(settings: Settings) -> Iterator[str]:
    """Dashboards, runbooks, bridges: what is linked in rooms is for those who are in them.

    Status pages are for everybody.
    """
    links = [*settings.links, *(link for service in settings.services.values() for link in service.links)]
    for link in links:
        host = urlsplit(link.address).hostname
        if host and not host.startswith("status"):
            yield host


def _only_internal(settings: Settings) -> Iterator[str]:
    """Labels of services that nobody outside uses: `checkout-api`; a plain word may be anybody's."""
    for service in settings.services.values():
        technical = re.search(r"[-_.\d]", service.label) is not None
        if technical and service.label.casefold() != (service.public or "").casefold():
            yield service.label


def _as_read(words: str) -> str:
    """As the eye sees it: wide and decorated letters are plain ones, invisible characters are none."""
    plain = unicodedata.normalize("NFKC", words)
    return "".join(letter for letter in plain if unicodedata.category(letter) != "Cf")
