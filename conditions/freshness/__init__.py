"""Whether what was kept of a page is still what patients should read: asked on each request, answered without a query.

``stamp`` asks the database for a short digest of everything that public pages read beside frozen words, and for the
next instant at which a page changes by itself. ``board`` is a small file that every process of this host has in memory:
a number, never used before, is written there when the stamp or the instant is another one. A page that was made under
the number of the board is current. ``look`` compares the two: after each commit that could matter, and twice a second.
"""
