"""How the owner writes: their profile, their exact words, and the writers."""
