"""What somebody may do, and the difference between two such standings in sentences."""

from dataclasses import dataclass

from django.contrib.auth.models import User


@dataclass(frozen=True)
class Standing:
    name: str
    is_active: bool
    is_staff: bool
    is_administrator: bool
    roles: frozenset[str]


def standing(person: User) -> Standing:
    roles = frozenset(person.groups.values_list("name", flat=True))
    return Standing(person.get_username(), person.is_active, person.is_staff, person.is_superuser, roles)


def differences(before: Standing | None, now: Standing, *, by: str) -> list[tuple[str, str]]:
    """Pairs of a verb and a sentence. Without ``before`` the account is new."""
    told = [] if before else [("create", f"{by} made the account {now.name}.")]
    before = before or Standing(now.name, True, False, False, frozenset())
    if before.name != now.name:
        told.append(("rename", f"{by} changed the name {before.name} to {now.name}."))
    if before.is_active != now.is_active:
        told.append(("active", f"{by} switched the account {now.name} {'on' if now.is_active else 'off'}."))
    if before.is_staff != now.is_staff:
        told.append(("staff", f"{by} {'opened' if now.is_staff else 'closed'} the desk to {now.name}."))
    if before.is_administrator != now.is_administrator:
        made = (
            f"made {now.name} an administrator"
            if now.is_administrator
            else f"ended that {now.name} is an administrator"
        )
        told.append(("administrator", f"{by} {made}."))
    told += [("role", f"{by} gave {now.name} the role {role}.") for role in sorted(now.roles - before.roles)]
    told += [("role", f"{by} took the role {role} from {now.name}.") for role in sorted(before.roles - now.roles)]
    return told
