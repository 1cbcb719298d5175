"""What is true: incidents, who holds which role, and the timeline. No network, no Slack types."""
