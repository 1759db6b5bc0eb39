"""Services of the centre under ZSV and ZDZdr: first social aid, personal help, treatment in the community.

Not modelled: the network and the opening hours of the centres, which are data of the organisation.
"""
