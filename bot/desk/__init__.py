"""The owner's desk: what waits for them, what they decide, and what is shown of it, in chat and at a terminal."""
