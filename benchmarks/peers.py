"""Pages of peers with the words of one of our leaflets, so that only the design systems differ.

The design systems come from the npm registry, into a temporary folder that is removed afterwards, and are used as their
documentation says: one style sheet in the head, one module that starts their components. Their files are compressed
beforehand with Brotli at its best, as ours are. Their web fonts come from hosts of the NHS and of GOV.UK, which a
benchmark does not ask: in real life they pay for these as well.
"""

import http.server
import re
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import brotli

PACKAGES = {"nhsuk-frontend": "10.6.1", "govuk-frontend": "6.6.0"}
STYLES = {
    "nhsuk-frontend": "dist/nhsuk/nhsuk-frontend.min.css",
    "govuk-frontend": "dist/govuk/govuk-frontend.min.css",
}
SCRIPTS = {
    "nhsuk-frontend": "dist/nhsuk/nhsuk-frontend.min.js",
    "govuk-frontend": "dist/govuk/govuk-frontend.min.js",
}
CLASSES = {"nhsuk-frontend": "nhsuk", "govuk-frontend": "govuk"}
SORTS = {".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript"}

PAGE = """<!doctype html><html lang="en" class="{c}-template"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover"><title>{title}</title>
<link rel="stylesheet" href="style.css"></head><body class="{c}-template__body js-enabled {c}-frontend-supported">
<a href="#main-content" class="{c}-skip-link">Skip to main content</a>
<header class="{c}-header"><div class="{c}-width-container"><a href="#">{title}</a></div></header>
<div class="{c}-width-container"><main class="{c}-main-wrapper" id="main-content">{words}</main></div>
<script type="module">import {{ initAll }} from './script.js'; initAll()</script></body></html>"""


@contextmanager
def served(leaflet: str) -> Iterator[dict[str, str]]:
    """Serves a page of each peer with the words of a leaflet's HTML page; yields their addresses by name."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        wanted = [f"{name}@{version}" for name, version in PACKAGES.items()]
        subprocess.run(["npm", "install", "--no-audit", "--no-fund", "--silent", *wanted], cwd=root, check=True)
        for name in PACKAGES:
            _lay(root / "node_modules" / name, root / "pages" / name, leaflet)
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _handler(root / "pages"))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield {name: f"http://127.0.0.1:{server.server_port}/{name}/index.html" for name in PACKAGES}
        finally:
            server.shutdown()


def _lay(package: Path, folder: Path, leaflet: str) -> None:
    """One peer's page and the two files that it loads."""
    folder.mkdir(parents=True)
    name = package.name
    shutil.copy(package / STYLES[name], folder / "style.css")
    shutil.copy(package / SCRIPTS[name], folder / "script.js")
    page = PAGE.format(c=CLASSES[name], title=name, words=_dressed(leaflet, CLASSES[name]))
    (folder / "index.html").write_text(page, encoding="utf-8")


def _dressed(leaflet: str, prefix: str) -> str:
    """The words of our page, in the peer's classes."""
    words = re.search(r"<main.*?>(.*)</main>", leaflet, re.DOTALL)[1]
    bare = re.sub(r"<(?:script|figure|style).*?</(?:script|figure|style)>", "", words, flags=re.DOTALL)
    bare = re.sub(r' (?:class|aria-label|aria-labelledby)="[^"]*"', "", bare)
    sizes = {"h1": "heading-xl", "h2": "heading-l", "h3": "heading-m", "p": "body", "ul": "list", "ol": "list"}
    for tag, style in sizes.items():
        bare = re.sub(rf"<{tag}(?=[ >])", f'<{tag} class="{prefix}-{style}"', bare)
    return bare


def _handler(root: Path) -> type[http.server.BaseHTTPRequestHandler]:
    pressed = {
        f"/{path.relative_to(root)}": (SORTS[path.suffix], brotli.compress(path.read_bytes(), quality=11))
        for path in root.rglob("*.*")
    }

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            sort, body = pressed.get(self.path, ("", b""))
            self.send_response(200 if body else 404)
            headers = (
                {"Content-Type": sort, "Content-Encoding": "br", "Cache-Control": "max-age=31536000"} if body else {}
            )
            for name, value in {**headers, "Content-Length": str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_words: object) -> None:
            """Nothing: the table is what is printed."""

    return Handler
