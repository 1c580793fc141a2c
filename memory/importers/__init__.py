"""Chat exports and documents: one file a format, each path to records."""
