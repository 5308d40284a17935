/* Tells before the session ends, and keeps a page whose session has ended: whoever logs in again in another window can
   come back and save. Typing counts as being here. */
"use strict";

(function () {
  const box = document.getElementById("desk-session");
  if (!box) return;
  const SOON = 120; // seconds before the end
  const OFTEN = 240; // seconds between two signs of somebody who types
  let ends = null;
  let mayStay = true;
  let isOut = false;
  let typed = false;
  let told = Date.now();
  let asked = 0;

  function show(when) {
    box.querySelectorAll("[data-when]").forEach((words) => { words.hidden = words.dataset.when !== when; });
    box.hidden = !when;
  }

  async function ask(stay) {
    const turn = ++asked;
    const options = { headers: { Accept: "application/json" } };
    if (stay) {
      options.method = "POST";
      options.body = new URLSearchParams({ csrfmiddlewaretoken: document.querySelector("[name=csrfmiddlewaretoken]").value });
    }
    try {
      const answer = await fetch(box.dataset.url, options);
      if (!answer.ok && answer.status !== 403) return;
      const said = answer.ok ? await answer.json() : { left: 0 };
      if (turn !== asked) return; // asked again meanwhile: an answer that was overtaken says how it was before
      isOut = said.left <= 0;
      ends = Date.now() + said.left * 1000;
      mayStay = said.may_stay;
      if (said.token) document.querySelectorAll("[name=csrfmiddlewaretoken]").forEach((field) => { field.value = said.token; });
    } catch { /* no network: what is known stays */ }
    look();
  }

  function look() {
    if (isOut) show("out");
    else if (ends && ends - Date.now() < SOON * 1000) show(mayStay ? "soon" : "over");
    else show("");
  }

  function often() {
    if (!isOut && typed && Date.now() - told > OFTEN * 1000) {
      typed = false;
      told = Date.now();
      ask(true);
    } else if (ends && !isOut && ends < Date.now()) {
      ask(false);
    } else {
      look();
    }
  }

  document.addEventListener("input", () => { typed = true; });
  document.addEventListener("visibilitychange", () => { if (!document.hidden) ask(false); });
  window.addEventListener("pageshow", () => ask(false));
  document.getElementById("desk-stay").addEventListener("click", () => ask(true));
  /* Sent to a session that has ended, a form would come back empty. */
  document.addEventListener("submit", (event) => {
    if (!isOut) return;
    event.preventDefault();
    const { target, submitter } = event;
    ask(false).then(() => { if (!isOut) target.requestSubmit(submitter); });
  }, true);
  window.setInterval(often, 5000);
})();
