"""What is to be done with an action item: its verb and its numbers, in whatever order people type them."""

from __future__ import annotations

import re

from incident_bot.commands.ask import Ask
from incident_bot.errors import Refused
from incident_bot.slack import text

ADD = "add"
SHOW = "show"
SEVERAL = ("done", "drop", "reopen")
"""What can be said of several at once."""

_ADD = ("add", "new", "create")
_VERBS = {
    "done": "done",
    "finish": "done",
    "finished": "done",
    "complete": "done",
    "completed": "done",
    "close": "done",
    "drop": "drop",
    "cancel": "drop",
    "remove": "drop",
    "delete": "drop",
    "wontfix": "drop",
    "reopen": "reopen",
    "undo": "reopen",
    "assign": "assign",
    "give": "assign",
    "owner": "assign",
    "due": "due",
    "priority": "priority",
    "text": "text",
    "reword": "text",
    "type": "type",
    "criterion": "criterion",
    "criteria": "criterion",
    SHOW: SHOW,
    "view": SHOW,
    "see": SHOW,
}
_FLAGS = ("owner", "due", "priority", "type")
"""Words that announce something of an item: `due friday watch the pool` is one to add."""
_NO_TEXT = ("edit", "change", "modify", "update", "rename", "set", "list", "move")
"""A line that begins with these most likely is about an item that is there."""
_NUMBER = re.compile(r"#?([0-9]{1,6})", re.ASCII)
_NUMBERS = re.compile(r"#?[0-9]{1,6}(?:,#?[0-9]{1,6})*,?", re.ASCII)
_REF = re.compile(r"inc-?[0-9]{1,9}", re.IGNORECASE | re.ASCII)
_AND = ("and", "&", ",")


def take_verb(ask: Ask) -> tuple[str, list[int]]:
    """Take the verb and the numbers, if the next words are those; `3 done` is `done 3`."""
    words = [word.lower() for word in ask.rest.split()[:3]]
    first = words[0] if words else ""
    if first in _ADD:
        ask.word()
        return ADD, []
    rest = [word for word in words[1:] if not _REF.fullmatch(word)]
    if first in _VERBS and (not rest or _NUMBERS.fullmatch(rest[0])):
        ask.word()
        return _VERBS[first], take_numbers(ask, _VERBS[first])
    if not _NUMBER.fullmatch(first):
        return "", []
    if words[1:] and words[1] in _VERBS:
        number = take_numbers(ask, "")
        return _VERBS[ask.word().lower()], number
    if not rest:
        return SHOW, take_numbers(ask, SHOW)
    return "", []


def take_numbers(ask: Ask, verb: str) -> list[int]:
    """`4`, `4, 5 and 6`; and `4 5` where nothing else follows that a number could be a part of."""
    taken: list[int] = []
    goes_on = False
    while _NUMBERS.fullmatch(ask.peek()) and (not taken or goes_on or _only_numbers(ask, verb)):
        word = ask.word()
        taken += [int(each) for each in re.findall("[0-9]+", word)]
        goes_on = word.endswith(",")
        if ask.peek().lower() in _AND and _NUMBERS.fullmatch([*ask.rest.split()[1:2], ""][0]):
            ask.word()
            goes_on = True
    return list(dict.fromkeys(taken))


def must_be_text(ask: Ask, ref: str) -> None:
    """Without `add` only what is clearly a text is one. Raises Refused, with both ways."""
    words = ask.rest.split()
    first = words[0].lower() if words else ""
    # `priority P1 3` is about item 3.
    is_flag = first in _FLAGS and bool(words[1:]) and not _NUMBER.fullmatch(words[-1])
    if is_flag or not (first in _VERBS or first in _NO_TEXT or _NUMBER.fullmatch(first)):
        return
    number = next((match[1] for word in words if (match := _NUMBER.fullmatch(word.strip(",")))), "1")
    shown = text.fit(text.one_line(text.plain(ask.rest)).replace("`", "'"), 80)
    command = ask.settings.command
    raise Refused(
        f"I do not know whether that is a new action item. To change item {number}: "
        f"`{command} item text {number} …`, or `type`, `criterion`, `priority`, `due`, `assign`, `done` or "
        f"`drop` in place of `text`. To add one that begins so: `{command} item add {shown}`.",
        example=f"items {ref}",
    )


def _only_numbers(ask: Ask, verb: str) -> bool:
    return verb in SEVERAL and all(
        _NUMBERS.fullmatch(word) or _REF.fullmatch(word) or word.lower() in _AND for word in ask.rest.split()
    )
