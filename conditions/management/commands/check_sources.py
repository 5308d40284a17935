"""``manage.py check_sources``: does the address of every source still answer?"""

from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from typing import Any
from urllib.parse import urlsplit

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from conditions.addresses import Answer, Asking, ask
from conditions.models import Source
from conditions.publishing import evidence
from conditions.vocabulary import Reached

_WRONG = {Reached.GONE, Reached.SILENT, Reached.NOT_ASKED}


class Command(BaseCommand):
    help = (
        "Ask the address of each source (or only of those named) and keep what came back. Exits with 1 if one is gone, "
        "cannot be reached or is not one of the public web. It changes no leaflet and marks no source: a person does."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("keys", nargs="*", help="short names of sources; all if none is named")
        parser.add_argument("--at-once", type=int, default=4, help="how many hosts are asked at once (1 to 16; 4)")
        parser.add_argument("--seconds", type=float, default=15, help="how long one address may take (1 to 120; 15)")
        parser.add_argument("--allow-local", action="store_true", help="also ask addresses inside the clinic's network")

    def handle(self, *args: Any, keys: list[str], at_once: int, seconds: float, **options: Any) -> None:
        if not 1 <= at_once <= 16 or not 1 <= seconds <= 120:
            raise CommandError("--at-once is 1 to 16, and --seconds is 1 to 120.")
        sources = self._sources(keys)
        asking = Asking(seconds=seconds, allow_local=options["allow_local"])
        wrong = 0
        for number, (source, answer) in enumerate(_asked(sources, asking, at_once), start=1):
            evidence.keep_answer(source, result=answer.result, note=answer.sentence, at=timezone.now())
            wrong += answer.result in _WRONG
            told = f"{answer.result.label}. {answer.sentence}".strip()
            self.stdout.write(f"{number} of {len(sources)}  {source.key}: {told}")
        self.stdout.write(f"{len(sources)} asked, {wrong} to look at.")
        if wrong:
            raise CommandError("See the register of sources at the desk for those that did not answer.")

    def _sources(self, keys: list[str]) -> list[Source]:
        sources = list(Source.objects.filter(key__in=keys) if keys else Source.objects.all())
        unknown = sorted(set(keys) - {source.key for source in sources})
        if unknown:
            raise CommandError(f"There is no source {', '.join(unknown)}.")
        return sources


def _asked(sources: list[Source], asking: Asking, at_once: int) -> Iterator[tuple[Source, Answer]]:
    """Each source with its answer as it comes. One host is asked one thing at a time: that is polite."""
    hosts: dict[str, list[Source]] = defaultdict(list)
    for source in sources:
        hosts[_host(source.url)].append(source)
    with ThreadPoolExecutor(max_workers=at_once) as pool:
        running = {pool.submit(ask, mine[0].url, asking): mine for mine in hosts.values()}
        while running:
            for done in wait(running, return_when=FIRST_COMPLETED).done:
                mine = running.pop(done)
                yield mine.pop(0), done.result()
                if mine:
                    running[pool.submit(ask, mine[0].url, asking)] = mine


def _host(url: str) -> str:
    try:
        return urlsplit(url).netloc.lower()
    except ValueError:
        return url
