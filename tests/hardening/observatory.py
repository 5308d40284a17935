"""The published rules of the MDN HTTP Observatory (mdn/mdn-http-observatory, August 2026), as far as a page of ours can
meet or break them. Every test starts from 100; a bonus counts only where the score without any is at least 90.
"""

import re
from dataclasses import dataclass

FROM = 100
BONUSES_FROM = 90
HALF_A_YEAR = 15_768_000  # seconds


@dataclass(frozen=True)
class Seen:
    """What was answered over HTTPS: headers by their names in small letters, cookies as they were set, and the page."""

    headers: dict[str, str]
    cookies: list[str]
    page: str


def marks(seen: Seen) -> dict[str, int]:
    """What each test of the Observatory gives or takes."""
    return {
        "content security policy": _content_policy(seen),
        "cookies": _cookies(seen.cookies),
        "cross-origin opener policy": _exactly(seen, "cross-origin-opener-policy", "same-origin", 10, -5),
        "cross-origin embedder policy": _exactly(seen, "cross-origin-embedder-policy", "require-corp", 10, -5),
        "cross-origin resource policy": _exactly(seen, "cross-origin-resource-policy", "same-origin", 10, -5),
        "referrer policy": _exactly(seen, "referrer-policy", "same-origin", 5, -5),
        "frames": 5 if "frame-ancestors 'none'" in _policy(seen) else -20,
        "strict transport security": _transport(seen),
        "type of content": _exactly(seen, "x-content-type-options", "nosniff", 0, -5),
        "scripts": -50 if re.search(r"<script[^>]+src=[\"']?(https?:)?//", seen.page) else 0,
        "sharing across origins": -50 if "access-control-allow-credentials" in seen.headers else 0,
    }


def score(seen: Seen) -> int:
    given = marks(seen).values()
    without = FROM + sum(mark for mark in given if mark < 0)
    return without + (sum(mark for mark in given if mark > 0) if without >= BONUSES_FROM else 0)


def _policy(seen: Seen) -> str:
    return seen.headers.get("content-security-policy", "")


def _content_policy(seen: Seen) -> int:
    policy = _policy(seen)
    if not policy:
        return -25
    if "unsafe-" in policy or re.search(r"(script-src|object-src|default-src)[^;]*(\*|https?:|data:)", policy):
        return -20
    return 10 if "default-src 'none'" in policy else 5


def _cookies(cookies: list[str]) -> int:
    if not cookies:
        return 0
    told = [cookie.lower() for cookie in cookies]
    if not all("secure" in one for one in told):
        return -40
    if not all("httponly" in one for one in told):
        return -30
    return 5 if all("samesite" in one for one in told) else 0


def _exactly(seen: Seen, name: str, value: str, right: int, wrong: int) -> int:
    return right if seen.headers.get(name) == value else wrong


def _transport(seen: Seen) -> int:
    found = re.match(r"max-age=(\d+)", seen.headers.get("strict-transport-security", ""))
    if not found:
        return -20
    return 0 if int(found[1]) >= HALF_A_YEAR else -10
