/* Title, focus and the answers so far. Answers are in this page's memory alone: never stored, sent or in an address. */
"use strict";

(function () {
  const guide = document.querySelector(".guide");
  const start = document.getElementById("_start");
  const sources = document.getElementById("_sources");
  const title = document.title;
  const answers = new Map(); // question -> the link that was followed
  let changing = null; // where “Change” led

  const stepAt = (hash) => {
    const heading = document.getElementById(hash.slice(1));
    return heading && heading.matches(".step > h2") ? heading.parentElement : null;
  };
  const headingOf = (step) => step.querySelector("h2");
  const labelOf = (link) => link.firstChild.textContent;
  const copyOf = (name) => document.getElementById(name).content.firstElementChild.cloneNode(true);

  /* Follows remembered answers from a step, until one is missing. */
  function walk(step, until) {
    const followed = [];
    while (step && step !== until && answers.has(step) && !followed.includes(answers.get(step))) {
      followed.push(answers.get(step));
      step = stepAt(answers.get(step).hash);
    }
    return { step, followed };
  }

  /* Nothing is shown on a step that the remembered answers do not lead to. */
  function answersSoFar(step) {
    const path = walk(guide.querySelector(".step:not(.outcome)"), step);
    return path.step === step ? path.followed : [];
  }

  function showAnswers(step) {
    guide.querySelectorAll(".so-far, .chosen").forEach((shown) => shown.remove());
    if (!step) return;
    if (answers.has(step)) answers.get(step).append(copyOf("_chosen"));
    const followed = answersSoFar(step);
    if (!followed.length) return;
    const list = copyOf("_so_far");
    list.querySelector("ol").append(...followed.map(answered));
    guide.querySelector(".again").before(list);
  }

  function answered(link) {
    const heading = headingOf(link.closest(".step"));
    const row = copyOf("_answered");
    row.querySelector(".asked").textContent = heading.textContent;
    row.querySelector("strong").textContent = labelOf(link);
    row.querySelector("a").href = "#" + heading.id;
    row.querySelector("a").lastChild.textContent = heading.textContent;
    return row;
  }

  function show() {
    const step = stepAt(location.hash);
    if (!step) answers.clear(); // the next person begins afresh
    if (step !== changing) changing = null;
    if (sources) sources.hash = location.hash;
    document.title = step ? headingOf(step).textContent + " – " + title : title;
    showAnswers(step);
    return step ? headingOf(step) : start;
  }

  function forget() {
    answers.clear();
    showAnswers(null);
  }

  guide.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (event.detail > 1) return event.preventDefault(); // a second tap would answer the next question
    if (link.matches(".again a, .start-now")) forget();
    if (link.matches(".so-far a")) changing = stepAt(link.hash);
    if (!link.matches(".options a")) return;
    const step = link.closest(".step");
    const kept = step === changing; // only after “Change” are later answers kept
    answers.set(step, link);
    const next = walk(step).step;
    if (!kept || !next || next === stepAt(link.hash)) return;
    event.preventDefault();
    location.hash = headingOf(next).id;
  });
  window.addEventListener("hashchange", () => show().focus());
  window.addEventListener("pagehide", forget);
  if (stepAt(location.hash)) show().focus();
  guide.querySelectorAll(".options a").forEach((link) => { // for paper
    const next = stepAt(link.hash);
    if (next) link.dataset.leads = headingOf(next).textContent;
  });
})();
