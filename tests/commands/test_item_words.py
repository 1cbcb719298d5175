"""What people type for an action item is read as they mean it, and what belongs to its text stays in it."""

from __future__ import annotations

from datetime import date
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incident_bot.commands.item_words import ItemWords, read_item
from incident_bot.errors import Refused

MONDAY = date(2026, 1, 5)
FRIDAY = date(2026, 1, 9)
BO, CHI = "<@U2|bo>", "<@U3>"

READ = {
    "add an alert": ItemWords("add an alert"),
    f"add an alert {BO} P1 due friday prevent": ItemWords(
        "add an alert", owner=BO, priority="p1", due=FRIDAY, type_="prevent"
    ),
    "watch the pool P1 detect": ItemWords("watch the pool", priority="p1", type_="detect"),
    f"{BO} detect the leak sooner": ItemWords("detect the leak sooner", owner=BO),
    "document the release process P1 process": ItemWords(
        "document the release process", priority="p1", type_="process"
    ),
    f"{BO} p1 add an alert": ItemWords("add an alert", owner=BO, priority="p1"),
    f"P0 {BO} detect due tomorrow add an alert": ItemWords(
        "add an alert",
        owner=BO,
        priority="p0",
        type_="detect",
        due=date(2026, 1, 6),
    ),
    f"add an alert due 2w {BO}": ItemWords("add an alert", owner=BO, due=date(2026, 1, 19)),
    "add an alert due in 3 days": ItemWords("add an alert", due=date(2026, 1, 8)),
    "add an alert by friday p2": ItemWords("add an alert", due=FRIDAY, priority="p2"),
    "add an alert due 2026-12-01": ItemWords("add an alert", due=date(2026, 12, 1)),
    "add an alert due: 1 month": ItemWords("add an alert", due=date(2026, 2, 5)),
    "add an alert due:friday": ItemWords("add an alert", due=FRIDAY),
    "add an alert due never p1": ItemWords("add an alert", priority="p1", never=True),
    "add an alert type: detect": ItemWords("add an alert", type_="detect"),
    "add an alert type:respond": ItemWords("add an alert", type_="respond"),
    "add an alert owner me priority p3": ItemWords("add an alert", owner="me", priority="p3"),
    "add an alert @me": ItemWords("add an alert", owner="me"),
    f"add an alert criterion: it fires in staging {BO} p1": ItemWords(
        "add an alert", criterion="it fires in staging", owner=BO, priority="p1"
    ),
    f'add an alert {BO} criterion: "it fires"': ItemWords("add an alert", criterion="it fires", owner=BO),
    f"add an alert {BO} done when: it fires": ItemWords("add an alert", criterion="it fires", owner=BO),
    "watch the pool detect @me due friday": ItemWords(
        "watch the pool", owner="me", due=FRIDAY, type_="detect"
    ),
    # What belongs to the text stays in it.
    "watch the pool detect": ItemWords("watch the pool detect"),
    "reduce the time to detect P1": ItemWords("reduce the time to detect", priority="p1"),
    f"say how we respond {BO} P1": ItemWords("say how we respond", owner=BO, priority="p1"),
    "upgrade @types": ItemWords("upgrade @types"),
    "mail @oncall about it P1": ItemWords("mail @oncall about it", priority="p1"),
    "document the release process": ItemWords("document the release process"),
    "document the release process p1": ItemWords("document the release process", priority="p1"),
    "prevent the pool from running dry": ItemWords("prevent the pool from running dry"),
    "reduce P1 pages at night": ItemWords("reduce P1 pages at night"),
    f"ask {BO} for the config": ItemWords(f"ask {BO} for the config"),
    f"ask {BO} for the config {CHI}": ItemWords(f"ask {BO} for the config", owner=CHI),
    "alert when rent is due": ItemWords("alert when rent is due"),
    "say what is due when": ItemWords("say what is due when"),
    "find out by whom it is owned": ItemWords("find out by whom it is owned"),
}


@pytest.mark.parametrize("words", READ)
def test_as_it_is_meant(words: str) -> None:
    assert read_item(words, MONDAY) == READ[words]


@pytest.mark.parametrize("flags", list(permutations([BO, "P1", "detect"])))
@pytest.mark.parametrize(
    "words", ["document the release process", "reduce P1 pages at night", "watch the pool"]
)
def test_flags_at_the_end_stand_in_any_order(words: str, flags: tuple[str, ...]) -> None:
    assert read_item(" ".join([words, *flags]), MONDAY) == ItemWords(
        words, owner=BO, priority="p1", type_="detect"
    )


@pytest.mark.parametrize(
    "words, problem",
    [
        ("add an alert P1 @bo detect", "“@bo” is nobody I know here"),
        ("add an alert @bo P1", "“@bo” is nobody I know here"),
        ("add an alert owner: @bo", "“@bo” is nobody I know here"),
        ("add an alert due someday", "“someday” is no day that I understand"),
        (f"add an alert {BO} {CHI}", "there are two for its owner"),
        ("add an alert p1 p2", "there are two for its priority"),
    ],
)
def test_what_cannot_be_meant_is_refused(words: str, problem: str) -> None:
    with pytest.raises(Refused) as refused:
        read_item(words, MONDAY)
    assert problem in refused.value.problem


WORDS = [
    "add",
    "an",
    "alert",
    "p1",
    "due",
    "friday",
    BO,
    "prevent",
    "detect",
    "@ann",
    "by",
    "type:",
    "criterion:",
    "never",
    "@me",
]


@given(st.lists(st.sampled_from(WORDS), max_size=9))
def test_no_word_is_lost_but_flags(words: list[str]) -> None:
    try:
        read = read_item(" ".join(words), MONDAY)
    except Refused:
        return
    left = [word for word in words if word in ("add", "an", "alert")]
    kept = f"{read.text} {read.criterion}".split()
    assert [word for word in kept if word in ("add", "an", "alert")] == left
