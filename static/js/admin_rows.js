/* Rows of a form: moved with “Move up” and “Move down”, folded and unfolded. Without this script every row is open and
   its place is the number in “Order”. */
"use strict";

(function () {
  const said = document.createElement("p");
  said.className = "visually-hidden";
  said.setAttribute("role", "status");
  document.getElementById("content-main").append(said);

  const rowsOf = (group) => [...group.querySelectorAll(".inline-related:not(.empty-form)")];
  const orderOf = (row) => row.querySelector("input[name$='-position']");
  const isDeleted = (row) => row.querySelector("input[name$='-DELETE']")?.checked;

  /* What a row is called: its first words, or its number. */
  function nameOf(row) {
    const texts = [...row.querySelectorAll("input[type=text], textarea")].filter((box) => !box.name.endsWith("-position"));
    const words = texts.map((box) => box.value.trim()).find(Boolean);
    return words ? "“" + (words.length > 40 ? words.slice(0, 39) + "…" : words) + "”" : "Row " + (rowsOf(row.parentElement).indexOf(row) + 1);
  }

  /* Whoever added a row goes on in it: it stands above the link that was pressed. */
  function enter(row) {
    const fields = "input:not([type=hidden]), textarea, select:not(.select2-hidden-accessible), .select2-selection";
    row.querySelector(fields)?.focus();
  }

  function button(words, on) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "desk-row-button";
    made.textContent = words;
    made.addEventListener("click", on);
    return made;
  }

  /* Numbers the rows 1, 2, 3 as they stand, so that the server keeps the order that is seen. */
  function number(group) {
    rowsOf(group).forEach((row, at) => { if (orderOf(row)) orderOf(row).value = at + 1; });
  }

  function move(row, by, pressed) {
    const rows = rowsOf(row.parentElement);
    const other = rows[rows.indexOf(row) + by];
    if (!other) { said.textContent = nameOf(row) + " is " + (by < 0 ? "first" : "last") + " already."; return; }
    if (by < 0) other.before(row); else other.after(row);
    number(row.parentElement);
    pressed.focus();
    row.scrollIntoView({ block: "nearest" });
    const now = rowsOf(row.parentElement);
    said.textContent = nameOf(row) + " is now number " + (now.indexOf(row) + 1) + " of " + now.length + ".";
    orderOf(row).dispatchEvent(new Event("input", { bubbles: true }));
  }

  function fold(row, toggle, closed) {
    row.querySelectorAll(":scope > fieldset").forEach((part) => { part.hidden = closed; });
    toggle.setAttribute("aria-expanded", String(!closed));
    toggle.textContent = closed ? "Unfold" : "Fold";
    name(row);
  }

  /* The buttons of a row say which row they are for, and its heading says what is in it. */
  function name(row) {
    const called = nameOf(row);
    row.querySelectorAll(".desk-row-button").forEach((each) => each.setAttribute("aria-label", each.textContent + ": " + called));
    const label = row.querySelector(".inline_label");
    if (label) label.textContent = called.replace(/^Row /, "#");
  }

  function furnish(row) {
    const heading = row.querySelector(":scope > h3");
    if (!heading || heading.querySelector(".desk-row-buttons")) return;
    const buttons = document.createElement("span");
    buttons.className = "desk-row-buttons";
    if (orderOf(row)) {
      buttons.append(button("Move up", (event) => move(row, -1, event.currentTarget)));
      buttons.append(button("Move down", (event) => move(row, 1, event.currentTarget)));
    }
    const toggle = button("Fold", () => fold(row, toggle, toggle.getAttribute("aria-expanded") === "true"));
    toggle.setAttribute("aria-expanded", "true");
    buttons.append(toggle);
    heading.append(buttons);
    name(row);
    row.addEventListener("input", () => name(row));
  }

  /* A new row is a copy, and Django leaves the name of the help that belongs to the copied one. */
  function describe(row) {
    row.querySelectorAll("[aria-describedby*='__prefix__']").forEach((box) => box.setAttribute("aria-describedby", box.id + "_helptext"));
  }

  function foldAll(group) {
    const rows = rowsOf(group).filter((row) => row.querySelector(".desk-row-buttons"));
    if (rows.length < 2) return;
    const all = button("Fold all rows", () => {
      const close = all.textContent === "Fold all rows";
      rowsOf(group).forEach((row) => fold(row, row.querySelector("[aria-expanded]"), close));
      all.textContent = close ? "Unfold all rows" : "Fold all rows";
    });
    rows[0].before(all);
  }

  /* Rows are read in the order of their numbers, whatever order they stand in; a row that was sent back with an error
     must be found where it was left. */
  function inOrder(group) {
    const rows = rowsOf(group);
    if (!rows.length || !rows.every(orderOf)) return;
    const sorted = [...rows].sort((one, other) => (Number(orderOf(one).value) || 1e9) - (Number(orderOf(other).value) || 1e9));
    const anchor = rows[0].previousElementSibling;
    sorted.reverse().forEach((row) => anchor ? anchor.after(row) : row.parentElement.prepend(row));
  }

  window.addEventListener("load", () => {
    document.querySelectorAll(".inline-group").forEach((group) => {
      const holder = rowsOf(group)[0]?.parentElement;
      if (holder) inOrder(holder);
      rowsOf(group).forEach(furnish);
      if (holder) foldAll(holder);
    });
  });
  document.addEventListener("formset:added", (event) => {
    describe(event.target);
    furnish(event.target);
    if (orderOf(event.target)) number(event.target.parentElement);
    window.setTimeout(() => enter(event.target)); // after the boxes that search are made
  });
  document.addEventListener("formset:removed", () => {
    document.querySelectorAll(".inline-group .inline-related:not(.empty-form)").forEach(name);
  });
  document.addEventListener("change", (event) => {
    if (event.target.name?.endsWith("-DELETE")) {
      const row = event.target.closest(".inline-related");
      row.classList.toggle("desk-row-going", isDeleted(row));
    }
  });
})();
