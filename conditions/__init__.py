"""The product: governed documents that patients read.

The nouns, in the order in which a newcomer meets them:

    condition, treatment, guide   the three documents that are written, reviewed and published
    draft                         the rows an editor changes (``models``)
    document                      the same content as one JSON value (``content``)
    revision                      a document frozen at submit, numbered, with its SHA-256
    review, publication           one person's decision on a revision; the fact that it went live
    leaflet                       what a patient reads: a live revision as a frozen value
    pack                          a folder of YAML documents that is imported as drafts (``packs``)

The packages, each of which may import only what stands below it (``tests/test_layers.py``):

    views, admin, management      addresses, the editors' desk, commands
    packs                         files <-> drafts
    search                        words -> live leaflets
    handouts                      what leaves with a patient: numbers, what has changed since, notes, QR codes
    publishing                    snapshot, restore, verbs, rules: the only writer of history
    models                        what is stored
    guides                        the graph of a guided FAQ as plain values: walk, checks, outline, drawing
    content                       documents as plain values; sees no model and no request
    vocabulary                    the words everyone uses

Start reading at ``urls.py`` (every public address), then ``publishing/workflow.py``.
"""
