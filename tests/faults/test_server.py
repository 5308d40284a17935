"""The server under slow clients and when it is told to stop (plan rows L7, L9, F16). The real one, without a proxy."""

import socket
import threading
import time

import pytest

ADDRESS = "/conditions/milia/"
SLOW = 60


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Half: ",
        b"POST /admin/login/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100000\r\n\r\nusername=",
        b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100000\r\n\r\nx",
    ],
    ids=["nothing", "half a request", "half a sign-in", "half a body"],
)
def test_sixty_clients_that_say_little_do_not_stop_the_others(portal, said):
    portal.wait_until_filled()
    idle = [socket.create_connection(("127.0.0.1", portal.port)) for _client in range(SLOW)]
    try:
        for client in idle:
            client.sendall(said)
        times = []
        for path in [ADDRESS, "/search/?q=milia"] * 10:
            begun = time.monotonic()
            assert portal.get(path).status == 200
            times.append(time.monotonic() - begun)
        assert sorted(times)[len(times) * 95 // 100 - 1] < 2
    finally:
        for client in idle:
            client.close()


@pytest.mark.soak
def test_forty_costly_questions_at_once_do_not_stop_the_others(portal):
    """Searches and sheets of paper that nobody made before. Refusals say when to come again; nothing else is slowed."""
    portal.wait_until_filled()
    costly = [
        "/search/?q=" + "itchy+red+spots+on+my+face+" * 7,
        "/connect/service?mainSearchCriteria.v.dn=milia",
        "/nope/",
    ]
    answers, stopped = [], threading.Event()

    def ask(number):
        while not stopped.is_set():
            answers.append(portal.get(costly[number % len(costly)]))

    asking = [threading.Thread(target=ask, args=(number,)) for number in range(40)]
    for one in asking:
        one.start()
    times = {path: [] for path in (ADDRESS, "/", "/healthz/live/", "/admin/login/")}
    for path in [*times] * 15:
        begun = time.monotonic()
        assert portal.get(path).status == 200
        times[path].append(time.monotonic() - begun)
    stopped.set()
    for one in asking:
        one.join()
    print({path: f"{sorted(taken)[-1]:.2f} s at most" for path, taken in times.items()}, len(answers))
    assert {answer.status for answer in answers} <= {200, 404, 503}
    assert all(answer.headers["retry-after"] == "5" for answer in answers if answer.status == 503)
    assert max(sorted(taken)[-2] for taken in times.values()) < 2


def test_told_to_stop_it_ends_what_it_has_begun(portal):
    """Kept pages, pages of Django and sheets of paper; connections that stay open without a word do not hold it up."""
    idle = [socket.create_connection(("127.0.0.1", portal.port)) for _client in range(SLOW)]
    for client in idle[: SLOW // 2]:
        client.sendall(b"GET /healthz/live/ HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
    seen, stopped = [], threading.Event()

    def read(path):
        while not stopped.is_set():
            begun = time.monotonic()
            seen.append((begun, portal.get(path)))

    paths = [ADDRESS, "/search/?q=milia", "/conditions/milia.txt", "/admin/login/"]
    readers = [threading.Thread(target=read, args=[path]) for path in paths]
    for reader in readers:
        reader.start()
    time.sleep(1)
    told = time.monotonic()
    took = portal.stop()
    stopped.set()
    for reader in readers:
        reader.join()
    for client in idle:
        client.close()
    assert took < 10
    broken = [answer.body for begun, answer in seen if begun < told and answer.status != 200]
    assert broken == [] and len(seen) > 20


@pytest.mark.soak
def test_cold_start_is_quick(portal):
    portal.stop()
    begun = time.monotonic()
    portal.start()
    assert time.monotonic() - begun < 5
    begun = time.monotonic()
    assert portal.get("/").status == 200
    assert time.monotonic() - begun < 1
