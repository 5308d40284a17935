/* Puts a button beside everything that is made to be copied. Without this script the text is selected by hand. */
"use strict";

(function () {
  const said = document.getElementById("copied");

  function selectAll(box) {
    if (box.select) return box.select();
    const range = document.createRange();
    range.selectNodeContents(box);
    const selection = window.getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
  }

  /* The formatted text goes with its formatting, and as plain text for editors that take nothing else. */
  function written(box) {
    if (box.value !== undefined) return navigator.clipboard.writeText(box.value);
    const blob = (words, type) => new Blob([words], { type });
    const plain = document.getElementById("copy-text").value;
    const item = { "text/html": blob(box.innerHTML, "text/html"), "text/plain": blob(plain, "text/plain") };
    return navigator.clipboard.write([new ClipboardItem(item)]);
  }

  async function copy(box) {
    try {
      await written(box);
    } catch {
      selectAll(box); // no leave to write, or no HTTPS: the older way, which copies what is selected
      if (!document.execCommand("copy")) return "Press Ctrl and C to copy";
    }
    return "Copied";
  }

  document.querySelectorAll(".desk-copy, .desk-formatted").forEach((box) => {
    const button = document.createElement("button");
    const name = box.dataset.name || box.getAttribute("aria-label") || document.getElementById(box.getAttribute("aria-labelledby")).textContent;
    button.type = "button";
    button.className = "button desk-copy-button";
    button.textContent = "Copy";
    button.setAttribute("aria-label", "Copy: " + name);
    button.addEventListener("click", async () => {
      said.textContent = "";
      button.textContent = await copy(box);
      said.textContent = button.textContent + ": " + name;
      window.setTimeout(() => { button.textContent = "Copy"; }, 3000);
    });
    box.after(button);
  });
})();
