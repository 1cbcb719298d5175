"""Five questions that propose a severity: the highest that any answer triggers. A person decides."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Answer:
    """One answer to a question; `level` is how bad it is, 1 the worst, as in SEV-1."""

    key: str
    text: str
    level: int
    rule: str
    """Why: what comes before "asks for SEV-1"."""


@dataclass(frozen=True)
class Question:
    """What is asked, and what can be answered."""

    key: str
    text: str
    answers: Sequence[Answer]


@dataclass(frozen=True)
class Fired:
    """A rule that was triggered: by which question, and which severity it asks for."""

    question: str
    rule: str
    severity: str


QUESTIONS: tuple[Question, ...] = (
    Question(
        "users",
        "How many users are affected?",
        (
            Answer("most", "More than half of them", 1, "More than half of the users are affected"),
            Answer("many", "10 to 50 %", 2, "10 to 50 % of the users are affected"),
            Answer("some", "1 to 10 %", 3, "1 to 10 % of the users are affected"),
            Answer("few", "Fewer than 1 %, or none", 4, "Hardly any user is affected"),
        ),
    ),
    Question(
        "impaired",
        "What is impaired?",
        (
            Answer("lost", "Data is lost, or somebody has it who must not", 1, "Data is lost or exposed"),
            Answer("outage", "Everything, or what the business lives by", 1, "It is an outage"),
            Answer("degraded", "What is important is slow or fails often", 2, "What is important suffers"),
            Answer("feature", "One feature, in part", 3, "One feature is partly out"),
            Answer("nothing", "Nothing that users notice", 4, "Users notice nothing"),
        ),
    ),
    Question(
        "workaround",
        "Is there a workaround?",
        (
            Answer("none", "No", 2, "There is no workaround"),
            Answer("hard", "Yes, a tedious one", 3, "There is a workaround, though a tedious one"),
            Answer("easy", "Yes, or none is needed", 4, "There is an easy workaround"),
        ),
    ),
    Question(
        "revenue",
        "How much revenue is at risk in an hour?",
        (
            Answer("much", "More than $10,000", 1, "More than $10,000 an hour are at risk"),
            Answer("medium", "$1,000 to $10,000", 2, "$1,000 to $10,000 an hour are at risk"),
            Answer("little", "Less than $1,000", 3, "Some revenue is at risk"),
            Answer("nothing", "None", 4, "No revenue is at risk"),
        ),
    ),
    Question(
        "sla",
        "Is a service level agreement broken?",
        (
            Answer("yes", "Yes, or it soon will be", 1, "A service level agreement is broken"),
            Answer("no", "No", 4, "No service level agreement is broken"),
        ),
    ),
)


def fired(answers: Mapping[str, str], severities: Iterable[str]) -> list[Fired]:
    """The rules that the answers trigger, the worst severity first: the first one is what is proposed.

    `answers` has the key of an answer by the key of its question; unanswered ones trigger nothing. A level
    that is not configured is taken for the next worse one that is, else for the worst of all. `severities`
    are keys such as `sev1`.
    """
    known = sorted(severities)
    found = []
    for question in QUESTIONS:
        for answer in question.answers:
            if answers.get(question.key) == answer.key:
                found.append(Fired(question.key, answer.rule, _nearest(answer.level, known)))
    return sorted(found, key=lambda each: each.severity)


def _nearest(level: int, known: Sequence[str]) -> str:
    return next((key for key in reversed(known) if int(key.removeprefix("sev")) <= level), known[0])
