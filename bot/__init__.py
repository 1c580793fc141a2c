"""The path of one message, from the adapter that heard it to the answer."""
