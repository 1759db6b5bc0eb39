"""DZ: family code. What the centre computes under it: the yearly indexation of maintenance (preživnina).

Not modelled: how a court sets maintenance; the replacement of maintenance that the fund pays.
"""
