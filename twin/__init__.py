"""The nouns and the seams that every room shares; standard library only."""
