"""canvases.* and conversations.canvases.create: https://docs.slack.dev/surfaces/canvases"""

from __future__ import annotations

from typing import Any

import pytest

from incident_bot.sandbox import Sandbox
from incident_bot.sandbox.rooms import Room

from .conftest import Slack
from .documented import documented

REPORT = "# Checkout is down\n\nOrders fail.\n\n## Timeline\n- 10:00 first alert\n- 10:05 declared"


def markdown(text: str) -> dict[str, str]:
    return {"type": "markdown", "markdown": text}


async def made(slack: Slack, text: str = REPORT) -> str:
    created = await slack.call("canvases_create", title="Report", document_content=markdown(text))
    return str(created["canvas_id"])


async def section(slack: Slack, canvas: str, text: str) -> str:
    criteria = {"contains_text": text}
    found = await slack.call("canvases_sections_lookup", canvas_id=canvas, criteria=criteria)
    return str(found["sections"][0]["id"])


def change(operation: str, text: str | None = None, **fields: Any) -> list[dict[str, Any]]:
    content = {} if text is None else {"document_content": markdown(text)}
    return [{"operation": operation, **content, **fields}]


@documented("canvases.create")
async def test_a_canvas_is_written(slack: Slack, sandbox: Sandbox) -> None:
    canvas = sandbox.workspace.canvases[await made(slack)]
    assert (canvas.id[0], canvas.title, canvas.owner) == ("F", "Report", sandbox.app.user)
    blocks = [one.markdown for one in canvas.sections]
    timeline = "- 10:00 first alert\n- 10:05 declared"
    assert blocks == ["# Checkout is down", "Orders fail.", "## Timeline", timeline]


async def test_a_canvas_may_be_empty(slack: Slack, sandbox: Sandbox) -> None:
    arguments = {"title": None, "document_content": None, "channel_id": None}
    created = await slack.call("api_call", api_method="canvases.create", json=arguments)
    canvas = sandbox.workspace.canvases[created["canvas_id"]]
    assert (canvas.title, canvas.markdown) == ("Untitled", "")


async def test_a_code_block_is_one_section(slack: Slack, sandbox: Sandbox) -> None:
    text = "Run this:\n\n```\n# not a heading\n\nrestart checkout\n```\n\nDone."
    canvas = sandbox.workspace.canvases[await made(slack, text)]
    assert len(canvas.sections) == 3
    assert canvas.markdown == text


async def test_a_canvas_is_a_tab_of_a_channel(slack: Slack, sandbox: Sandbox, room: Room) -> None:
    created = await slack.call("canvases_create", title="Tab", channel_id=room.id)
    canvas = sandbox.workspace.canvases[created["canvas_id"]]
    assert (canvas.channel, canvas.access) == (room.id, {room.id: "write"})


@documented("canvases.create", "channel_not_found")
async def test_no_tab_where_the_app_is_not(slack: Slack, secret_room: Room) -> None:
    assert await slack.error("canvases_create", channel_id=secret_room.id) == "channel_not_found"


# aiohttp's word for more than a mebibyte, which is what this is about.
@pytest.mark.filterwarnings("ignore:Sending a large body:ResourceWarning")
@documented("canvases.create", "canvas_too_large")
@documented("canvases.edit", "canvas_too_large")
@documented("conversations.canvases.create", "canvas_too_large")
async def test_a_canvas_takes_a_mebibyte_at_a_time(slack: Slack, room: Room) -> None:
    much = markdown("é" * (512 * 1024) + "!")
    assert await slack.error("canvases_create", document_content=much) == "canvas_too_large"
    error = await slack.error("conversations_canvases_create", channel_id=room.id, document_content=much)
    assert error == "canvas_too_large"
    added = [{"operation": "insert_at_end", "document_content": much}]
    assert (
        await slack.error("canvases_edit", canvas_id=await made(slack), changes=added) == "canvas_too_large"
    )


