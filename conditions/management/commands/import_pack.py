"""``manage.py import_pack PATH``: a folder of YAML documents into drafts."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils.translation import gettext as _

from conditions.packs.importer import Report, import_pack, read_for_this_clinic
from conditions.packs.reader import PackRefused
from conditions.pictures import NotAPicture
from conditions.publishing.errors import Refused
from conditions.publishing.workflow import publish_samples


class Command(BaseCommand):
    help = (
        "Import a content pack as drafts. Everything is checked first; with one error nothing is imported. "
        "Importing twice changes nothing, and what patients see never changes. A draft that somebody edited here is "
        "kept, unless you say --overwrite-edited."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", type=Path, help="the folder, for example conditions/packs/skin_bumps")
        parser.add_argument(
            "--overwrite-edited", action="store_true", help="replace drafts that somebody edited here as well"
        )
        parser.add_argument(
            "--publish-sample",
            action="store_true",
            help="show the drafts as sample content, marked as not yet reviewed by this clinic",
        )

    def handle(self, *args: Any, path: Path, overwrite_edited: bool, publish_sample: bool, **options: Any) -> None:
        try:
            pack = read_for_this_clinic(path)
            with transaction.atomic():
                report = import_pack(pack, overwrite_edited=overwrite_edited)
                note = _("First version, as sample content.")
                shown = publish_samples(report.drafts, change_note=note) if publish_sample else []
        except PackRefused as refused:
            lines = "\n".join(f"  {error}" for error in refused.errors)
            raise CommandError(f"Nothing was imported. {len(refused.errors)} to mend:\n{lines}") from refused
        except (Refused, NotAPicture) as refused:
            raise CommandError(f"Nothing was changed. {refused}") from refused
        self._tell(pack.about["title"], report)
        if publish_sample:
            self.stdout.write(f"Shown to patients as sample content: {len(shown)} new.")

    def _tell(self, title: str, report: Report) -> None:
        self.stdout.write(
            f"{title}: {len(report.created)} new, {len(report.updated)} updated, {len(report.unchanged)} unchanged, "
            f"{len(report.kept)} kept because somebody edited them here."
        )
        for name in report.kept:
            self.stdout.write(f"  kept: {name}")
