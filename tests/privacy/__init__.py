"""What must not be known to those whom it does not concern."""
