"""Every dependency has its reason written down, and the locks name nothing but versions and hashes."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LOCKS = ["requirements.lock", "requirements-dev.lock"]


def test_every_dependency_has_its_reason_and_no_reason_outlives_its_dependency() -> None:
    assert explained() == declared()


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_does_not_say_where_packages_come_from(lock: str) -> None:
    lines = (ROOT / lock).read_text().splitlines()
    requirement = re.compile(r"#.*|[a-z0-9-]+==[^ ]+( ; .+)? \\|    --hash=sha256:[0-9a-f]{64}( \\)?")
    assert [line for line in lines if not requirement.fullmatch(line)] == []


def test_development_happens_on_the_very_versions_that_run() -> None:
    run, develop = (set(re.findall(r"^\S+==\S+", (ROOT / lock).read_text(), re.MULTILINE)) for lock in LOCKS)
    assert run <= develop


def declared() -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    groups = [requirement for group in project["dependency-groups"].values() for requirement in group]
    requirements = project["project"]["dependencies"] + [one for one in groups if isinstance(one, str)]
    return {re.split(r"[^A-Za-z0-9-]", requirement)[0] for requirement in requirements}


def explained() -> set[str]:
    rows = re.findall(r"^\| ([a-z].*?) \|", (ROOT / "docs/dependencies.md").read_text(), re.MULTILINE)
    names = {name.split(" (")[0] for row in rows for name in row.split(", ")}
    return names - {"package"}
