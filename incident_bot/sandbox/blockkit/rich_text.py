"""The rich text block: https://docs.slack.dev/reference/block-kit/blocks/rich-text-block"""

from __future__ import annotations

from typing import Any

from .problem import Problems
from .rules import Rule, also, boolean, by_type, integer, listed, object_of, one_of, pattern, string

_ID = string(255)
_SAID = string(1_000_000)


def _style(*names: str) -> Rule:
    return object_of({}, dict.fromkeys(names, boolean), typed=False)


_WRITTEN = {"style": _style("bold", "italic", "strike", "code", "underline")}
_MENTION = {"style": _style("bold", "italic", "strike", "highlight", "client_highlight", "unlink")}


def _text(part: Any, at: str, problems: Problems) -> None:
    problems.text_length += len(part["text"])


TEXT = also(object_of({"text": _SAID}, _WRITTEN), _text)
LINK = object_of({"url": string(3000)}, {"text": _SAID, "unsafe": boolean, **_WRITTEN})
_EMOJI = object_of({"name": _ID}, {"skin_tone": integer(1, 6), "unicode": _ID, **_WRITTEN})
_DATE = object_of(
    {"timestamp": integer(0), "format": string(1000)},
    {"url": string(3000), "fallback": string(3000), **_WRITTEN},
)
_INLINE = by_type(
    {
        "text": TEXT,
        "link": LINK,
        "emoji": _EMOJI,
        "date": _DATE,
        "user": object_of({"user_id": _ID}, _MENTION),
        "channel": object_of({"channel_id": _ID}, _MENTION),
        "usergroup": object_of({"usergroup_id": _ID}, _MENTION),
        "team": object_of({"team_id": _ID}, _MENTION),
        "broadcast": object_of({"range": one_of("here", "channel", "everyone")}, _MENTION),
        "color": object_of({"value": pattern("^#[0-9A-Fa-f]{6}$")}, _WRITTEN),
    }
)
_BORDER = {"border": integer(0, 1)}
_ELEMENTS = {"elements": listed(_INLINE, least=0)}
_SECTION = object_of(_ELEMENTS)
_PARTS = by_type(
    {
        "rich_text_section": _SECTION,
        "rich_text_list": object_of(
            {
                "style": one_of("bullet", "ordered"),
                "elements": listed(by_type({"rich_text_section": _SECTION}), least=0),
            },
            {"indent": integer(0, 8), "offset": integer(0), **_BORDER},
        ),
        "rich_text_quote": object_of(_ELEMENTS, _BORDER),
        # Nothing but text and links is code.
        "rich_text_preformatted": object_of(
            {"elements": listed(by_type({"text": TEXT, "link": LINK}), least=0)}, _BORDER
        ),
    }
)
RICH_TEXT = object_of({"elements": listed(_PARTS)}, {"block_id": _ID})
