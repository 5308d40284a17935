/* A passkey that did not come is told in a sentence on the page, not in the browser's console. */
"use strict";

(function () {
  const told = document.getElementById("passkey-trouble");
  document.addEventListener("allauth.error", (event) => {
    event.preventDefault();
    told.hidden = false;
    told.focus();
  });
})();
