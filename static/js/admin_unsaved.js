/* Warns before a page with unsaved words is left: “Send for review” sends what was saved last, not what stands in the form. */
"use strict";

(function () {
  const form = document.querySelector("#content-main > form");
  if (!form) return;
  let unsaved = document.querySelector(".desk-both, .desk-checked, .errornote") !== null;
  const changed = () => { unsaved = true; };
  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  document.addEventListener("formset:removed", changed);
  /* Boxes that search (select2) tell jQuery only, and tell it also when they are made: what a person chooses counts. */
  window.addEventListener("load", () => window.django?.jQuery?.(form).on("select2:select select2:unselect", changed));
  /* A button that opens another window does not save. */
  form.addEventListener("submit", (event) => { unsaved = unsaved && event.submitter?.formTarget === "_blank"; });
  window.addEventListener("beforeunload", (event) => { if (unsaved) event.preventDefault(); });
})();
