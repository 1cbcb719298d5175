"""The README lists what can be typed: a row for each command, as in

| `/incident severity <sev1…sev4> [why]` | change the severity |
"""

from __future__ import annotations

import re
from pathlib import Path

from incident_bot.commands import CATALOGUE
from incident_bot.commands.command import Command

README = Path(__file__).parents[2] / "README.md"
ROW = re.compile(r"^\| `/incident (?P<typed>[^`]+)` \| (?P<summary>.+?) \|$", re.MULTILINE)


def test_the_readme_lists_every_command_and_none_that_there_is_not() -> None:
    assert README.is_file(), "there is no README.md, and it should list the commands"
    # A bar inside a table is written with a backslash.
    bar = r"\|"
    rows = {
        row["typed"].replace(bar, "|"): row["summary"].replace(bar, "|")
        for row in ROW.finditer(README.read_text())
    }
    expected = {typed(command): command.summary for command in CATALOGUE.values()}
    missing = [
        f"| `/incident {line.replace('|', bar)}` | {summary} |"
        for line, summary in expected.items()
        if line not in rows
    ]
    assert missing == [], "these rows are missing in README.md:\n" + "\n".join(missing)
    assert rows == expected


def typed(command: Command) -> str:
    return f"{command.name} {command.usage}".rstrip()
