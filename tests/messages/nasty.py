"""Text that people type, or paste, or make up to see what happens."""

from __future__ import annotations

from hypothesis import strategies as st

NASTY = {
    "broadcast": "<!channel> <!here> <!everyone> <@U0ANN0000> <#C0GENERAL>",
    "entities": "&lt;!channel&gt; &amp;amp; &#60; &",
    "three thousand": "checkout is failing " * 150,
    "three thousand ampersands": "&" * 3000,
    "one long word": "w" * 3000,
    "mark-up": "*bold* _it_ ~no~ `code` ```\nblock\n``` > quote",
    "links": "<https://example.com|click me> [click](https://example.com)",
    "emoji": "\N{FIRE}" * 1500 + "\N{MAN}\u200d\N{WOMAN}\u200d\N{GIRL}",
    "right to left": "\u05ea\u05e9\u05dc\u05d5\u05de\u05d9\u05dd \u202e\u05dc\u05d0 \u0639\u0627\u0637\u0644",
    "lines": "one\ntwo\r\n\n\n> three\n\n" * 100,
    "combining": "Z" + "\u0351\u036b\u0343" * 900,
    "one character": "x",
    "punctuation": "…",
}

typed = st.text(st.sampled_from("&<>*_~`|@#!:;^ \n-…aÄ\N{FIRE}\u05d0") | st.characters(codec="utf-8"))
"""As a person might type it, with more of what means something to Slack."""

anything = st.text(st.sampled_from("&<>|@#! \n\r\t\0") | st.characters(exclude_categories=()))
"""As a program might send it: control characters and halves of characters too."""
