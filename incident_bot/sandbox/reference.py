"""docs/sandbox-methods.md, written from what the methods say of themselves.

`python -m incident_bot.sandbox.reference > docs/sandbox-methods.md`
"""

from __future__ import annotations

import sys
from collections.abc import Iterable

from . import methods
from .call import COMMON_ERRORS, METHODS, Method

_HEAD = """\
# Methods of the sandbox

Each method with Slack's rate-limit tier, the scopes it needs, its arguments (in bold those it needs),
the errors that it answers by itself, and those that come only when a fault orders them
([sandbox.md](sandbox.md#bad-weather)), because nothing in a workspace on one machine would cause them.
Arguments that Slack does not document are ignored, as Slack does. This page is written by
`python -m incident_bot.sandbox.reference`.

Any method may also be ordered to answer {common}.
"""
# Importing the methods registers them.
_FAMILIES = methods.__all__


def reference() -> str:
    """The whole page, in Markdown."""
    common = ", ".join(f"`{error}`" for error in COMMON_ERRORS)
    parts = [_HEAD.format(common=common)]
    family = ""
    for name in sorted(METHODS):
        if name.partition(".")[0] != family:
            family = name.partition(".")[0]
            parts.append(f"## {family}\n")
        parts.append(_entry(METHODS[name]))
    return "\n".join(parts)


def _entry(method: Method) -> str:
    lines = [f"### {method.name}\n", f"[Slack's page]({method.page}) · {_tier(method)} · {_caller(method)}\n"]
    arguments = [*(f"**`{name}`**" for name in method.required), *_code(method.optional)]
    for label, named in (
        ("arguments", arguments),
        ("errors", _code(method.errors)),
        ("on order", _code(method.on_order)),
    ):
        if named:
            lines.append(f"- {label}: {', '.join(named)}")
    return "\n".join(lines) + "\n"


def _tier(method: Method) -> str:
    if method.tier != "special":
        return f"tier {method.tier}"
    return f"{method.per_minute} a minute" if method.per_minute else "a tier of its own"


def _caller(method: Method) -> str:
    if method.token == "none":
        return "no token"
    if method.scope:
        return f"{method.token} token with `{method.scope}`"
    if method.by_kind:
        scopes = sorted({scope for any_of in method.by_kind.values() for scope in any_of})
        return f"{method.token} token with, by kind of channel, {', '.join(_code(scopes))}"
    return f"{method.token} token"


def _code(names: Iterable[str]) -> list[str]:
    return [f"`{name}`" for name in names]


if __name__ == "__main__":
    sys.stdout.write(reference())
