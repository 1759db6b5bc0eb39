"""ZOA: personal assistance; ZSV and ZDOsk-1: the family assistant, since 2024 carer of a family member.

Not modelled: long-term care in kind and its categories (ZDOsk-1); providers, plans and the yearly reports.
"""
