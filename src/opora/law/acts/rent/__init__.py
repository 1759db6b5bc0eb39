"""SZ-1 and ZUPJS: the rent subsidy (subvencija najemnine), for non-profit and for market dwellings.

Not modelled: the rent worked out from the points of a dwelling; the lease states it. Payment to the owner.
"""
