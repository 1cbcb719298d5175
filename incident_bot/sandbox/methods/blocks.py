"""Block Kit, checked before it is sent: blocks.validate"""

from __future__ import annotations

import json
from typing import Any, Literal

from ..blockkit import problems
from ..call import Call, invalid_arguments, method
from ..errors import SlackError
from ..records import JSON

_PAYLOADS: tuple[Literal["blocks", "view", "message"], ...] = ("blocks", "view", "message")
_MOST_CHARACTERS = 100_000


@method(
    "blocks.validate",
    # Neither a tier nor a token is documented of it.
    tier="special",
    optional=_PAYLOADS,
    errors=("invalid_blocks", "invalid_message", "invalid_view"),
    token="none",
)
def validate(call: Call) -> JSON:
    """https://docs.slack.dev/reference/methods/blocks.validate"""
    given = [name for name in _PAYLOADS if call.args.get(name) not in (None, "")]
    if len(given) != 1:
        raise invalid_arguments("must provide exactly one of `blocks`, `view`, or `message`")
    (name,) = given
    found = problems(name, _payload(call, name))
    if found:
        raise SlackError(f"invalid_{name}", errors=[problem.shape() for problem in found])
    return {}


def _payload(call: Call, name: str) -> Any:
    """JSON in a string, as it is documented; what came as JSON already is taken, too."""
    given = call.args[name]
    text = given if isinstance(given, str) else json.dumps(given)
    if len(text) > _MOST_CHARACTERS:
        raise invalid_arguments(f"must be less than {_MOST_CHARACTERS + 1} characters [json-pointer:/{name}]")
    try:
        return json.loads(text)
    except ValueError:
        raise invalid_arguments(f"must be valid JSON [json-pointer:/{name}]") from None
