"""How people write roles."""

from __future__ import annotations

from incident_bot.commands.ask import Ask
from incident_bot.errors import Refused
from incident_bot.slack import text


def take_role(ask: Ask) -> str:
    """Take the next word, or two, as a role: `tech_lead`, `tech lead`, `IC`. Raises Refused otherwise."""
    roles = ask.settings.roles
    known = {_normal(word): key for key, role in roles.items() for word in (key, role.label, *role.aliases)}
    names = ", ".join(roles)
    word = ask.word()
    if not word:
        raise Refused(f"the role is missing. It is one of {names}.")
    first = _normal(word)
    if (both := f"{first}_{_normal(ask.peek())}") in known:
        ask.word()
        return known[both]
    if first not in known:
        raise Refused(f"“{text.fit(text.plain(word), 60)}” is no role. It is one of {names}.")
    return known[first]


def _normal(word: str) -> str:
    return word.lower().replace("-", "_").replace(" ", "_")
