"""Looking for words in text whatever their case: É is é, and straße is STRASSE.

Left to themselves both databases know only the letters of ASCII, or those of their server's locale.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Boolean, ColumnElement, Text, cast, literal
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

FUNCTION = "casefold"
"""What every connection to SQLite is given under this name: `fold`."""


def fold(text: str | None) -> str | None:
    """The text without its case, as `str.casefold` has it; NULL stays NULL."""
    return None if text is None else str(text).casefold()


def has_words(column: Any, words: str) -> ColumnElement[bool]:
    """Whether `words` stand in a column just so, in whatever case; no character of them is a wildcard."""
    return _HasWords(cast(column, Text), literal(words, Text))


class _HasWords(FunctionElement[bool]):
    type = Boolean()
    inherit_cache = True


@compiles(_HasWords, "sqlite")
def _sqlite(element: _HasWords, compiler: SQLCompiler, **kw: Any) -> str:
    column, words = (f"{FUNCTION}({compiler.process(each, **kw)})" for each in element.clauses)
    return f"(instr({column}, {words}) > 0)"


@compiles(_HasWords, "postgresql")
def _postgresql(element: _HasWords, compiler: SQLCompiler, **kw: Any) -> str:
    template = _folded(getattr(compiler.dialect, "server_version_info", None) or (0,))
    column, words = (template.format(compiler.process(each, **kw)) for each in element.clauses)
    return f"(strpos({column}, {words}) > 0)"


def _folded(version: tuple[int, ...]) -> str:
    """https://www.postgresql.org/docs/18/functions-string.html, https://www.postgresql.org/docs/18/collation.html"""
    if version >= (18,):
        return 'casefold({} COLLATE "pg_unicode_fast")'
    # Before, lower() knows only one letter for one; and before 17 only those of the server's locale.
    lower = 'lower({} COLLATE "pg_c_utf8")' if version >= (17,) else "lower({})"
    return f"replace({lower}, 'ß', 'ss')"
