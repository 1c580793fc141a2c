"""The tests: one file a module, and fakes.py for what a test replaces."""
