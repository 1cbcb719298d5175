"""What is kept of a message as Slack shows it."""

from __future__ import annotations

from typing import Any

import pytest

from incident_bot.slack.said import is_gone, is_of_people, said, words
from incident_bot.slack.text import mentioned_in, plain

TS = "1767623400.000100"


def message(**fields: Any) -> dict[str, Any]:
    return {"type": "message", "ts": TS, "user": "U1", "text": "", **fields}


def section(text: str) -> dict[str, Any]:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


def rich(*parts: dict[str, Any]) -> dict[str, Any]:
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": list(parts)}]}


@pytest.mark.parametrize(
    "fields, told",
    [
        ({"text": "all is well", "blocks": [section("not this")]}, "all is well"),
        ({"blocks": [section("*5xx* at 12 %")]}, "*5xx* at 12 %"),
        ({"blocks": [{"type": "section", "fields": [{"type": "mrkdwn", "text": "a"}]}]}, "a"),
        ({"blocks": [{"type": "header", "text": {"type": "plain_text", "text": "Alert"}}]}, "Alert"),
        ({"blocks": [{"type": "divider"}]}, ""),
        ({"blocks": [{"type": "image", "alt_text": "p95", "image_url": "x"}]}, "p95"),
        (
            {"blocks": [rich({"type": "text", "text": "ask "}, {"type": "user", "user_id": "U2"})]},
            "ask <@U2>",
        ),
        (
            {"blocks": [rich({"type": "emoji", "name": "fire"}, {"type": "channel", "channel_id": "C1"})]},
            ":fire:<#C1>",
        ),
        ({"attachments": [{"fallback": "disk full"}]}, "disk full"),
        (
            {
                "attachments": [
                    {"title": "Disk", "text": "full", "fields": [{"title": "host", "value": "a1"}]}
                ]
            },
            "Disk\nfull\nhost: a1",
        ),
        ({"attachments": [{"blocks": [section("from blocks")]}]}, "from blocks"),
        # Slack shows what a link leads to, a moment after the message was written: nobody's words.
        (
            {"text": "<https://x.example>", "attachments": [{"from_url": "https://x.example", "text": "X"}]},
            "<https://x.example>",
        ),
        ({"text": None, "blocks": None, "attachments": None}, ""),
        ({"blocks": ["nonsense", {"type": "unknown"}]}, ""),
    ],
)
def test_the_words_of_a_message(fields: dict[str, Any], told: str) -> None:
    assert words(message(**fields)) == told


def test_a_message_says_since_when_it_is_so() -> None:
    assert said(message(text="one"))["since"] == TS
    edited = said(message(text="two", edited={"user": "U2", "ts": "1767623500.000200"}))
    assert (edited["since"], edited["editor"]) == ("1767623500.000200", "U2")


def test_a_reply_knows_its_thread_and_a_parent_has_none() -> None:
    assert said(message(thread_ts="1767623000.000100"))["thread"] == "1767623000.000100"
    assert "thread" not in said(message(thread_ts=TS))


def test_an_app_without_an_account_is_called_what_it_calls_itself() -> None:
    told = said({"ts": TS, "subtype": "bot_message", "bot_id": "B1", "username": "Grafana", "text": "x"})
    assert "author" not in told
    assert told["username"] == "Grafana"


def test_files_are_kept_by_name_type_and_address() -> None:
    file = {
        "id": "F1",
        "name": "p95.png",
        "mimetype": "image/png",
        "size": 9,
        "permalink": "https://x.slack.com/f",
    }
    told = said(message(files=[{**file, "url_private": "https://files.slack.com/secret"}, {"id": "F2"}]))
    assert told["files"] == [
        {"id": "F1", "name": "p95.png", "type": "image/png", "size": 9, "permalink": "https://x.slack.com/f"},
        {"id": "F2", "name": "F2"},
    ]


def test_names_have_nothing_in_them_that_no_database_keeps_or_no_reader_sees() -> None:
    odd = "a\x00b\u202e\ud800c"
    by_app = {"ts": TS, "subtype": "bot_message", "bot_id": "B1", "text": "x", "files": [{"id": "F1"}]}
    told = said(
        {**by_app, "username": odd, "files": [{"id": "F1", "name": odd}, {"id": "F2", "title": "\x00"}]}
    )
    assert told["username"] == "ab?c"
    assert [file["name"] for file in told["files"]] == ["ab?c", "F2"]
    assert "username" not in said({**by_app, "username": "\x00"})


def test_what_people_write_is_told_from_the_rest() -> None:
    assert is_of_people(message())
    assert is_of_people(message(subtype="file_share"))
    assert not is_of_people(message(bot_id="B1"))
    assert not is_of_people(message(subtype="channel_join"))
    assert not is_of_people({"ts": TS, "text": "x"})
    assert is_gone(message(subtype="tombstone"))
    assert not is_gone(message())


def test_names_stand_for_ids_of_all_kinds() -> None:
    text = "<@U1> <#C1> <#C2|general> <!subteam^S1> <!subteam^S2|@oncall>"
    assert mentioned_in(text) == {"U1": "", "C1": "", "C2": "general", "S1": "", "S2": "oncall"}
    names = {"U1": "ann", "C1": "search", "S1": "sre"}
    assert plain(text, names) == "@ann #search #general @sre @oncall"
