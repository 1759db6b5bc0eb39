"""Families as a count: cases of one family are one, whoever of it they are about."""

FAMILIES = """,
home AS (
    SELECT DISTINCT counted.case_id, residence.dwelling_id
    FROM counted JOIN people_residence residence
        ON residence.person_id = counted.person AND residence.period @> %(until)s::date
),
tie (one, two) AS (
    SELECT link.case_id, link.other_id FROM cases_caselink link WHERE link.kind = 'same_family'
    UNION SELECT link.other_id, link.case_id FROM cases_caselink link WHERE link.kind = 'same_family'
    UNION SELECT a.case_id, b.case_id FROM counted a JOIN counted b ON a.person = b.person
    UNION SELECT a.case_id, b.case_id FROM home a JOIN home b ON a.dwelling_id = b.dwelling_id
),
reached (one, two) AS (
    SELECT DISTINCT case_id, case_id FROM counted
    UNION SELECT reached.one, tie.two FROM reached JOIN tie ON tie.one = reached.two
),
family (member, root) AS (SELECT one, MIN(two) FROM reached GROUP BY one)"""
"""Behind the rows of `asking.py`. Cases are of one family where they are linked as such, are about one
person, or about persons who live in one dwelling on the last day of the period, and so on from there."""
