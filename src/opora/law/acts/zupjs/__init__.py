"""ZUPJS: child benefit (otroški dodatek), by income class, birth order and the child's situation.

Not modelled: the part of the benefit for a child in foster care or an institution who spends enough days with
the family; a notional income from property, whose rule was not found; the wider single-parent definition
passed in 2026, whose first day is unknown.
"""
