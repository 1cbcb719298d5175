"""docs/architecture.md shows the house as it is: its rooms, their order, and what follows from what."""

from __future__ import annotations

import re
import tomllib

from incident_bot.effects.table import EFFECTS
from tests.docs.pages import ROOT, SOURCE, quoted, read, rows, section

PAGE = read("docs/architecture.md")


def test_every_room_and_every_file_beside_them_is_shown() -> None:
    rooms = {f"{path.parent.name}/" for path in SOURCE.glob("*/__init__.py")}
    files = {path.name for path in SOURCE.glob("*.py")} - {"__init__.py"}
    assert sorted(shown()) == sorted(rooms | files)


def test_they_stand_in_the_order_in_which_they_may_import() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    [layers] = [each["layers"] for each in project["tool"]["importlinter"]["contracts"] if "layers" in each]
    order = {name: height for height, layer in enumerate(layers) for name in re.findall(r"\w+", layer)}
    heights = [order[name.removesuffix("/").removesuffix(".py")] for name in shown()]
    assert heights == sorted(heights)


def test_every_module_that_is_named_exists() -> None:
    modules = [each for each in quoted(PAGE) if re.fullmatch(r"[\w/]+\.py", each)]
    assert len(modules) > 10
    assert [each for each in modules if not (SOURCE / each).exists() and not (ROOT / each).exists()] == []


def test_the_table_of_effects_is_the_one_in_the_code() -> None:
    told = {
        quoted(kind)[0]: (quoted(effects), set(lane.split(", ")) - {"–"})
        for kind, effects, lane in rows(section(PAGE, "What follows from what"))
    }
    assert told == {
        kind.value: ([effect.__name__ for effect, _ in row], {lane for _, lane in row})
        for kind, row in EFFECTS.items()
    }


def shown() -> list[str]:
    return [quoted(where)[0] for where, _ in rows(section(PAGE, "The rooms of the house"))]
