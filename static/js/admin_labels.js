/* The boxes that search (select2) get the name of the field that they stand for, for screen readers. */
"use strict";

(function () {
  function name(box) {
    const select = box.closest(".related-widget-wrapper, .flex-container, div")?.querySelector("select.admin-autocomplete");
    const label = select && document.querySelector('label[for="' + select.id + '"]');
    if (!label) return;
    label.id = label.id || select.id + "_label";
    box.querySelectorAll(".select2-selection").forEach((selection) => {
      const shown = selection.querySelector(".select2-selection__rendered");
      selection.setAttribute("aria-labelledby", label.id + (shown && shown.id ? " " + shown.id : ""));
    });
  }
  function all() {
    document.querySelectorAll(".select2-container").forEach(name);
  }
  window.addEventListener("load", all);
  document.addEventListener("formset:added", () => window.setTimeout(all));
  new MutationObserver(all).observe(document.documentElement, { childList: true, subtree: true });
})();
