"""What people press and fill in: buttons, menus, shortcuts, modals, the app's home."""

from __future__ import annotations

from typing import Any

from ..client.clicks import click, click_in_view, dispatches, enter
from ..client.commands import Reply
from ..client.origin import message_blocks
from ..client.shortcuts import run_message_shortcut, run_shortcut
from ..client.submissions import close, submit
from ..client.suggestions import suggest
from ..client.typing import open_home
from ..delivery import Answer
from ..records import JSON, View
from ..rooms import Seen
from .acting import Acting, Place
from .naming import element_named, input_named, shortcut_named


class Pressing(Acting):
    """A Reply's error is in Slack's words: operation_timeout, dispatch_failed."""

    async def clicks(
        self, target: Seen | View | str, button: str, place: Place | None = None, value: Any = None
    ) -> Reply:
        """A button or menu of a message or a view, by its text or action_id; `value` is what is picked.

        A ts needs a `place`. Raises LookupError, which says what there is to click.
        """
        if isinstance(target, View):
            where = element_named(target.body["blocks"], button)
            picked = self._resolved(value)
            return _reply(await click_in_view(self._workspace, self._delivery, target, *where, picked))
        _, message = self._find(target, place)
        where = element_named(message_blocks(message), button)
        picked = self._resolved(value)
        return _reply(await click(self._workspace, self._delivery, self.id, message, *where, picked))

    async def uses_shortcut(self, name: str) -> Reply:
        """A global shortcut, by its name or callback_id. Raises LookupError, which says which there are."""
        callback_id = shortcut_named(self._workspace.app, "global", name)
        return _reply(await run_shortcut(self._workspace, self._delivery, self.id, callback_id))

    async def uses_on(self, message: Seen | str, name: str, place: Place | None = None) -> Reply:
        """A shortcut of a message's menu, by its name or callback_id. Raises what `uses_shortcut` does."""
        callback_id = shortcut_named(self._workspace.app, "message", name)
        _, found = self._find(message, place)
        return _reply(
            await run_message_shortcut(self._workspace, self._delivery, self.id, found, callback_id)
        )

    # -- modals ---

    async def fills(self, **values: Any) -> dict[str, str]:
        """Fills their open modal and submits it: inputs by action_id, block_id or label.

        The errors by block, {} when it went through; "" holds what is wrong with the whole. Raises
        LookupError when no modal is open or it has no such input, ValueError when an option is not offered.
        """
        view = await self.enters(**values)
        outcome = await submit(self._workspace, self._delivery, view)
        return {"": outcome.error} if outcome.error else dict(outcome.errors)

    async def enters(self, **values: Any) -> View:
        """Fills without submitting; inputs that dispatch at once do so. Raises what `fills` does."""
        view = self._open_view()
        for name, value in values.items():
            block, element = input_named(view.body["blocks"], name)
            where = (block["block_id"], element["action_id"])
            entered = value if str(element["type"]).endswith("text_input") else self._resolved(value)
            if dispatches(block, element):
                await click_in_view(self._workspace, self._delivery, view, *where, entered)
            else:
                enter(view, *where, entered)
        return view

    async def presses_enter(self, field: str, text: str) -> View:
        """Types into one field of the modal and presses Enter, which some inputs dispatch."""
        view = self._open_view()
        block, element = input_named(view.body["blocks"], field)
        where = (block["block_id"], element["action_id"])
        if dispatches(block, element, "on_enter_pressed"):
            await click_in_view(self._workspace, self._delivery, view, *where, text)
        else:
            enter(view, *where, text)
        return view

    async def searches(
        self, field: str, typed: str, target: Seen | View | str | None = None, place: Place | None = None
    ) -> list[str]:
        """Types into a menu that asks the app; the texts it offers, which can be picked from then on.

        In the open modal, or in `target`. Raises LookupError, and SlackError for a bad answer or none.
        """
        view = target if isinstance(target, View) else self._open_view() if target is None else None
        message = self._find(target, place)[1] if isinstance(target, Seen | str) else None
        blocks = view.body["blocks"] if view else message_blocks(message) if message else []
        block, element = input_named(blocks, field)
        found = await suggest(
            self._workspace,
            self._delivery,
            user=self.id,
            block_id=block["block_id"],
            action_id=element["action_id"],
            typed=typed,
            message=message,
            view=view,
        )
        return [option["text"]["text"] for one in found for option in _options(one)]

    async def closes(self, *, whole_stack: bool = False) -> None:
        """Closes their topmost modal, or all of them. Raises LookupError when none is open."""
        await close(self._workspace, self._delivery, self._open_view(), whole_stack=whole_stack)

    # -- the app's home ---

    async def opens_home(self) -> View | None:
        """Looks at the app's home tab; gives what is there once the app has heard of it."""
        await self._acting(lambda: open_home(self._workspace, self.id))
        return self._workspace.homes.get(self.id)

    async def opens_messages(self) -> None:
        """Looks at the app's messages tab. Raises SlackError when it is switched off."""
        await self._acting(lambda: open_home(self._workspace, self.id, "messages"))

    def _open_view(self) -> View:
        if self.view is None:
            raise LookupError(f"{self.name} has no modal open")
        return self.view


def _reply(answer: Answer) -> Reply:
    return Reply(error=answer.error, acked_in=answer.seconds)


def _options(one: JSON) -> list[JSON]:
    """Of a group, those in it."""
    options: list[JSON] = one.get("options", [one])
    return options
