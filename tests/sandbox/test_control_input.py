"""Whatever is sent to the control API: a sentence that names the field, and nothing half-applied."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from incident_bot.sandbox import Sandbox, Seed
from incident_bot.sandbox.acts.modals import new_trigger
from incident_bot.sandbox.control import ORDERS
from incident_bot.sandbox.records import Shortcut

from .bots import button, modal, option, plain, question, section
from .conftest import Clock

JSON = dict[str, Any]

PLAUSIBLE: JSON = {
    "person": ["ann", "bo", "zoe"],
    "other": ["bo", "incidentbot", "zoe"],
    "people": [["bo"], ["zoe"], []],
    "channel": ["general", "#general", "C0GENERAL", "nowhere"],
    "ts": ["1767600000.000000", "1767600000.000001", "1.0"],
    "thread_ts": ["1767600000.000000", "1767600000.000001", "1.0"],
    "text": ["hello", "/incident", "/unknown x", "\ud800"],
    "values": [{"Name": "x"}, {"Name": 1}, {"Colour": "red"}, {"Colour": "mauve"}, {"Name": "x", "No": 1}],
    "value": ["red", "mauve", 1, None, ["red"], ["@bo"], [1]],
    "button": ["Fine", "Colour", "mystery"],
    "field": ["Name", "Colour", "mystery"],
    "name": ["Declare", "Add", "eyes", "night-shift", "general", "UPPER", "a.txt"],
    "method": ["*", "auth.test", "upload", "chat.postmessage"],
    "kind": ["dropped", "refused", "ratelimited", "flood"],
    "error": ["fatal_error", "no_text", "flood"],
    "latency": [0.001, "uniform:0,0.001", "lognormal:1,0", "soon", -1],
    "base64": ["AAE=", "?"],
    "timeout": [0.001, 0, -1],
    "skip": [1, 0, -1],
    "handshake_seconds": [0, -1],
    "revoke": ["bot", "app", "user"],
    "remove_scope": ["pins:write", "flying"],
    "share": [0, 0.5, 2],
    "contains": ["hello", ""],
    "typed": ["re", ""],
    "home": [True, False],
    "private": [True, False],
    "remove": [True, False],
    "undo": [True, False],
    "broadcast": [False, True],
    "press_enter": [False, True],
    "whole_stack": [True, False],
    "enabled": [True, False],
    "cut": [False, True],
    "reset": [True, False],
    "clear": [False, True],
    "restore": [False, True],
    "retry_now": [True, False],
    "expire_triggers": [True, False],
    "strict_without_pages": [True, False],
    "deleted": [False, True],
    "topic": ["slow", ""],
    "purpose": ["fast", ""],
    "title": ["x", ""],
    "real_name": ["x"],
    "comment": ["x", ""],
    "status_text": ["x", ""],
    "status_emoji": [":eyes:", ""],
    "tab": ["home", "messages", "about"],
    "where": ["before", "after", "beside"],
    "nth": [1, 2, 0],
    "times": [1, 2, 0],
    "seed": [1, -1],
    "retry_after": [1, 30, 0],
    "burst": [0, 0.5, -1],
    "messages_at_once": [1, 0],
    "messages_a_minute": [1, 300],
    "duplicates": [0, 1, 2],
    "duplicates_new_id": [0, 1],
    "reordered": [0, 0.5],
    "refuse_handshakes": [0, 2, -1],
    "since": [0, 3, -1],
    "tz": ["Europe/Berlin", "Mars/Base"],
    "disconnect": ["warning", "goodbye"],
}
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["Name", "x"]), inner, max_size=3)
    ),
    max_leaves=6,
)


@st.composite
def orders(draw: st.DrawFn) -> tuple[str, JSON]:
    """Mostly well-formed, with a thing or two that are not."""
    path = draw(st.sampled_from(sorted(ORDERS)))
    order: JSON = {}
    for name, field in ORDERS[path].order.model_fields.items():
        if not field.is_required() and draw(st.booleans()):
            continue
        plausible = st.sampled_from(PLAUSIBLE[name])
        order[name] = draw(plausible if draw(st.integers(0, 19)) else ANYTHING)
    if path == "waits":
        order["timeout"] = draw(st.sampled_from(PLAUSIBLE["timeout"]))
    if not draw(st.integers(0, 19)):
        order[draw(st.text(max_size=5))] = draw(ANYTHING)
    return path, order


@asynccontextmanager
async def scene() -> AsyncIterator[Sandbox]:
    """Ann has a form open, and there is a message with a button and a menu."""
    sandbox = Sandbox(Seed.example(), now=Clock(), skip=lambda seconds: None)
    await sandbox.start()
    sandbox.app.shortcuts = [Shortcut("Declare", "global", "declare"), Shortcut("Add", "message", "add")]
    colours: JSON = {"type": "static_select", "action_id": "colour", "options": [option("Red", "red")]}
    colours["placeholder"] = plain("Colour")
    form = modal(
        question("Name", {"type": "plain_text_input", "action_id": "name"}), question("Colour", colours)
    )
    blocks = [section("Colours", accessory=button("Fine", "fine")), section("More", accessory=colours)]
    trigger = new_trigger(sandbox.workspace, sandbox.person("ann").id)
    async with aiohttp.ClientSession(headers={"Authorization": f"Bearer {sandbox.app.bot_token}"}) as http:
        calls: list[tuple[str, JSON]] = [
            ("chat.postMessage", {"channel": "C0GENERAL", "text": "x", "blocks": blocks}),
            ("views.open", {"trigger_id": trigger, "view": form}),
        ]
        for method, body in calls:
            async with http.post(sandbox.api_url + method, json=body) as response:
                assert (await response.json())["ok"]
    yield sandbox
    await sandbox.stop()


async def everything(sandbox: Sandbox) -> str:
    """All that an order could change."""
    async with aiohttp.ClientSession() as http, http.get(f"{sandbox.url}/control/state") as response:
        state = await response.json()
    views = {key: view.values for key, view in sandbox.workspace.views.items()}
    faults, sockets = sandbox.faults, sandbox.delivery.sockets
    weather = [len(faults._faults), faults.latencies.written(), [gate.state for gate in faults.gates]]
    limits = {name: value for name, value in vars(sandbox.limits).items() if not name.startswith("_")}
    lost = [[token.revoked for token in sandbox.workspace.tokens.values()], sorted(sandbox.app.scopes or [])]
    delivery = [sandbox.delivery.duplicates, sandbox.delivery.reordered, sockets.refuse_handshakes]
    people = [vars(user) for user in sandbox.workspace.users.values()]
    return json.dumps([state, views, weather, limits, lost, delivery, people], default=str)


async def post(sandbox: Sandbox, path: str, body: str | bytes) -> tuple[int, JSON]:
    async with (
        aiohttp.ClientSession() as http,
        http.post(f"{sandbox.url}/control/{path}", data=body) as response,
    ):
        return response.status, await response.json()


@pytest.fixture
def runner() -> Iterator[asyncio.Runner]:
    with asyncio.Runner() as made:
        yield made


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(orders(), max_size=3))
def test_no_order_is_half_applied(runner: asyncio.Runner, ordered: list[tuple[str, JSON]]) -> None:
    async def play() -> None:
        async with scene() as sandbox:
            for path, order in ordered:
                before = await everything(sandbox)
                status, answer = await post(sandbox, path, json.dumps(order))
                assert status in (200, 400, 408), (path, order, answer)
                if status != 200:
                    assert answer["error"], (path, order)
                    assert await everything(sandbox) == before, (path, order, answer)

    runner.run(play())


@pytest.mark.parametrize(
    "path,order,error",
    [
        ("types", {"person": "ann", "text": "x"}, "channel is missing"),
        (
            "types",
            {"person": "ann", "channel": "general", "text": ""},
            "text needs 1 or more characters",
        ),
        ("types", {"person": "ann", "channel": "general", "text": 1}, "text must be a text"),
        (
            "types",
            {"person": "zoe", "channel": "general", "text": "x"},
            "person: nobody here is called 'zoe'",
        ),
        (
            "types",
            {"person": "ann", "channel": "nowhere", "text": "x"},
            "channel: there is no channel 'nowhere'",
        ),
        ("types", {"person": "ann", "channel": "general", "txt": "x"}, "txt is not known here"),
        ("types", {"person": "ann", "channel": "general", "txt": "x"}, "known are person, channel, text"),
        ("fills", {"person": "ann"}, "values is missing"),
        ("fills", {"person": "bo", "values": {}}, "person: bo has no modal open"),
        ("fills", {"person": "ann", "values": {"Nme": "x"}}, "values: there is no 'Nme'"),
        ("fills", {"person": "ann", "values": {"Name": {}}}, "values.Name must be a text, a number"),
        ("clicks", {"person": "bo", "button": "x"}, "ts is missing, and bo has no modal open"),
        ("clicks", {"person": "ann", "button": "x", "ts": "1.0"}, "channel is missing: a message has both"),
        ("clicks", {"person": "ann", "button": "x"}, "button: there is no 'x' to click"),
        (
            "reacts",
            {"person": "ann", "channel": "general", "ts": "1", "name": "x"},
            "ts: there is no message 1",
        ),
        ("uploads", {"person": "ann", "channel": "general", "name": "a"}, "one of text and base64 is needed"),
        ("creates", {"person": "ann", "name": "general"}, "name: Slack refuses that: name_taken"),
        (
            "invites",
            {"person": "ann", "channel": "general", "people": ["zoe"]},
            "people: nobody here is called",
        ),
        ("changes", {"person": "ann"}, "one of real_name, title, tz"),
        ("faults", {"method": "auth.test", "kind": "flood"}, "kind must be 'ratelimited'"),
        ("faults", {"method": "x", "kind": "dropped"}, "method: there is no 'x'"),
        ("faults", {"latency": -1}, "latency is written as 0.08"),
        ("faults", {"kind": "dropped"}, "method is missing"),
        ("faults", {"method": "auth.test"}, "kind is missing"),
        ("faults", {"nth": 2}, "kind is missing: nth says something of a fault"),
        ("faults", {"kind": "dropped", "method": "auth.test", "nth": 0}, "nth must be 1 or more"),
        ("faults", {}, "one of clear, seed, latency, kind is needed"),
        ("latency", {"latency": 0.1, "method": "x"}, "method: there is no 'x'"),
        ("gates", {"method": "auth.test", "where": "beside"}, "where must be 'before' or 'after'"),
        ("limits", {"enabled": "yes"}, "enabled must be true or false"),
        ("events", {"duplicates": 2}, "duplicates must be 1 or less"),
        ("tokens", {"restore": True, "revoke": "bot"}, "restore gives everything back, and goes alone"),
        ("waits", {"timeout": 1}, "channel and contains are needed, or method"),
        ("waits", {"method": "auth.test", "channel": "general"}, "method waits for a call"),
        ("gates/7/release", {}, "id: there is no gate 7"),
    ],
)
async def test_bad_input_is_named(path: str, order: JSON, error: str) -> None:
    async with scene() as sandbox:
        before = await everything(sandbox)
        status, answer = await post(sandbox, path, json.dumps(order))
        assert (status, answer["ok"]) == (400, False)
        assert error in answer["error"]
        assert await everything(sandbox) == before


@pytest.mark.parametrize(
    "body,error",
    [
        (b"", "the body is empty; it is a JSON object with skip"),
        (b'{"skip": 1e999}', "skip must be a finite number"),
        (b"{", "the body is not JSON"),
        (b"\xff", "the body is not JSON"),
        (b'{"skip": NaN}', "NaN is no number"),
        (b"[1]", "the body is a JSON object"),
        (b"[" * 100_000, "the body is nested too deeply"),
    ],
)
async def test_what_is_no_order_is_refused(sandbox: Sandbox, body: bytes, error: str) -> None:
    status, answer = await post(sandbox, "clock", body)
    assert status == 400
    assert error in answer["error"]


async def test_an_order_with_two_mistakes_names_both(sandbox: Sandbox) -> None:
    _, answer = await post(sandbox, "types", b'{"person": "ann", "text": 1}')
    assert answer["error"] == "channel is missing; text must be a text"


async def test_of_an_order_with_one_mistake_nothing_is_done(sandbox: Sandbox) -> None:
    order = {"clear": True, "latency": 0.5, "method": "auth.test", "kind": "refused", "error": "no_text"}
    sandbox.faults.latency = 0.1
    status, _ = await post(sandbox, "faults", json.dumps(order))
    assert (status, sandbox.faults.latency) == (400, 0.1)


@pytest.mark.parametrize(
    "verb,path,status,error",
    [
        (
            "GET",
            "/control/earthquake",
            404,
            "there is no /control/earthquake; GET /control says what there is",
        ),
        ("GET", "/control/types", 405, "/control/types takes POST, not GET"),
        ("POST", "/control/state", 405, "/control/state takes GET, HEAD, not POST"),
        ("POST", "/control/gates/1/explode", 404, "there is no /control/gates/1/explode"),
    ],
)
async def test_an_unknown_path_and_a_wrong_verb_are_said_so(
    sandbox: Sandbox, http: aiohttp.ClientSession, verb: str, path: str, status: int, error: str
) -> None:
    async with http.request(verb, sandbox.url + path) as response:
        assert response.status == status
        assert (await response.json())["error"].startswith(error)
