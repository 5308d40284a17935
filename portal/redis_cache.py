"""Redis as a cache that may be gone: then the portal is slower and never wrong. The only user of Django's Redis cache.

A server that does not answer within 0.2 s is left alone for 30 s in this process; meanwhile the cache is empty and
keeps nothing. What must not be forgotten does not belong into a cache.
"""

import time
from collections.abc import Callable
from typing import Any

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

ANSWERS_WITHIN = 0.2  # seconds
LEFT_ALONE = 30.0  # seconds
TIMES = {"socket_connect_timeout": ANSWERS_WITHIN, "socket_timeout": ANSWERS_WITHIN}


class PatientCache(RedisCache):
    """Each call answers, at once or after one time-out, with what an empty cache would say."""

    _alone_until = 0.0

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, {**params, "OPTIONS": {**TIMES, **params.get("OPTIONS", {})}})

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        return self._asked(super().get, default, key, default, version)

    def get_many(self, keys: Any, version: int | None = None) -> dict:
        return self._asked(super().get_many, {}, keys, version)

    def has_key(self, key: Any, version: int | None = None) -> bool:
        return self._asked(super().has_key, False, key, version)

    def add(self, key: Any, value: Any, *more: Any, **named: Any) -> bool:
        return self._asked(super().add, False, key, value, *more, **named)

    def set(self, key: Any, value: Any, *more: Any, **named: Any) -> None:
        return self._asked(super().set, None, key, value, *more, **named)

    def set_many(self, values: dict, *more: Any, **named: Any) -> list:
        return self._asked(super().set_many, list(values), values, *more, **named)

    def touch(self, key: Any, *more: Any, **named: Any) -> bool:
        return self._asked(super().touch, False, key, *more, **named)

    def incr(self, key: Any, delta: int = 1, version: int | None = None) -> int:
        """Raises ValueError for a key that is not there, as every cache does: also when Redis is gone."""
        found = self._asked(super().incr, None, key, delta, version)
        if found is None:
            raise ValueError(f"Key '{key}' not found")
        return found

    def delete(self, key: Any, version: int | None = None) -> bool:
        return self._asked(super().delete, False, key, version)

    def delete_many(self, keys: Any, version: int | None = None) -> None:
        return self._asked(super().delete_many, None, keys, version)

    def clear(self) -> bool:
        return self._asked(super().clear, False)

    def answers(self) -> bool:
        """Whether there is a server behind the cache; asks it, also while it is left alone."""
        try:
            return bool(self._cache.get_client().ping())
        except (RedisError, OSError):
            return False

    def _asked(self, call: Callable[..., Any], otherwise: Any, *arguments: Any, **named: Any) -> Any:
        if time.monotonic() < PatientCache._alone_until:
            return otherwise
        try:
            return call(*arguments, **named)
        except (RedisError, OSError):
            PatientCache._alone_until = time.monotonic() + LEFT_ALONE
            return otherwise
