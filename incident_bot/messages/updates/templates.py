"""The templates of updates: the built-in ones, and those a team has put into a folder of its own.

What is wrong with a team's is told by `incident-bot check`, with its file and line, before anybody needs it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import structlog

from incident_bot.incidents.audiences import Audience, Stage

if TYPE_CHECKING:
    from jinja2.sandbox import SandboxedEnvironment

log = structlog.get_logger()

ENDING = ".txt.j2"
NEXT = "customers_next"
"""What is added to words for customers: when they hear more."""

NAMES = (*(f"{audience}_{stage}" for audience in Audience for stage in Stage), NEXT)

_EVERYBODY: dict[str, Any] = {
    **dict.fromkeys(("started", "ended", "duration", "impact"), "x"),
    "status": "identified",
    "services": ["x"],
}
_COLLEAGUES = ("ref", "title", "severity", "severity_word", "commander", "fixed_by", "postmortem")


def rendered(name: str, told: Mapping[str, Any], folder: Path | None) -> str:
    """A template filled in, without blank lines at its ends.

    A team's template that fails is left aside for the built-in one: words are wanted now.
    """
    from jinja2 import TemplateError

    if folder is not None:
        try:
            return _environment(folder).get_template(name + ENDING).render(told).strip()
        except (TemplateError, OSError, *_MISTAKES) as broken:
            log.warning("a template failed", template=name + ENDING, why=type(broken).__name__)
    return _environment(None).get_template(name + ENDING).render(told).strip()


def problems(folder: Path | None) -> list[str]:
    """What is wrong with a team's templates, a sentence each, with file and line."""
    if folder is None:
        return []
    if not folder.is_dir():
        return [f"{folder}: there is no such folder; `templates` of [updates] names it"]
    return [problem for path in sorted(folder.iterdir()) for problem in _problems(folder, path)]


def _problems(folder: Path, path: Path) -> Iterator[str]:
    if not path.name.endswith(".j2"):
        return
    name = path.name.removesuffix(ENDING)
    if name not in NAMES or name == path.name:
        yield f"{path}: there is no such template; there are {', '.join(NAMES)}, each with {ENDING}"
        return
    for told in _samples(name):
        if problem := _problem(folder, path, told):
            yield problem
            return


def _problem(folder: Path, path: Path, told: Mapping[str, Any]) -> str | None:
    from jinja2 import TemplateError, TemplateSyntaxError

    try:
        _environment(folder).get_template(path.name).render(told)
    except TemplateSyntaxError as broken:
        return f"{path}:{broken.lineno}: {broken.message}"
    except (TemplateError, OSError, *_MISTAKES) as broken:
        return f"{path}:{_line(broken, path)}: {broken}; there are {', '.join(sorted(told))}"
    return None


def _samples(name: str) -> Iterator[dict[str, Any]]:
    """What a template may be given: all that can be known, and as little."""
    if name == NEXT:
        yield {"next_update": "2026-01-05 15:00 UTC"}
        return
    told: dict[str, Any] = dict(_EVERYBODY)
    if not name.startswith(Audience.CUSTOMERS):
        told |= dict.fromkeys(_COLLEAGUES, "x") | {"done": ["x"]}
    yield told
    yield {each: [] if isinstance(value, list) else "" for each, value in told.items()}
    for status in ("investigating", "monitoring", "resolved"):
        yield {**told, "status": status}


_MISTAKES = (TypeError, ValueError, ArithmeticError, LookupError, AttributeError, RecursionError)
"""What an expression in a template may raise."""


def _line(broken: BaseException, path: Path) -> int:
    """The line of the template on which it failed; Jinja puts it into the traceback."""
    line, at = 1, broken.__traceback__
    while at is not None:
        if at.tb_frame.f_code.co_filename == str(path):
            line = at.tb_lineno
        at = at.tb_next
    return line


@cache
def _environment(folder: Path | None) -> SandboxedEnvironment:
    # Imported here, so that a bot whose team writes no updates does not carry it.
    from jinja2 import ChoiceLoader, DictLoader, FileSystemLoader, StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    here = files(__package__)
    ours = DictLoader({name + ENDING: here.joinpath(name + ENDING).read_text("utf-8") for name in NAMES})
    return ImmutableSandboxedEnvironment(
        loader=ChoiceLoader([FileSystemLoader(folder), ours]) if folder else ours,
        # No HTML: whoever shows the words escapes them.
        autoescape=False,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
