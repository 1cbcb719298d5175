"""views.*: modals and the home tab."""

from __future__ import annotations

import json
from typing import Any

import pytest

from incident_bot.sandbox import Sandbox
from incident_bot.sandbox.acts.modals import close_modal, new_trigger
from incident_bot.sandbox.workspace import SLACKBOT

from ..bots import button, modal, plain, question, section
from ..conftest import Clock
from .conftest import Slack
from .documented import documented
from .heard import hears
from .shapes import EVENTS, VIEW, misfits

JSON = dict[str, Any]
ANN, BO = "U0ANN0000", "U0BO00000"
NAME = question("What?", {"type": "plain_text_input", "action_id": "name"}, block_id="name_block")
HOME: JSON = {"type": "home", "blocks": [section("Home", block_id="home")]}
HUGE = [section("x" * 2_999) for _ in range(90)]
_ERRORS = ("exchanged_trigger_id", "expired_trigger_id", "invalid_trigger_id")
_BOTH = ["views_open", "views_push"]


@pytest.fixture
def trigger(sandbox: Sandbox) -> str:
    """Ann did something."""
    return new_trigger(sandbox.workspace, ANN)


async def opened(slack: Slack, sandbox: Sandbox, view: JSON, user: str = ANN) -> JSON:
    trigger_id = new_trigger(sandbox.workspace, user)
    return dict((await slack.call("views_open", trigger_id=trigger_id, view=view))["view"])


def inside(sandbox: Sandbox, view: JSON) -> str:
    """Ann did something in this modal."""
    return new_trigger(sandbox.workspace, ANN, view["id"])


@documented("views.open")
async def test_a_modal_is_opened(slack: Slack, sandbox: Sandbox, trigger: str) -> None:
    form = modal(NAME, private_metadata="7", notify_on_close=True)
    answer = await slack.call("views_open", trigger_id=trigger, view=form)

    view = answer["view"]
    assert misfits(answer, "ok view") == misfits(view, VIEW) == []
    assert (view["type"], view["callback_id"], view["private_metadata"]) == ("modal", "form", "7")
    assert (view["external_id"], view["clear_on_close"], view["notify_on_close"]) == ("", False, True)
    assert (view["root_view_id"], view["previous_view_id"]) == (view["id"], None)
    assert (view["title"], view["submit"], view["close"]) == (plain("A form"), plain("Send"), None)
    assert view["state"]["values"]["name_block"]["name"] == {"type": "plain_text_input", "value": None}
    assert sandbox.workspace.stacks[ANN] == [view["id"]]


async def test_a_view_may_be_json_in_a_string(slack: Slack, sandbox: Sandbox, trigger: str) -> None:
    form = json.dumps(modal(NAME))
    view = (await slack.call("views_open", interactivity_pointer=trigger, view=form))["view"]
    assert view["title"] == plain("A form")


@documented("views.push")
async def test_modals_are_stacked(slack: Slack, sandbox: Sandbox) -> None:
    first = await opened(slack, sandbox, modal(section("1"), submit=plain("Next")))
    answer = await slack.call("views_push", trigger_id=inside(sandbox, first), view=modal(NAME))
    second = answer["view"]
    assert misfits(second, VIEW) == []
    assert (second["root_view_id"], second["previous_view_id"]) == (first["id"], first["id"])
    third = await slack.call("views_push", trigger_id=inside(sandbox, second), view=modal(NAME))
    assert third["view"]["root_view_id"] == first["id"]
    assert third["view"]["previous_view_id"] == second["id"]
    assert sandbox.workspace.stacks[ANN] == [first["id"], second["id"], third["view"]["id"]]


@documented("views.open", *_ERRORS)
@documented("views.push", *_ERRORS)
@pytest.mark.parametrize("verb", _BOTH)
async def test_a_trigger_is_good_for_three_seconds_and_once(
    slack: Slack, sandbox: Sandbox, clock: Clock, verb: str
) -> None:
    root = await opened(slack, sandbox, modal(NAME))
    view = modal(NAME)

    async def error(trigger_id: str) -> str:
        return await slack.error(verb, trigger_id=trigger_id, view=view)

    assert await error("1.2.abc") == "invalid_trigger_id"
    used, late = inside(sandbox, root), inside(sandbox, root)
    clock.time += 3
    await slack.call("views_push", trigger_id=used, view=view)
    assert await error(used) == "exchanged_trigger_id"
    clock.time += 1
    assert await error(late) == "expired_trigger_id"


