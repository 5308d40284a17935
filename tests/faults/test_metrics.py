"""What Prometheus reads of a running server with two processes, and what it must never read."""

import re
import socket
import urllib.request

import pytest

ADDRESS = "/conditions/milia/"


@pytest.fixture
def metrics(monkeypatch, make_portal):
    """A portal with metrics, and what they say now: series -> value."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    monkeypatch.setenv("METRICS_PORT", str(port))
    portal = make_portal()

    def read() -> dict[str, float]:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5) as answer:
                text = answer.read().decode()
        except OSError:
            return {}
        return {series: float(value) for series, value in re.findall(r"^([^#\s][^\n]*) (\S+)$", text, re.MULTILINE)}

    return portal, read


def test_metrics_count_views_and_say_nothing_of_readers(metrics):
    portal, read = metrics
    for _read in range(20):
        assert portal.get(ADDRESS).status == 200
    assert portal.get("/search/?q=a-secret-word").status == 200
    assert portal.get("/conditions/a-secret-path/").status == 404
    assert portal.get("/a-secret-path/").status == 404
    found = read()
    assert found['portal_requests_total{status="2xx",view="condition"}'] == 20
    assert found['portal_requests_total{status="4xx",view="condition"}'] == 1
    assert found['portal_requests_total{status="4xx",view="none"}'] == 1
    assert found['portal_requests_total{status="2xx",view="search"}'] == 1
    assert found['portal_ready_pages_total{result="hit"}'] >= 18  # each of two processes made it once at most
    assert found['portal_request_seconds_count{result="hit"}'] == found['portal_ready_pages_total{result="hit"}']
    assert found['portal_ready_pages_total{result="beside"}'] >= 1
    assert found["portal_database_up"] == 1
    assert not [series for series in found if "secret" in series or "milia" in series or "127.0.0.1" in series]


def test_metrics_say_that_the_database_is_away(metrics):
    portal, read = metrics
    database = portal.database.removeprefix("sqlite:///")
    portal.manage("shell", "-c", f"import os; os.rename({database!r}, {database + '.away'!r}); os.mkdir({database!r})")
    portal.wait_for(lambda: read()["portal_database_up"] == 0, 10)
