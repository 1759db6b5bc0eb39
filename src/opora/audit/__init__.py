"""Who saw and who changed which personal data: an append-only, sealed log."""
