"""``manage.py doctor``: what is wrong with this installation, and how to mend it."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.operations.doctor import Finding, examine


class Command(BaseCommand):
    help = (
        "Say in sentences what is wrong with this installation, and how to mend it. Changes nothing. Run it as the "
        "user that the portal runs as. Exits with 1 if something is to mend."
    )
    requires_system_checks = []  # it tells what they would say

    def handle(self, *args: Any, **options: Any) -> None:
        every: list[Finding] = []
        for part, findings in examine():
            self._tell(part, findings)
            every += findings
        grave, rest = sum(finding.is_grave for finding in every), sum(not finding.is_grave for finding in every)
        if grave:
            raise CommandError(f"{grave} to mend, {rest} to know.")
        self.stdout.write(f"All is well, and {rest} to know." if rest else "All is well.")
        self.stdout.write("Whether the record is what was written, “manage.py verify_history” computes.")

    def _tell(self, part: str, findings: list[Finding]) -> None:
        self.stdout.write(f"{part}: {'see below.' if findings else 'well.'}")
        for finding in sorted(findings, key=lambda one: not one.is_grave):
            self.stdout.write(f"  {'To mend:' if finding.is_grave else 'To know:'} {finding.sentence}")
            self.stdout.write(f"           {finding.mend}")
