"""Text as Slack keeps it, of apps and of people."""

from __future__ import annotations

import pytest

from incident_bot.sandbox import Sandbox
from incident_bot.sandbox.text import app_text, typed_text
from incident_bot.sandbox.text.emoji import unicode_of, with_characters, with_names


@pytest.mark.parametrize(
    "sent,kept",
    [
        ("a < b & c > d", "a &lt; b &amp; c &gt; d"),
        ("a &lt; b &amp; c &gt; d", "a &lt; b &amp; c &gt; d"),
        ("&copy;", "&amp;copy;"),
        ("> quoted", "&gt; quoted"),
        ("<@U1> <#C1|general> <!subteam^S1> <!here>", "<@U1> <#C1|general> <!subteam^S1> <!here>"),
        ("<https://example.com?a=1&amp;b|label>", "<https://example.com?a=1&amp;b|label>"),
        ("see https://example.com/a?b=1&c=2.", "see <https://example.com/a?b=1&amp;c=2>."),
        ("(https://example.com)", "(<https://example.com>)"),
        ("<b>https://example.com</b>", "&lt;b&gt;<https://example.com>&lt;/b&gt;"),
        ("<!date^1767600000^{date}|5 January, 🔥>", "<!date^1767600000^{date}|5 January, 🔥>"),
        ("🔥 on <https://example.com/🔥|🔥>", ":fire: on <https://example.com/🔥|:fire:>"),
    ],
)
def test_what_apps_send(sent: str, kept: str) -> None:
    assert app_text(sent) == kept
    assert app_text(kept) == kept


@pytest.mark.parametrize(
    "typed,kept",
    [
        ("<b> & 'c'", "&lt;b&gt; &amp; 'c'"),
        ("&lt;", "&amp;lt;"),
        ("<https://example.com>", "&lt;<https://example.com>&gt;"),
        ("done 🎉", "done :tada:"),
    ],
)
async def test_what_people_type(sandbox: Sandbox, typed: str, kept: str) -> None:
    assert typed_text(sandbox.workspace, typed) == kept


async def test_names_become_ids(sandbox: Sandbox) -> None:
    workspace = sandbox.workspace
    ann, general = workspace.user_named("ann"), workspace.channel_named("general")
    assert ann
    assert general
    told = typed_text(workspace, "@ann: see #general, @here and @nobody")
    assert told == f"<@{ann.id}>: see <#{general.id}|general>, <!here> and @nobody"


async def test_a_command_keeps_its_emoji_and_the_names_beside_the_ids(sandbox: Sandbox) -> None:
    ann = sandbox.workspace.user_named("ann")
    assert ann
    assert typed_text(sandbox.workspace, "@ann 🔥", named=True) == f"<@{ann.id}|ann> 🔥"


@pytest.mark.parametrize(
    "text,named",
    [
        ("👍🏽", ":+1::skin-tone-4:"),
        ("👍👍🏽", ":+1::+1::skin-tone-4:"),
        ("❤️ and ❤", ":heart: and :heart:"),
        ("👩🏽‍🚒", ":female-firefighter::skin-tone-4:"),
        ("1️⃣ of 12, #1 → ✓", ":one: of 12, #1 → ✓"),
        (":tada:", ":tada:"),
        ("", ""),
    ],
)
def test_emoji_have_names(text: str, named: str) -> None:
    assert with_names(text) == named


@pytest.mark.parametrize("text", ["done 🎉 👍🏽 👩🏽‍🚒", "at 10:30:45 :no_such_name:"])
def test_people_see_the_emoji_again(text: str) -> None:
    assert with_characters(with_names(text)) == text


def test_the_code_points_of_an_emoji() -> None:
    assert unicode_of("heart") == "2764-fe0f"
    assert unicode_of("thumbsup", 4) == "1f44d-1f3fd"
    assert unicode_of("no_such_name") is None
