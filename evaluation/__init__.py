"""How well the twin does, measured on the owner's own records."""
