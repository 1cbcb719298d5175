"""Composition objects: https://docs.slack.dev/reference/block-kit/composition-objects"""

from __future__ import annotations

from typing import Any

from .rules import Problems, Rule, also, boolean, listed, object_of, one_of, string

URL = string(3000, starts=("http://", "https://"))
ACTION_ID = string(255)


def text(most: int = 3000) -> Rule:
    """https://docs.slack.dev/reference/block-kit/composition-objects/text-object"""
    return _text(most, "plain_text", "mrkdwn")


def plain(most: int) -> Rule:
    return _text(most, "plain_text")


def _text(most: int, *kinds: str) -> Rule:
    optional = {"emoji": boolean, "verbatim": boolean}
    shape = object_of({"text": string(most)}, optional)

    def check(value: Any, at: str, problems: Problems) -> None:
        inner = Problems(problems.surface)
        shape(value, at, inner)
        if isinstance(value, dict):
            if value.get("type") not in kinds:
                inner.note(f"must be one of: {', '.join(kinds)}", f"{at}/type")
            strange = {"plain_text": "verbatim", "mrkdwn": "emoji"}.get(str(value.get("type")), "")
            if strange in value:
                inner.note(f"invalid additional property: {strange}", at)
            problems.text_length += len(str(value.get("text", "")))
        if inner.found and len(kinds) > 1:
            problems.note("failed to match all allowed schemas", at)
        problems.found += inner.found

    return check


CONFIRM = object_of(
    {"title": plain(100), "text": text(300), "confirm": plain(30), "deny": plain(30)},
    {"style": one_of("primary", "danger")},
)

_OPTION = {"value": string(150)}
MENU_OPTION = object_of({"text": plain(75), **_OPTION}, {"description": plain(75)})
OVERFLOW_OPTION = object_of({"text": plain(75), **_OPTION}, {"description": plain(75), "url": URL})
LISTED_OPTION = object_of({"text": text(75), **_OPTION}, {"description": text(75)})
OPTION_GROUP = object_of({"label": plain(75), "options": listed(MENU_OPTION, most=100)})


def options_or_groups(element: Any, at: str, problems: Problems) -> None:
    """One or the other; what is chosen at first must be offered."""
    if ("options" in element) == ("option_groups" in element):
        problems.note("must define either `options` or `option_groups`", at)


def initials_are_offered(element: Any, at: str, problems: Problems) -> None:
    grouped = [option for group in element.get("option_groups", []) for option in group["options"]]
    offered = [option.get("value") for option in [*element.get("options", []), *grouped]]
    first = element.get("initial_option")
    if first is not None and first.get("value") not in offered:
        problems.note("must match one of the options", f"{at}/initial_option")
    for number, option in enumerate(element.get("initial_options", [])):
        if option.get("value") not in offered:
            problems.note("must match one of the options", f"{at}/initial_options/{number}")


def offering(shape: Rule) -> Rule:
    return also(shape, initials_are_offered)


FILTER = object_of(
    {},
    {
        "include": listed(one_of("im", "mpim", "private", "public"), most=4),
        "exclude_external_shared_channels": boolean,
        "exclude_bot_users": boolean,
    },
)
DISPATCH = object_of(
    {},
    {"trigger_actions_on": listed(one_of("on_enter_pressed", "on_character_entered"), most=2)},
)
