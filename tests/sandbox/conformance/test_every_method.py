"""What holds of every method alike: tokens, scopes, needed arguments, and the errors that come on order."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import aiohttp
import pytest

from incident_bot.sandbox import Sandbox
from incident_bot.sandbox.call import COMMON_ERRORS, METHODS, Method
from incident_bot.sandbox.records import Token

JSON = dict[str, Any]


class Caller:
    """Somebody with a token who calls without any client."""

    def __init__(self, sandbox: Sandbox, http: aiohttp.ClientSession) -> None:
        self._sandbox = sandbox
        self._http = http
        app = sandbox.app
        person = Token("xoxp-ann", "user", sandbox.person("ann").id, frozenset({"openid"}))
        sandbox.workspace.tokens[person.value] = person
        self.tokens = {"bot": app.bot_token, "app": app.app_token, "user": person.value, "none": ""}
        self.tokens["any"] = app.bot_token

    def token(self, kind: str) -> Token:
        """The one that methods of this kind take."""
        return self._sandbox.workspace.tokens[self.tokens[kind]]

    async def call(self, method: str, token: str, **arguments: str) -> JSON:
        """POSTs the arguments as a form."""
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        address = f"{self._sandbox.api_url}{method}"
        async with self._http.post(address, data=arguments, headers=headers) as answer:
            return dict(await answer.json())


@pytest.fixture
def caller(sandbox: Sandbox, http: aiohttp.ClientSession) -> Caller:
    return Caller(sandbox, http)


def each(which: Callable[[Method], object]) -> pytest.MarkDecorator:
    """The test once for each method that it is about."""
    about = sorted((method for method in METHODS.values() if which(method)), key=lambda one: one.name)
    return pytest.mark.parametrize("method", about, ids=lambda one: str(one.name))


def takes_a_token(method: Method) -> bool:
    return method.token != "none"


@each(takes_a_token)
async def test_it_wants_a_token(method: Method, caller: Caller) -> None:
    assert (await caller.call(method.name, ""))["error"] == "not_authed"


@each(takes_a_token)
async def test_it_wants_a_token_that_it_knows(method: Method, caller: Caller) -> None:
    assert (await caller.call(method.name, "xoxb-of-somebody-else"))["error"] == "invalid_auth"


@each(takes_a_token)
async def test_it_takes_no_token_of_another_kind(method: Method, caller: Caller) -> None:
    taken = {"bot", "user"} if method.token == "any" else {method.token}
    for kind in {"bot", "app", "user"} - taken:
        answer = await caller.call(method.name, caller.tokens[kind])
        assert answer["error"] == "not_allowed_token_type", kind


@each(takes_a_token)
async def test_it_takes_no_revoked_token(method: Method, caller: Caller) -> None:
    caller.token(method.token).revoked = True
    assert (await caller.call(method.name, caller.tokens[method.token]))["error"] == "token_revoked"


@each(takes_a_token)
async def test_it_takes_no_expired_token(method: Method, caller: Caller, clock: Callable[[], float]) -> None:
    caller.token(method.token).expires = clock()
    assert (await caller.call(method.name, caller.tokens[method.token]))["error"] == "token_expired"


@each(lambda method: method.scope and method.token == "bot")
async def test_it_names_the_scope_that_is_missing(method: Method, caller: Caller, sandbox: Sandbox) -> None:
    sandbox.app.scopes = frozenset({"commands", "team:read"})
    assert await caller.call(method.name, sandbox.app.bot_token) == {
        "ok": False,
        "error": "missing_scope",
        "needed": method.scope,
        "provided": "commands,team:read",
    }


@each(lambda method: method.required)
async def test_it_names_the_argument_that_is_missing(method: Method, caller: Caller) -> None:
    answer = await caller.call(method.name, caller.tokens[method.token])
    assert answer["error"] == "invalid_arguments"
    assert answer["response_metadata"]["messages"] == [
        f"[ERROR] missing required field: {method.required[0]}"
    ]


@each(lambda method: method.errors or method.on_order)
async def test_any_of_its_errors_comes_on_order(method: Method, caller: Caller, sandbox: Sandbox) -> None:
    for error in [*method.errors, *method.on_order]:
        sandbox.faults.next(method.name, "refused", error=error)
        answer = await caller.call(method.name, caller.tokens[method.token])
        assert (answer["ok"], answer["error"]) == (False, error)


@pytest.mark.parametrize("error", COMMON_ERRORS)
async def test_what_any_method_may_answer_comes_on_order(
    error: str, caller: Caller, sandbox: Sandbox
) -> None:
    sandbox.faults.next("*", "refused", error=error)
    assert (await caller.call("auth.test", sandbox.app.bot_token))["error"] == error
    assert (await caller.call("auth.test", sandbox.app.bot_token))["ok"]


async def test_a_method_that_is_none(caller: Caller, sandbox: Sandbox) -> None:
    answer = await caller.call("chat.shout", sandbox.app.bot_token)
    assert (answer["error"], answer["req_method"]) == ("unknown_method", "chat.shout")


@each(lambda method: True)
def test_nothing_is_claimed_twice(method: Method) -> None:
    def twice(names: Iterable[str]) -> list[str]:
        listed = list(names)
        return sorted({name for name in listed if listed.count(name) > 1})

    assert twice([*method.required, *method.optional]) == []
    assert twice([*method.errors, *method.on_order]) == []
    assert sorted(set(COMMON_ERRORS).intersection([*method.errors, *method.on_order])) == []
