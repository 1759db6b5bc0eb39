"""ZIRD: foster care (rejništvo): permits, the monthly payment, one-off payments, foster care as a profession.

Not modelled: the contract between centre and foster carer; the yearly report on how a raised allowance was
spent; work pay of relatives, of which the sources say nothing.
"""
