"use strict";
// Two conveniences over pages that work without them: names offered while a reader types into the
// search box, and long facets narrowed while a reader types above them.

function suggestFor(input) {
  const list = document.createElement("ul");
  const told = document.createElement("p");
  let current = -1;
  let timer = 0;
  let asked = "";
  list.id = input.id + "-options";
  list.className = "options";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.labels[0].textContent);
  list.hidden = true;
  told.className = "unseen";
  told.setAttribute("role", "status");
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-expanded", "false");
  input.after(list, told);

  function close() {
    list.hidden = true;
    current = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function show(found) {
    list.replaceChildren(...found.map((one, place) => {
      const option = document.createElement("li");
      const where = document.createElement("span");
      option.id = list.id + "-" + place;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.dataset.url = one.url;
      where.textContent = one.place;
      option.append(one.label, " ", where);
      return option;
    }));
    close();
    list.hidden = !found.length;
    input.setAttribute("aria-expanded", String(found.length > 0));
    told.textContent = input.dataset.count.replace("{n}", found.length);
  }

  function ask() {
    const typed = input.value.trim();
    asked = typed;
    if (!typed) { close(); return; }
    fetch(input.dataset.suggest + "?q=" + encodeURIComponent(typed))
      .then((answer) => (answer.ok ? answer.json() : { suggestions: [] }))
      .then((answer) => { if (asked === typed) { show(answer.suggestions); } })
      .catch(close);
  }

  function move(step) {
    const options = list.children;
    if (list.hidden || !options.length) { return; }
    if (current >= 0) { options[current].setAttribute("aria-selected", "false"); }
    current = (current + step + options.length + (current < 0 && step < 0 ? 1 : 0)) % options.length;
    options[current].setAttribute("aria-selected", "true");
    input.setAttribute("aria-activedescendant", options[current].id);
  }

  input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, 150); });
  input.addEventListener("blur", () => { asked = ""; setTimeout(close, 200); });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) { return; }
    if (event.key === "ArrowDown") { move(1); event.preventDefault(); }
    if (event.key === "ArrowUp") { move(-1); event.preventDefault(); }
    if (event.key === "Escape" && !list.hidden) { close(); event.preventDefault(); }
    if (event.key === "Enter" && current >= 0) {
      location.assign(list.children[current].dataset.url);
      event.preventDefault();
    }
  });
  list.addEventListener("mousedown", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) { location.assign(option.dataset.url); event.preventDefault(); }
  });
}

function narrow(input) {
  const facet = input.closest("fieldset");
  input.addEventListener("input", () => {
    const typed = input.value.trim();
    for (const label of facet.querySelectorAll("li > label")) {
      const row = label.parentElement;
      row.hidden = !row.textContent.includes(typed) && !label.querySelector(":checked");
    }
    for (const more of facet.querySelectorAll("details")) {
      if (typed) { more.open = true; }
    }
  });
}

for (const input of document.querySelectorAll("[data-suggest]")) { suggestFor(input); }
for (const input of document.querySelectorAll(".facet #who, .facet #where")) { narrow(input); }
