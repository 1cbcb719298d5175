"""`incident-bot verify`: goes along the chains of a database or of JSON exports, and says what came out."""

from __future__ import annotations

import re
import sys
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import typer

from incident_bot.database import Database
from incident_bot.errors import Refused
from incident_bot.exports.json_reading import read_document
from incident_bot.exports.json_verifying import verify_document
from incident_bot.exports.one import must_be_known
from incident_bot.exports.terminal import complain, say
from incident_bot.incidents.search import number_in
from incident_bot.incidents.verifying import Verdict, incidents_to_verify, verify
from incident_bot.messages.verdict import verdict_lines
from incident_bot.migrations.ready import opened
from incident_bot.settings import Settings

INTACT, BROKEN, UNREADABLE = 0, 1, 2
"""How the command ends."""

_HEAD = re.compile(r"[0-9a-f]{64}")


async def run_verify(settings: Settings, asked: Sequence[str], workspace: str | None, head: str) -> int:
    """Verify the files and incidents that are named, or every incident; returns how the command ends.

    `head` is one that somebody kept: it must be among the hashes of what is verified.
    """
    head = head.strip().lower()
    count, unread, ended, found = 0, 0, INTACT, False
    try:
        if head and not _HEAD.fullmatch(head):
            raise Refused("a head has 64 hex digits, as they were posted in the room.")
        async for where, verdict in _verdicts(settings, asked, workspace, head):
            if isinstance(verdict, Refused):
                # The others are looked at all the same.
                complain(verdict, where)
                unread += 1
                continue
            for line in verdict_lines(verdict, head):
                say(f"{where}{line}" if not line.startswith(" ") else line)
            count, found = count + 1, found or verdict.found_at is not None
            if not verdict.intact:
                ended = BROKEN
    except Refused as refused:
        complain(refused)
        return UNREADABLE
    if head and not found and not unread:
        say(f"The head {head} is not in there: what was written down until then was changed.")
        return BROKEN
    if count + unread != 1:
        say(_summary(count, unread, ended))
    return UNREADABLE if unread and ended == INTACT else ended


async def _verdicts(
    settings: Settings, asked: Sequence[str], workspace: str | None, head: str
) -> AsyncIterator[tuple[str, Verdict | Refused]]:
    """Each with the file that it was found in, for the beginning of its line; or why not."""
    files, numbers = _sorted_out(asked)
    for path in files:
        try:
            verdict: Verdict | Refused = verify_document(read_document(path), settings, head)
        except Refused as refused:
            verdict = refused
        yield f"{path}: ", verdict
    if files and not numbers:
        return
    async with opened(settings.database_url) as database:
        async for verdict in _in_database(database, numbers or [None], workspace, head):
            yield "", verdict


def _sorted_out(asked: Sequence[str]) -> tuple[list[Path], list[int]]:
    """Files, and numbers of incidents; a file may be called like one."""
    files, numbers = [], []
    for each in asked:
        number = number_in(each.strip())
        if number is None or Path(each).is_file():
            files.append(Path(each))
        else:
            numbers.append(number)
    return files, numbers


async def _in_database(
    database: Database, numbers: Sequence[int | None], workspace: str | None, head: str
) -> AsyncIterator[Verdict]:
    keys = []
    if workspace is not None:
        async with database.reading() as session:
            await must_be_known(session, workspace)
    for number in numbers:
        found = await incidents_to_verify(database, number, workspace)
        if not found and number is not None:
            raise Refused(f"there is no INC-{number}.")
        keys += found
    progress = _Progress(len(keys))
    for key in keys:
        verdict = await verify(database, key, looked_for=head, told=progress.on_facts)
        progress.on_incident()
        yield verdict


class _Progress:
    """One line on a terminal that says how far it is; nothing where nobody looks."""

    def __init__(self, incidents: int) -> None:
        self._of, self._done = incidents, 0
        self._is_seen = sys.stderr.isatty()

    def on_facts(self, ref: str, facts: int, of: int) -> None:
        """Within one incident."""
        self._show(f"{self._done} of {self._of} incidents, {ref}: {facts} of {of} facts")

    def on_incident(self) -> None:
        """One is done: its own line takes the place of this one."""
        self._done += 1
        self._show("")

    def _show(self, line: str) -> None:
        if self._is_seen:
            typer.echo(f"\r\x1b[K{line}", err=True, nl=False)


def _summary(count: int, unread: int, ended: int) -> str:
    if not count and not unread:
        return "There is nothing to verify: no incident was declared yet."
    records = "1 record" if count == 1 else f"{count} records"
    said = f"{records}, {'all of them intact' if ended == INTACT else 'not all of them intact'}"
    return (
        f"{said}, and {unread} {'file' if unread == 1 else 'files'} that cannot be looked at."
        if unread
        else f"{said}."
    )
