"""Menus whose options the app is asked for while somebody types.

https://docs.slack.dev/reference/block-kit/block-elements/multi-select-menu-element#external_multi_select
"""

from __future__ import annotations

from ..blockkit import check_options_answer
from ..delivery import Delivery
from ..elements import find_element
from ..errors import SlackError
from ..records import JSON, Message, View
from ..shapes import view_shape
from ..workspace import Workspace
from .origin import envelope, message_blocks, message_origin

_LEAST_TYPED = 3


async def suggest(
    workspace: Workspace,
    delivery: Delivery,
    *,
    user: str,
    block_id: str,
    action_id: str,
    typed: str,
    message: Message | None = None,
    view: View | None = None,
) -> list[JSON]:
    """What the app offers for what was typed: options, or groups of options; [] while it is too short.

    What was offered can be chosen from then on. Raises SlackError: no such menu, no answer, a wrong answer.
    """
    element = _menu(message, view, block_id, action_id)
    if len(typed) < int(element.get("min_query_length", _LEAST_TYPED)):
        return []
    payload: JSON = {"type": "block_suggestion", **envelope(workspace, user)}
    payload |= {"block_id": block_id, "action_id": action_id, "value": typed}
    payload |= _origin(workspace, message, view, block_id)
    answer = await delivery.ask("interactive", "block_suggestion", payload)
    if answer.error is not None:
        raise SlackError(answer.error)
    body = answer.body or {}
    check_options_answer(body)
    found: list[JSON] = body["options"] if "options" in body else body["option_groups"]
    _remember(message or view, block_id, action_id, found)
    return found


def _menu(message: Message | None, view: View | None, block_id: str, action_id: str) -> JSON:
    blocks = view.body["blocks"] if view is not None else message_blocks(message) if message else []
    element = find_element(blocks, block_id, action_id)
    if element is None or not str(element["type"]).endswith("external_select"):
        raise SlackError("no_such_element")
    return element


def _origin(workspace: Workspace, message: Message | None, view: View | None, block_id: str) -> JSON:
    if message is not None:
        return message_origin(workspace, message, block_id)
    assert view is not None
    return {"container": {"type": "view", "view_id": view.id}, "view": view_shape(workspace, view)}


def _remember(where: Message | View | None, block_id: str, action_id: str, found: list[JSON]) -> None:
    assert where is not None
    known = where.offered.setdefault(block_id, {}).setdefault(action_id, [])
    # The same come again with every letter.
    known += [option for one in found for option in one.get("options", [one]) if option not in known]
