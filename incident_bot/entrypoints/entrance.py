"""People's commands, clicks, forms and shortcuts: each becomes a request, its answer the acknowledgement.

Slack waits for three seconds, and so long lives the trigger that opens a form. All of it has one deadline;
whoever cannot be answered within it is told so.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Coroutine
from typing import Any, TypeVar

import structlog
from slack_bolt.async_app import AsyncAck

from incident_bot.commands.ask import Request
from incident_bot.commands.dispatch import Dispatch
from incident_bot.commands.reply import Reply
from incident_bot.entrypoints import payloads
from incident_bot.entrypoints.payloads import Payload
from incident_bot.errors import GiveUp, Retry
from incident_bot.forms import FORMS
from incident_bot.forms.filled import Filled
from incident_bot.forms.told import told
from incident_bot.incidents.vocabulary import Source
from incident_bot.messages.refusal import sentence
from incident_bot.messages.trouble import database_is_slow, form_did_not_open, form_is_unknown
from incident_bot.settings import Settings
from incident_bot.slack.client import Slack
from incident_bot.slack.message import Message

log = structlog.get_logger()

ACKNOWLEDGED_WITHIN = 2.8
"""Seconds; Slack waits for three, its way to us and back included.
https://docs.slack.dev/interactivity/handling-user-interaction#acknowledgment_response"""

Answer = TypeVar("Answer")


