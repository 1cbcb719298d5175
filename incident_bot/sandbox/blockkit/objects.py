"""Composition objects: https://docs.slack.dev/reference/block-kit/composition-objects"""

from __future__ import annotations

from typing import Any

from .problem import Problems
from .rules import Rule, also, boolean, exactly_one_of, listed, object_of, one_of, pattern, string

ACTION_ID = string(255)
_WEB = pattern("^https?://")
URL = also(string(3000), _WEB)
SECURE_URL = also(string(3000), pattern("^https://"))


def text(most: int = 3000) -> Rule:
    """https://docs.slack.dev/reference/block-kit/composition-objects/text-object"""
    return _text(most, "plain_text", "mrkdwn")


def plain(most: int) -> Rule:
    return _text(most, "plain_text")


def _text(most: int, *kinds: str) -> Rule:
    shapes = {
        "plain_text": object_of({"text": string(most)}, {"emoji": boolean}),
        "mrkdwn": object_of({"text": string(most)}, {"verbatim": boolean}),
    }

    def check(value: Any, at: str, problems: Problems) -> None:
        inner = Problems(problems.surface)
        _of_kind(shapes, kinds, value, at, inner)
        if inner.found and (len(kinds) > 1 or not isinstance(value, dict)):
            problems.failed("failed to match all allowed schemas", at, "all_of")
        problems.found += inner.found
        if isinstance(value, dict) and isinstance(value.get("text"), str):
            problems.text_length += len(value["text"])

    return check


def _of_kind(
    shapes: dict[str, Rule], kinds: tuple[str, ...], value: Any, at: str, problems: Problems
) -> None:
    if not isinstance(value, dict):
        problems.is_no("must provide an object", at)
    elif "type" not in value:
        problems.missing("type", at)
    elif not isinstance(value["type"], str) or value["type"] not in shapes:
        problems.unsupported(value["type"], kinds, at)
    else:
        one_of(*kinds)(value["type"], f"{at}/type", problems)
        shapes[value["type"]](value, at, problems)


def _bare(required: dict[str, Rule], optional: dict[str, Rule] | None = None) -> Rule:
    """Composition objects other than texts have no `type`."""
    return object_of(required, optional, typed=False)


CONFIRM = _bare(
    {"title": plain(100), "text": text(300), "confirm": plain(30), "deny": plain(30)},
    {"style": one_of("primary", "danger")},
)

_OPTION = {"value": string(150)}
MENU_OPTION = _bare({"text": plain(75), **_OPTION}, {"description": plain(75)})
OVERFLOW_OPTION = _bare({"text": plain(75), **_OPTION}, {"description": plain(75), "url": URL})
LISTED_OPTION = _bare({"text": text(75), **_OPTION}, {"description": text(75)})
OPTION_GROUP = _bare({"label": plain(75), "options": listed(MENU_OPTION, most=100)})


def initials_are_offered(element: Any, at: str, problems: Problems) -> None:
    """What is chosen at first is one of the options, to the letter. How Slack says it is not attested."""
    grouped = [option for group in element.get("option_groups", []) for option in group["options"]]
    offered = [*element.get("options", []), *grouped]
    if "initial_option" in element:
        _offered(element["initial_option"], offered, f"{at}/initial_option", problems)
    for number, option in enumerate(element.get("initial_options", [])):
        _offered(option, offered, f"{at}/initial_options/{number}", problems)


def _offered(option: Any, offered: list[Any], at: str, problems: Problems) -> None:
    if option not in offered:
        problems.failed("must match one of the options", at, "enum", [each["value"] for each in offered])


def _some_field(value: Any, at: str, problems: Problems) -> None:
    if not value:
        problems.failed("must define at least one field", at, "min_properties", 1, 0)


# https://docs.slack.dev/reference/block-kit/composition-objects/conversation-filter-object
FILTER = also(
    _bare(
        {},
        {
            "include": listed(one_of("im", "mpim", "private", "public"), most=4),
            "exclude_external_shared_channels": boolean,
            "exclude_bot_users": boolean,
        },
    ),
    _some_field,
)
DISPATCH = _bare(
    {}, {"trigger_actions_on": listed(one_of("on_enter_pressed", "on_character_entered"), most=2)}
)
# https://docs.slack.dev/reference/block-kit/composition-objects/slack-file-object
SLACK_FILE = also(_bare({}, {"id": string(255), "url": URL}), exactly_one_of("id", "url"))


def one_picture(image: Any, at: str, problems: Problems) -> None:
    """https://docs.slack.dev/reference/block-kit/block-elements/image-element"""
    if "image_url" not in image and "slack_file" not in image:
        problems.missing("image_url", at)
    else:
        exactly_one_of("image_url", "slack_file")(image, at, problems)


_PARAMETER = _bare({"name": string(255), "value": string(3000, least=0)})
# https://docs.slack.dev/reference/block-kit/composition-objects/workflow-object
WORKFLOW = _bare(
    {"trigger": _bare({"url": URL}, {"customizable_input_parameters": listed(_PARAMETER, least=0)})}
)
