"""Settings, addresses and the `opora` command."""
