/* One more entry in the history: with it, the browser drops the pages that Forward would lead to. */
"use strict";

if (!location.hash) history.pushState(null, "", "#today");