@pytest.mark.parametrize("verb", _BOTH)
async def test_without_a_trigger_nothing_is_opened(slack: Slack, verb: str) -> None:
    refused = await slack.refused(verb, view=modal(NAME))
    assert refused["error"] == "invalid_arguments"
    assert refused["response_metadata"]["messages"] == ["[ERROR] missing required field: trigger_id"]


async def test_a_view_that_is_wrong_costs_no_trigger(slack: Slack, trigger: str) -> None:
    form = modal(NAME, title=plain("x" * 25))
    refused = await slack.refused("views_open", trigger_id=trigger, view=form)
    assert (refused["error"], refused["response_metadata"]["messages"]) == (
        "invalid_arguments",
        ["[ERROR] must be less than 25 characters [json-pointer:/view/title/text]"],
    )
    await slack.call("views_open", trigger_id=trigger, view=modal(NAME))


@documented("views.push", "push_limit_reached")
async def test_three_modals_are_enough(slack: Slack, sandbox: Sandbox) -> None:
    view = await opened(slack, sandbox, modal(NAME))
    for _ in range(2):
        answer = await slack.call("views_push", trigger_id=inside(sandbox, view), view=modal(NAME))
        view = answer["view"]
    error = await slack.error("views_push", trigger_id=inside(sandbox, view), view=modal(NAME))
    assert error == "push_limit_reached"


@documented("views.push", "not_found")
async def test_nothing_is_pushed_onto_what_is_not_open(slack: Slack, sandbox: Sandbox, trigger: str) -> None:
    # A command was typed, and no modal is open.
    assert await slack.error("views_push", trigger_id=trigger, view=modal(NAME)) == "not_found"
    view = await opened(slack, sandbox, modal(NAME))
    trigger = inside(sandbox, view)
    close_modal(sandbox.workspace, ANN)
    assert await slack.error("views_push", trigger_id=trigger, view=modal(NAME)) == "not_found"


@documented("views.open", "duplicate_external_id", "view_too_large")
@documented("views.push", "duplicate_external_id", "view_too_large")
@documented("views.update", "duplicate_external_id", "view_too_large")
@pytest.mark.parametrize("verb", [*_BOTH, "views_update"])
async def test_modals_that_cannot_be(slack: Slack, sandbox: Sandbox, verb: str) -> None:
    await opened(slack, sandbox, modal(NAME, external_id="mine"), user=BO)
    view = await opened(slack, sandbox, modal(NAME))

    async def error(view_body: JSON) -> str:
        where = {"view_id": view["id"]} if verb == "views_update" else {"trigger_id": inside(sandbox, view)}
        return await slack.error(verb, view=view_body, **where)

    assert await error(modal(NAME, external_id="mine")) == "duplicate_external_id"
    assert await error(modal(*HUGE, submit=plain("Send"))) == "view_too_large"


@documented("views.update")
async def test_a_modal_changes_and_keeps_what_was_typed(slack: Slack, sandbox: Sandbox) -> None:
    number = question("No?", {"type": "plain_text_input", "action_id": "no"}, block_id="no_block")
    before = await opened(slack, sandbox, modal(NAME, number))
    typed = sandbox.workspace.views[before["id"]].values
    typed["name_block"]["name"]["value"] = "checkout"
    typed["no_block"]["no"]["value"] = "7"
    picked = question("No?", {"type": "number_input", "is_decimal_allowed": False, "action_id": "no"})
    changed = modal(NAME, {**picked, "block_id": "no_block"}, title=plain("Changed"))
    answer = await slack.call("views_update", view_id=before["id"], hash=before["hash"], view=changed)

    after = answer["view"]
    assert misfits(answer, "ok view") == misfits(after, VIEW) == []
    assert (after["id"], after["title"]) == (before["id"], plain("Changed"))
    assert after["hash"] != before["hash"]
    values = after["state"]["values"]
    assert values["name_block"]["name"]["value"] == "checkout"
    # Another kind of field is a new field.
    assert values["no_block"]["no"] == {"type": "number_input", "value": None}


