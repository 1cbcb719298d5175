"""The only room that speaks Slack: a few verbs over the Web API, its errors sorted into ours, its text."""
