"""The five questions: the highest severity that any answer triggers."""

from __future__ import annotations

import itertools

import pytest

from incident_bot.incidents.triage import QUESTIONS, fired

USUAL = ("sev1", "sev2", "sev3", "sev4")


@pytest.mark.parametrize(
    "answers, severity, rule",
    [
        ({"users": "most"}, "sev1", "More than half of the users are affected"),
        ({"users": "many", "impaired": "feature"}, "sev2", "10 to 50 % of the users are affected"),
        ({"users": "few", "impaired": "lost"}, "sev1", "Data is lost or exposed"),
        ({"workaround": "none", "revenue": "little"}, "sev2", "There is no workaround"),
        ({"revenue": "medium"}, "sev2", "$1,000 to $10,000 an hour are at risk"),
        ({"sla": "yes", "users": "few"}, "sev1", "A service level agreement is broken"),
        ({"users": "few", "impaired": "nothing", "sla": "no"}, "sev4", "Hardly any user is affected"),
    ],
)
def test_the_worst_answer_counts_and_its_rule_comes_first(
    answers: dict[str, str], severity: str, rule: str
) -> None:
    first = fired(answers, USUAL)[0]
    assert (first.severity, first.rule) == (severity, rule)


def test_what_is_not_answered_triggers_nothing() -> None:
    assert fired({}, USUAL) == []
    assert fired({"users": "", "ponies": "many"}, USUAL) == []


@pytest.mark.parametrize(
    "severities, expected",
    [
        (("sev1", "sev3"), ["sev1", "sev1", "sev3", "sev3"]),
        (("sev2",), ["sev2", "sev2", "sev2", "sev2"]),
        (("sev1", "sev2", "sev3", "sev4", "sev5"), ["sev1", "sev2", "sev3", "sev4"]),
    ],
)
def test_it_works_with_whatever_severities_there_are(
    severities: tuple[str, ...], expected: list[str]
) -> None:
    answers = ("most", "many", "some", "few")
    assert [fired({"users": each}, severities)[0].severity for each in answers] == expected


def test_no_answer_makes_it_milder() -> None:
    several = [[None, *question.answers] for question in QUESTIONS]
    for chosen in itertools.product(*several):
        given = [each for each in chosen if each is not None]
        answers = {q.key: a.key for q, a in zip(QUESTIONS, chosen, strict=True) if a is not None}
        worst = min((f"sev{each.level}" for each in given), default=None)
        assert [rule.severity for rule in fired(answers, USUAL)[:1]] == ([worst] if worst else [])
