"""Centres, units, municipalities, workers, roles and jurisdiction by date."""
