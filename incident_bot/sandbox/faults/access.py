"""What an app loses overnight: its tokens, a scope, the time to open a modal."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import partial

from ..call import METHODS
from ..delivery.subscriptions import EVENT_SCOPES
from ..workspace import Workspace

# https://docs.slack.dev/reference/scopes
_OF_NO_METHOD = {"commands", "chat:write.public", "chat:write.customize"}


class Access:
    """Takes away, and gives back what it took."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._give_back: list[Callable[[], None]] = []
        self._no_triggers = False

    def revoke(self, kind: str) -> None:
        """The app's token of this kind is revoked from now on; an app that can still hear is told so.

        https://docs.slack.dev/reference/events/tokens_revoked. Raises ValueError for another kind.
        """
        if kind not in ("bot", "app"):
            raise ValueError(f"revoke takes bot or app, not {kind!r}")
        for token in self._workspace.tokens.values():
            if token.kind == kind and not token.revoked:
                token.revoked = True
                self._give_back.append(partial(setattr, token, "revoked", False))
        if kind == "bot":
            revoked = {"oauth": [], "bot": [self._workspace.app.user]}
            self._workspace.send_event({"type": "tokens_revoked", "tokens": revoked}, None)

    def remove_scope(self, scope: str) -> None:
        """The bot has this scope no more. Raises ValueError when it had not."""
        app = self._workspace.app
        before = app.scopes
        granted = every_scope() if before is None else before
        if scope not in granted:
            raise ValueError(f"remove_scope takes one of {', '.join(sorted(granted))}; not {scope!r}")
        app.scopes = granted - {scope}
        self._give_back.append(partial(setattr, app, "scopes", before))

    def expire_triggers(self) -> None:
        """No trigger opens a modal from now on: each is too old when it is used."""
        self._no_triggers = True

    def age_triggers(self) -> None:
        """Before a call takes effect: the triggers that are out are too old, if they are to be."""
        if self._no_triggers:
            for trigger in self._workspace.triggers.values():
                trigger.issued = -math.inf

    def restore(self) -> None:
        """Everything is as it was before the first thing was taken."""
        self._no_triggers = False
        while self._give_back:
            self._give_back.pop()()


def every_scope() -> frozenset[str]:
    """What an app has whose manifest names none: all that methods, events and commands here ask for."""
    kinds = (scopes for method in METHODS.values() for scopes in (method.by_kind or {}).values())
    by_kind = {scope for scopes in kinds for scope in scopes}
    named = {method.scope for method in METHODS.values() if method.scope}
    return frozenset(named | by_kind | EVENT_SCOPES | _OF_NO_METHOD)
