"""What a line of notes is made of: bullets, a time, a kind, and words; and how to take each off."""

from __future__ import annotations

import re

from incident_bot.incidents.vocabulary import Kind

KINDS = {
    "note": Kind.NOTE,
    "notes": Kind.NOTE,
    "observation": Kind.NOTE,
    "decision": Kind.DECISION,
    "decided": Kind.DECISION,
    "action": Kind.ACTION,
    "action taken": Kind.ACTION,
    "done": Kind.ACTION,
    "hypothesis": Kind.HYPOTHESIS,
    "theory": Kind.HYPOTHESIS,
    "suspicion": Kind.HYPOTHESIS,
}
"""The words that say what kind of line it is, before a colon."""

BULLETS = re.compile(r"\s*(?:(?:[-*+•·–—>]+|#{1,6})\s+)*")
_NUMBERED = re.compile(r"\d{1,3}[.)]\s+")
_DAY = r"\d{4}-\d{1,2}-\d{1,2}|yesterday|today|tomorrow"
_CLOCK = r"(?:\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d{1,6})?)?(?:\s?[ap]m\b)?|\d{1,2}\s?[ap]m\b)"
# `14:50-14:55` is from, to; only after a day and a T is `-05:00` an offset.
_SHIFT = (
    r"(?:\s?(?:utc|gmt|z)(?![a-z])|\s?\+\d{2}:?\d{2}(?!\d)"
    r"|(?:(?<=t\d\d:\d\d)|(?<=t\d\d:\d\d:\d\d))-\d{2}:?\d{2}(?!\d))"
)
_UNIT = r"(?:d|h|m|s|secs?|seconds?|mins?|minutes?|hours?|hrs?|days?)"
_AGO = rf"[-+](?:\d{{1,4}}{_UNIT}){{1,3}}(?![a-z0-9])|(?:\d{{1,4}}\s?{_UNIT}\s?){{1,3}}(?<=\s)ago\b"
_OPEN, _SHUT = r"[\[(*_`]{0,4}", r"[\])*_`:]{0,5}"
_TIME = re.compile(
    rf"(?:at\s+)?{_OPEN}(?:(?P<day>{_DAY})(?:[tT]|,?\s+(?:at\s+)?))?(?P<clock>{_CLOCK})\s?\(?(?P<shift>{_SHIFT})?"
    rf"(?P<range>\s?[-–—]\s?{_CLOCK}(?P<last>{_SHIFT})?)?{_SHUT}(?=\s|$|[-–—|,;])",
    re.IGNORECASE,
)
SPAN = re.compile(rf"{_CLOCK}\s?[-–—]\s?{_CLOCK}(?:{_SHIFT})?\s+", re.IGNORECASE)
_AWAY = re.compile(rf"{_OPEN}(?P<away>{_AGO}){_SHUT}(?=\s|$|[-–—|,;])", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*(?:[-–—|:,;]+(?=\s|$))?\s*")
_WORD = "|".join(sorted(map(re.escape, KINDS), key=len, reverse=True))
_KIND = re.compile(
    rf"(?:[\[*_]{{0,3}}(?P<word>{_WORD})(?:[\]*_]{{0,3}}:[*_]{{0,3}}|[*_]{{0,3}}\s+[-–—|](?=\s))"
    rf"|\[(?P<boxed>{_WORD})\])\s*",
    re.IGNORECASE,
)
MARKED = re.compile(
    rf"\s*\[(?:(?P<day>{_DAY})(?:[tT]|\s+))?(?P<clock>{_CLOCK})(?P<shift>{_SHIFT})?\]\s*"
    rf"[*_]{{0,3}}(?P<word>{_WORD})[*_]{{0,3}}:[*_]{{0,3}}\s*(?P<text>\S.*)",
    re.IGNORECASE | re.DOTALL,
)
_NEARLY = re.compile(
    rf"\s*\[(?P<time>[^\[\]\n]{{1,40}})\]\s*[*_]{{0,3}}(?:{_WORD})[*_]{{0,3}}:[*_]{{0,3}}\s*\S", re.IGNORECASE
)
_LIKE_A_TIME = re.compile(
    rf"(?:at\s+)?(?:(?:{_DAY})\b|[-+]?\d{{1,4}}\s?{_UNIT}\b|\d{{1,2}}\s?[:.h]\s?\d|\d{{1,2}}\s?[ap]m\b|\d{{3,4}}$)",
    re.IGNORECASE,
)
_MAYBE = re.compile(
    rf"(?:at\s+)?(?P<all>(?P<hour>[01]\d|2[0-3])[.h]?(?P<minute>[0-5]\d)|(?P<away>\d{{1,3}}{_UNIT}))\s+\S",
    re.IGNORECASE,
)
OTHER_ZONE = re.compile(
    r"\(?(?:utc[+-]\d+|[ecmp][sd]t|[cew]es?t|bst|ist|jst|msk|sgt|hkt|ae[sd]t|nz[sd]t)\b", re.IGNORECASE
)
SPEAKER = re.compile(r"@?[^\W\d_][\w.\-]{0,30}(?: [^\W\d_][\w.\-]{0,30})?:\s+")
"""Who said it, as chats are copied: it stays in the text."""
NOTHING = re.compile(r"[\s\-–—*_=>#|:•·+`~]*")
"""Lines that say nothing: empty, or but a rule or a bullet."""


def kind_of(said: str) -> tuple[Kind | None, str]:
    """The kind that the words begin with, and the words after it; a line of nothing else says no kind."""
    match = _KIND.match(said)
    if match is None or not said[match.end() :].strip():
        return None, said
    return KINDS[(match["word"] or match["boxed"]).lower()], said[match.end() :].strip()


def time_of(said: str) -> tuple[re.Match[str] | None, str]:
    """The time that the words begin with, and the words after it: of a span they keep all of it."""
    numbered = _NUMBERED.match(said)
    for start in (0, *([numbered.end()] if numbered else [])):
        match = _TIME.match(said, start) or _AWAY.match(said, start)
        if match is None:
            continue
        rest = said[match.end() :]
        rest = rest[_BETWEEN.match(rest).end() :].strip()  # type: ignore[union-attr]  # matches nothing too
        if match.groupdict().get("range"):
            rest = f"{match['clock']}{match['range']} {rest}".strip()
        return match, rest
    return None, said


def without_cells(said: str) -> str:
    """A row of a Markdown table as one line; any other line as it is."""
    row = said.strip()
    if len(row) < 3 or not (row[0] == row[-1] == "|"):
        return said
    return " | ".join(filter(None, (cell.strip() for cell in row.split("|"))))


def bare(time: str) -> str:
    """A time without what stands around it."""
    return re.sub(r"^at\s+", "", time.strip(" []()*_`:"), flags=re.IGNORECASE).strip(" []()*_`:")


def nearly(said: str) -> str:
    """What stands in brackets before a kind as a time would, in a message; empty when nothing does."""
    match = _NEARLY.match(said)
    return match["time"].strip() if match and _LIKE_A_TIME.match(match["time"].strip()) else ""


def maybe(said: str) -> tuple[str, str] | None:
    """What words begin with that is no time but may have been meant so, and how that is written."""
    match = _MAYBE.match(said)
    if match is None:
        return None
    if match["away"]:
        return match["all"], f"{match['away']} ago" if match["away"].strip("0")[:1].isdigit() else "now"
    return match["all"], f"{match['hour']}:{match['minute']}"


def odd(said: str) -> str:
    """A remark on a line that begins like a time and is none."""
    # In quotation marks it is what somebody said, or what stood somewhere.
    match = re.match(r"[^\w\"'“”„‘’«»]{0,4}(\d{1,2}[:.h]\d{2}\S*)", said)
    return f"“{match[1][:20]}” is no time that I understand." if match and ":" in match[1] else ""
