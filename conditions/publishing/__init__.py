"""From draft to public and back: the only writer of revisions, reviews, publications and events."""
