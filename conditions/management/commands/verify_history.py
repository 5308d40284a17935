"""``manage.py verify_history``: every version, decision, publication and event still is what was written."""

import re
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from conditions.publishing.verify import Broken, verify


class Command(BaseCommand):
    help = (
        "Re-compute every digest and every link of the record, and check that the database refuses to change it. "
        "Names the first thing that is wrong and exits with 1. Write the head down outside this computer: with "
        "--expect it proves later that nothing up to it was taken out or made anew."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--expect", default="", metavar="HEAD", help="a head that this command printed earlier")

    def handle(self, *args: Any, expect: str, **options: Any) -> None:
        expect = expect.strip().lower()
        if expect and not re.fullmatch(r"[0-9a-f]{64}", expect):
            raise CommandError("A head has 64 digits and letters a to f, as this command prints it.")
        try:
            found = verify(expect)
        except Broken as broken:
            raise CommandError(str(broken)) from broken
        self.stdout.write(
            f"All is as it was written: versions {found.versions}, decisions {found.decisions}, "
            f"publications and withdrawals {found.publications}, events {found.events}."
        )
        if expect:
            self.stdout.write("The chain leads through the head that you wrote down.")
        self.stdout.write(f"Head: {found.head}")
