"""What the clerk learns from use: habits that raise priors, and names that are proposed to the owner.

May import the clerk's claims and the ledger's unit of work. Nothing here books, and all of it can be forgotten.
"""
