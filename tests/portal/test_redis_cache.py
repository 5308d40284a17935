"""Redis that is gone, slow or talking nonsense (plan row F11): the cache is empty, soon, and tries again later."""

import socket
import threading
import time

import pytest

from portal.redis_cache import ANSWERS_WITHIN, LEFT_ALONE, PatientCache


def nobody(_client):
    """Closes at once."""


def slow(client):
    time.sleep(2)


def nonsense(client):
    client.sendall(b"\x00\xff this is not Redis\r\n" * 10)


@pytest.fixture(params=[nobody, slow, nonsense])
def cache(request):
    """A cache whose server behaves badly; it counts who came."""
    PatientCache._alone_until = 0.0
    server = socket.create_server(("127.0.0.1", 0))
    came = []

    def serve():
        while True:
            try:
                client, _address = server.accept()
            except OSError:
                return
            came.append(client)
            with client:
                request.param(client)

    threading.Thread(target=serve, daemon=True).start()
    made = PatientCache(f"redis://127.0.0.1:{server.getsockname()[1]}/0", {})
    made.came = came
    yield made
    server.close()
    PatientCache._alone_until = 0.0


def test_every_call_answers_as_an_empty_cache(cache):
    assert cache.get("a", "default") == "default" and cache.get_many(["a"]) == {}
    assert cache.set("a", 1) is None and cache.add("a", 1) is False and cache.delete("a") is False
    assert "a" not in cache and cache.touch("a") is False and cache.set_many({"a": 1}) == ["a"]
    with pytest.raises(ValueError, match="not found"):
        cache.incr("a")
    assert cache.get_or_set("a", "computed") == "computed"


def test_it_is_asked_once_and_then_left_alone(cache):
    begun = time.monotonic()
    for _call in range(100):
        cache.get("a")
    assert time.monotonic() - begun < 10 * ANSWERS_WITHIN and len(cache.came) <= 2
    assert 0 < PatientCache._alone_until - time.monotonic() <= LEFT_ALONE


def test_values_come_back_from_a_server_that_works():
    try:
        socket.create_connection(("127.0.0.1", 6379), timeout=0.2).close()
    except OSError:
        pytest.skip("there is no Redis here")
    PatientCache._alone_until = 0.0
    cache = PatientCache("redis://127.0.0.1:6379/8", {})
    cache.set("a", 1, 10)
    assert (cache.get("a"), cache.incr("a"), cache.delete("a"), cache.get("a")) == (1, 2, True, None)
