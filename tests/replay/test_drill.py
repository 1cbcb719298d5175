"""Drill files: ours can be read, and what is wrong with others is told in sentences."""

from __future__ import annotations

from pathlib import Path

import pytest

from incident_bot.replay.drill import BadDrill, read_drill

DRILLS = Path(__file__).parents[2] / "config" / "drills"

GOOD = """\
title = "Checkout is failing"
severity = "sev1"
source = "Invented."

[people]
ann = "on call"
bo = "tech lead"

[[events]]
at = 2026-01-05T14:30:00Z
who = "ann"
place = "general"
types = "/incident declare Checkout is failing sev1"

[[events]]
at = 2026-01-05T14:31:00Z
who = "bo"
says = "The payment provider times out."
id = "timeouts"

[[events]]
at = 2026-01-05T14:32:00Z
who = "ann"
reacts = "pushpin"
on = "timeouts"

[[events]]
at = 2026-01-05T14:50:00Z
who = "ann"
types = "/incident export"
"""


@pytest.mark.parametrize("path", sorted(DRILLS.glob("*.toml")), ids=lambda path: path.stem)
def test_our_drills_can_be_read(path: Path) -> None:
    drill = read_drill(path)

    assert drill.events[0].at.date().isoformat() in path.stem


@pytest.mark.parametrize(
    "before, after, problem",
    [
        ('severity = "sev1"\n', "", "severity: is missing"),
        ('bo = "tech lead"', 'eve = "nobody"\nbo = "x"', "people: eve: nobody of that name can play"),
        ("2026-01-05T14:31:00Z", "2026-01-05T14:31:00", "event 2: at: needs a zone, as in"),
        ("2026-01-05T14:31:00Z", '"14:31"', "event 2: at: has to be a date and time"),
        (
            "2026-01-05T14:31:00Z",
            "2026-01-05T14:29:00Z",
            "event 2: at: 14:29:00 comes before the event above it",
        ),
        ('who = "bo"', 'who = "dee"', "event 2: who: “dee” is not among the people of this drill"),
        ('who = "bo"', 'who = "bo"\nplace = "kitchen"', "event 2: place: Input should be 'general'"),
        ('who = "bo"', 'who = "bo"\nwith = "chi"', "event 2: with: there is no such field"),
        ('id = "timeouts"', 'types = "/incident list"', "event 2: it has to be exactly one of says, types"),
        (
            'says = "The payment provider times out."\nid = "timeouts"',
            "",
            "event 2: it has to be exactly one of",
        ),
        ('on = "timeouts"', 'on = "outages"', "event 3: on: no earlier message is called “outages”"),
        ('on = "timeouts"', "", "event 3: on is missing: the id of the message"),
        (
            'on = "timeouts"',
            'on = "timeouts"\nplace = "general"',
            "event 3: place: the message “timeouts” is in “room”",
        ),
        ('reacts = "pushpin"\non = "timeouts"', "deletes = true", "event 3: on is missing"),
        ('reacts = "pushpin"', "fills = { tried = 1 }", "event 3: fills: tried: has to be text in quotes"),
        ('reacts = "pushpin"', "fills = {}", "event 3: on is the id of a message, and nothing is typed"),
        ("/incident export", "export", "event 4: types: has to begin with /incident"),
        ("/incident export", "/incident list", "events: the last one has to type /incident export"),
        ('place = "general"\n', "", "event 1: place: there is no room yet"),
        ("declare Checkout", "list Checkout", "/incident declare is typed once, not 0 times"),
        ("[people]", "[people", "is not TOML: "),
    ],
)
def test_what_is_wrong_is_told_with_its_place(tmp_path: Path, before: str, after: str, problem: str) -> None:
    assert before in GOOD
    path = tmp_path / "drill.toml"
    path.write_text(GOOD.replace(before, after), encoding="utf-8")

    with pytest.raises(BadDrill) as refused:
        read_drill(path)

    told = refused.value.problems
    assert any(line.startswith(f"{path}: ") and problem in line for line in told), told


def test_every_problem_is_told_at_once(tmp_path: Path) -> None:
    path = tmp_path / "drill.toml"
    path.write_text(GOOD.replace('who = "bo"', 'who = "dee"').replace('on = "timeouts"', 'on = "other"'))

    with pytest.raises(BadDrill) as refused:
        read_drill(path)

    assert len(refused.value.problems) == 2


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(BadDrill, match="cannot be read: No such file or directory"):
        read_drill(tmp_path / "none.toml")
