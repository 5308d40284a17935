/* While somebody types: what to mend under each field, and the page beside the form. Both are asked of the server, which
   reads the form and keeps nothing. Without this script the buttons at the foot of the form do the same. */
"use strict";

(function () {
  const form = document.querySelector("#content-main > form");
  const beside = document.getElementById("beside");
  if (!form || !beside) return;
  const frame = beside.querySelector("iframe");
  const glass = beside.querySelector(".desk-glass");
  const PAUSE = 700; // milliseconds without a key before the server is asked
  let view = "phone";

  /* The form as text; pictures stay here. */
  function typed() {
    const fields = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (typeof value === "string") fields.append(name, value);
    return fields;
  }

  async function ask(address) {
    const answer = await fetch(address, { method: "POST", body: typed(), credentials: "same-origin" });
    if (!answer.ok) throw new Error(String(answer.status));
    return answer;
  }

  /* One question at a time: what is typed meanwhile is asked about when the answer is there. */
  function asking(work) {
    let busy = false, again = false, timer = 0;
    async function run() {
      if (busy) { again = true; return; }
      busy = true;
      try { await work(); } catch { say("The words cannot be checked at the moment. You can go on typing and save."); }
      busy = false;
      if (again) { again = false; run(); }
    }
    return (pause) => { clearTimeout(timer); timer = setTimeout(run, pause ?? PAUSE); };
  }

  /* -- what to mend ---------------------------------------------------------------------------------------------- */

  const row = form.querySelector(".submit-row");
  const status = document.createElement("p");
  status.className = "desk-told-now";
  status.setAttribute("role", "status");
  row.append(status);
  function say(words) { if (status.textContent !== words) status.textContent = words; }

  function boxOf(name) {
    const field = name && form.elements[name];
    return field instanceof RadioNodeList ? field[0] : field || null;
  }

  function listOf(box) {
    const id = box.id + "_found";
    let list = document.getElementById(id);
    if (!list) {
      list = document.createElement("ul");
      list.id = id;
      list.className = "desk-found";
      (box.closest(".form-row") || box.parentElement).append(list);
      const described = box.getAttribute("aria-describedby");
      box.setAttribute("aria-describedby", described ? described + " " + id : id);
    }
    return list;
  }

  /* Selects the sentence in its field. Sources stand between the words there, so its first words are enough to find it. */
  function show(box, words) {
    box.focus();
    const starts = [words, words.split(" ").slice(0, 4).join(" "), words.split(" ").slice(0, 2).join(" ")];
    const at = starts.map((start) => box.value.indexOf(start)).find((found) => found >= 0);
    if (at === undefined || !box.setSelectionRange) return;
    const rest = box.value.slice(at).search(/[.!?](\s|$)|\n/);
    box.setSelectionRange(at, rest < 0 ? box.value.length : at + rest + 1);
  }

  function item(one, box) {
    const line = document.createElement("li");
    const kind = document.createElement("strong");
    kind.textContent = one.is_blocker ? "Put right: " : "Advice: ";
    line.className = one.is_blocker ? "desk-found-blocker" : "desk-found-advice";
    line.append(kind, one.sentence);
    if (one.words) {
      const quote = document.createElement("q");
      quote.textContent = one.words;
      line.append(" ", quote);
      if (box.setSelectionRange) {
        const go = document.createElement("button");
        go.type = "button";
        go.className = "desk-found-go";
        go.textContent = "Go to the sentence";
        go.setAttribute("aria-label", "Go to the sentence: " + one.words);
        go.addEventListener("click", () => show(box, one.words));
        line.append(" ", go);
      }
    }
    return line;
  }

  function tell(answer) {
    const lines = new Map();
    const add = (box, line) => lines.set(box, [...(lines.get(box) || []), line]);
    for (const one of answer.found) {
      const box = boxOf(one.name);
      if (box) add(box, item(one, box));
    }
    for (const [name, words] of Object.entries(answer.grades)) {
      const box = boxOf(name);
      if (!box) continue;
      const line = document.createElement("li");
      line.className = "desk-found-grade";
      line.textContent = words;
      add(box, line);
    }
    document.querySelectorAll(".desk-found").forEach((list) => {
      const box = document.getElementById(list.id.replace(/_found$/, ""));
      if (!lines.has(box) && !list.contains(document.activeElement)) list.replaceChildren();
    });
    for (const [box, items] of lines) {
      const list = listOf(box);
      const same = items.map((each) => each.textContent).join() === [...list.children].map((each) => each.textContent).join();
      if (!same) list.replaceChildren(...items);
    }
    say(answer.told + " " + answer.grades[""]);
  }

  const check = asking(async () => tell(await (await ask(beside.dataset.words)).json()));

  /* -- the page beside the form ------------------------------------------------------------------------------------ */

  const toggle = document.createElement("button");
  toggle.type = "button";
  toggle.className = "desk-beside-toggle";
  toggle.setAttribute("aria-controls", "beside");
  row.insertBefore(toggle, row.querySelector(".desk-quiet") || status);

  function open(yes) {
    beside.hidden = !yes;
    document.getElementById("content-main").classList.toggle("desk-has-beside", yes);
    toggle.textContent = yes ? "Hide the preview" : "Show the preview";
    toggle.setAttribute("aria-expanded", String(yes));
    try { sessionStorage.setItem("beside", yes ? "yes" : ""); } catch { /* only remembered */ }
    if (yes) look(0);
  }

  /* Scripts have no part in a preview, and its links lead nowhere. */
  function asFrame(html) {
    const page = new DOMParser().parseFromString(html, "text/html");
    page.querySelectorAll("script").forEach((script) => script.remove());
    return "<!doctype html>" + page.documentElement.outerHTML;
  }

  let shown = "";
  const look = asking(async () => {
    if (beside.hidden) return;
    const as = { print: "print", text: "text" }[view] || "page";
    const html = asFrame(await (await ask(beside.dataset.shown + "?as=" + as)).text());
    if (html === shown) return;
    const top = frame.contentDocument?.scrollingElement?.scrollTop || 0;
    shown = html;
    frame.addEventListener("load", () => {
      frame.contentDocument.scrollingElement.scrollTop = top;
      frame.contentDocument.addEventListener("click", (event) => {
        const link = event.target.closest("a");
        if (!link) return;
        event.preventDefault();
        const address = link.getAttribute("href") || "";
        if (address.startsWith("#")) frame.contentDocument.getElementById(address.slice(1))?.scrollIntoView();
      });
      frame.contentDocument.addEventListener("submit", (event) => event.preventDefault());
    }, { once: true });
    frame.srcdoc = html;
  });

  beside.querySelectorAll("[data-view]").forEach((button) => {
    button.addEventListener("click", () => {
      glass.classList.replace("desk-glass-" + view, "desk-glass-" + button.dataset.view);
      view = button.dataset.view;
      beside.querySelectorAll("[data-view]").forEach((each) => each.setAttribute("aria-pressed", String(each === button)));
      look(0);
    });
  });
  toggle.addEventListener("click", () => open(beside.hidden));

  function changed() { check(); look(); }
  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  document.addEventListener("formset:added", changed);
  document.addEventListener("formset:removed", changed);
  window.django?.jQuery?.(form).on("change", "select", changed); // boxes that search tell jQuery only

  form.querySelectorAll(".desk-plain-check").forEach((button) => { button.hidden = true; });
  let was = "";
  try { was = sessionStorage.getItem("beside"); } catch { /* only remembered */ }
  open(Boolean(was));
  check(0);
})();
