/* For screen readers: boxes that search (select2) and groups of ticks get the name of the field that they stand for. */
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
      if (shown) shown.setAttribute("aria-labelledby", label.id);
    });
  }
  function nameGroup(group) {
    const label = group.closest(".flex-container")?.querySelector("label:not([for]), legend");
    if (!label) return;
    label.id = label.id || group.id + "_label";
    group.setAttribute("role", "group");
    group.setAttribute("aria-labelledby", label.id);
  }
  function all() {
    document.querySelectorAll("#id_body_sites, #id_age_groups, #id_groups").forEach(nameGroup);
    document.querySelectorAll(".select2-container").forEach(name);
  }
  window.addEventListener("load", all);
  document.addEventListener("formset:added", () => window.setTimeout(all));
  new MutationObserver(all).observe(document.documentElement, { childList: true, subtree: true });
})();