async def test_content_is_markdown(slack: Slack) -> None:
    refused = await slack.refused("canvases_create", document_content={"type": "html", "markdown": "x"})
    assert refused["error"] == "invalid_arguments"
    expected = "[ERROR] must be one of markdown [json-pointer:/document_content/type]"
    assert refused["response_metadata"]["messages"] == [expected]


@documented("conversations.canvases.create")
@documented("conversations.canvases.create", "channel_canvas_already_exists")
async def test_a_channel_has_one_canvas(slack: Slack, room: Room) -> None:
    arguments = {"channel_id": room.id, "document_content": markdown(REPORT)}
    created = await slack.call("conversations_canvases_create", **arguments)
    info = await slack.call("conversations_info", channel=room.id)
    assert info["channel"]["properties"]["canvas"]["file_id"] == created["canvas_id"]
    assert await slack.error("conversations_canvases_create", **arguments) == "channel_canvas_already_exists"


@documented("conversations.canvases.create", "channel_not_found")
async def test_no_canvas_where_the_app_is_not(slack: Slack, secret_room: Room) -> None:
    arguments = {"channel_id": secret_room.id, "document_content": markdown(REPORT)}
    assert await slack.error("conversations_canvases_create", **arguments) == "channel_not_found"


@documented("canvases.edit")
async def test_a_canvas_is_changed_step_by_step(slack: Slack, sandbox: Sandbox) -> None:
    canvas = await made(slack, "two")
    two = await section(slack, canvas, "two")
    steps = [
        (change("insert_at_start", "one"), "one\n\ntwo"),
        (change("insert_at_end", "four"), "one\n\ntwo\n\nfour"),
        (change("insert_after", "three", section_id=two), "one\n\ntwo\n\nthree\n\nfour"),
        (
            change("insert_before", "one and a half", section_id=two),
            "one\n\none and a half\n\ntwo\n\nthree\n\nfour",
        ),
        (change("delete", section_id=two), "one\n\none and a half\n\nthree\n\nfour"),
        (change("replace", "# All of it"), "# All of it"),
    ]
    for step, expected in steps:
        await slack.call("canvases_edit", canvas_id=canvas, changes=step)
        assert sandbox.workspace.canvases[canvas].markdown == expected
    replaced = change("replace", "# News", section_id=await section(slack, canvas, "All"))
    await slack.call("canvases_edit", canvas_id=canvas, changes=replaced)
    renamed = change("rename", title_content=markdown("Afterwards"))
    await slack.call("canvases_edit", canvas_id=canvas, changes=renamed)
    kept = sandbox.workspace.canvases[canvas]
    assert (kept.title, kept.markdown) == ("Afterwards", "# News")


async def test_one_change_for_each_call(slack: Slack) -> None:
    canvas = await made(slack)
    for changes in ([], change("insert_at_end", "a") + change("insert_at_end", "b")):
        assert await slack.error("canvases_edit", canvas_id=canvas, changes=changes) == "invalid_arguments"


async def test_a_change_says_what_and_where(slack: Slack) -> None:
    canvas = await made(slack)
    for wrong in (
        change("append", "x"),
        change("insert_at_end"),
        change("delete"),
        change("rename"),
        change("insert_after", "x"),
    ):
        assert await slack.error("canvases_edit", canvas_id=canvas, changes=wrong) == "invalid_arguments"


@documented("canvases.edit", "canvas_editing_failed")
async def test_a_section_that_is_not_there(slack: Slack) -> None:
    changes = change("delete", section_id="temp:C:gone")
    refused = await slack.refused("canvases_edit", canvas_id=await made(slack), changes=changes)
    assert refused["error"] == "canvas_editing_failed"
    assert refused["detail"] == "section temp:C:gone was not found"


@documented("canvases.sections.lookup")
async def test_sections_are_found_by_kind_and_words(slack: Slack) -> None:
    canvas = await made(slack)

    async def found(**criteria: Any) -> int:
        answer = await slack.call("canvases_sections_lookup", canvas_id=canvas, criteria=criteria)
        return len(answer["sections"])

    assert await found(section_types=["any_header"]) == 2
    assert await found(section_types=["h2"]) == 1
    assert await found(section_types=["h1", "h2"], contains_text="Timeline") == 1
    assert await found(contains_text="10:05") == 1
    assert await found(contains_text="weather") == 0


