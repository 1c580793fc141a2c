"""What the twin knows: sources are imported, learned, and recalled."""
