"""What the bot says: pure functions from what is true, or what happened, to text and Block Kit."""
