"""Child processes in which files that nobody trusts are read: one file in, lines of JSON out."""
