"""ZSVarPre: cash social assistance (denarna socialna pomoč, DSP).

Not modelled: assistance reduced or refused below the property ceiling at the centre's discretion;
assistance in kind; a shorter period than the longest one; how long a fault reason lasts after its
circumstance has ended.
"""
