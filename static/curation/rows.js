// Add empty rows to a table of the entry form; without scripts the rows given must do.
"use strict";
for (const table of document.querySelectorAll(".rows")) {
  const button = table.querySelector(".add-row");
  const count = table.querySelector("[name$=-TOTAL_FORMS]");
  button.hidden = false;
  button.addEventListener("click", () => {
    const rows = table.querySelectorAll(".entered");
    const last = rows[rows.length - 1];
    const row = last.cloneNode(true);
    const number = count.value;
    for (const el of row.querySelectorAll("[name], [id], [for]")) {
      for (const name of ["name", "id", "for"]) {
        const value = el.getAttribute(name);
        if (value) el.setAttribute(name, value.replace(/-\d+-/, `-${number}-`));
      }
    }
    const blank = (el) => { if (el.matches("select")) el.selectedIndex = [...el.options].findIndex((one) => one.defaultSelected); else el.value = el.name.endsWith("-speaker") ? "会议" : ""; };
    row.querySelectorAll("input, textarea, select").forEach(blank);
    row.querySelectorAll(".errorlist").forEach((el) => el.remove());
    count.value = Number(number) + 1;
    last.after(row);
    row.querySelector("input, select, textarea").focus();
  });
}
