"""The PostgreSQL that the other tests rely on is real, and nobody meets another's leftovers."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import psycopg

from tests.postgres import fresh_database


def test_the_server_is_a_real_and_recent_postgresql(postgres_url: str) -> None:
    with psycopg.connect(postgres_url) as connection:
        assert connection.info.server_version > 140_000


def test_databases_do_not_see_each_other_and_are_gone_afterwards(postgres_url: str) -> None:
    before = databases(postgres_url)
    with fresh_database(postgres_url) as first, fresh_database(postgres_url) as second:
        with psycopg.connect(first) as connection:
            connection.execute("CREATE TABLE incidents (title text)")
        assert tables(first) == ["incidents"]
        assert tables(second) == []
    assert databases(postgres_url) == before


def test_a_database_is_dropped_even_while_someone_is_connected(postgres_url: str) -> None:
    before = databases(postgres_url)
    with fresh_database(postgres_url) as url:
        forgotten = psycopg.connect(url)
    assert databases(postgres_url) == before
    forgotten.close()


def test_whoever_asks_for_a_database_gets_each_kind_in_turn(database_url: str) -> None:
    if database_url.startswith("sqlite:///"):
        with closing(sqlite3.connect(database_url.removeprefix("sqlite:///"))) as file:
            assert file.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)
    else:
        assert tables(database_url) == []


def databases(url: str) -> set[str]:
    with psycopg.connect(url) as connection:
        return {str(row[0]) for row in connection.execute("SELECT datname FROM pg_database")}


def tables(url: str) -> list[str]:
    with psycopg.connect(url) as connection:
        rows = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        return [str(row[0]) for row in rows]
