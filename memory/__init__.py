"""What the twin knows: sources are imported, learned, and recalled."""

import os

# Its builds for PyPI report to their maker from the moment they are imported; nothing here reports to anybody.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
