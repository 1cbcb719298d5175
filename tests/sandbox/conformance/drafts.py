"""What may be wrong with a message, by whatever method an app hands it in."""

from __future__ import annotations

from typing import Any

from ..bots import section

JSON = dict[str, Any]
NEVER = "1700000000.000001"

# Arguments and the error they bring.
WRONG_WORDS: list[tuple[JSON, str]] = [
    ({}, "no_text"),
    ({"text": ""}, "no_text"),
    ({"text": "x", "blocks": "{"}, "invalid_blocks_format"),
    ({"text": "x", "blocks": '{"type": "divider"}'}, "invalid_blocks_format"),
    ({"text": "x", "blocks": [{"type": "nonsense"}]}, "invalid_blocks"),
    ({"text": "x", "blocks": [section("x" * 2_900)] * 5}, "msg_blocks_too_long"),
    ({"text": "x", "attachments": "{"}, "invalid_attachments"),
    ({"text": "x", "attachments": [{"text": "x"}] * 101}, "too_many_attachments"),
    ({"text": "x", "markdown_text": "x"}, "markdown_text_conflict"),
    ({"markdown_text": "x" * 12_001}, "msg_too_long"),
]
WRONG_METADATA: list[tuple[Any, str]] = [
    ("{", "invalid_metadata_format"),
    (["x"], "invalid_metadata_format"),
    ({"event_type": "task_created"}, "invalid_metadata_schema"),
    ({"event_payload": {}}, "invalid_metadata_schema"),
    ({"event_type": "task_created", "event_payload": "x"}, "invalid_metadata_schema"),
    ({"event_type": "task_created", "event_payload": {"id": "x" * 8_000}}, "metadata_too_large"),
]
ERRORS_OF_WORDS = sorted({error for _, error in WRONG_WORDS})
ERRORS_OF_METADATA = sorted({error for _, error in WRONG_METADATA})
