"""What comes from Slack, by Bolt: a request, answered by dispatch, acknowledged after the commit."""

from __future__ import annotations

import logging
import re
from typing import Any, TypeAlias

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.async_authorize import AsyncAuthorize
from slack_bolt.context.async_context import AsyncBoltContext

from incident_bot.commands.dispatch import Dispatch
from incident_bot.entrypoints.entrance import Entrance
from incident_bot.entrypoints.events import Events
from incident_bot.settings import Settings
from incident_bot.slack.client import Slack
from incident_bot.slack.found import Identity

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
    _listen(app, Entrance(slack, identity.workspace, settings, dispatch), events)
    return app


def _listen(app: AsyncApp, entrance: Entrance, events: Events) -> None:
    everything = re.compile(".*", re.DOTALL)
    app.command(everything)(entrance.typed)
    app.action(re.compile("^command:"))(entrance.clicked)
    app.view(everything)(entrance.submitted)
    app.shortcut(everything)(entrance.used)

    @app.event(re.compile("^reaction_(added|removed)$"))
    async def reaction(body: Payload) -> None:
        await events.reaction_changed(body)

    # With every subtype: edits and deletions are messages too.
    @app.event("message")
    async def message(body: Payload) -> None:
        await events.message_happened(body)

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
