"""Which block may stand on which surface, which element in which block.

https://docs.slack.dev/reference/block-kit/blocks and https://docs.slack.dev/reference/block-kit/block-elements
"""

from __future__ import annotations

from typing import Literal

from .problem import Surface

Host = Literal["section", "actions", "input", "context", "context_actions"]

_MENUS = ("static_select", "external_select", "users_select", "conversations_select", "channels_select")
_MULTI = tuple(f"multi_{menu}" for menu in _MENUS)
_CHOICES = (*_MENUS, *_MULTI, "checkboxes", "radio_buttons", "datepicker", "timepicker")
_HOSTED: dict[Host, tuple[str, ...]] = {
    "section": (*_CHOICES, "button", "overflow", "image", "workflow_button"),
    # Multi-selects and the rich text input: the page of the block has them, their own pages do not.
    "actions": (*_CHOICES, "button", "overflow", "datetimepicker", "workflow_button", "rich_text_input"),
    "input": (
        *_CHOICES,
        "datetimepicker",
        "plain_text_input",
        "rich_text_input",
        "email_text_input",
        "url_text_input",
        "number_input",
        "file_input",
    ),
    "context": ("image",),
    "context_actions": ("feedback_buttons", "icon_button"),
}
_ONLY_IN_MODALS = ("email_text_input", "url_text_input", "number_input", "file_input")
_NOWHERE_ON: dict[Surface, tuple[str, ...]] = {
    "message": ("rich_text_input", *_ONLY_IN_MODALS),
    "modal": ("workflow_button",),
    "home": ("datetimepicker", "workflow_button", *_ONLY_IN_MODALS),
}
ELEMENTS: dict[Surface, dict[Host, tuple[str, ...]]] = {
    surface: {host: tuple(kind for kind in kinds if kind not in nowhere) for host, kinds in _HOSTED.items()}
    for surface, nowhere in _NOWHERE_ON.items()
}

ONLY_IN_MESSAGES = ("markdown", "file", "context_actions")
