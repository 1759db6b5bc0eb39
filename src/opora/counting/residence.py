"""Where a person lived on a day, as a count may tell it: nobody's whose home is protected."""

MUNICIPALITY = """(
    SELECT municipality.code
    FROM people_address address
    JOIN organisation_municipality municipality ON municipality.id = address.municipality_id
    WHERE address.person_id = person.id AND address.period @> {day}
        AND address.kind IN ('permanent', 'temporary') AND NOT person.is_protected
        AND NOT EXISTS (
            SELECT FROM people_residence lives
            JOIN people_residence together
                ON together.dwelling_id = lives.dwelling_id AND together.period @> {day}
            JOIN people_person protected ON protected.id = together.person_id AND protected.is_protected
            WHERE lives.person_id = person.id AND lives.period @> {day}
        )
    ORDER BY address.kind LIMIT 1
)"""
"""The code of the municipality of the person of a row on `day`; the permanent home before the temporary."""
