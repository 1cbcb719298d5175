"""The template of postmortems: the built-in one, or a team's, which is checked before it is needed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import structlog

from incident_bot.exports.markdown_text import escape, table_head
from incident_bot.settings import Settings

if TYPE_CHECKING:
    from jinja2 import Template
    from jinja2.runtime import Context
    from jinja2.sandbox import SandboxedEnvironment

log = structlog.get_logger()

BUILT_IN = "postmortem.md.j2"

_NO_FILE = "it is no file"
_LONGEST = 1_000_000
"""Characters, or items of a list, that an expression may make of a few."""

_MISTAKES = (TypeError, ValueError, ArithmeticError, LookupError, AttributeError, RecursionError, MemoryError)
"""What an expression in a template may raise."""


def rendered(told: Mapping[str, Any], path: Path) -> str:
    """The document by the template at `path`, or by the built-in one where there is no such file.

    A team's template that fails is left aside for the built-in one: the document is wanted now.
    """
    from jinja2 import TemplateError

    if path.is_file():
        try:
            return _filled(_team_template(path), told)
        except (TemplateError, OSError, *_MISTAKES) as broken:
            # What it complains of may be what people wrote: of the sample everything may be told.
            told_of = problems(path) or [f"{path}:{_line(broken)}: {type(broken).__name__}"]
            log.warning("a template failed", template=str(path), why=told_of[0])
    elif path.exists():
        log.warning("a template failed", template=str(path), why=_NO_FILE)
    return _filled(files(__package__).joinpath(BUILT_IN).read_text("utf-8"), told)


def problems(path: Path) -> list[str]:
    """What is wrong with a team's template, in a sentence with file and line."""
    from jinja2 import TemplateError, TemplateSyntaxError, UndefinedError

    if path.exists() and not path.is_file():
        return [f"{path}: {_NO_FILE}; `postmortem_template` names it"]
    if not path.is_file():
        # Without a file of the usual name the built-in one holds; another name somebody chose.
        usual = path == Settings.model_fields["postmortem_template"].default
        return [] if usual else [f"{path}: there is no such file; `postmortem_template` names it"]
    for told in _samples():
        try:
            _filled(_team_template(path), told)
        except TemplateSyntaxError as broken:
            return [f"{path}:{broken.lineno}: {broken.message}"]
        except (TemplateError, OSError, *_MISTAKES) as broken:
            why = str(broken) or type(broken).__name__
            names = f"; there are {', '.join(sorted(told))}" if isinstance(broken, UndefinedError) else ""
            return [f"{path}:{_line(broken)}: {why}{names}"]
    return []


def _team_template(path: Path) -> str:
    return path.read_text("utf-8")


def _filled(template: str, told: Mapping[str, Any]) -> str:
    return _compiled(template).render(told).strip() + "\n"


@lru_cache(maxsize=4)
def _compiled(template: str) -> Template:
    return _environment().from_string(template)


@cache
def _environment() -> SandboxedEnvironment:
    # Imported here, so that a bot that writes no postmortems does not carry it.
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    class Modest(ImmutableSandboxedEnvironment):
        """What a template reckons cannot take all the memory there is."""

        intercepted_binops = frozenset(["*", "**", "%"])

        def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
            _must_be_modest(operator, left, right)
            return super().call_binop(context, operator, left, right)

    environment = Modest(
        # This is no HTML: `finalize` escapes everything for Markdown.
        autoescape=False,
        finalize=escape,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["head"] = table_head
    return environment


def _must_be_modest(operator: str, left: Any, right: Any) -> None:
    """Raises ValueError for what would be endless."""
    if operator == "*":
        for many, times in ((left, right), (right, left)):
            if (
                isinstance(many, str | list | tuple)
                and isinstance(times, int)
                and len(many) * times > _LONGEST
            ):
                raise ValueError(f"“*” makes more than {_LONGEST} characters or items of it")
    elif operator == "**" and isinstance(right, int | float) and abs(right) > 100:
        raise ValueError("“**” has an exponent of more than 100")
    elif operator == "%" and isinstance(left, str) and re.search(r"\d{7}", left):
        raise ValueError("“%” makes too many characters of it")


def _line(broken: BaseException) -> int:
    """The line of the template on which it failed; Jinja puts it into the traceback."""
    line, at = 1, broken.__traceback__
    while at is not None:
        if at.tb_frame.f_code.co_filename == "<template>":
            line = at.tb_lineno
        at = at.tb_next
    return line


def _samples() -> Iterator[dict[str, Any]]:
    """What a template may be given: all that can be known, and as little."""
    yield SAMPLE
    yield {name: _least(value) for name, value in SAMPLE.items()} | _ALWAYS_THERE


def _least(value: Any) -> Any:
    if isinstance(value, bool):
        return not value
    return [] if isinstance(value, list) else 0 if isinstance(value, int) else ""


_TEXTS = """ref title severity status document published date duration commanders facilitator due draft_by
review_by publish_by began detected declared declared_by acknowledged mitigated resolved fixed_by impact
services no_roles updates chain_head command""".split()  # noqa: SIM905 - twenty-seven words read better so

SAMPLE: dict[str, Any] = {
    **dict.fromkeys(_TEXTS, "x"),
    **dict.fromkeys(("is_open", "is_drill", "is_private", "began_known"), True),
    "facts": 1,
    "zones": ["UTC", "Europe/Berlin"],
    "agenda": [{"minutes": 5, "what": "x"}],
    "timeline": [
        {"times": ["2026-01-05 14:30", "2026-01-05 15:30"], "kind": "note", "who": "x", "what": "x"}
    ],
    "roles": [{"role": "x", "who": "x", "since": "x", "until": "x"}],
    "vacancies": [{"role": "x", "length": "x", "commands": True}],
    "figures": [{"what": "x", "since": "x", "took": "x", "target": "x", "met": "yes"}],
    "went_well": ["x"],
    "went_poorly": ["x"],
    "groups": [
        {
            "title": "x",
            "todo": [
                {
                    **dict.fromkeys(("what", "owner", "priority", "due", "status", "criterion"), "x"),
                    "number": 1,
                }
            ],
        }
    ],
    "links": [{"title": "x", "address": "https://example.com"}],
}
"""Every name that a template may use, with something for each."""

_ALWAYS_THERE = {"zones": ["UTC"], **{name: SAMPLE[name] for name in ("agenda", "figures")}}
"""Lists in which there always is something: a template may take the first without asking."""
