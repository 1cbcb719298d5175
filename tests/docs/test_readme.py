"""The README says what can be typed and how to begin, and it is so."""

from __future__ import annotations

import re
import subprocess

from incident_bot.commands import CATALOGUE
from incident_bot.messages.help import TOPICS
from tests.docs.pages import PAGES, ROOT, examples, read, rows, section

README = read("README.md")
LARGEST_PICTURE = 200_000


def test_the_commands_are_those_of_the_catalogue_in_its_order_by_topic() -> None:
    listed = [(typed.strip("`"), summary) for typed, summary in rows(section(README, "What you can type"))]
    assert listed == [
        (f"/incident {command.name} {command.usage}".rstrip(), command.summary)
        for topic in TOPICS
        for command in CATALOGUE.values()
        if command.topic == topic
    ]


def test_the_first_two_things_to_type_come_first() -> None:
    first, *_ = examples(README, "")
    assert [line.split("  ")[0] for line in first.splitlines()] == ["make try", "make test"]
    assert README.index("make try") < README.index("\n## ")


def test_whatever_is_made_can_be_made() -> None:
    told = "\n".join(page.read_text("utf-8") for page in PAGES)
    named = set(re.findall(r"(?:^|`)make ([a-z]+)\b", told, re.MULTILINE))
    assert {"try", "test", "check", "replay"} <= named <= targets()


def test_the_picture_is_there_and_small_enough_to_be_looked_at() -> None:
    pictures = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", README)
    assert pictures
    assert all((ROOT / picture).stat().st_size < LARGEST_PICTURE for picture in pictures)


def targets() -> set[str]:
    """What `make help` lists."""
    told = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return set(re.findall(r"^ +make ([a-z]+) ", told, re.MULTILINE))
