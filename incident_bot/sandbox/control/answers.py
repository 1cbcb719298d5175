"""How orders are read and answered: JSON both ways, and a sentence for whatever is wrong."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TypeVar

from aiohttp import web
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from ..checked import problem
from ..errors import SlackError
from ..records import JSON
from .orders import Order

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
Read = TypeVar("Read", bound=Order)


class NotInTime(Exception):
    """What was waited for did not come."""


def order_of(model: type[Read], body: bytes) -> Read:
    """Raises ValueError, which names the fields that are wrong and what they may be."""
    if not body.strip():
        raise ValueError(f"the body is empty; it is a JSON object with {', '.join(model.model_fields)}")
    try:
        content = json.loads(body, parse_constant=_no_number)
    except RecursionError:
        raise ValueError("the body is nested too deeply") from None
    except ValueError as wrong:
        raise ValueError(f"the body is not JSON: {wrong}") from None
    if isinstance(content, dict):
        return _read(model, content)
    raise ValueError("the body is a JSON object")


def query_of(model: type[Read], query: Mapping[str, str]) -> Read:
    """The same for what stands behind the question mark."""
    return _read(model, dict(query))


@contextmanager
def naming(field: str) -> Iterator[None]:
    """Whatever is not found inside was named in this field."""
    try:
        yield
    except LookupError as unknown:
        raise ValueError(f"{field}: {_words(unknown)}") from None
    except SlackError as refused:
        raise ValueError(f"{field}: Slack refuses that: {refused.code}") from None


def answered(handler: Handler) -> Handler:
    """With 400 and a sentence for what is wrong, with 408 for what does not come."""

    async def handle(request: web.Request) -> web.StreamResponse:
        try:
            return await handler(request)
        except SlackError as refused:
            return wrong(400, f"Slack refuses that: {refused.code}")
        except LookupError as unknown:
            return wrong(400, _words(unknown))
        except ValueError as mistaken:
            return wrong(400, str(mistaken))
        except NotInTime as late:
            return wrong(408, str(late))

    return handle


def wrong(status: int, sentence: str) -> web.Response:
    return web.json_response({"ok": False, "error": sentence}, status=status)


def fields_of(model: type[Order]) -> JSON:
    """Each field: "needed", or what it is when it is not there."""
    return {
        name: "needed" if field.is_required() else field.get_default(call_default_factory=True)
        for name, field in model.model_fields.items()
    }


def _read(model: type[Read], content: Mapping[str, object]) -> Read:
    try:
        return model.model_validate(content)
    except ValidationError as invalid:
        errors = invalid.errors()
    unknown = any(error["type"] == "extra_forbidden" for error in errors)
    known = [f"known are {', '.join(model.model_fields)}"] if unknown else []
    raise ValueError("; ".join([*map(_told, errors), *known]))


def _told(error: ErrorDetails) -> str:
    """Of a field, or of the order as a whole."""
    if error["type"] == "extra_forbidden":
        return f"{error['loc'][-1] or repr('')} is not known here"
    if error["loc"]:
        return problem(error)
    return str(error.get("ctx", {}).get("error", error["msg"]))


def _words(unknown: LookupError) -> str:
    # KeyError shows its key in quotes.
    return f"there is no {unknown}" if isinstance(unknown, KeyError) else str(unknown)


def _no_number(constant: str) -> object:
    raise ValueError(f"{constant} is no number")
