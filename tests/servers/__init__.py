"""Small strict servers on loopback, for adapters that are tested with their unmodified client libraries."""
