"""How the owner sounds: texts said aloud, and what others say understood."""
