"""Which tries count together, and how many are too many in a quarter of an hour.

A plain limit on an account would let any stranger lock a colleague out. So a browser in which the colleague has signed
in before has tries of its own; all others share a few for each address, and some more for the account as a whole.
Passkeys cannot be guessed, and are never counted.
"""

from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest

from . import tries
from .addresses import address_of
from .devices import known, named

OF_DEVICE = 10
OF_ACCOUNT_AT_ADDRESS = 5
OF_ACCOUNT = 20  # from everywhere together: against many who guess a little each
OF_ADDRESS = 60


class Attempt:
    """One try at a password (or, with ``at``, at something else) of one account."""

    def __init__(self, request: HttpRequest, name: str, *, at: str = "password") -> None:
        account, address, device = named(name), address_of(request), known(request, name)
        self.of_address = ((at, "address", address), OF_ADDRESS)
        self.limits = (
            [((at, "device", device, account), OF_DEVICE)]
            if device
            else [
                ((at, "both", account, address), OF_ACCOUNT_AT_ADDRESS),
                ((at, "account", account), OF_ACCOUNT),
                self.of_address,
            ]
        )

    def may_begin(self) -> bool:
        """Whether there were not too many. Whatever is refused still counts for the address, until that is a flood."""
        limits = self.limits
        is_refused = any(tries.is_spent(*what, most=most) for what, most in limits)
        if is_refused:
            limits = [limit for limit in limits if limit == self.of_address]
        return all([tries.spend(*what, most=most) for what, most in limits]) and not is_refused  # noqa: C419  each

    def was_right(self) -> None:
        for what, _most in self.limits:
            tries.give_back(*what)

    def is_of_a_flood(self) -> bool:
        """Whether it is the address that has tried too much, whatever the account."""
        what, most = self.of_address
        return self.of_address in self.limits and tries.is_spent(*what, most=most)


def is_used_again(person: AbstractBaseUser, code: str) -> bool:
    """Whether this person has used this code before, in any process: a code that was seen must not open again."""
    return not tries.spend("used", str(person.pk), code, most=1)
