"""What can go wrong with one call."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal, get_args

from ..call import COMMON_ERRORS, METHODS

# What passes: asked once more, Slack answers well.
Kind = Literal["ratelimited", "error500", "html500", "html503", "fatal_error", "lost_answer", "dropped"]
EveryKind = Literal[Kind, "refused", "timeout", "timeout_done"]

KINDS: Mapping[EveryKind, str] = {
    "ratelimited": "429 with a Retry-After",
    "error500": "500 with a JSON body; it is not done",
    "html500": "500 with a page of HTML; it is not done",
    "html503": "503 with a page of HTML; it is not done",
    "fatal_error": "the error fatal_error, although it is done",
    "lost_answer": "it is done, and the connection ends without an answer",
    "dropped": "it is not done, and the connection ends without an answer",
    "refused": "an error that Slack documents for the method; it is not done",
    "timeout": "it is not done, and no answer comes",
    "timeout_done": "it is done, and no answer comes",
}
# Any method at all; what is not a method of the Web API has a name of its own here.
ANY = "*"
ADDRESSES = ("response_url", "upload")

assert set(KINDS) == {*get_args(Kind), "refused", "timeout", "timeout_done"}


@dataclass
class Fault:
    """Befalls the nth call of a method from its order on, and the calls after it, `times` in all.

    With a `share` it befalls that share of all calls instead, by chance, until faults are cleared.
    """

    method: str
    kind: EveryKind
    nth: int = 1
    times: int = 1
    share: float | None = None
    # The code that a refusal has.
    error: str | None = None
    # Whole seconds: clients read nothing else.
    retry_after: int = 1

    def check(self) -> None:
        """Raises ValueError, which names the field and what it can be."""
        check_method(self.method)
        if self.kind not in KINDS:
            raise ValueError(f"kind is one of {', '.join(KINDS)}, not {self.kind!r}")
        if self.nth < 1 or self.times < 1:
            raise ValueError("nth and times are 1 or more")
        if self.share is not None and not 0 <= self.share <= 1:
            raise ValueError("share is a number from 0 to 1")
        if self.retry_after < 1:
            raise ValueError("retry_after is a whole number of seconds, 1 or more")
        self._check_error()

    def _check_error(self) -> None:
        if self.kind != "refused":
            if self.error is not None:
                raise ValueError("error is for the kind refused only")
            return
        allowed = errors_of(self.method)
        if not allowed:
            raise ValueError(f"kind refused is for methods: {self.method} has no error codes")
        if self.error not in allowed:
            # Those that any method may answer would fill the screen.
            own = ", ".join(code for code in allowed if code not in COMMON_ERRORS) or ", ".join(COMMON_ERRORS)
            raise ValueError(f"error is one that Slack documents for {self.method}, as in {own}")


def check_method(method: str) -> None:
    """Raises ValueError for a method that nobody can call."""
    if method in METHODS or method in (ANY, *ADDRESSES):
        return
    near = get_close_matches(method, METHODS, 1) or ["chat.postMessage"]
    raise ValueError(
        f"method: there is no {method!r}, but {near[0]}, {', '.join(ADDRESSES)}, and {ANY} for any"
    )


def errors_of(method: str) -> list[str]:
    """The codes with which the method may refuse."""
    if method in ADDRESSES:
        return []
    own = (*METHODS[method].errors, *METHODS[method].on_order) if method in METHODS else ()
    return sorted({*own, *COMMON_ERRORS})
