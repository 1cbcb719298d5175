"""What the bot does outside, after the commit: each effect is a recipe of remembered steps."""
