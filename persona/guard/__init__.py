"""What must not go out by itself, a rule a module; ``guard.py`` runs them all."""
