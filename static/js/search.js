/* Suggests leaflets while somebody types (ARIA combobox with a list). Optional: the form works without. Keeps nothing. */
"use strict";

(function () {
  const form = document.querySelector("form[data-suggest]");
  const input = form.querySelector("input[type=search]");
  form.append(form.querySelector("template").content.cloneNode(true));
  const list = form.querySelector("[role=listbox]");
  const status = form.querySelector("[role=status]");
  const pause = 200; // milliseconds without a key before we ask
  let timer = 0;
  let asking = null;
  let active = -1;

  const options = () => [...list.children];
  const attributes = { role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false" };
  for (const [name, value] of Object.entries(attributes)) input.setAttribute(name, value);

  function close() {
    clearTimeout(timer);
    if (asking) asking.abort();
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    choose(-1);
  }

  /* Focus stays in the box; a screen reader hears the option. -1 is the box itself. */
  function choose(number) {
    active = number;
    options().forEach((option, at) => option.setAttribute("aria-selected", String(at === number)));
    const option = options()[number];
    if (!option) return input.removeAttribute("aria-activedescendant");
    input.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }

  function option(found, number) {
    const row = document.createElement("li");
    row.id = list.id + "-" + number;
    row.setAttribute("role", "option");
    row.dataset.url = found.url;
    row.append(found.title);
    if (found.also) {
      const also = document.createElement("span");
      also.append(found.also);
      row.append(" ", also);
    }
    return row;
  }

  function show(found) {
    list.replaceChildren(...found.map(option));
    list.hidden = !found.length;
    input.setAttribute("aria-expanded", String(found.length > 0));
    choose(-1);
    const told = found.length > 1 ? status.dataset.many : found.length ? status.dataset.one : status.dataset.none;
    status.textContent = told.replace("%s", found.length);
  }

  async function ask() {
    const words = input.value.trim();
    asking = new AbortController();
    try {
      const asked = form.dataset.suggest + "?q=" + encodeURIComponent(words);
      const answer = await fetch(asked, { signal: asking.signal, credentials: "omit", cache: "no-store" });
      if (answer.ok) show((await answer.json()).suggestions);
    } catch {
      // Aborted, or no network: there is nothing to suggest.
    }
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    if (asking) asking.abort();
    if (input.value.trim().length < 2) return close();
    timer = setTimeout(ask, pause);
  });

  input.addEventListener("keydown", (event) => {
    const count = list.hidden ? 0 : options().length;
    if (!count || event.isComposing) return;
    if (event.key === "ArrowDown") choose(active + 1 < count ? active + 1 : -1);
    else if (event.key === "ArrowUp") choose(active < 0 ? count - 1 : active - 1);
    else if (event.key === "Escape") close();
    else if (event.key === "Enter" && active >= 0) location.assign(options()[active].dataset.url);
    else return;
    event.preventDefault();
  });

  list.addEventListener("pointerdown", (event) => event.preventDefault()); // the box keeps the focus
  list.addEventListener("click", (event) => {
    const chosen = event.target.closest("[role=option]");
    if (chosen) location.assign(chosen.dataset.url);
  });
  input.addEventListener("blur", close);
  form.addEventListener("submit", close);
})();
