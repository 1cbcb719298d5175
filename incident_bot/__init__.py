"""Incident Bot: runs incidents in Slack, from the first command to the written account."""

__version__ = "0.1.0"
