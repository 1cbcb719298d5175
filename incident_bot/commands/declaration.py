"""What somebody wants to declare: read from a line with its flags, or from the form."""

from __future__ import annotations

import difflib
import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from incident_bot.commands.ask import Ask
from incident_bot.commands.role_words import picked, take_role_if_named
from incident_bot.commands.services import checked
from incident_bot.commands.severities import no_severity, severity_key
from incident_bot.commands.times import picked_moment, take_moment
from incident_bot.errors import Refused
from incident_bot.forms.declare import role_field
from incident_bot.incidents import services
from incident_bot.slack import text

# Phones make a dash of two hyphens. A dash with a space behind it belongs to the title.
_FLAG = re.compile(r"^(?:--|—|–)([A-Za-z][\w-]*)(?:=(.*))?$")
# In a line Slack writes an emoji by its name.
_EMOJI = re.compile(r":[^\s:]+:(?::skin-tone-\d:)?")
_OPENING = "\"“”„«'‘"
_CLOSING = "\"“”»'’"


@dataclass
class Wanted:
    """An incident as somebody wants it, before it is known whether it can be so."""

    title: str = ""
    severity: str | None = None
    services: Sequence[str] = ()
    impact: str = ""
    private: bool = False
    drill: bool = False
    here: bool = False
    channel: str | None = None
    """Where they are: what `here` means."""
    roles: list[tuple[str, str]] = field(default_factory=list)
    """Role and person, in the order in which they were named."""
    began: datetime | None = None
    ended: datetime | None = None
    draft: str = ""
    """The draft with the message that it is declared from."""


async def from_line(ask: Ask) -> Wanted:
    """`checkout is failing sev1 --service checkout --impact "nobody can pay" --commander @bo`"""
    wanted = Wanted(channel=ask.request.channel)
    words = ask.rest.split()
    # The severity may stand at the very end, also behind a flag.
    wanted.severity = _take_severity(ask, words, at_start=False)
    kept: list[str] = []
    while words:
        flag = _FLAG.match(words.pop(0) if _FLAG.match(words[0]) else "")
        if flag is None:
            kept.append(words.pop(0))
            continue
        end = next((place for place, word in enumerate(words) if _FLAG.match(word)), len(words))
        own = [flag[2], *words[:end]] if flag[2] else words[:end]
        taken = await _take_flag(ask, flag[1], own, wanted)
        kept += own[taken:]
        words = words[end:]
    if wanted.severity is None:
        wanted.severity = _take_severity(ask, kept, at_start=True)
    wanted.title = text.one_line(await ask.plain(" ".join(kept)))
    return wanted


async def from_form(ask: Ask) -> Wanted:
    """The same, as it stands in the form; what is wrong is said at its field."""
    filled = ask.filled
    named = [*filled.many("services"), *services.listed(filled.text("other_services"), ask.settings)]
    options = filled.many("options")
    wanted = Wanted(
        title=text.one_line(filled.text("title")),
        severity=filled.text("severity") or None,
        services=checked(tuple(dict.fromkeys(named)), "other_services"),
        impact=filled.text("impact"),
        private="private" in options,
        drill="drill" in options,
        here="here" in options,
        channel=ask.request.opened_in,
        began=picked_moment(ask, "started"),
        ended=picked_moment(ask, "resolved"),
        draft=filled.about,
    )
    for role in ask.settings.roles:
        if person := filled.text(role_field(role)):
            wanted.roles.append((role, await picked(ask, person, role_field(role))))
    return wanted


def closest_flag(ask: Ask, name: str) -> str:
    """The flag that somebody who typed another most likely meant; empty when none is like it."""
    known = [each.replace("_", "-") for each in (*_FLAGS, *_ALIASES, *ask.settings.roles)]
    close = difflib.get_close_matches(name.lower().replace("_", "-"), known, n=1)
    return close[0] if close else ""


async def _take_flag(ask: Ask, name: str, words: list[str], wanted: Wanted) -> int:
    """Read one flag with the words behind it; returns how many of them are its own."""
    take = _FLAGS.get(_ALIASES.get(name.lower(), name.lower()))
    if take is not None:
        return await take(ask, words, wanted)
    role = take_role_if_named(_about(ask, [name]))
    if role is None:
        shown = text.fit(text.plain(name), 60)
        close = closest_flag(ask, name)
        known = f"`{ask.settings.command} help declare` has them all."
        meant = f"Did you mean `--{close}`?" if close else known
        raise Refused(
            f"I know no flag `--{shown}`. {meant} "
            "What the title needs with such a dash can be typed in the form: `declare` alone opens it."
        )
    if not words:
        raise Refused(f"nobody is named behind `--{role}`.")
    wanted.roles.append((role, await _about(ask, words[:1]).somebody()))
    return 1


