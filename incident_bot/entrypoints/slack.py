"""What comes from Slack, by Bolt: a request, answered by dispatch, acknowledged after the commit."""

from __future__ import annotations

import asyncio
import hashlib
import logging
import re
from typing import Any, TypeAlias

import structlog
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.async_authorize import AsyncAuthorize
from slack_bolt.context.async_context import AsyncBoltContext

from incident_bot.commands.ask import Marked, Request
from incident_bot.commands.dispatch import Dispatch
from incident_bot.commands.reply import Reply
from incident_bot.entrypoints.events import Events
from incident_bot.errors import GiveUp, Retry
from incident_bot.forms import FORMS
from incident_bot.forms.filled import Filled
from incident_bot.forms.told import told
from incident_bot.incidents.vocabulary import Source
from incident_bot.messages.refusal import sentence
from incident_bot.messages.trouble import database_is_slow, form_did_not_open
from incident_bot.settings import Settings
from incident_bot.slack.client import Slack
from incident_bot.slack.found import Identity

log = structlog.get_logger()

BoltApp: TypeAlias = AsyncApp
Payload = dict[str, Any]


def bolt(
    slack: Slack, identity: Identity, settings: Settings, dispatch: Dispatch, events: Events
) -> AsyncApp:
    """The Bolt app with every listener.

    `process_before_response`: Bolt would otherwise acknowledge an event before its listener ran, and lose
    it when the listener fails. https://docs.slack.dev/tools/bolt-python/concepts/lazy-listeners
    """
    quiet = logging.getLogger("incident_bot.bolt")
    # Bolt warns at each start that it does not use the token from the environment: our client has it.
    quiet.setLevel(logging.ERROR)
    secret = settings.slack_signing_secret
    app = AsyncApp(
        client=slack.web,
        # An AsyncAuthorize is taken as it is (a plain function would be inspected), though not typed so.
        authorize=_Always(identity, slack.web.token or ""),  # type: ignore[arg-type]
        signing_secret=secret.get_secret_value() if secret else "not used over a socket",
        request_verification_enabled=settings.slack_app_token is None,
        process_before_response=True,
        logger=quiet,
    )
    _listen(app, _Entrance(slack, identity.workspace, settings, dispatch), events)
    return app


def _listen(app: AsyncApp, entrance: _Entrance, events: Events) -> None:
    everything = re.compile(".*", re.DOTALL)
    app.command(everything)(entrance.typed)
    app.action(re.compile("^command:"))(entrance.clicked)
    app.view(everything)(entrance.submitted)
    app.shortcut(everything)(entrance.used)

    @app.event("reaction_added")
    async def reaction(body: Payload) -> None:
        await events.reaction_added(body)

    @app.event(re.compile("^(team_join|user_change)$"))
    async def person(body: Payload) -> None:
        await events.person_changed(body)

    @app.event("app_home_opened")
    async def home(body: Payload) -> None:
        await events.home_opened(body)

    @app.event(re.compile("^member_(joined|left)_channel$"))
    async def member(body: Payload) -> None:
        await events.member_changed(body)

    @app.event(re.compile("^(channel|group)_(archive|deleted|left|rename|unarchive)$"))
    async def room(body: Payload) -> None:
        await events.room_changed(body)

    @app.event(re.compile("^subteam_(members_changed|updated)$"))
    async def group(body: Payload) -> None:
        await events.group_changed(body)

    # What nobody listens to would be answered 404, and Slack would send it three more times.
    @app.action(everything)
    async def other_click(ack: AsyncAck) -> None:
        await ack()

    @app.event(everything)
    async def other_event() -> None:
        return None


