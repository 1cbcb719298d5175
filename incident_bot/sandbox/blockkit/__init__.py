"""Block Kit as Slack checks it: what passes here should pass there.

https://docs.slack.dev/reference/block-kit
"""

from .answers import check_options_answer, check_view_response
from .check import check_attachments, check_message_blocks, check_pictures, check_view, problems
from .inputs import input_errors
from .problem import Problem

__all__ = [
    "Problem",
    "check_attachments",
    "check_message_blocks",
    "check_options_answer",
    "check_pictures",
    "check_view",
    "check_view_response",
    "input_errors",
    "problems",
]
