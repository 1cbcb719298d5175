"""`help [command]`: what can be typed."""

from __future__ import annotations

from incident_bot.commands.ask import Ask
from incident_bot.commands.reply import Reply
from incident_bot.messages.help import HelpLine, help_page, help_with


async def help_(ask: Ask) -> Reply:
    """All commands, or one with its example."""
    # Imported here because the catalogue lists this command too.
    from incident_bot.commands import CATALOGUE

    lines = {name: HelpLine(name, each.usage, each.summary, each.example) for name, each in CATALOGUE.items()}
    word = ask.word().lower()
    if word in lines:
        return Reply(help_with(lines[word], ask.settings))
    return Reply(help_page(list(lines.values()), ask.settings))
