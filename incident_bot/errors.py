"""The three ways something may go wrong on purpose. Everything else is a bug and is left to fly."""

from __future__ import annotations


class Refused(Exception):
    """What a person asked cannot be done. They are told why and how to do it right; nothing is saved.

    `problem` is a sentence, `example` one correct line to type, `field` the form field at fault, if any.
    `problem` is shown as it is: whoever raises this escapes what people typed. The example is made of what
    the person typed, or holds `<text>` and the like: whoever copies it when they are tired must do no harm.
    """

    def __init__(self, problem: str, *, example: str | None = None, field: str | None = None) -> None:
        super().__init__(problem)
        self.problem = problem
        self.example = example
        self.field = field


class Retry(Exception):
    """Not now: the outside world asks to wait, or did not answer. The job is run again later.

    `after` is in seconds; None lets the runner choose, longer with each attempt.
    """

    def __init__(self, why: str, *, after: float | None = None) -> None:
        super().__init__(why)
        self.why = why
        self.after = after


class GiveUp(Exception):
    """Trying again cannot help (a missing scope, a channel that is gone). `why` goes on the record."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why
