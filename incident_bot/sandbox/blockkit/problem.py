"""What is wrong with blocks or a view: a sentence in Slack's words, a JSON pointer, the constraint."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from ..records import JSON

Surface = Literal["message", "modal", "home"]


@dataclass(frozen=True)
class Problem:
    """One entry of `errors`: https://docs.slack.dev/reference/methods/blocks.validate"""

    message: str
    pointer: str
    # "failed_constraint", "missing_field" or "invalid_type".
    code: str = "failed_constraint"
    # type, and where it makes sense expected and got; only of failed constraints.
    constraint: JSON | None = None
    # The missing one.
    field: str | None = None

    @property
    def line(self) -> str:
        return f"{self.message} [json-pointer:{self.pointer}]"

    def shape(self) -> JSON:
        beside = {"constraint": self.constraint, "field": self.field}
        told = {name: value for name, value in beside.items() if value is not None}
        return {"code": self.code, "message": self.message, "pointer": self.pointer, **told}


@dataclass
class Problems:
    """Everything that is wrong in one payload."""

    surface: Surface
    found: list[Problem] = field(default_factory=list)
    # Everything a person would read, for Slack's limits over all blocks together.
    text_length: int = 0
    markdown_length: int = 0

    def failed(self, message: str, pointer: str, kind: str, expected: Any = None, got: Any = None) -> None:
        """A constraint that a value of the right type does not keep."""
        sides = {"expected": expected, "got": got}
        constraint = {"type": kind, **{name: side for name, side in sides.items() if side is not None}}
        self.found.append(Problem(message, pointer, constraint=constraint))

    def is_no(self, kind: str, pointer: str) -> None:
        self.found.append(Problem(kind, pointer, code="invalid_type"))

    def missing(self, name: str, pointer: str) -> None:
        told = f"missing required field: {name}"
        self.found.append(Problem(told, pointer, code="missing_field", field=name))

    def strange(self, name: str, pointer: str) -> None:
        self.failed(f"invalid additional property: {name}", pointer, "additional_properties", got=name)

    def unsupported(self, kind: Any, among: tuple[str, ...], pointer: str) -> None:
        self.failed(f"unsupported type: {kind}", f"{pointer}/type", "enum", list(among), kind)

    def already(self, name: str, value: str, pointer: str) -> None:
        """Attested of action_id only; of block_id only that it is refused."""
        self.failed(f'`{name}` "{value}" already exists', pointer, "unique", got=value)
