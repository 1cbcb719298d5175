"""The form of `declare`: what is wrong and how bad first; all the rest may be left out."""

from __future__ import annotations

from typing import Any

from incident_bot.forms.filled import Filled
from incident_bot.messages import blocks, inputs
from incident_bot.messages.objects import cut, option, plain_text
from incident_bot.messages.roles import capitalised
from incident_bot.settings import Settings
from incident_bot.slack.message import Block

DECLARE = "declare"
TITLE = 250
"""Characters of a title in the form."""


def declare_form(
    settings: Settings,
    *,
    can_be_room: bool = False,
    draft: str = "",
    title: str = "",
    private: bool = False,
    about: str = "",
) -> dict[str, Any]:
    """The view. https://docs.slack.dev/reference/views/modal-views

    The channel where it is opened is offered as the room when it `can_be_room`. `draft` is what it is
    declared from (the form's private metadata) and `about` says so; `private` is proposed.
    """
    levels = [
        option(key, f"{level.label} {level.word}", level.meaning)
        for key, level in settings.severities.items()
    ]
    return {
        "type": "modal",
        "callback_id": DECLARE,
        "private_metadata": draft,
        "title": plain_text("Declare an incident"),
        "submit": plain_text("Declare"),
        "close": plain_text("Cancel"),
        "blocks": [
            *([blocks.section(about)] if about else []),
            inputs.text_input(
                "title",
                "What is wrong?",
                value=title,
                hint="A few words: the room is named after them.",
                most=TITLE,
            ),
            inputs.choice("severity", "How bad is it?", levels, settings.default_severity),
            blocks.actions([blocks.button("Help me choose", "triage")]),
            blocks.context("It can be changed later. When in doubt, take the worse one."),
            {"type": "divider"},
            blocks.context("*All of this can wait.* Send the form now, and add what you know later."),
            *_services(settings),
            inputs.text_input(
                "impact", "What do users notice?", multiline=True, optional=True, most=inputs.TYPED
            ),
            _options(can_be_room=can_be_room, private=private),
            *_roles(settings),
            inputs.moment("started", "When did it begin?"),
            inputs.moment(
                "resolved",
                "Over already? When did it end?",
                hint="It is only written down then: nobody is called or reminded.",
            ),
        ],
    }


def declare_words(filled: Filled) -> str:
    """`declare`: the command reads the form itself, because what stands in a field is no flag."""
    return "declare"


def role_field(role: str) -> str:
    """The block in which somebody is named for a role."""
    return f"role_{role}"


def _services(settings: Settings) -> list[Block]:
    known = [option(each.label, each.label) for each in settings.services.values()]
    other = inputs.text_input(
        "other_services",
        "Something else that is affected" if known else "What is affected?",
        hint="With commas between.",
        optional=True,
        most=1000,
    )
    return [inputs.choices("services", "What is affected?", known), other] if known else [other]


def _options(*, can_be_room: bool, private: bool) -> Block:
    offered = [
        option("private", "It is private", "Only who is in its room knows of it; it is not announced"),
        option("drill", "It is a drill", "Everything that is posted says so"),
    ]
    if can_be_room:
        offered.append(option("here", "This channel becomes its room", "It keeps its name and its people"))
    return inputs.ticks("options", "What kind is it?", offered, ["private"] if private else [])


def _roles(settings: Settings) -> list[Block]:
    return [
        inputs.person(role_field(key), cut(capitalised(role.label), 75), optional=True)
        for key, role in settings.roles.items()
        if role.single
    ]
