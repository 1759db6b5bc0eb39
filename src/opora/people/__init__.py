"""Persons, identifiers, names, addresses by date, relations and households."""
