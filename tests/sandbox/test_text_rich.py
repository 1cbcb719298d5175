"""The rich text that Slack's editor makes of what people type: bots read it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incident_bot.sandbox.blockkit import problems
from incident_bot.sandbox.text import escaped, rich_text

JSON = dict[str, Any]


def text(words: str, *styles: str) -> JSON:
    made: JSON = {"type": "text", "text": words}
    return {**made, "style": dict.fromkeys(styles, True)} if styles else made


def section(*words: JSON) -> JSON:
    return {"type": "rich_text_section", "elements": list(words)}


def items(style: str, *lines: JSON, indent: int = 0, **fields: int) -> JSON:
    listed = {"type": "rich_text_list", "style": style, "indent": indent, "border": 0, **fields}
    return {**listed, "elements": [section(line) for line in lines]}


def parts(typed: str) -> list[JSON]:
    block = rich_text(typed, "b")
    assert problems("blocks", [block]) == []
    return list(block["elements"])


@pytest.mark.parametrize(
    "typed,made",
    [
        ("plain &amp; simple", [text("plain & simple")]),
        ("*b* _i_", [text("b", "bold"), text(" "), text("i", "italic")]),
        ("~s~ `c`", [text("s", "strike"), text(" "), text("c", "code")]),
        ("*b _both_*", [text("b ", "bold"), text("both", "bold", "italic")]),
        ("`*not* :tada:`", [text("*not* :tada:", "code")]),
        ("2 * 3 * 4, snake_case_name", [text("2 * 3 * 4, snake_case_name")]),
        ("<@U1>", [{"type": "user", "user_id": "U1"}]),
        ("*<@U1>*", [{"type": "user", "user_id": "U1", "style": {"bold": True}}]),
        ("<#C1|general>", [{"type": "channel", "channel_id": "C1"}]),
        ("<!subteam^S1|@ops>", [{"type": "usergroup", "usergroup_id": "S1"}]),
        ("<!here>", [{"type": "broadcast", "range": "here"}]),
        ("<https://example.com?a&amp;b>", [{"type": "link", "url": "https://example.com?a&b"}]),
        ("<https://example.com|x>", [{"type": "link", "url": "https://example.com", "text": "x"}]),
        (":tada:", [{"type": "emoji", "name": "tada", "unicode": "1f389"}]),
        ("🎉", [{"type": "emoji", "name": "tada", "unicode": "1f389"}]),
        (":+1::skin-tone-4:", [{"type": "emoji", "name": "+1", "unicode": "1f44d-1f3fd", "skin_tone": 4}]),
        ("at 10:30:45 :no_such_name:", [text("at 10:30:45 :no_such_name:")]),
        ("<!date^1767600000^{date} at {time}|5 January>", [
            {"type": "date", "timestamp": 1767600000, "format": "{date} at {time}", "fallback": "5 January"}
        ]),
    ],
)  # fmt: skip
def test_words_in_a_line(typed: str, made: list[JSON]) -> None:
    assert parts(typed) == [section(*made)]


@pytest.mark.parametrize(
    "typed,made",
    [
        ("one\ntwo", [section(text("one\ntwo"))]),
        ("to do:\n• one\n- two", [section(text("to do:")), items("bullet", text("one"), text("two"))]),
        ("- one\n    - two", [items("bullet", text("one")), items("bullet", text("two"), indent=1)]),
        ("1. one\n2. two", [items("ordered", text("one"), text("two"))]),
        ("3. three", [items("ordered", text("three"), offset=2)]),
        ("1234567890. no list", [section(text("1234567890. no list"))]),
        ("&gt; said\nand", [{"type": "rich_text_quote", "elements": [text("said")]}, section(text("and"))]),
        ("&gt;&gt;&gt; all\nof it", [{"type": "rich_text_quote", "elements": [text("all\nof it")]}]),
        (
            "so:\n```\nx = *y* <https://example.com>\n```",
            [
                section(text("so:")),
                {
                    "type": "rich_text_preformatted",
                    "elements": [text("x = *y* "), {"type": "link", "url": "https://example.com"}],
                },
            ],
        ),
    ],
)
def test_lines(typed: str, made: list[JSON]) -> None:
    assert parts(typed) == made


@given(st.text(st.sampled_from("ab *_~`<>&:•-1. \n🔥") | st.characters(codec="utf-8"), min_size=1))
def test_whatever_is_typed_is_a_block_that_slack_takes(typed: str) -> None:
    block = rich_text(escaped(typed), "b")
    assert not block["elements"] or problems("blocks", [block]) == []
