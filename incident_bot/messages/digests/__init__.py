"""What sums up: of a day, of a week, for a whole team. Pure."""
