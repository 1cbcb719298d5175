"""What a canvas consists of, and how one change changes it: https://docs.slack.dev/surfaces/canvases"""

from __future__ import annotations

from typing import Any

from ..call import invalid_arguments
from ..errors import SlackError
from ..records import JSON, Canvas, Section
from ..workspace import Workspace

MOST_BYTES = 1024 * 1024

_ANYWHERE = ("insert_at_start", "insert_at_end", "replace")
_AT_A_SECTION = ("insert_before", "insert_after", "delete")


def text_of(content: Any, pointer: str) -> str:
    """The markdown of a `document_content`. Raises SlackError."""
    if not isinstance(content, dict) or content.get("type") != "markdown":
        raise invalid_arguments(f"must be one of markdown [json-pointer:{pointer}/type]")
    markdown = content.get("markdown")
    if not isinstance(markdown, str):
        raise invalid_arguments(f"missing required field: markdown [json-pointer:{pointer}]")
    if len(markdown.encode()) > MOST_BYTES:
        raise SlackError("canvas_too_large")
    return markdown


def sections_of(workspace: Workspace, markdown: str) -> list[Section]:
    """Headings and what blank lines part; a code block is one section, blank lines and all."""
    blocks: list[list[str]] = [[]]
    fenced = False
    for line in markdown.splitlines():
        is_heading = line.startswith("#") and not fenced
        if (is_heading or not line.strip()) and not fenced:
            blocks.append([])
        if line.strip() or fenced:
            blocks[-1].append(line)
        if line.startswith("```"):
            fenced = not fenced
        if is_heading:
            blocks.append([])
    return [Section(_section_id(workspace), "\n".join(block)) for block in blocks if block]


def rename(canvas: Canvas, wanted: JSON) -> None:
    """Gives it another title. Raises SlackError."""
    canvas.title = text_of(wanted.get("title_content"), "/changes/0/title_content")


def change(workspace: Workspace, canvas: Canvas, wanted: JSON) -> None:
    """Inserts, replaces or deletes. Raises SlackError."""
    operation, section = wanted.get("operation"), wanted.get("section_id")
    if operation not in (*_ANYWHERE, *_AT_A_SECTION):
        allowed = ", ".join((*_ANYWHERE, *_AT_A_SECTION, "rename"))
        raise invalid_arguments(f"must be one of {allowed} [json-pointer:/changes/0/operation]")
    if operation in _AT_A_SECTION and not section:
        raise invalid_arguments("missing required field: section_id [json-pointer:/changes/0]")
    put: list[Section] = []
    if operation != "delete":
        put = sections_of(workspace, text_of(wanted.get("document_content"), "/changes/0/document_content"))
    begin, end = _span(canvas, str(operation), section)
    canvas.sections[begin:end] = put


def _span(canvas: Canvas, operation: str, section: object) -> tuple[int, int]:
    """Which sections make way for the new ones."""
    last = len(canvas.sections)
    if operation == "insert_at_start":
        return 0, 0
    if operation == "insert_at_end":
        return last, last
    if not section:
        # Replacing without saying what replaces everything.
        return 0, last
    at = next((index for index, one in enumerate(canvas.sections) if one.id == section), None)
    if at is None:
        raise SlackError("canvas_editing_failed", detail=f"section {section} was not found")
    return {"insert_before": (at, at), "insert_after": (at + 1, at + 1)}.get(operation, (at, at + 1))


def _section_id(workspace: Workspace) -> str:
    return f"temp:C:SBX{workspace.number('section'):025x}"
