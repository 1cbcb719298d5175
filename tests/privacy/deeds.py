"""What insiders do to a private incident, so that the secret gets everywhere that words can get."""

from __future__ import annotations

from typing import Any

from tests.stories.team import Colleague

SECRET = "quokka"
"""A word that stands nowhere but in what insiders say of their incident."""

INSIDE = (
    f"title checkout payments {SECRET} again",
    f"impact every {SECRET} is lost",
    f"services payments, {SECRET} store",
    f"severity sev2 the {SECRET} shrinks",
    f"severity sev1 the {SECRET} grows",
    "severity help",
    "change",
    "triage",
    "time started 10m ago",
    "times",
    "assign commander me",
    "assign tech @bo",
    "unassign tech @bo",
    "roles",
    f"note the {SECRET} is at large",
    f"decision catch the {SECRET}",
    f"action fed the {SECRET}",
    f"hypothesis -5m the {SECRET} is hungry",
    f"paste [14:20] Decision: look for the {SECRET}\n14:21 the {SECRET} ran",
    "paste",
    f"correct last catch the {SECRET} alive because: a {SECRET} bites",
    "correct last",
    f"withdraw last it is the {SECRET} of others",
    "restore last",
    "history last",
    f"update looking for the {SECRET}",
    "update",
    "next in 20m",
    "snooze update 15m",
    "snooze update until",
    f"skip update the {SECRET} sleeps",
    "skip",
    f"remind me in 2m to feed the {SECRET}",
    f"remind room in 2m to feed the {SECRET}",
    "remind list",
    "reminders",
    "checklist",
    "check",
    "check 1",
    "uncheck 1",
    "handoff commander @bo",
    "decline commander",
    "handoff commander @bo",
    "accept commander",
    "who",
    "list private",
    "mine",
    f"find {SECRET}",
    "status",
    f"status monitoring the {SECRET} sleeps",
    "timeline",
    "export",
    "export all canvas zone Asia/Kolkata",
    "export csv private pseudonyms",
    "postmortem",
    "postmortem due friday",
    "postmortem plan",
    f"postmortem published https://wiki.example.com/{SECRET}",
    f"item add feed the {SECRET} @bo P1 criterion: the {SECRET} is fat",
    "item",
    "items all",
    f"item text 1 feed the old {SECRET}",
    "item type 1 prevent",
    f"item criterion 1 the {SECRET} is very fat",
    "item due 1 tomorrow",
    "item 1",
    f"item drop 1 the {SECRET} is fat",
    f"resolve --confirmed the {SECRET} is caught",
    f"close all about the {SECRET} is written",
    f"reopen the {SECRET} is out again",
    "resolve",
    f"resolve --confirmed the {SECRET} is caught again",
    "archive in 7d",
    "help",
)
"""A line for each command, in an order that makes sense; forms that open are filled in and sent."""

ELSEWHERE = {
    "declare": "the incident begins with it, by line and by form",
    "add_to_timeline": "by its shortcut, on a message of the room",
    "declare_from_message": "by its shortcut, on a message of the room",
    "room": "once the room is lost",
    "item_from_message": "by its shortcut, on a message of the room",
}


WITHOUT_WORDS = ("lines", "add_to_timeline")
"""Forms that are sent although nothing is to be typed in them."""


async def fill_everything(somebody: Colleague) -> None:
    """Fill in whatever form they have open, the secret in every field for words, and send it."""
    for _ in range(5):
        if (view := somebody.person.view) is None:
            return
        values: dict[str, Any] = {}
        for block in view.body["blocks"]:
            element = block.get("element", {})
            if element.get("type") == "plain_text_input":
                values[block["block_id"]] = f"{SECRET} {block['block_id']}"
        if values or view.body["callback_id"] in WITHOUT_WORDS:
            await somebody.fills(**values)
        if somebody.person.view is not None:
            await somebody.person.closes()
