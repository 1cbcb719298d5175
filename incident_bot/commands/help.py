"""`help [command]`: what can be typed."""

from __future__ import annotations

from incident_bot.commands.ask import Ask
from incident_bot.commands.likely import likely
from incident_bot.commands.reply import Reply
from incident_bot.errors import Refused
from incident_bot.messages.help import HelpLine, help_page, help_with
from incident_bot.slack import text


async def help_(ask: Ask) -> Reply:
    """All commands, or one with its example."""
    # Imported here because the catalogue lists this command too.
    from incident_bot.commands import CATALOGUE

    lines = {
        name: HelpLine(name, each.usage, each.summary, each.example, each.topic, each.beware)
        for name, each in CATALOGUE.items()
    }
    word = text.plain(ask.word()).lower()
    if not word:
        return Reply(help_page(list(lines.values()), ask.settings))
    if word in lines:
        return Reply(help_with(lines[word], ask.settings))
    meant, _ = likely(word, CATALOGUE) or ("", "")
    hint = f" Did you mean `{meant}`?" if meant else ""
    raise Refused(f"there is no command “{text.fit(word, 60)}”.{hint}", example=f"help {meant}".rstrip())
