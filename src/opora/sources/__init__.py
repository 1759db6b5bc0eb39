"""Look-ups in official registers and facts with provenance; the simulated registers."""