class Entrance:
    """Where people's requests come in; `workspace` is the one whose token we have."""

    def __init__(self, slack: Slack, workspace: str, settings: Settings, dispatch: Dispatch) -> None:
        self._slack = slack
        self._workspace = workspace
        self._settings = settings
        self._dispatch = dispatch
        self._left: set[asyncio.Task[Any]] = set()
        """What nobody waits for any more; kept, because the loop forgets tasks that nobody keeps."""

    async def typed(self, ack: AsyncAck, body: Payload) -> None:
        """A slash command. https://docs.slack.dev/interactivity/implementing-slash-commands"""
        request = Request(
            workspace=self._workspace,
            person=body["user_id"],
            channel=body["channel_id"],
            words=body.get("text") or "",
            key=_key("command", body["trigger_id"], body["user_id"], body.get("text")),
            trigger=body["trigger_id"],
            response_url=body.get("response_url"),
            channel_name=body.get("channel_name") or "",
            foreign=payloads.is_foreign(body, self._workspace),
        )
        reply = await self._answered(request, _now())
        if reply.form is not None:
            # The form is the answer.
            await ack()
        else:
            await ack(text=reply.message.text, blocks=reply.message.blocks or None, response_type="ephemeral")

    async def clicked(self, ack: AsyncAck, body: Payload) -> None:
        """A button or menu of ours: it types a command.

        https://docs.slack.dev/reference/interaction-payloads/block_actions-payload
        """
        action, view, began = body["actions"][0], body.get("view") or {}, _now()
        words = payloads.chosen(action)
        request = Request(
            workspace=self._workspace,
            person=body["user"]["id"],
            channel=payloads.channel(body),
            words=words,
            key=_key("click", body["trigger_id"], action["action_ts"], words),
            source=Source.BUTTON,
            trigger=body["trigger_id"],
            response_url=body.get("response_url"),
            filled=Filled.from_view(view),
            view=view["id"] if view.get("type") == "modal" else None,
            opened_in=payloads.opened_in(view),
            foreign=payloads.is_foreign(body, self._workspace),
        )
        reply = await self._answered(request, began)
        if reply.late or reply.not_opened:
            await self._tell(request, reply, began)
        await ack()

    async def submitted(self, ack: AsyncAck, body: Payload) -> None:
        """A form of ours. https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload"""
        view, title = body["view"], body["view"]["title"]["text"]
        form, filled = FORMS.get(view["callback_id"]), Filled.from_view(view)
        if form is None:
            # It was opened before the bot was updated.
            await ack(response_action="update", view=told(title, form_is_unknown(self._settings)))
            return
        request = Request(
            workspace=self._workspace,
            person=body["user"]["id"],
            channel=None,
            words=form.words(filled),
            key=_key("form", view["id"], view["hash"]),
            source=Source.FORM,
            filled=filled,
            opened_in=payloads.opened_in(view),
            foreign=payloads.is_foreign(body, self._workspace),
        )
        reply, inputs = await self._answered(request, _now()), payloads.inputs(view)
        if reply.form is not None:
            await ack(
                response_action="update" if reply.replaces else "push", view=_placed(reply.form, request)
            )
        elif reply.refused and inputs:
            field = reply.field if reply.field in inputs else inputs[0]
            await ack(response_action="errors", errors={field: sentence(reply.problem)})
        elif reply.refused or form.tells:
            await ack(response_action="update", view=told(title, reply.message))
        else:
            await ack()

    async def used(self, ack: AsyncAck, body: Payload) -> None:
        """A shortcut: its name is the command. https://docs.slack.dev/interactivity/implementing-shortcuts"""
        began = _now()
        request = Request(
            workspace=self._workspace,
            person=body["user"]["id"],
            channel=payloads.channel(body),
            words=body["callback_id"],
            key=_key("shortcut", body["trigger_id"], body["callback_id"]),
            source=Source.SHORTCUT,
            trigger=body["trigger_id"],
            response_url=body.get("response_url"),
            message=payloads.marked(body),
            channel_name=payloads.channel_name(body),
            foreign=payloads.is_foreign(body, self._workspace),
        )
        reply = await self._answered(request, began)
        if reply.form is None:
            await self._tell(request, reply, began)
        await ack()

    async def _answered(self, request: Request, began: float) -> Reply:
        """The reply, with its form already open; in words when the database or Slack took too long."""
        try:
            reply = await self._within(self._dispatch.answer(request), began + self._settings.answer_seconds)
        except TimeoutError:
            log.warning("the database did not answer in time", seconds=self._settings.answer_seconds)
            late = database_is_slow(request.words, self._settings)
            return Reply(late, refused=True, problem=late.text, late=True)
        if reply.form is None or request.trigger is None:
            return reply
        try:
            await self._within(
                self._show(request, reply.form, replaces=reply.replaces), began + ACKNOWLEDGED_WITHIN
            )
        except (Retry, GiveUp, TimeoutError) as failed:
            log.warning("a form did not open", why=str(failed) or "Slack took too long")
            return Reply(form_did_not_open(request.words, self._settings), refused=True, not_opened=True)
        return reply

    async def _show(self, request: Request, form: Payload, *, replaces: bool) -> None:
        assert request.trigger is not None, "only forms that were asked for a moment ago can be shown"
        form = _placed(form, request)
        if request.view is None:
            await self._slack.open_view(request.trigger, form)
        elif replaces:
            await self._slack.update_view(request.view, form)
        else:
            await self._slack.push_view(request.trigger, form)

    async def _tell(self, request: Request, reply: Reply, began: float) -> None:
        """Say what the acknowledgement has no room for: by a job, or at once when the database is slow."""
        deadline = began + ACKNOWLEDGED_WITHIN
        if not reply.late:
            try:
                await self._within(self._dispatch.tell(request, reply), deadline)
                return
            except TimeoutError:
                log.warning("the database did not answer in time")
        # Slack gets its acknowledgement in time also when this takes longer: it then goes on beside it.
        telling = self._leave(self._tell_at_once(request, reply.message))
        await asyncio.wait({telling}, timeout=max(0.0, deadline - _now()))

    async def _tell_at_once(self, request: Request, message: Message) -> None:
        try:
            if request.response_url is not None:
                await self._slack.respond(request.response_url, message)
            else:
                # On a Home tab, in a form, or by a shortcut without a message: there is no other way.
                await self._slack.post(request.person, message, key=request.key)
        except (Retry, GiveUp) as failed:
            log.warning("nobody could be told that the database is slow", why=str(failed))

    async def _within(self, work: Coroutine[Any, Any, Answer], deadline: float) -> Answer:
        """What the work gives; raises TimeoutError at the deadline, however long it takes to break it off."""
        task = self._leave(work)
        try:
            done, _ = await asyncio.wait({task}, timeout=max(0.0, deadline - _now()))
        except asyncio.CancelledError:
            task.cancel()
            raise
        if not done:
            # Not awaited: SQLite lets nobody break off its waiting for a lock.
            task.cancel()
            task.add_done_callback(_left_behind)
            raise TimeoutError
        return task.result()

    def _leave(self, work: Coroutine[Any, Any, Answer]) -> asyncio.Task[Answer]:
        task = asyncio.create_task(work)
        self._left.add(task)
        task.add_done_callback(self._ended)
        return task

    def _ended(self, task: asyncio.Task[Any]) -> None:
        self._left.discard(task)
        if not task.cancelled():
            # Whoever waited has it; of what nobody waited for any more, asyncio would complain.
            task.exception()


def _placed(form: Payload, request: Request) -> Payload:
    return payloads.placed(form, request.channel or request.opened_in, request.key)


def _left_behind(task: asyncio.Task[Any]) -> None:
    if not task.cancelled() and (error := task.exception()) is not None:
        log.warning("what took too long failed in the end", error=str(error))


def _now() -> float:
    """By the loop's clock, which nobody moves: Slack's seconds are real ones."""
    return asyncio.get_running_loop().time()


def _key(kind: str, *parts: str | None) -> str:
    """Slack's name for a delivery, with what was asked: the same for a redelivery, and only for that."""
    asked = "\x1f".join(part or "" for part in parts)
    return f"{kind}:{hashlib.sha256(asked.encode('utf-8', 'replace')).hexdigest()}"
