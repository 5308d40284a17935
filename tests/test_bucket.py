"""So many at once over all visitors together, then a wait: nobody's address is needed for that."""

from conditions.bucket import Bucket


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_so_many_at_once_then_a_wait():
    bucket = Bucket(per_minute=3, clock=Clock())
    assert [bucket.take() for _ in range(4)] == [0, 0, 0, 20]


def test_bucket_fills_with_time_and_never_over_its_size():
    clock = Clock()
    bucket = Bucket(per_minute=3, clock=clock)
    for _ in range(3):
        bucket.take()
    clock.now = 20
    assert [bucket.take(), bucket.take()] == [0, 20]
    clock.now = 100_000
    assert [bucket.take() for _ in range(4)] == [0, 0, 0, 20]


def test_refusal_takes_nothing():
    clock = Clock()
    bucket = Bucket(per_minute=1, clock=clock)
    bucket.take()
    for clock.now in (10, 30, 59):
        assert bucket.take() > 0
    clock.now = 61
    assert bucket.take() == 0
