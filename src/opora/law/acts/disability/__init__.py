"""ZSVI, and before 2019 ZDVDTP: disability status, the allowance and the attendance supplement.

Not modelled: decisions of the act of 1983 that were turned into those of the act of 2018 on 2019-01-01; the
payment, which the pension and disability insurance institute makes.
"""