async def _private(ask: Ask, words: list[str], wanted: Wanted) -> int:
    wanted.private = True
    return 0


async def _drill(ask: Ask, words: list[str], wanted: Wanted) -> int:
    wanted.drill = True
    return 0


async def _here(ask: Ask, words: list[str], wanted: Wanted) -> int:
    wanted.here = True
    return 0


async def _service(ask: Ask, words: list[str], wanted: Wanted) -> int:
    said, taken = _quoted(words)
    if not taken:
        # `checkout, search` is two services, `checkout it is failing` is one and a title.
        taken = next((place for place, word in enumerate(words, 1) if not word.endswith(",")), len(words))
        said = " ".join(words[:taken])
    named = services.listed(await ask.plain(said), ask.settings)
    if not named:
        raise Refused("no service is named behind `--service`.")
    wanted.services = checked(tuple(dict.fromkeys([*wanted.services, *named])))
    return taken


async def _impact(ask: Ask, words: list[str], wanted: Wanted) -> int:
    said, taken = _quoted(words)
    wanted.impact = await ask.plain(said if taken else " ".join(words))
    if not wanted.impact:
        raise Refused("nothing is said behind `--impact`: tell what users notice.")
    return taken or len(words)


async def _severity(ask: Ask, words: list[str], wanted: Wanted) -> int:
    for taken in (1, 2):
        if len(words) >= taken and (key := severity_key(" ".join(words[:taken]), ask.settings)):
            wanted.severity = key
            return taken
    if not words and wanted.severity is not None:
        # It stood at the very end of the line, and was taken from there.
        return 0
    if not words:
        raise Refused("no severity is named behind `--severity`.")
    raise no_severity(words[0], ask.settings)


async def _started(ask: Ask, words: list[str], wanted: Wanted) -> int:
    wanted.began, taken = await _moment(ask, words)
    return taken


async def _resolved(ask: Ask, words: list[str], wanted: Wanted) -> int:
    wanted.ended, taken = await _moment(ask, words)
    return taken


async def _moment(ask: Ask, words: list[str]) -> tuple[datetime, int]:
    said, taken = _quoted(words)
    rest = _about(ask, said.split() if taken else words)
    at = await take_moment(rest)
    ask.remarks += rest.remarks
    return at, taken or len(words) - len(rest.rest.split())


def _about(ask: Ask, words: list[str]) -> Ask:
    """The same request with other words."""
    return Ask(ask.request, ask.session, ask.settings, ask.now, " ".join(words))


def _quoted(words: list[str]) -> tuple[str, int]:
    """What stands in quotation marks at the beginning, and how many words that is; 0 when there are none."""
    if not words or words[0][0] not in _OPENING:
        return "", 0
    for place, word in enumerate(words, 1):
        if word[-1] in _CLOSING and (place > 1 or len(word) > 1):
            return " ".join(words[:place])[1:-1].strip(), place
    raise Refused(f"the quotation that begins with {text.fit(text.plain(words[0]), 60)} does not end.")


def _take_severity(ask: Ask, words: list[str], *, at_start: bool) -> str | None:
    """Take the severity from the end of the words, or also from their start; in between it is a title's."""
    places = [slice(-1, None), slice(-2, None)]
    if at_start:
        places = [slice(-1, None), slice(0, 1), slice(-2, None), slice(0, 2)]
    for place in places:
        if key := severity_key(" ".join(words[place]), ask.settings):
            del words[place]
            return key
    return _take_severity_before_emoji(ask, words) if at_start else None


def _take_severity_before_emoji(ask: Ask, words: list[str]) -> str | None:
    """Take the severity from the end of what is said, when only emoji and punctuation stand behind it."""
    end = len(words)
    while end and not _says_something(words[end - 1]):
        end -= 1
    if end == 0 or end == len(words):
        return None
    key = severity_key(words[end - 1], ask.settings)
    if key is not None:
        del words[end - 1]
    return key


def _says_something(word: str) -> bool:
    return any(map(str.isalnum, _EMOJI.sub("", word)))


_FLAGS: dict[str, Callable[[Ask, list[str], Wanted], Awaitable[int]]] = {
    "service": _service,
    "impact": _impact,
    "severity": _severity,
    "private": _private,
    "drill": _drill,
    "here": _here,
    "started": _started,
    "resolved": _resolved,
}
_ALIASES = {
    "services": "service",
    "sev": "severity",
    "since": "started",
    "from": "started",
    "began": "started",
    "until": "resolved",
    "ended": "resolved",
}