class _Entrance:
    """People's commands, clicks and forms."""

    def __init__(self, slack: Slack, workspace: str, settings: Settings, dispatch: Dispatch) -> None:
        self._slack = slack
        # The one whose token we have; people from elsewhere who act in it bring their own team's id.
        self._workspace = workspace
        self._settings = settings
        self._dispatch = dispatch

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
        )
        reply = await self._answer(request)
        if reply.form is not None:
            # The form is the answer.
            await ack()
        else:
            await ack(text=reply.message.text, blocks=reply.message.blocks or None, response_type="ephemeral")

    async def clicked(self, ack: AsyncAck, body: Payload) -> None:
        """A button of ours: it types a command. https://docs.slack.dev/reference/interaction-payloads/block_actions-payload"""
        action = body["actions"][0]
        words = _chosen(action)
        view = body.get("view") or {}
        request = Request(
            workspace=self._workspace,
            person=body["user"]["id"],
            channel=(body.get("channel") or {}).get("id"),
            words=words,
            key=_key("click", body["trigger_id"], action["action_ts"], words),
            source=Source.BUTTON,
            trigger=body["trigger_id"],
            response_url=body.get("response_url"),
            filled=Filled.from_view(view),
            view=view["id"] if view.get("type") == "modal" else None,
        )
        reply = await self._answer(request)
        if reply.not_opened:
            await self._dispatch.tell(request, reply)
        await ack()

    async def submitted(self, ack: AsyncAck, body: Payload) -> None:
        """A form of ours. https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload"""
        view = body["view"]
        form = FORMS[view["callback_id"]]
        filled = Filled.from_view(view)
        request = Request(
            workspace=self._workspace,
            person=body["user"]["id"],
            channel=None,
            words=form.words(filled),
            key=_key("form", view["id"], view["hash"]),
            source=Source.FORM,
            filled=filled,
        )
        reply = await self._answer(request)
        if reply.form is not None:
            await ack(response_action="update" if reply.replaces else "push", view=reply.form)
        elif reply.refused and _inputs(view):
            field = reply.field if reply.field in _inputs(view) else _inputs(view)[0]
            await ack(response_action="errors", errors={field: sentence(reply.problem)})
        elif form.tells:
            await ack(response_action="update", view=told(view["title"]["text"], reply.message))
        else:
            await ack()

    async def used(self, ack: AsyncAck, body: Payload) -> None:
        """A shortcut: its name is the command. https://docs.slack.dev/interactivity/implementing-shortcuts"""
        message = body.get("message")
        request = Request(
            workspace=self._workspace,
            person=body["user"]["id"],
            channel=(body.get("channel") or {}).get("id"),
            words=body["callback_id"],
            key=_key("shortcut", body["trigger_id"], body["callback_id"]),
            source=Source.SHORTCUT,
            trigger=body["trigger_id"],
            response_url=body.get("response_url"),
            message=_marked(body["channel"]["id"], message) if message else None,
        )
        reply = await self._answer(request)
        if reply.form is None or reply.not_opened:
            await self._dispatch.tell(request, reply)
        await ack()

    async def _answer(self, request: Request) -> Reply:
        # One deadline for both: the form is opened before the acknowledgement, which Slack awaits.
        deadline = asyncio.get_running_loop().time() + self._settings.answer_seconds
        try:
            async with asyncio.timeout_at(deadline):
                reply = await self._dispatch.answer(request)
        except TimeoutError:
            log.warning("the database did not answer in time", seconds=self._settings.answer_seconds)
            return await self._late(request)
        if reply.form is None or request.trigger is None:
            return reply
        try:
            async with asyncio.timeout_at(deadline):
                await self._show(request, reply.form, replaces=reply.replaces)
        except (Retry, GiveUp, TimeoutError) as failed:
            log.warning("a form did not open", why=str(failed) or "Slack took too long")
            return Reply(form_did_not_open(request.words, self._settings), refused=True, not_opened=True)
        return reply

    async def _show(self, request: Request, form: Payload, *, replaces: bool) -> None:
        assert request.trigger is not None, "only forms that were asked for a moment ago can be shown"
        if request.view is None:
            await self._slack.open_view(request.trigger, form)
        elif replaces:
            await self._slack.update_view(request.view, form)
        else:
            await self._slack.push_view(request.trigger, form)

    async def _late(self, request: Request) -> Reply:
        """Tell of a slow database: in the acknowledgement where there is room, else beside it."""
        late = database_is_slow(request.words, self._settings)
        reply = Reply(late, refused=True, problem=late.text)
        if request.source in (Source.BUTTON, Source.SHORTCUT):
            try:
                await self._slack.respond(request.response_url, late)
            except (Retry, GiveUp) as failed:
                log.warning("nobody could be told that the database is slow", why=str(failed))
        return reply


class _Always(AsyncAuthorize):
    """Every request is from the one workspace whose token we have: no auth.test for each of them."""

    def __init__(self, identity: Identity, token: str) -> None:
        self._result = AuthorizeResult(
            enterprise_id=None,
            team_id=identity.workspace,
            bot_token=token,
            bot_id=identity.bot_id,
            bot_user_id=identity.person,
        )

    async def __call__(
        self,
        *,
        context: AsyncBoltContext,
        enterprise_id: str | None,
        team_id: str | None,
        user_id: str | None,
        actor_enterprise_id: str | None = None,
        actor_team_id: str | None = None,
        actor_user_id: str | None = None,
    ) -> AuthorizeResult | None:
        return self._result


def _key(kind: str, *parts: str | None) -> str:
    """Slack's name for a delivery, with what was asked: the same for a redelivery, and only for that."""
    told = "\x1f".join(part or "" for part in parts)
    return f"{kind}:{hashlib.sha256(told.encode('utf-8', 'replace')).hexdigest()}"


def _marked(channel: str, message: Payload) -> Marked:
    return Marked(channel, message["ts"], message.get("user"), message.get("text") or "")


def _chosen(action: Payload) -> str:
    """What a button or a menu types."""
    return str(action.get("value") or (action.get("selected_option") or {}).get("value") or "")


def _inputs(view: Payload) -> list[str]:
    return [block["block_id"] for block in view["blocks"] if block["type"] == "input"]
