"""Public pages as finished bytes, answered before Django is entered; and the same bytes when the database is away.

    request -> door      may this one be answered here? If not: Django, as if this package did not exist
            -> memory    a page made under the number of the board (conditions/freshness) is current: sent, and no more
            -> files     made by another process of this host, or before the last restart
            -> Django    asked as nobody in particular (ask), its answer pressed once and kept (answer)

Two threads run beside it (watch): one compares the board with the database twice a second, one walks the whole site
(fill) so that every page has its file. Only that walk writes files: what stands on the disk tells of no visit.

A page that cannot be made because the database is away is sent as it was last kept, marked ``X-Database: away``.
"""