async def test_criteria_are_needed(slack: Slack) -> None:
    canvas = await made(slack)
    for criteria in ({}, {"section_types": ["h9"]}):
        error = await slack.error("canvases_sections_lookup", canvas_id=canvas, criteria=criteria)
        assert error == "invalid_arguments"


@documented("canvases.access.set")
async def test_people_and_channels_may_read_or_write(slack: Slack, sandbox: Sandbox, room: Room) -> None:
    canvas, ann, bo = await made(slack), sandbox.person("ann").id, sandbox.person("bo").id
    kept = sandbox.workspace.canvases[canvas]
    await slack.call("canvases_access_set", canvas_id=canvas, access_level="read", channel_ids=[room.id])
    await slack.call("canvases_access_set", canvas_id=canvas, access_level="write", user_ids=[ann, bo])
    assert kept.access == {room.id: "read", ann: "write", bo: "write"}
    listed = {"canvas_id": canvas, "access_level": "owner", "user_ids": [ann]}
    await slack.call("api_call", api_method="canvases.access.set", json=listed)
    assert kept.owner == ann


@documented("canvases.access.set", "invalid_parameters")
async def test_access_is_for_people_or_for_channels(slack: Slack, sandbox: Sandbox, room: Room) -> None:
    canvas, ann = await made(slack), sandbox.person("ann").id
    wrong: list[dict[str, Any]] = [
        {"access_level": "read"},
        {"access_level": "read", "user_ids": [ann], "channel_ids": [room.id]},
        {"access_level": "owner", "channel_ids": [room.id]},
    ]
    for arguments in wrong:
        assert await slack.error("canvases_access_set", canvas_id=canvas, **arguments) == "invalid_parameters"
    assert await slack.error("canvases_access_set", canvas_id=canvas, access_level="x") == "invalid_arguments"


@documented("canvases.access.set", "channel_not_found", "user_not_found")
async def test_access_for_nobody(slack: Slack, secret_room: Room) -> None:
    wanted = {"canvas_id": await made(slack), "access_level": "read"}
    error = await slack.error("canvases_access_set", **wanted, channel_ids=secret_room.id)
    assert error == "channel_not_found"
    assert await slack.error("canvases_access_set", **wanted, user_ids="U0NOBODY0") == "user_not_found"


@documented("canvases.delete")
async def test_a_deleted_canvas_leaves_its_channel(slack: Slack, room: Room) -> None:
    arguments = {"channel_id": room.id, "document_content": markdown(REPORT)}
    canvas = (await slack.call("conversations_canvases_create", **arguments))["canvas_id"]
    await slack.call("canvases_delete", canvas_id=canvas)
    info = await slack.call("conversations_info", channel=room.id)
    assert "canvas" not in info["channel"].get("properties", {})
    await slack.call("conversations_canvases_create", **arguments)


@documented("canvases.edit", "canvas_not_found")
@documented("canvases.delete", "canvas_not_found")
@documented("canvases.access.set", "canvas_not_found")
@documented("canvases.sections.lookup", "canvas_not_found")
async def test_a_canvas_that_is_not_there(slack: Slack) -> None:
    calls: dict[str, dict[str, Any]] = {
        "canvases_edit": {"changes": change("insert_at_end", "x")},
        "canvases_delete": {},
        "canvases_access_set": {"access_level": "read", "user_ids": "U0ANN0000"},
        "canvases_sections_lookup": {"criteria": {"contains_text": "x"}},
    }
    for verb, arguments in calls.items():
        assert await slack.error(verb, canvas_id="F0GONE000", **arguments) == "canvas_not_found"


async def test_a_canvas_is_a_file_and_says_whose(slack: Slack, sandbox: Sandbox) -> None:
    canvas = await made(slack)
    found = await slack.call("files_info", file=canvas)
    assert (found["file"]["id"], found["file"]["filetype"]) == (canvas, "quip")
    assert found["file"]["user"] == sandbox.app.user
