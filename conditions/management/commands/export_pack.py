"""``manage.py export_pack PATH``: drafts into a folder of YAML documents."""

from itertools import chain
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from conditions.models import DOCUMENTS
from conditions.packs.exporter import export_pack
from conditions.packs.importer import drafts_of_pack
from conditions.packs.reader import PackRefused
from conditions.vocabulary import SOURCE_LANGUAGE


class Command(BaseCommand):
    help = "Export drafts as a content pack. Importing the export gives the same documents, byte for byte."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", type=Path, help="a new folder, an empty one, or a pack to write over")
        parser.add_argument("--pack", default="", help="only the drafts that this pack brought, for example skin_bumps")
        parser.add_argument("--title", default="", help="the title of the exported pack")

    def handle(self, *args: Any, path: Path, pack: str, title: str, **options: Any) -> None:
        drafts = list(
            drafts_of_pack(pack) if pack else chain.from_iterable(model.objects.all() for model in DOCUMENTS.values())
        )
        if not drafts:
            raise CommandError(f"There is no draft of a pack “{pack}”." if pack else "There is no draft to export.")
        name = pack or "export"
        about = {"name": name, "title": title or name.replace("_", " "), "version": 1, "language": SOURCE_LANGUAGE}
        try:
            count = export_pack(drafts, about, path)
        except PackRefused as refused:
            raise CommandError(str(refused)) from refused
        except OSError as error:
            raise CommandError(f"The folder cannot be written: {error.strerror}.") from error
        self.stdout.write(f"Exported {count} documents to {path}.")
