"""After the end: the postmortem and what is to be done."""

from __future__ import annotations

from incident_bot.commands.command import Command
from incident_bot.commands.item import item
from incident_bot.commands.item_from_message import item_from_message
from incident_bot.commands.items import items
from incident_bot.commands.postmortem import postmortem

COMMANDS: tuple[Command, ...] = (
    Command(
        "postmortem",
        "[draft|private|@person|due <day>|published <link>|plan]",
        "write it from the record, or plan it",
        "postmortem",
        postmortem,
        topic="after",
        pattern="postmortem due <day>",
        beware=(
            "Alone it puts the draft into the room, `private` sends it to you. "
            "@somebody leads it: not whoever was commander. "
            "`due friday` corrects its day, also with `@dee due friday`, `published https://…` says where it "
            "is, `plan` opens a form."
        ),
        refuses_plainly=True,
    ),
    Command(
        "item",
        "[add] <text> [@owner] [P0…P3] [due <day>] [prevent|detect|respond|process] [criterion: <text>]",
        "add an action item, or change one",
        "item add watch the pool P1 due friday prevent",
        item,
        topic="after",
        pattern="item add <text>",
        beware=(
            "Alone it opens a form, `item 3` shows one. By its number it is changed: `item done 3` (or "
            "`done 3, 4`), `item drop 3 why`, `item assign 3 @bo`, `item due 3 friday`, "
            "`item priority 3 P1`, `item text 3 …`, `item type 3 detect`, `item criterion 3 …`, "
            "`item reopen 3`. Without a day it is due as its priority has it: today, in a week, in a "
            "month, when possible."
        ),
        refuses_plainly=True,
    ),
    Command(
        "items",
        "[all|mine|@person] [open|done|dropped|overdue] [page N]",
        "list what is to be done",
        "items",
        items,
        writes=False,
        permission="look",
        topic="after",
        beware=(
            "In a room it lists those of its incident, elsewhere and with `all` those of all incidents that "
            "you may see; somebody's are of all, too. The urgent ones come first."
        ),
        refuses_plainly=True,
    ),
    Command(
        "item_from_message",
        "",
        "make an action item of a message: the menu of the message has it, too",
        "item_from_message",
        item_from_message,
        topic="shortcut",
        beware="In the menu of a message, choose “Add action item”. It stays linked to the message.",
    ),
)
