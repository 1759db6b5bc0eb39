"""The numbers of a centre: every indicator of the catalogue counted from the records, and never kept.

A number names the cases it was counted from. What nobody recorded is not zero, it is not known. It changes
nothing and decides nothing about who may see what: whoever shows cases asks `visible_to`. A room for the
annual report builds its tables from here.

The names to know: `counted.counts_of`, `counted.keys_behind`, `publishing.for_publication`, `period.Period`.
"""
