"""Hands on the keyboard only: Tab to a thing as somebody without a mouse does, then type or press it."""

from dataclasses import dataclass

from playwright.sync_api import Page

MOST_TABS = 2500
_FOCUSED = """(wanted) => {
  const at = document.activeElement, fold = at.tagName === "SUMMARY" && at.parentElement;
  const label = at.tagName !== "BUTTON" && at.labels?.[0]?.textContent;
  const named = label || at.getAttribute("aria-label") || (at.tagName === "INPUT" ? at.value : at.textContent);
  return {
    id: at.id,
    name: named.replace(/\\s+/g, " ").trim(),
    hides: Boolean(fold && !fold.open && wanted.some((id) => fold.querySelector("#" + CSS.escape(id)))),
  };
}"""


@dataclass
class Keyboard:
    page: Page

    def press(self, name: str) -> None:
        """Tab to a link, button or fold whose name starts so, and press Enter."""
        self.to(name)
        self.page.keyboard.press("Enter")

    def to(self, name: str) -> None:
        for _ in range(MOST_TABS):
            self.page.keyboard.press("Tab")
            if self.page.evaluate(_FOCUSED, [])["name"].startswith(name):
                return
        raise AssertionError(f"Tab never comes to “{name}”.")

    def write(self, name: str, words: str) -> None:
        self.to(name)
        self.page.keyboard.type(words)

    def fill(self, words: dict[str, str]) -> None:
        """Walk through a form once, opening what is folded, and type into the fields with these ids."""
        left = dict(words)
        for _ in range(MOST_TABS):
            if not left:
                return
            self.page.keyboard.press("Tab")
            at = self.page.evaluate(_FOCUSED, list(left))
            if at["hides"]:
                self.page.keyboard.press("Enter")
            elif at["id"] in left:
                self.page.keyboard.press("Control+A")
                self.page.keyboard.type(left.pop(at["id"]))
        raise AssertionError(f"Tab never comes to {', '.join(left)}.")
