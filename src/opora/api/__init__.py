"""/api/v1. Empty until the API issue."""
