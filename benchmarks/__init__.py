"""Figures: each benchmark runs the bot beside the bare thing, in one run, and prints both and their ratio."""
