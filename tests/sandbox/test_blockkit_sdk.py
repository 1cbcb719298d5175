"""What Slack's own kit for Python builds is taken."""

from __future__ import annotations

import json

from slack_sdk.models import blocks as kit
from slack_sdk.models.blocks import RichTextElementParts as Parts
from slack_sdk.models.blocks.basic_components import (
    DispatchActionConfig,
    SlackFile,
    Workflow,
    WorkflowTrigger,
)
from slack_sdk.models.blocks.block_elements import FileInputElement, WorkflowButtonElement
from slack_sdk.models.views import View

from incident_bot.sandbox.blockkit import problems

PICTURE = kit.ImageElement(image_url="https://example.com/a.png", alt_text="a")
OPTIONS = [kit.Option(value="1", text="One", description="first"), kit.Option(value="2", text="Two")]
GROUPS = [kit.OptionGroup(label="Some", options=OPTIONS)]
CONFIRM = kit.ConfirmObject(title="Sure?", text="*Really*", style="danger")
ON_ENTER = DispatchActionConfig(trigger_actions_on=["on_enter_pressed"])
STYLE = Parts.TextStyle(bold=True, italic=True, strike=True, code=True)
INLINE: list[kit.RichTextElement] = [
    Parts.Text(text="x", style=STYLE),
    Parts.Link(url="https://example.com", text="x", style=STYLE),
    Parts.User(user_id="U1"),
    Parts.UserGroup(usergroup_id="S1"),
    Parts.Channel(channel_id="C1"),
    Parts.Team(team_id="T1"),
    Parts.Emoji(name="tada"),
    Parts.Broadcast(range="here"),
    Parts.Color(value="#F405B3"),
    Parts.Date(timestamp=1, format="{date}", fallback="x"),
]
RICH = kit.RichTextBlock(
    elements=[
        kit.RichTextSectionElement(elements=INLINE),
        kit.RichTextListElement(
            style="ordered",
            indent=1,
            offset=1,
            border=0,
            elements=[kit.RichTextSectionElement(elements=INLINE)],
        ),
        kit.RichTextQuoteElement(elements=INLINE),
        kit.RichTextPreformattedElement(elements=INLINE[:2], border=0),
    ]
)
CHOICES: list[kit.InputInteractiveElement] = [
    kit.StaticSelectElement(options=OPTIONS, initial_option=OPTIONS[0], placeholder="x", confirm=CONFIRM),
    kit.StaticSelectElement(option_groups=GROUPS, initial_option=OPTIONS[1]),
    kit.StaticMultiSelectElement(options=OPTIONS, initial_options=OPTIONS, max_selected_items=2),
    kit.ExternalDataSelectElement(min_query_length=0, initial_option=OPTIONS[0]),
    kit.ExternalDataMultiSelectElement(min_query_length=3, max_selected_items=1),
    kit.UserSelectElement(initial_user="U1"),
    kit.UserMultiSelectElement(initial_users=["U1"]),
    kit.ConversationSelectElement(
        initial_conversation="C1",
        filter=kit.ConversationFilter(include=["public"], exclude_bot_users=True),
    ),
    kit.ConversationMultiSelectElement(default_to_current_conversation=True),
    kit.ChannelSelectElement(initial_channel="C1"),
    kit.ChannelMultiSelectElement(initial_channels=["C1"]),
    kit.CheckboxesElement(options=OPTIONS, initial_options=OPTIONS[:1]),
    kit.RadioButtonsElement(options=OPTIONS, initial_option=OPTIONS[0]),
    kit.DatePickerElement(initial_date="2026-01-05", placeholder="x"),
    kit.TimePickerElement(initial_time="14:30", timezone="Europe/Berlin"),
    kit.DateTimePickerElement(initial_date_time=1_767_600_000),
]
TYPED: list[kit.InputInteractiveElement] = [
    kit.PlainTextInputElement(
        initial_value="x", multiline=True, min_length=1, dispatch_action_config=ON_ENTER
    ),
    kit.RichTextInputElement(initial_value=RICH),
    kit.EmailInputElement(initial_value="ann@example.com"),
    kit.UrlInputElement(initial_value="https://example.com", focus_on_load=True),
    kit.NumberInputElement(is_decimal_allowed=True, initial_value=2, min_value=1, max_value=3.5),
    FileInputElement(filetypes=["png"], max_files=2),
]
PRESSED: list[kit.InteractiveElement] = [
    kit.ButtonElement(text="x", value="1", style="primary", confirm=CONFIRM, accessibility_label="y"),
    kit.LinkButtonElement(text="x", url="https://example.com"),
    kit.OverflowMenuElement(options=OPTIONS),
]


def shown() -> list[kit.Block]:
    return [
        kit.SectionBlock(text="x", fields=["a", "b"], accessory=PICTURE, expand=True),
        kit.DividerBlock(),
        kit.HeaderBlock(text="x"),
        kit.ImageBlock(alt_text="a", image_url="https://example.com/a.png", title="t"),
        kit.ImageBlock(alt_text="a", slack_file=SlackFile(id="F1")),
        kit.ContextBlock(elements=[PICTURE, kit.MarkdownTextObject(text="x", verbatim=True)]),
        kit.ActionsBlock(elements=[*PRESSED, *CHOICES]),
        *[kit.SectionBlock(text="x", accessory=each) for each in (*PRESSED, *CHOICES[:-1])],
        kit.VideoBlock(
            alt_text="a",
            title="t",
            thumbnail_url="https://example.com/t.png",
            video_url="https://example.com/v",
            author_name="Ann",
            description="d",
        ),
        RICH,
    ]


def test_a_message_with_everything_in_it() -> None:
    button = {"text": kit.PlainTextObject(text="x"), "value": "1"}
    trigger = WorkflowTrigger(url="https://slack.com/shortcuts/Ft1/a", customizable_input_parameters=[])
    blocks = [
        *shown(),
        kit.MarkdownBlock(text="# x"),
        kit.FileBlock(external_id="x"),
        kit.ActionsBlock(elements=[WorkflowButtonElement(text="x", workflow=Workflow(trigger=trigger))]),
        kit.ContextActionsBlock(
            elements=[
                kit.FeedbackButtonsElement(
                    positive_button=kit.FeedbackButtonObject(text="Good", value="1"),
                    negative_button=kit.FeedbackButtonObject(**button),  # type: ignore[arg-type]  # either is taken
                ),
                kit.IconButtonElement(icon="trash", text="Delete"),
            ]
        ),
    ]
    assert problems("blocks", json.loads(json.dumps([block.to_dict() for block in blocks]))) == []


def test_a_modal_with_everything_in_it() -> None:
    asked = [kit.InputBlock(label="x", element=each, hint="y", optional=True) for each in (*CHOICES, *TYPED)]
    view = View(
        type="modal",
        title="x",
        submit="y",
        close="z",
        callback_id="c",
        private_metadata="m",
        clear_on_close=True,
        notify_on_close=True,
        external_id="e",
        blocks=[*shown(), *asked],
    )
    assert problems("view", json.loads(json.dumps(view.to_dict()))) == []


def test_a_home_tab() -> None:
    blocks = [kit.SectionBlock(text="x"), kit.ActionsBlock(elements=[*PRESSED, *CHOICES[:-1]])]
    assert problems("view", View(type="home", blocks=blocks).to_dict()) == []
