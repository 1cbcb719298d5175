"""Documents: canvases.* and conversations.canvases.create"""

from __future__ import annotations

from ..acts.canvases import change, rename, sections_of, text_of
from ..call import Call, invalid_arguments, method
from ..changes import ChannelChanged
from ..errors import SlackError
from ..records import JSON, Canvas, Section

_HEADERS = {"h1": ("# ",), "h2": ("## ",), "h3": ("### ",), "any_header": ("# ", "## ", "### ")}
_LEVELS = ("read", "write", "owner")


@method(
    "canvases.create",
    tier=2,
    scope="canvases:write",
    optional=("title", "document_content", "channel_id"),
    errors=("canvas_too_large", "channel_not_found"),
    on_order=(
        "canvas_creation_failed",
        "canvas_disabled_user_team",
        "canvas_tab_creation_failed",
        "free_team_canvas_tab_already_exists",
        "free_teams_cannot_create_non_tabbed_canvases",
        "free_teams_cannot_create_standalone_canvases",
        "restricted_action",
    ),
)
def create(call: Call) -> JSON:
    """https://docs.slack.dev/reference/methods/canvases.create"""
    canvas = _new(call)
    if call.text("channel_id"):
        canvas.channel = call.conversation("channel_id").id
        canvas.access[canvas.channel] = "write"
    call.workspace.canvases[canvas.id] = canvas
    return {"canvas_id": canvas.id}


@method(
    "conversations.canvases.create",
    tier=2,
    scope="canvases:write",
    required=("channel_id",),
    optional=("title", "document_content"),
    errors=("canvas_too_large", "channel_canvas_already_exists", "channel_not_found"),
    on_order=(
        "canvas_creation_failed",
        "canvas_disabled_user_team",
        "canvas_tab_creation_failed",
        "channel_canvas_creation_failed",
        "free_team_canvas_tab_already_exists",
        "restricted_action",
        "team_tier_cannot_create_channel_canvases",
    ),
)
def create_in_channel(call: Call) -> JSON:
    """https://docs.slack.dev/reference/methods/conversations.canvases.create"""
    channel = call.conversation("channel_id")
    if channel.canvas is not None:
        raise SlackError("channel_canvas_already_exists")
    canvas = _new(call)
    canvas.channel = channel.id
    canvas.access[channel.id] = "write"
    channel.canvas = canvas.id
    call.workspace.canvases[canvas.id] = canvas
    call.workspace.tell(ChannelChanged(channel))
    return {"canvas_id": canvas.id}


@method(
    "canvases.edit",
    tier=3,
    scope="canvases:write",
    required=("canvas_id", "changes"),
    errors=("canvas_editing_failed", "canvas_not_found", "canvas_too_large"),
    on_order=(
        "canvas_disabled_user_team",
        "canvas_editing_locked",
        "free_teams_cannot_edit_standalone_canvases",
        "restricted_action",
    ),
)
def edit(call: Call) -> JSON:
    """https://docs.slack.dev/reference/methods/canvases.edit"""
    canvas, changes = _canvas(call), call.parsed("changes", "invalid_arguments")
    if not isinstance(changes, list) or not all(isinstance(one, dict) for one in changes):
        raise invalid_arguments("must provide an array of objects [json-pointer:/changes]")
    if len(changes) != 1:
        few_or_many = "fewer" if not changes else "more"
        raise invalid_arguments(f"no {few_or_many} than 1 item allowed [json-pointer:/changes]")
    (wanted,) = changes
    if wanted.get("operation") == "rename":
        rename(canvas, wanted)
    else:
        change(call.workspace, canvas, wanted)
    return {}


@method(
    "canvases.sections.lookup",
    tier=3,
    scope="canvases:read",
    required=("canvas_id", "criteria"),
    errors=("canvas_not_found",),
    on_order=("canvas_deleted", "canvas_disabled_user_team"),
)
def lookup(call: Call) -> JSON:
    """https://docs.slack.dev/reference/methods/canvases.sections.lookup"""
    canvas, criteria = _canvas(call), call.parsed("criteria", "invalid_arguments")
    types = criteria.get("section_types") if isinstance(criteria, dict) else None
    text = criteria.get("contains_text") if isinstance(criteria, dict) else None
    if not types and not text:
        raise invalid_arguments("section_types or contains_text is needed [json-pointer:/criteria]")
    if not set(types or ()) <= _HEADERS.keys():
        raise invalid_arguments(f"must be of {', '.join(_HEADERS)} [json-pointer:/criteria/section_types]")
    found = (one for one in canvas.sections if _matches(one, types, str(text or "")))
    return {"sections": [{"id": section.id} for section in found]}


@method(
    "canvases.access.set",
    tier=3,
    scope="canvases:write",
    required=("canvas_id", "access_level"),
    optional=("channel_ids", "user_ids"),
    errors=("canvas_not_found", "channel_not_found", "invalid_parameters", "user_not_found"),
    on_order=("canvas_disabled_user_team", "failed_to_update_user_ids", "restricted_action"),
)
def set_access(call: Call) -> JSON:
    """https://docs.slack.dev/reference/methods/canvases.access.set

    Simplified: kept, but nobody is kept out by it.
    """
    canvas, level = _canvas(call), call.text("access_level")
    if level not in _LEVELS:
        raise invalid_arguments(f"must be one of {', '.join(_LEVELS)} [json-pointer:/access_level]")
    channels, users = _ids(call, "channel_ids"), _ids(call, "user_ids")
    # An owner is one person.
    if bool(channels) == bool(users) or (level == "owner" and len(users) != 1):
        raise SlackError("invalid_parameters")
    for channel in channels:
        call.workspace.visible_channel(channel, call.me)
    for user in users:
        call.workspace.user(user)
    if level == "owner":
        canvas.owner = users[0]
    else:
        canvas.access.update(dict.fromkeys(channels + users, level))
    return {}


@method(
    "canvases.delete",
    tier=3,
    scope="canvases:write",
    required=("canvas_id",),
    errors=("canvas_not_found",),
    on_order=("canvas_deleting_disabled", "canvas_disabled_user_team", "restricted_action"),
)
def delete(call: Call) -> JSON:
    """https://docs.slack.dev/reference/methods/canvases.delete"""
    workspace, canvas = call.workspace, _canvas(call)
    del workspace.canvases[canvas.id]
    channel = workspace.channels.get(canvas.channel or "")
    if channel is not None and channel.canvas == canvas.id:
        channel.canvas = None
        workspace.tell(ChannelChanged(channel))
    return {}


def _new(call: Call) -> Canvas:
    workspace = call.workspace
    content = call.parsed("document_content", "invalid_arguments")
    markdown = "" if content is None else text_of(content, "/document_content")
    title = call.text("title") or "Untitled"
    return Canvas(workspace.new_id("F"), title, call.me, sections_of(workspace, markdown))


def _canvas(call: Call) -> Canvas:
    try:
        return call.workspace.canvases[call.text("canvas_id")]
    except KeyError:
        raise SlackError("canvas_not_found") from None


def _ids(call: Call, name: str) -> list[str]:
    """A JSON list, one within a string, or a comma-separated one: clients differ."""
    if not call.text(name).startswith("["):
        return call.listed(name)
    return [str(one) for one in call.parsed(name, "invalid_arguments")]


def _matches(section: Section, types: list[str] | None, text: str) -> bool:
    beginnings = tuple(mark for kind in types or () for mark in _HEADERS[kind])
    return (not types or section.markdown.startswith(beginnings)) and text in section.markdown
