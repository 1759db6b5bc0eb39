"""Decisions (odločba), rulings (sklep), informative calculations: drafted, approved, issued, served.

The room writes letters from what the law engine computed, in whole sentences and in one language or two,
and keeps the course of every act. It does not compute rights and keeps no entitlements: that is `rights`.

Five names to know: `decision_letter.compose_letter`, `drafting.draft_decision`,
`issuing.approve_and_issue`, `finality.record_served`, `consequences.follows_from_issue`.
"""
