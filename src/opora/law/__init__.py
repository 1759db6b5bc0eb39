"""The law as data and rules: parameters by date, figures as expression graphs, explain, batch and ask.

No Django, no database: everything here runs on plain values.
"""
