"""The look-alike table as plain text of 72 columns, safe to paste: each answer and each sign names its condition."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from .comparison import Cited, Comparison, Row
from .plain_text import headed, joined, titled


def comparison_text(table: Comparison, *, notices: Iterable[str] = (), address: str = "") -> str:
    """Notices, what the table cannot tell, when to get help, the rows, the sources."""
    return joined(
        [
            titled(_("Compare bumps that look alike")),
            [_("These are typical. Yours may look different. This table cannot tell you what you have.")],
            list(notices),
            list(_help(table)),
            *(list(_row(row)) for row in table.rows),
            [*headed(_("Sources")), *map(_source, table.sources)] if table.sources else [],
            [_("This is general information. It cannot tell you what you have."), address],
        ]
    )


def _help(table: Comparison) -> Iterator[str]:
    yield from headed(_("When to get help now or today"))
    for leaflet, cards in table.red_flags:
        for card in cards:
            yield from (f"- {leaflet.title}. {card.heading} {item.plain}" for item in card.items)
            if card.ending:
                yield f"- {leaflet.title}. {card.ending.plain}"


def _row(row: Row) -> Iterator[str]:
    yield from headed(str(row.attribute.label))
    yield row.mark
    for cell in row.cells:
        yield f"- {cell.leaflet.title}: {cell.text.plain if cell.text else _('The leaflet does not say.')}"


def _source(cited: Cited) -> str:
    source = cited.source
    users = ", ".join(leaflet.title for leaflet in cited.leaflets)
    return f"[{cited.number}] {source.title}. {source.publisher}. {source.url} ({users})"
