"""Discord: servers, threads and private messages, by its gateway and its HTTP API."""
