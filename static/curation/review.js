// Join the marks of the text with the rows of the form; selection; keys.
"use strict";
(() => {
  const form = document.getElementById("review-form");
  const marks = [...form.querySelectorAll(".source [id^='t-']")];
  const rows = [...form.querySelectorAll(".fact")];
  const switched = document.getElementById("keys-on");
  const typing = (el) => el && (el.matches("input:not([type=checkbox]), textarea, select, [contenteditable]") || el.closest(".select2-container"));
  const near = { behavior: "auto", block: "nearest" };
  const adding = document.getElementById("selection");
  // Side by side both are in view; on a narrow screen one lies below the other, and nothing moves
  // away from under a finger: a button offers the way.
  const narrow = matchMedia("(max-width: 63.99rem)");
  const way = document.getElementById("way");
  let current = "";
  let goal = null;

  const offer = (element, words) => {
    goal = element;
    way.textContent = words;
    way.hidden = !narrow.matches;
  };
  way.addEventListener("click", () => {
    way.hidden = true;
    goal.scrollIntoView({ behavior: "auto", block: "center" });
    goal.querySelector("input:not([type=hidden]), textarea, select")?.focus({ preventScroll: true });
  });

  // Mark one fact on both sides, and bring the other side into view.
  const show = (fact, from) => {
    if (!fact) return;
    current = fact;
    for (const el of [...marks, ...rows]) el.classList.toggle("on", el.dataset.fact === fact);
    const mark = marks.find((el) => el.dataset.fact === fact);
    const row = rows.find((el) => el.dataset.fact === fact);
    if (mark && from !== "text" && from !== "field") mark.scrollIntoView(near);
    if (row && from !== "form" && from !== "field") row.scrollIntoView(near);
    if (mark && row && from === "form") offer(row, "回到填写处");
    if (mark && from === "text") offer(mark, "回到原文");
    if (from === "field") way.hidden = true;
  };
  const edit = (fact) => {
    const field = form.querySelector(`.fact[data-fact="${CSS.escape(fact)}"]`)?.querySelector("input:not([type=hidden]), textarea, select");
    field?.focus();
  };
  const row_of = (fact) => rows.find((el) => el.dataset.fact === fact);
  form.addEventListener("click", (event) => {
    const mark = event.target.closest(".source [data-fact]");
    const link = event.target.closest(".to-text");
    if (mark && getSelection().isCollapsed) {
      event.preventDefault();
      if (!narrow.matches) edit(mark.dataset.fact);
      if (narrow.matches) row_of(mark.dataset.fact)?.scrollIntoView({ behavior: "auto", block: "center" });
      show(mark.dataset.fact, "text");
    } else if (link) {
      event.preventDefault();
      show(link.closest(".fact").dataset.fact, "form");
    }
  });
  form.addEventListener("focusin", (event) => {
    const row = event.target.closest(".fact");
    if (!row) return;
    // The link to the words goes there when it is pressed; reaching it by Tab moves nothing.
    if (narrow.matches) { if (!event.target.closest(".to-text") && event.target !== way) show(row.dataset.fact, "field"); }
    else show(row.dataset.fact, "form");
  });

  // What is selected in the article goes into the selection form, with its place in code points.
  const take = () => {
    const chosen = getSelection();
    if (chosen.isCollapsed || !chosen.rangeCount) return;
    const range = chosen.getRangeAt(0);
    const source = range.startContainer.parentElement?.closest(".source");
    if (!source || !source.contains(range.endContainer)) return;
    const before = document.createRange();
    before.setStart(source, 0);
    before.setEnd(range.startContainer, range.startOffset);
    const start = [...before.toString()].length;
    const words = range.toString();
    document.getElementById("id_sel-report").value = source.dataset.report;
    document.getElementById("id_sel-start").value = start;
    document.getElementById("id_sel-end").value = start + [...words].length;
    document.getElementById("id_sel-words").value = words.replace(/\s*[\r\n]+\s*/g, " ");
    adding.open = true;
    if (narrow.matches) offer(adding, "用选中的文字"); else adding.scrollIntoView(near);
  };
  document.addEventListener("mouseup", take);
  // A finger selects without a mouse: when it rests, the words are taken.
  let resting = 0;
  if (matchMedia("(pointer: coarse)").matches) {
    document.addEventListener("selectionchange", () => { clearTimeout(resting); resting = setTimeout(take, 400); });
  }
  document.addEventListener("keyup", (event) => { if (event.shiftKey || event.key === "Shift") take(); });
  const what = document.getElementById("id_sel-what");
  const fit = () => {
    for (const part of document.querySelectorAll("#selection [data-for]")) {
      part.hidden = !part.dataset.for.split(" ").includes(what.value);
    }
    document.getElementById("id_sel-verb")?.setAttribute("list", `verbs-${what.value}`);
  };
  if (what) { what.addEventListener("change", fit); fit(); }
  // Words typed by hand have no place of their own.
  document.getElementById("id_sel-words")?.addEventListener("input", () => {
    for (const name of ["start", "end"]) document.getElementById(`id_sel-${name}`).value = "";
  });

  // Keys: one letter outside fields; Ctrl+Enter everywhere.
  switched.checked = localStorage.getItem("review-keys") !== "off";
  switched.addEventListener("change", () => localStorage.setItem("review-keys", switched.checked ? "on" : "off"));
  const step = (by) => {
    const order = rows.map((row) => row.dataset.fact);
    const at = order.indexOf(current);
    show(order[Math.min(Math.max(at + by, 0), order.length - 1)], "");
  };
  // The next row that the machine is unsure of; after the last, the first.
  const doubt = () => {
    const order = rows.map((row) => row.dataset.fact);
    const unsure = rows.filter((row) => row.matches(".doubtful")).map((row) => row.dataset.fact);
    show(unsure.find((fact) => order.indexOf(fact) > order.indexOf(current)) || unsure[0], "");
  };
  const press = (key) => form.querySelector(`[data-key="${key}"]`)?.click();
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.ctrlKey) { event.preventDefault(); press("a"); return; }
    if (event.key === "Escape" && typing(document.activeElement)) { document.activeElement.blur(); return; }
    if (!switched.checked || event.ctrlKey || event.altKey || event.metaKey || typing(event.target)) return;
    const acts = {
      j: () => step(1),
      k: () => step(-1),
      e: () => edit(current),
      x: () => form.querySelector(`.fact[data-fact="${CSS.escape(current)}"] .drop input`)?.click(),
      d: doubt,
      w: () => { if (adding) { adding.open = true; document.getElementById("id_sel-words").select(); } },
      "?": () => { const keys = document.getElementById("keys"); keys.open = !keys.open; },
    };
    const act = acts[event.key] || ("afsn".includes(event.key) && event.key.length === 1 ? () => press(event.key) : null);
    if (act) { event.preventDefault(); act(); }
  });
  // Enter in a field saves, in the panel it sets; it never decides.
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.ctrlKey && event.target.matches("input:not([type=checkbox])")) {
      event.preventDefault();
      if (adding?.contains(event.target)) document.getElementById("set-selection").click(); else press("s");
    }
  });
  if (location.hash.startsWith("#f-")) show(location.hash.slice(3), "form");
})();
