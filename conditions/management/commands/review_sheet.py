"""``manage.py review_sheet PATH``: a printable page for each document of a pack, for the clinician who will sign it."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.template.loader import render_to_string

from conditions.packs.reader import PackRefused, read_pack
from conditions.packs.review_sheet import ledger, lines
from conditions.packs.yaml_files import NotReadable


class Command(BaseCommand):
    help = "Write a page per document: each statement beside its sources, and what still needs one. Open and print it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", type=Path, help="the folder of the pack, for example conditions/packs/skin_bumps")
        parser.add_argument("--to", type=Path, default=None, help="where to write; default: .local/review_sheets")
        parser.add_argument("--ledger", type=Path, default=None, help="a claims ledger, to name its nearest rows")

    def handle(self, *args: Any, path: Path, to: Path | None, ledger: Path | None, **options: Any) -> None:
        folder = to or settings.LOCAL_DIR / "review_sheets"
        try:
            pack, claims = read_pack(path), self._claims(ledger)
        except PackRefused as refused:
            raise CommandError("\n".join(map(str, refused.errors))) from refused
        folder.mkdir(parents=True, exist_ok=True)
        style = (settings.BASE_DIR / "static" / "css" / "review_sheet.css").read_text(encoding="utf-8")
        for document in pack.documents:
            rows = list(lines(pack, document, claims))
            context = {
                "document": document,
                "lines": rows,
                "style": style,
                "open": sum(row.needs_source for row in rows),
            }
            (folder / f"{document['slug']}.html").write_text(
                render_to_string("review_sheet.html", context), encoding="utf-8"
            )
            self.stdout.write(f"{document['slug']}: {len(rows)} statements, {context['open']} need a source")
        self.stdout.write(f"Written to {folder}")

    def _claims(self, path: Path | None) -> list:
        if path is None:
            return []
        try:
            return ledger(path)
        except (NotReadable, KeyError, TypeError) as refused:
            raise CommandError(f"{path} is not a claims ledger: {refused}") from refused
