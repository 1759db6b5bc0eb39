"""DZ: procedures of the family code at the centre: counselling, agreements, children, adoption, guardianship.

Nothing is paid here, so each right says only whether its conditions are met. The facts are those of the one
who turns to the centre, and of the matter that is dealt with. Money under the same code is in `family_code`.

Not modelled: procedures begun before the code was used, on 15 April 2019; they end under the act before it.
"""
