"""Indicators, tables and the annual report. Empty until the report issue."""
