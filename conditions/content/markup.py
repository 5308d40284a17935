"""Editors' Markdown to safe HTML and to plain text; the only importer of markdown-it and nh3.

Raw HTML and pictures are off, tables and code are off, and nh3 goes over the result as a second line of defence.
A citation, ``[@SP; @BB]``, stands right after the statement that it supports. A medical word that is explained below
becomes a link to its meaning: on the parsed words, so that no tag, address or citation can be hit.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import nh3
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

CITATION = re.compile(r"\[@([A-Za-z0-9_-]+(?:\s*;\s*@[A-Za-z0-9_-]+)*)\]")

_ALLOWED = {
    "tags": {"p", "ul", "ol", "li", "strong", "em", "h3", "a", "sup", "br"},
    "attributes": {"a": {"href", "aria-label", "dir", "id"}, "ol": {"start"}},
    "attribute_filter": lambda _tag, name, value: value if name != "id" or value.startswith("use-") else None,
    "allowed_classes": {"a": {"word"}, "sup": {"cite"}},
    "url_schemes": {"http", "https", "mailto", "tel"},
    "link_rel": None,
}


def keys_cited(text: str) -> list[str]:
    """The source keys in the text, in order, as often as they are cited."""
    return [key for match in CITATION.finditer(text) for key in _keys(match)]


def without_citations(text: str) -> str:
    return re.sub(r"\s*" + CITATION.pattern, "", text)


def _keys(match: re.Match[str]) -> list[str]:
    return [key.strip().lstrip("@") for key in match.group(1).split(";")]


def _citation_rule(state: StateInline, silent: bool) -> bool:
    match = CITATION.match(state.src, state.pos)
    if not match:
        return False
    if not silent:
        state.pending = state.pending.rstrip()  # the number hangs on the last word and never starts a line alone
        state.push("citation", "", 0).meta = {"keys": _keys(match)}
    state.pos = match.end()
    return True


def _render_citation(renderer: Any, tokens: list[Token], at: int, options: Any, env: Any) -> str:
    links = [
        f'<a href="#source-{key}" aria-label="{_("Source")} {number}">{number}</a>'
        for key, number in _numbered(tokens[at], env)
    ]
    return f'<sup class="cite">{", ".join(links)}</sup>' if links else ""


def _render_link(renderer: Any, tokens: list[Token], at: int, options: Any, env: Any) -> str:
    """A telephone number keeps the order of its digits in a language that is written from right to left."""
    if str(tokens[at].attrGet("href")).startswith("tel:"):
        tokens[at].attrSet("dir", "ltr")
    return renderer.renderToken(tokens, at, options, env)


def _numbered(token: Token, env: Mapping[str, Any]) -> list[tuple[str, int]]:
    numbers = env.get("citations", {})
    return [(key, numbers[key]) for key in token.meta["keys"] if key in numbers]


def whole_words(words: Sequence[str]) -> re.Pattern[str]:
    """Any of the words or phrases as whole words, also in the plural, in capitals or not; a group for each."""
    either = "|".join(f"({re.escape(word)})" for word in words)
    return re.compile(rf"(?<!\w)(?:{either})(?:e?s)?(?!\w)", re.I)


def _explaining_rule(state: StateCore) -> None:
    """The first use of each word becomes a link to its meaning, and has a name to come back to.

    ``env["words"]`` maps words to the ends of their anchors. Headings and links stay as they are.
    """
    left = dict(state.env.get("words", {}))
    is_heading = False
    for token in state.tokens:
        is_heading = token.type == "heading_open" or (is_heading and token.type != "heading_close")
        if token.type == "inline" and left and not is_heading:
            token.children = [new for old in _outside_links(token.children or []) for new in _linked(*old, left)]


def _outside_links(children: list[Token]) -> Iterator[tuple[Token, bool]]:
    depth = 0
    for child in children:
        depth += child.nesting if child.type in {"link_open", "link_close"} else 0
        yield child, child.type == "text" and depth == 0


def _linked(token: Token, may_explain: bool, left: dict[str, str]) -> Iterator[Token]:
    longest_first = sorted(left, key=len, reverse=True)
    found = whole_words(longest_first).search(token.content) if may_explain and left else None
    if not found:
        yield token
        return
    anchor = left.pop(longest_first[found.lastindex - 1])
    yield _said(token.content[: found.start()])
    attributes: dict[str, str | int | float] = {"class": "word", "href": f"#word-{anchor}", "id": f"use-{anchor}"}
    yield Token("link_open", "a", 1, attrs=attributes)
    yield _said(found[0])
    yield Token("link_close", "a", -1)
    yield from _linked(_said(token.content[found.end() :]), may_explain, left)


def _said(content: str) -> Token:
    return Token("text", "", 0, content=content)


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False})
    parser.disable(["image", "html_block", "html_inline", "code", "fence", "lheading", "blockquote", "hr", "reference"])
    parser.inline.ruler.before("link", "citation", _citation_rule)
    parser.add_render_rule("citation", _render_citation)
    parser.core.ruler.push("explained", _explaining_rule)
    parser.add_render_rule("link_open", _render_link)
    return parser


_MARKDOWN = _parser()


def _cleaned(html: str) -> SafeString:
    # A section's own heading is h2, so whatever level an editor typed is an h3 here: no heading level is skipped.
    return mark_safe(nh3.clean(re.sub(r"(</?)h[1-6]>", r"\1h3>", html), **_ALLOWED))


def links_in(text: str) -> Iterator[str]:
    """Every address that the text links to."""
    for token in _MARKDOWN.parse(text):
        for child in token.children or ():
            if child.type == "link_open":
                yield str(child.attrGet("href") or "")


@dataclass(frozen=True)
class Text:
    """Authored words with the clinic's numbers filled in; knows how to be HTML, one line of HTML, or plain text."""

    source: str
    citations: Mapping[str, int] = field(default_factory=dict, compare=False, repr=False)
    # The words whose first use is here, with the ends of their anchors.
    words: Mapping[str, str] = field(default_factory=dict, compare=False, repr=False)

    def __bool__(self) -> bool:
        return bool(self.source)

    def __str__(self) -> str:
        return self.bare

    def citing(self, numbers: Mapping[str, int]) -> "Text":
        """The same words with the numbers of another list of sources; of an empty one, without citations."""
        return Text(self.source, numbers)

    @property
    def _env(self) -> dict[str, Any]:
        return {"citations": self.citations}

    @cached_property
    def html(self) -> SafeString:
        """Paragraphs and lists."""
        return _cleaned(_MARKDOWN.render(self.source, {**self._env, "words": self.words}))

    @cached_property
    def inline(self) -> SafeString:
        """One line, for a list item, a heading's companion or a table cell."""
        return _cleaned(_MARKDOWN.renderInline(self.source, {**self._env, "words": self.words}))

    def explaining(self, words: Mapping[str, str]) -> "Text":
        """The same text, in which the first use of each of these words leads to its meaning."""
        if not words or not whole_words([*words]).search(self.source):
            return self
        tokens = _MARKDOWN.parse(self.source, {"words": words})
        linked = {child.attrGet("id") for token in tokens for child in token.children or ()}
        here = {word: anchor for word, anchor in words.items() if f"use-{anchor}" in linked}
        return replace(self, words=here)

    @cached_property
    def plain(self) -> str:
        """Plain text: blank lines between paragraphs, ``-`` before items, ``[2]`` for citations."""
        return _plain(_MARKDOWN.parse(self.source), self._env)

    @property
    def uncited(self) -> str:
        """``plain`` without citations, for paper without a list of sources."""
        return _plain(_MARKDOWN.parse(without_citations(self.source)), {})

    @cached_property
    def bare(self) -> str:
        """Plain text on one line without citations, for a title, a description or a search result."""
        return " ".join(_plain(_MARKDOWN.parse(without_citations(self.source)), {}).split())