async def test_a_modal_is_known_by_the_apps_own_id(slack: Slack, sandbox: Sandbox) -> None:
    form = modal(NAME, external_id="mine")
    view = await opened(slack, sandbox, form)
    answer = await slack.call("views_update", external_id="mine", view=form)
    assert answer["view"]["id"] == view["id"]


@documented("views.update", "not_found", "hash_conflict")
async def test_modals_that_do_not_change(slack: Slack, sandbox: Sandbox) -> None:
    view = await opened(slack, sandbox, modal(NAME))

    async def error(**which: str) -> str:
        return await slack.error("views_update", view=modal(NAME), **which)

    # The client itself wants one of the two.
    refused = await slack.refused("api_call", api_method="views.update", json={"view": modal(NAME)})
    assert refused["response_metadata"]["messages"] == ["[ERROR] missing required field: view_id"]
    assert await error(view_id="V0NEVER00") == await error(external_id="never") == "not_found"
    assert await error(view_id=view["id"], hash="1.old") == "hash_conflict"
    close_modal(sandbox.workspace, ANN)
    assert await error(view_id=view["id"]) == "not_found"


@documented("views.publish")
async def test_a_home_is_published(slack: Slack, sandbox: Sandbox) -> None:
    answer = await slack.call("views_publish", user_id=ANN, view=HOME)
    view = answer["view"]
    assert misfits(answer, "ok view") == misfits(view, VIEW) == []
    assert (view["type"], view["submit"], view["close"]) == ("home", None, None)
    assert "title" not in view
    assert sandbox.workspace.homes[ANN].id == view["id"]
    await sandbox.person("ann").opens_home()
    event = await hears(sandbox, "app_home_opened")
    assert misfits(event, EVENTS["app_home_opened"]) == []
    assert event["view"]["id"] == view["id"]
    again = await slack.call("views_publish", user_id=ANN, view=HOME, hash=view["hash"])
    assert (again["view"]["id"], again["view"]["hash"]) != (view["id"], view["hash"])


async def test_everybody_has_a_home_of_their_own(slack: Slack, sandbox: Sandbox) -> None:
    for user in (ANN, BO):
        await slack.call("views_publish", user_id=user, view={**HOME, "private_metadata": user})
    assert [sandbox.workspace.homes[user].body["private_metadata"] for user in (ANN, BO)] == [ANN, BO]


@documented("views.publish", "hash_conflict", "duplicate_external_id", "view_too_large")
async def test_homes_that_cannot_be(slack: Slack) -> None:
    async def error(view: JSON, **args: str) -> str:
        return await slack.error("views_publish", user_id=ANN, view=view, **args)

    await slack.call("views_publish", user_id=BO, view={**HOME, "external_id": "mine"})
    await slack.call("views_publish", user_id=ANN, view=HOME)
    assert await error(HOME, hash="1.old") == "hash_conflict"
    assert await error({**HOME, "external_id": "mine"}) == "duplicate_external_id"
    assert await error({**HOME, "blocks": HUGE}) == "view_too_large"
    assert await error(modal(section("x"))) == "invalid_arguments"
    actions = {"type": "actions", "elements": [button("Go", "go", style="loud")]}
    assert await error({**HOME, "blocks": [actions]}) == "invalid_arguments"


@documented("views.publish", "not_enabled")
async def test_an_app_without_a_home(slack: Slack, sandbox: Sandbox) -> None:
    sandbox.app.home_tab = False
    assert await slack.error("views_publish", user_id=ANN, view=HOME) == "not_enabled"


@pytest.mark.parametrize("user", ["U0NOBODY0", "U0BOT0000", SLACKBOT])
async def test_who_has_no_home(slack: Slack, user: str) -> None:
    refused = await slack.refused("views_publish", user_id=user, view=HOME)
    assert refused["error"] == "invalid_arguments"
    assert refused["response_metadata"]["messages"] == ["[ERROR] invalid `user_id`"]
