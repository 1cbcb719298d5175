"""blocks.validate: Block Kit, checked before it is sent."""

from __future__ import annotations

import json
from typing import Any

import aiohttp
import pytest

from incident_bot.sandbox import Sandbox

from ..bots import modal, plain, section
from .conftest import Slack
from .documented import documented
from .shapes import misfits

JSON = dict[str, Any]
CARD = [section("The card")]
WRONG = [{"type": "section", "text": {"type": "loud", "text": "x"}}]
PROBLEM = "code message pointer constraint? field?"


@documented("blocks.validate")
@pytest.mark.parametrize(
    "payload",
    [
        {"blocks": CARD},
        {"blocks": json.dumps(CARD)},
        {"view": modal(*CARD)},
        {"view": {"type": "home", "blocks": CARD}},
        {"message": {"blocks": CARD}},
    ],
)
async def test_what_can_be_sent(slack: Slack, payload: JSON) -> None:
    assert await slack.call("blocks_validate", **payload) == {"ok": True}


@documented("blocks.validate", "invalid_blocks", "invalid_view", "invalid_message")
@pytest.mark.parametrize(
    "payload,error,place",
    [
        ({"blocks": WRONG}, "invalid_blocks", "/0/text/type"),
        ({"view": modal(*WRONG)}, "invalid_view", "/blocks/0/text/type"),
        ({"message": {"blocks": WRONG}}, "invalid_message", "/blocks/0/text/type"),
    ],
)
async def test_what_is_wrong_and_where(slack: Slack, payload: JSON, error: str, place: str) -> None:
    refused = await slack.refused("blocks_validate", **payload)
    assert refused["error"] == error
    (problem,) = [each for each in refused["errors"] if each["pointer"] == place]
    assert misfits(problem, PROBLEM) == []
    assert (problem["code"], problem["message"]) == ("failed_constraint", "unsupported type: loud")
    assert problem["constraint"]["type"] == "enum"
    assert problem["constraint"]["expected"] == ["plain_text", "mrkdwn"]


async def test_all_that_is_wrong_is_told(slack: Slack) -> None:
    header = {"type": "header", "text": plain("x" * 151)}
    refused = await slack.refused("blocks_validate", blocks=[header, {"type": "divider", "loud": True}])
    assert [(each["message"], each["pointer"]) for each in refused["errors"]] == [
        ("must be less than 151 characters", "/0/text/text"),
        ("invalid additional property: loud", "/1"),
    ]


@pytest.mark.parametrize(
    "payload,told",
    [
        ({}, "must provide exactly one of `blocks`, `view`, or `message`"),
        (
            {"blocks": CARD, "view": modal(*CARD)},
            "must provide exactly one of `blocks`, `view`, or `message`",
        ),
        ({"blocks": "["}, "must be valid JSON [json-pointer:/blocks]"),
    ],
)
async def test_one_payload_in_json(slack: Slack, payload: JSON, told: str) -> None:
    refused = await slack.refused("blocks_validate", **payload)
    assert refused["error"] == "invalid_arguments"
    assert refused["response_metadata"]["messages"] == [f"[ERROR] {told}"]


async def test_a_payload_of_a_hundred_thousand_characters(
    sandbox: Sandbox, http: aiohttp.ClientSession
) -> None:
    # The client puts it into the address, where so much has no place.
    blocks = json.dumps(CARD).ljust(100_001)
    address = f"{sandbox.api_url}blocks.validate"
    async with http.post(address, json={"blocks": blocks}) as response:
        refused = await response.json()
    assert refused["error"] == "invalid_arguments"
    assert refused["response_metadata"]["messages"] == [
        "[ERROR] must be less than 100001 characters [json-pointer:/blocks]"
    ]
    async with http.post(address, json={"blocks": blocks[:100_000]}) as response:
        assert await response.json() == {"ok": True}
