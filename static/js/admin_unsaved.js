/* Warns before a page with unsaved words is left: “Send for review” sends what was saved last, not what stands in the form. */
"use strict";

(function () {
  const form = document.querySelector("#content-main > form");
  if (!form) return;
  let unsaved = document.querySelector(".desk-both, .errornote") !== null;
  form.addEventListener("input", () => { unsaved = true; });
  form.addEventListener("change", () => { unsaved = true; });
  document.addEventListener("formset:removed", () => { unsaved = true; });
  form.addEventListener("submit", () => { unsaved = false; });
  window.addEventListener("beforeunload", (event) => { if (unsaved) event.preventDefault(); });
})();
