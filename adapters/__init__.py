"""Chat platforms: each folder or file is one."""
