"""Reads a PDF as a screen reader does: its tags in order, and the words and alternative text below each."""

import io
from collections.abc import Iterator
from dataclasses import dataclass

import pikepdf
import pypdfium2


@dataclass(frozen=True)
class Tag:
    """One node of the tag tree: its sort (H1, L, LI, Figure ...), how deep it stands, its alternative text."""

    sort: str
    depth: int
    alt: str


def tags(pdf: bytes) -> list[Tag]:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return list(_below(opened.Root.StructTreeRoot.K, 0))


def _below(node: object, depth: int) -> Iterator[Tag]:
    if isinstance(node, pikepdf.Array):
        for child in node:
            yield from _below(child, depth)
    elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
        yield Tag(str(node.S).lstrip("/"), depth, str(node.get("/Alt", "")))
        if "/K" in node:
            yield from _below(node.K, depth + 1)


def text(pdf: bytes) -> str:
    """The words in the order in which they stand in the file, on one line."""
    with pypdfium2.PdfDocument(pdf) as opened:
        pages = [page.get_textpage().get_text_range() for page in opened]
    return " ".join(" ".join(pages).replace("\ufffe", "").split())


def pictures(pdf: bytes, dots_per_inch: int = 200) -> list:
    """The pages as printed."""
    with pypdfium2.PdfDocument(pdf) as opened:
        return [page.render(scale=dots_per_inch / 72).to_pil().convert("L") for page in opened]


def sizes(pdf: bytes) -> list[tuple[int, int]]:
    """Width and height of each page in millimetres."""
    with pypdfium2.PdfDocument(pdf) as opened:
        return [tuple(round(side / 72 * 25.4) for side in page.get_size()) for page in opened]
