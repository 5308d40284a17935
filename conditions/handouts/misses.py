"""Wrong numbers are counted over all visitors together, so that guessing is slow and nobody's address is kept.

A right number is never refused: patients who copy their sheet must not wait for somebody who guesses. What is behind
a number is public anyway; it never says to whom it was given.
"""

from conditions.bucket import Bucket

MISSES = Bucket(per_minute=60)
