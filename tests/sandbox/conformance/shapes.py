"""The fields of Slack's objects, and whether an object has them: https://docs.slack.dev/reference/objects"""

from __future__ import annotations

from typing import Any

# A question mark is for a field that is not always there.
CHANNEL = """
    id name name_normalized is_channel is_group is_im is_mpim is_private is_archived is_general is_member
    is_shared is_ext_shared is_org_shared is_pending_ext_shared pending_shared unlinked created updated
    creator topic purpose previous_names context_team_id num_members? last_read? properties? locale? user?
    latest? is_open? priority? shared_team_ids? pending_connected_team_ids? is_user_deleted?
"""
TOPIC = "value creator last_set"
MESSAGE = """
    type ts text user bot_id? app_id? bot_profile? team? blocks? attachments? files? thread_ts?
    parent_user_id? reply_count? reply_users? reply_users_count? latest_reply? subscribed? is_locked?
    reactions? pinned_to? edited? metadata? subtype? client_msg_id? permalink? inviter? topic? purpose? name?
    old_name? upload? display_as_bot? root? username? icons? hidden? item? item_type? last_read? channel?
"""
USER = """
    id team_id name deleted color real_name tz tz_label tz_offset is_admin is_owner is_primary_owner
    is_restricted is_ultra_restricted is_bot is_app_user updated profile locale? is_email_confirmed?
    who_can_share_contact_card? has_2fa?
"""
PROFILE = """
    real_name real_name_normalized display_name display_name_normalized title phone status_text status_emoji
    image_24 image_32 image_48 image_72 image_192 image_512 avatar_hash team email? bot_id? api_app_id?
    first_name? last_name? always_active? status_expiration? skype?
"""
VIEW = """
    id team_id type title? submit? close? blocks private_metadata callback_id external_id state hash
    clear_on_close notify_on_close submit_disabled? root_view_id previous_view_id app_id
    app_installed_team_id bot_id
"""
FILE = """
    id created timestamp name title mimetype filetype pretty_type user size mode is_external is_public
    url_private url_private_download permalink channels groups ims shares? user_team? editable? external_type?
    public_url_shared? display_as_bot? username? permalink_public? comments_count? alt_txt? has_rich_preview?
    file_access?
"""
BOOKMARK = """
    id channel_id title link emoji icon_url type entity_id date_created date_updated rank
    last_updated_by_user_id last_updated_by_team_id shortcut_id app_id parent_id? access_level?
"""
GROUP = """
    id team_id is_usergroup is_subteam name description handle is_external date_create date_update date_delete
    auto_type created_by updated_by deleted_by prefs users? user_count? enterprise_subteam_id? channel_count?
"""


def misfits(value: Any, fields: str) -> list[str]:
    """What an object lacks, and what it has that Slack's does not; [] when it is as Slack's."""
    if not isinstance(value, dict):
        return [f"an object is expected, not {value!r}"]
    named = fields.split()
    needed = {field for field in named if not field.endswith("?")}
    known = {field.removesuffix("?") for field in named}
    lacks = [f"{field} is missing" for field in sorted(needed - value.keys())]
    return lacks + [f"{field} is not Slack's" for field in sorted(value.keys() - known)]


# -- what apps are sent: https://docs.slack.dev/reference/interaction-payloads ---

SLASH_COMMAND = """
    token team_id team_domain channel_id channel_name user_id user_name command text api_app_id
    is_enterprise_install response_url trigger_id enterprise_id? enterprise_name?
"""
BLOCK_ACTIONS = """
    type user api_app_id token team enterprise is_enterprise_install container trigger_id actions state?
    response_url? channel? message? view?
"""
MESSAGE_CONTAINER = "type message_ts channel_id is_ephemeral thread_ts? attachment_id?"
VIEW_CONTAINER = "type view_id"
PAYLOAD_USER = "id username name team_id"
SHORTCUT_USER = "id username team_id name?"
TEAM = "id domain"
BUTTON_ACTION = "type block_id action_id action_ts text value?"
VIEW_SUBMISSION = """
    type team user api_app_id token trigger_id view response_urls enterprise is_enterprise_install
"""
VIEW_CLOSED = "type team user api_app_id token view is_cleared is_enterprise_install enterprise?"
MESSAGE_ACTION = """
    type callback_id trigger_id action_ts message_ts message channel user team token response_url api_app_id?
    is_enterprise_install enterprise
"""
SHORTCUT = """
    type callback_id trigger_id action_ts token team user enterprise is_enterprise_install api_app_id?
"""
BLOCK_SUGGESTION = """
    type user team api_app_id token container action_id block_id value channel? message? view? enterprise?
    is_enterprise_install? state?
"""
EVENT_CALLBACK = """
    token team_id api_app_id event type event_id event_time event_context authorizations
    is_ext_shared_channel context_team_id context_enterprise_id
"""
AUTHORIZATION = "enterprise_id team_id user_id is_bot is_enterprise_install"

# Inner events, by type and, after a dot, subtype: https://docs.slack.dev/reference/events
EVENTS = {
    "message": """
        type user text ts channel channel_type event_ts team? blocks? client_msg_id? thread_ts?
        parent_user_id? files? edited? bot_id? app_id? bot_profile? attachments? metadata?
    """,
    "message.message_changed": """
        type subtype hidden channel ts event_ts channel_type message previous_message
    """,
    "message.message_deleted": """
        type subtype hidden channel deleted_ts ts event_ts channel_type previous_message
    """,
    "message.thread_broadcast": """
        type subtype root thread_ts text user ts channel channel_type event_ts team? blocks? client_msg_id?
        parent_user_id? bot_id? app_id? bot_profile?
    """,
    "message.channel_join": "type subtype user inviter? text ts channel channel_type event_ts team?",
    "message.channel_leave": "type subtype user text ts channel channel_type event_ts team?",
    "message.channel_topic": "type subtype user text topic ts channel channel_type event_ts team?",
    "message.channel_purpose": "type subtype user text purpose ts channel channel_type event_ts team?",
    "message.channel_name": "type subtype user text name old_name ts channel channel_type event_ts team?",
    "message.channel_archive": "type subtype user text ts channel channel_type event_ts team?",
    "message.file_share": """
        type subtype files upload display_as_bot user text ts channel channel_type event_ts thread_ts? team?
        blocks? client_msg_id? bot_id? app_id? bot_profile? parent_user_id?
    """,
    "app_mention": """
        type user text ts channel event_ts team thread_ts? blocks? client_msg_id? parent_user_id? bot_id?
        app_id? bot_profile? edited?
    """,
    "reaction_added": "type user reaction item item_user? event_ts",
    "reaction_removed": "type user reaction item item_user? event_ts",
    "app_home_opened": "type user channel tab view? event_ts",
    "member_joined_channel": "type user channel channel_type team inviter? enterprise? event_ts",
    "member_left_channel": "type user channel channel_type team enterprise? event_ts",
    "channel_created": "type channel event_ts",
    "channel_archive": "type channel user is_moved? event_ts",
    "channel_unarchive": "type channel user is_moved? event_ts",
    "channel_rename": "type channel event_ts",
    "group_rename": "type channel event_ts",
    "group_archive": "type channel user is_moved? event_ts",
    "group_unarchive": "type channel user is_moved? event_ts",
    "pin_added": "type user channel_id item item_user? pin_count pinned_info? event_ts",
    "pin_removed": "type user channel_id item item_user? pin_count pinned_info? has_pins event_ts",
    "message_metadata_posted": """
        type app_id bot_id user_id team_id channel_id metadata message_ts event_ts
    """,
}
