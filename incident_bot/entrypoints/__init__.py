"""How anything begins: somebody in Slack, a request over HTTP, or the clock."""
