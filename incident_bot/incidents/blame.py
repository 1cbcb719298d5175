"""Words that name a person as the cause, and how to say the same of the system. Nothing is ever changed.

People can be named for what they did: "Bo fixed the pool" blames nobody. What is looked for is a person, or
somebody by their role, right before words that make them the cause. Whoever looks must be able to trust it:
where it is not clear, nothing is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from incident_bot.incidents.leaks import NAMES_THAT_ARE_WORDS
from incident_bot.incidents.workspace import Person

FORGOTTEN = "Say what would have reminded anybody: “nothing warned that …”, “the step was in no checklist”."
DID_IT = "Say which change did it, and what let it through: “the deploy of … broke …, and no test caught it”."
MISTAKEN = "Say what made it easy to get wrong, and what did not catch it: “both hosts look alike in …”."
HINDSIGHT = (
    "Say what was known at that moment, and what would have shown more: “the dashboard did not show …”."
)


@dataclass(frozen=True)
class Blame:
    """What stands there, and how it could be said instead."""

    words: str
    instead: str


def blaming(words: str, people: Iterable[Person] = ()) -> list[Blame]:
    """Every place that names somebody as the cause, in order; `people` are those whose names are known."""
    return Blamer(people).read(words)


class Blamer:
    """Looks for blame of these people, and of whoever is named by a role or by what only a person does."""

    def __init__(self, people: Iterable[Person] = ()) -> None:
        self._ways = [(way, re.compile(way.pattern)) for way in _ways(_named(people))]

    def read(self, words: str) -> list[Blame]:
        """Every place, in order, each once."""
        line = " ".join(words.replace("’", "'").split())
        lowered = line.lower()
        found = [
            (match.start(), match.end(), way.instead)
            for way, pattern in self._ways
            if any(sign in lowered for sign in way.signs)
            for match in pattern.finditer(line)
        ]
        kept: list[Blame] = []
        end = -1
        for start, stop, instead in sorted(found, key=lambda each: (each[0], -each[1])):
            if start >= end:
                kept.append(Blame(line[start:stop].strip(), instead))
                end = stop
        return kept


# By role: "the engineer on call", "our DBA", "somebody".
_SOMEBODY = (
    r"(?i:(?:the|an|a|our|one|that|some|another)\s+(?:[\w-]+\s+){0,2}?"
    r"(?:commander|tech\s+lead|lead|comms|scribe|engineers?|developers?|devs?|admins?|administrator|"
    r"dba|sre|intern|contractor|colleague|person|operators?|trainee|junior|manager|author|reviewer|"
    r"on-?call)(?:\s+(?:on\s+(?:call|duty)|engineer|person|who\s+was\s+on\s+call))?"
    r"|somebody|someone|whoever|he|she)"
)
# A name that nobody told us: only with what a machine cannot do.
_STRANGER = (
    r"@?(?!(?:Nobody|No|None|We|They|It|This|That|These|Those|What|Which|Who|Everybody|Everyone|Nothing|"
    r"Teams?|People|Users?|Customers?|If|When|Because|Since|The|There|Then|You|Our|And|But|Also|Probably)\b)"
    r"[A-Z][a-zé]+(?:\s[A-Z][a-zé]+)?"
)
_BETWEEN = (
    r"(?:\s+(?i:has|had|have|also|just|then|probably|apparently|clearly|simply|obviously|again|once|who|"
    r"must|may|might|could|that|accidentally|mistakenly|carelessly|somehow|even|still|first|later)){0,3}\s+"
)
_WRONG_DONE = (
    r"forgot(?:ten)?\b|overlooked\b|neglected\b|mis(?:typed|read|judged|configured|understood|clicked|placed)\b"
    r"|(?:mess|screw|foul|cock)ed\s+(?:\w+\s+){0,2}up\b|botched\b|fat-?fingered\b|panicked\b"
    r"|dropped\s+the\s+ball\b|fell\s+asleep\b|slept\s+through\b|guessed\s+wrong\b"
    r"|ma(?:d|k)e\s+(?:a|an|the|another|that)\s+(?:\w+\s+)?(?:mistake|error|typo|blunder)\b"
    r"|(?:was|is|were|has\s+been|got)\s+(?:too\s+|very\s+|so\s+|being\s+)?(?:careless|sloppy|negligent|reckless|"
    r"lazy|incompetent|inattentive|distracted|asleep)\b"
    r"|(?:was|is)\s+not\s+paying\s+attention\b|wasn't\s+paying\s+attention\b"
)
_HINDSIGHT = (
    r"should(?:n't|\s+not)?\s+have\b|ought\s+to\s+have\b"
    r"|(?:did\s+not|didn't|never)\s+(?:even\s+)?(?:bother|(?:double-?)?check|test|verif(?:y|ied)|follow|think|"
    r"tell|told|warn|notice|read|ask|review|bothered|checked|tested|followed|noticed|asked|reviewed|warned|"
    r"pay\s+attention|paid\s+attention)(?:ed)?\b(?!\s+(?:any|anything)\b)(?![^.;]*\byet\b)"
    r"|ignored\b(?!\s+by)|failed\s+to\s+(?!reproduce|reach|find|connect|log|join|get\b)\w+"
    r"|missed\s+(?:the|an|a|this|that|his|her|their|every|all)\s+(?:\w+\s+)?"
    r"(?:alerts?|alarms?|page|warnings?|signs?|errors?|bug|typo|check|step|deadline)\b"
)
_DID_IT = (
    r"broke\b(?!\s+(?:it\s+|them\s+|this\s+|the\s+\w+\s+)?(?:down\s+(?:in|into|by)|down$|out|off|into|up|through)\b)(?!\s+the\s+news\b)"
    r"|(?:has|had|have)\s+broken\b|caused\b(?!\s+no\b)|triggered\s+(?:the|this)\s+(?:outage|incident|failure)\b"
    r"|(?:ruined|wrecked|destroyed)\b|crashed\s+(?:the|our|prod\w*|everything)\b"
    r"|(?:took|brought|knocked|pulled)\s+(?:down\s+(?:the\s+)?(?:whole\s+)?(?:site|service|prod\w*|system|"
    r"everything|checkout)|(?:the\s+)?(?:whole\s+)?(?:site|service|prod\w*|system|everything|checkout)\s+"
    r"(?:all\s+)?down)\b"
    r"|killed\s+(?:prod\w*|the\s+site|everything)\b"
    r"|introduced\s+(?:a|an|the|this|that)\s+(?:\w+\s+)?(?:bug|regression|error|fault|problem|issue|leak)\b"
    r"|(?:pushed|deployed|merged|shipped|released|committed|wrote|applied)\s+(?:an?\s+|the\s+|his\s+|her\s+|some\s+)?"
    r"(?:bad|broken|buggy|faulty|untested|wrong|unreviewed)\b"
    r"|(?:deleted|dropped|wiped|truncated|restarted|deployed\s+to|changed|edited|picked|chose|used|ran|typed|"
    r"removed|stopped|killed|rebooted|entered|pressed|clicked)\s+(?:\w+\s+){0,2}?the\s+wrong\b"
    r"|(?:deleted|dropped|wiped|truncated)\s+(?:the\s+)?(?:prod\w*)\b"
    r"|\w+ed\s+(?:\w+\s+){1,6}(?:by\s+(?:mistake|accident)|without\s+(?:testing|checking|asking|review|thinking))\b"
    r"|(?:is|was|were|are)\s+(?:\w+\s+)?(?:to\s+blame|at\s+fault|the\s+(?:root\s+)?(?:cause|culprit)|"
    r"responsible\s+for\s+(?:the|this)\s+(?:outage|incident|failure|problem|mess|breakage|error|downtime))\b"
)
_FAULTS = (
    r"mistakes?|fault|blunders?|carelessness|negligence|incompetence|oversight|typos?|sloppiness|"
    r"errors?(?!\s+(?:budget|rate|message|log|report|page|tracker|handling|count))|failure\s+to|"
    r"bugs?(?!\s+(?:report|ticket|fix|tracker|hunt))|bad\s+\w+|broken\s+\w+|faulty\s+\w+"
)
_HUMAN_FAULTS = r"mistakes?|blunders?|carelessness|negligence|incompetence|oversight|sloppiness"
_WORK = r"deploy(?:ment)?|change|commit|release|merge|patch|config(?:uration)?|migration|script|query|code"
_NO = r"(?<!not )(?<!n't )(?<!isn't )(?<!nor )"


@dataclass(frozen=True)
class _Way:
    """One way to blame somebody. `signs`: without one of them in a text it is not worth looking closer."""

    signs: tuple[str, ...]
    pattern: str
    instead: str


def _ways(known: str) -> Iterator[_Way]:
    anybody = f"(?:{known}|{_SOMEBODY})" if known else _SOMEBODY
    who, named = rf"(?<![\w@.-])(?:{anybody}|I){_BETWEEN}", known or r"(?!)"
    yield _Way(_SIGNS_WRONG, rf"{who}(?i:{_WRONG_DONE})", FORGOTTEN)
    yield _Way(_SIGNS_WRONG, rf"(?<![\w@.-]){_STRANGER}{_BETWEEN}(?i:{_WRONG_DONE})", FORGOTTEN)
    yield _Way(_SIGNS_HINDSIGHT, rf"{who}(?i:{_HINDSIGHT})", HINDSIGHT)
    yield _Way(_SIGNS_DID_IT, rf"{who}(?i:{_DID_IT})", DID_IT)
    own = r"\s+(?:own\s+|stupid\s+)?"
    yield _Way(("'s ", "s' "), rf"(?<![\w@.-]){_NO}(?:{anybody})(?i:'s|s'){own}(?i:{_FAULTS})\b", MISTAKEN)
    yield _Way(("'s ",), rf"(?<![\w@.-]){_NO}{_STRANGER}'s{own}(?i:{_HUMAN_FAULTS})\b", MISTAKEN)
    yield _Way(
        ("'s ",),
        rf"(?<![\w@.-])(?:{anybody})'s\s+(?:\w+\s+)?(?i:{_WORK})\s+(?i:broke|caused|crashed|ruined)\b",
        DID_IT,
    )
    yield _Way(
        _SIGNS_BECAUSE,
        rf"(?<![\w@.-])(?i:because\s+of|due\s+to|caused\s+by|broken\s+by|triggered\s+by|introduced\s+by|"
        rf"forgotten\s+by|missed\s+by|misconfigured\s+by|blame[ds]?(?:\s+it)?(?:\s+on)?|fault\s+of|"
        rf"(?:human\s+|an?\s+|the\s+)?(?:mistake|error|typo|carelessness|oversight)\s+(?:by|of|from)|"
        rf"fault\s+lies\s+with)\s+(?:{anybody})(?![\w-])(?!'s\s+(?:absence|holiday|request|help))",
        DID_IT,
    )
    yield _Way(("it was",), rf"(?<![\w@.-])(?i:it\s+was)\s+(?:{named})\s+(?i:who)\b", DID_IT)
    roles = "operator|pilot|admin|engineer|developer|commander"
    yield _Way((" error",), rf"(?i:\b(?:{roles})\s+error\b)", MISTAKEN)


_SIGNS_WRONG = tuple(
    """forgot overlooked neglected mistyped misread misjudged misconfigured misunderstood misclicked misplaced
    messed screwed fouled cocked botched finger panicked ball asleep slept guessed mistake made make careless
    sloppy negligent reckless lazy incompetent inattentive distracted attention""".split()  # noqa: SIM905
)
_SIGNS_HINDSIGHT = ("should", "ought", "did not", "didn't", "never", "ignored", "failed to", "missed")
_SIGNS_DID_IT = (
    "the cause",
    "root cause",
    *"""broke caused triggered ruined wrecked destroyed crashed down killed introduced bad buggy faulty
    untested wrong unreviewed prod mistake accident without blame fault culprit responsible""".split(),  # noqa: SIM905
)
_SIGNS_BECAUSE = (
    *("because of", "due to", "caused by", "broken by", "triggered by", "introduced by", "forgotten by"),
    *("missed by", "misconfigured by", "blame", "fault", "mistake", "typo", "careless", "oversight"),
    *("error by", "error of", "error from"),
)


def _named(people: Iterable[Person]) -> str:
    """Their names as one pattern, the longest first; those that are words too, with their capital only."""
    names = {name for person in people for name in (person.name, person.handle, *person.name.split()[:1])}
    plain = sorted(
        (" ".join(each.split()) for each in names if len(each.strip()) > 1), key=lambda n: (-len(n), n)
    )
    said = [
        re.escape(name) if name.casefold() in NAMES_THAT_ARE_WORDS else f"(?i:{re.escape(name)})"
        for name in plain
        if name.casefold() not in NAMES_THAT_ARE_WORDS or name[:1].isupper()
    ]
    mentioned = [rf"@(?i:{re.escape(name)})" for name in plain]
    return "|".join([*mentioned, *(f"{each}" for each in said)])
