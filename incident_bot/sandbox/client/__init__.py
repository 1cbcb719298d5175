"""What Slack's own client does when a person types, clicks or submits, and how it shows what comes back."""
