"""``manage.py check_content PATH``: how a pack reads, how it is sourced, and what it must not or does not say.

``manage.py check_content --live``: the same for what patients read now, by the checks that editors see while they type.
"""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from conditions.packs.advice import read_forbidden
from conditions.packs.house_rules import Appraisal, appraised
from conditions.packs.reader import PackRefused, read_pack
from conditions.packs.yaml_files import NotReadable
from conditions.publishing.judged import judged
from conditions.vocabulary import CodeStatus


class Command(BaseCommand):
    help = "Check the words of a content pack, or of what is live. Prints every problem; fails if there is one."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "path", type=Path, nargs="?", help="the folder of the pack, for example conditions/packs/skin_bumps"
        )
        parser.add_argument("--live", action="store_true", help="check what patients read now instead of a pack")
        parser.add_argument("--unsourced", action="store_true", help="list every statement without a source")

    def handle(self, *args: Any, path: Path | None, live: bool, unsourced: bool, **options: Any) -> None:
        if live == bool(path):
            raise CommandError("Name the folder of a pack, or say --live; not both.")
        if live:
            self._live()
        else:
            self._pack(path, unsourced)

    def _live(self) -> None:
        """Everything that stops a review is to mend; advice is only told."""
        found = judged(timezone.now())
        for one in found:
            for remark in one.advice:
                self.stdout.write(f"  advice, {one.address}: {remark}")
        advice = sum(len(one.advice) for one in found)
        self.stdout.write(f"Live documents: {len(found)}. Pieces of advice: {advice}.")
        self._tell_wrong([f"{one.address}: {blocker}" for one in found for blocker in one.wrong])

    def _pack(self, path: Path, unsourced: bool) -> None:
        try:
            pack = read_pack(path)
            rows, found = read_forbidden(path), appraised(pack)
        except PackRefused as refused:
            raise CommandError("\n".join(map(str, refused.errors))) from refused
        except NotReadable as refused:
            raise CommandError(f"line {refused.line}: {refused.sentence}") from refused
        self._table(found)
        self._sums(found)
        self.stdout.write(
            f"Forbidden advice: {sum(row.pattern is not None for row in rows)} patterns of {len(rows)} rows."
        )
        codes = [code for document in pack.documents for code in document.get("codes", [])]
        verified = sum(code["status"] == CodeStatus.VERIFIED for code in codes)
        self.stdout.write(f"Codes: {verified} verified, {len(codes) - verified} to confirm and left out of matching.")
        if unsourced:
            for appraisal in found:
                for statement in appraisal.unsourced:
                    self.stdout.write(f"  {appraisal.slug}, {statement}")
        self._tell_wrong([f"{appraisal.slug}: {sentence}" for appraisal in found for sentence in appraisal.wrong])

    def _tell_wrong(self, wrong: list[str]) -> None:
        if wrong:
            raise CommandError(f"{len(wrong)} to mend:\n" + "\n".join(f"  {sentence}" for sentence in wrong))
        self.stdout.write("Nothing to mend.")

    def _table(self, found: list[Appraisal]) -> None:
        columns = "{:32} {:>6} {:>5} {:>5} {:>6} {:>8} {:>6} {:>7} {:>10}".format
        self.stdout.write(columns("document", "words", "FK", "SMOG", "grade", "longest", "<=20", "stated", "no source"))
        for row in found:
            read = row.reading
            figures = (read.words, read.flesch_kincaid, read.smog, read.grade, read.longest_sentence)
            self.stdout.write(columns(row.slug, *figures, f"{row.short_share:.0%}", row.statements, len(row.unsourced)))

    def _sums(self, found: list[Appraisal]) -> None:
        stated, without = sum(a.statements for a in found), sum(len(a.unsourced) for a in found)
        self.stdout.write(f"{len(found)} documents, {stated} statements, {without} of them without a source.")
