"""owner.toml: what may stand in it, what is wrong in it and where, and how a new one reads."""
