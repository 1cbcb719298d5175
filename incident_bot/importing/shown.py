"""What the command line says of an import: how it was understood, what is left out, what became of it."""

from __future__ import annotations

from datetime import UTC

from incident_bot.importing.outline import Outline
from incident_bot.importing.saving import Saved

_LONGEST = 100


def understood_lines(found: Outline) -> list[str]:
    """Every entry, with its time in UTC and the number of its line."""
    lines = [f"Title: {found.title}"] if found.title else []
    for each in found.entries:
        assert each.line.at is not None, "entries have a time"
        star = " *" if each.starred else ""
        who = f" {each.who}:" if each.who else ""
        said = f"{each.line.at.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC {each.line.kind}{star}:{who}"
        lines.append(f"line {each.number}: {said} {_short(each.line.text)}")
        lines += [f"  {each.line.remark}"] if each.line.remark else []
    return lines


def left_lines(found: Outline) -> list[str]:
    """What is not on the timeline, and why."""
    if not found.left:
        return []
    lines = [f"  line {number}: {_short(said)} ({why.rstrip('.')})" for number, said, why in found.left]
    return ["Left out:", *lines]


def saved_lines(saved: Saved, name: str, *, dry: bool) -> list[str]:
    """What became of a file."""
    facts = "1 fact" if saved.facts == 1 else f"{saved.facts} facts"
    done = "would be imported" if dry else "is imported"
    return [
        f"{name} {done} as {saved.incident.ref} ({facts}).",
        *(f"  {remark[:1].upper()}{remark[1:]}." for remark in (each.rstrip(".") for each in saved.remarks)),
    ]


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"
