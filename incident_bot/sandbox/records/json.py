"""What Slack's methods and payloads are made of."""

from typing import Any

JSON = dict[str, Any]
