"""What each word of the command line does. Rooms are imported by the function that needs them."""
