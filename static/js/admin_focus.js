/* After a refusal: whoever uses a keyboard or a screen reader stands at the first thing to put right. */
"use strict";

window.addEventListener("load", () => setTimeout(() => { // after the scripts that put rows in order
  function shown(element) { return !element.closest(".empty-form, [hidden]"); }

  function fieldOf(list) {
    const row = list.closest(".form-row, .desk-field, td, fieldset, form");
    return row && [...row.querySelectorAll("input:not([type=hidden]), select, textarea")].find(shown);
  }

  const list = [...document.querySelectorAll("#content ul.errorlist")].find(shown);
  const missing = document.querySelector(".desk-pick-missing input[type=radio]");
  const field = missing || (list && !list.classList.contains("nonfield") && fieldOf(list));
  const note = document.querySelector("#content .errornote:not([hidden]), #content ul.errorlist, #both");
  const first = field || note;
  if (!first) return;
  for (let fold = first.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  if (!field) first.tabIndex = -1;
  first.focus();
}));
