"""ZSV and its decree: who pays for institutional care and home help, and who is exempt.

The beneficiary and the family pay first, then those bound to maintain, then the municipality or the state.
Not modelled: the ban on selling and encumbering real estate and its note in the land register; the claim
against the estate; savings, which are no part of the ability to pay; what the act on long-term care (ZDOsk-1)
put in the place of these rules in 2025, of which the sources give no rule.
"""
