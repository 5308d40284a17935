/* Tells who else has this draft open, each minute while the page stays open, and says when it is left. */
"use strict";

(function () {
  const told = document.getElementById("also-open");
  const token = document.querySelector("[name=csrfmiddlewaretoken]");
  if (!told || !token) return;
  const words = (left) => {
    const data = new FormData();
    data.append("csrfmiddlewaretoken", token.value);
    if (left) data.append("left", "1");
    return data;
  };

  async function ask() {
    if (document.hidden) return;
    try {
      const answer = await fetch(told.dataset.url, { method: "POST", body: words(false) });
      if (!answer.ok) return;
      const said = (await answer.json()).told;
      if (said !== told.textContent) told.textContent = said; // the same words again would be read aloud again
    } catch { /* no network: what was told stays */ }
  }

  window.setInterval(ask, 60000);
  document.addEventListener("visibilitychange", ask);
  window.addEventListener("pagehide", () => navigator.sendBeacon(told.dataset.url, words(true)));
})();
