"""Odločba and sklep: drafting, approval, issue, service, finality, appeal."""
