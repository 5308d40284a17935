/* “Leave this page” puts the calendar in the place of this page, so that Back does not return to it. */
"use strict";

(function () {
  const link = document.querySelector(".leave > a");
  link.addEventListener("click", (event) => {
    event.preventDefault();
    document.documentElement.hidden = true; // at once, however slow the network is
    document.title = "";
    const leave = () => location.replace(link.href);
    // The steps of a guide are entries of the history, too: leave from the first of them.
    const first = window.navigation?.entries().find((entry) => entry.sameDocument);
    if (!first || first.index === navigation.currentEntry.index) leave();
    else navigation.traverseTo(first.key).finished.then(leave, leave);
  });
})();