def _plain(tokens: list[Token], env: Mapping[str, Any]) -> str:
    lines: list[str] = []
    lists: list[int | None] = []
    lead = ""
    for token in tokens:
        if token.type in {"bullet_list_open", "ordered_list_open"}:
            lists.append(int(token.attrGet("start") or 1) if token.type.startswith("ordered") else None)
        elif token.type in {"bullet_list_close", "ordered_list_close"}:
            lists.pop()
            lead = "  " * len(lists)
            if not lists:
                lines.append("")
        elif token.type == "list_item_open":
            lead = "  " * (len(lists) - 1) + ("- " if lists[-1] is None else f"{lists[-1]}. ")
            lists[-1] = lists[-1] if lists[-1] is None else lists[-1] + 1
        elif token.type == "inline":
            lines.append(lead + "".join(_plain_inline(token.children or [], env)))
            lead = "  " * len(lists)
        elif token.type in {"paragraph_close", "heading_close"} and not lists:
            lines.append("")
    return "\n".join(lines).strip()


def _plain_inline(children: list[Token], env: Mapping[str, Any]) -> Iterator[str]:
    target = ""
    for child in children:
        if child.type in {"text", "code_inline"}:
            yield child.content
        elif child.type in {"softbreak", "hardbreak"}:
            yield " "
        elif child.type == "link_open":
            target = str(child.attrGet("href") or "")
        elif child.type == "link_close" and target.startswith("http"):
            yield f" ({target})"
        elif child.type == "citation":
            yield "".join(f" [{number}]" for _key, number in _numbered(child, env)).replace("] [", "][")
