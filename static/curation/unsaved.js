// Ask before what was changed, or left in the panel, is lost; the browser asks when the page is left.
"use strict";
(() => {
  const form = document.getElementById("review-form");
  const words = document.getElementById("id_sel-words");
  const clear = document.getElementById("clear-selection");
  let sent = false;

  const inPanel = (el) => el.name.startsWith("sel-");
  const differs = (el) => {
    if (el.matches("select")) {
      const options = [...el.options];
      if (!options.some((one) => one.defaultSelected)) return el.selectedIndex > 0;
      return options.some((one) => one.selected !== one.defaultSelected);
    }
    if (el.matches("[type=checkbox], [type=radio]")) return el.checked !== el.defaultChecked;
    return el.matches("input, textarea") && el.value !== el.defaultValue;
  };
  const changed = () => "unsaved" in form.dataset || [...form.elements].some((el) => el.name && !inPanel(el) && differs(el));
  const waiting = () => words ? words.value.trim() : "";

  form.addEventListener("submit", (event) => {
    const act = event.submitter?.value;
    if (act === "skip" && (changed() || waiting()) && !confirm("这一条有没有保存的修改，跳过就丢掉了。仍要跳过吗？")) {
      event.preventDefault();
    } else if (act !== "set" && act !== "skip" && waiting() && !confirm(`“补上漏掉的”里还有“${waiting().slice(0, 30)}”没有设定，不会加进来。仍要继续吗？`)) {
      event.preventDefault();
    } else {
      sent = true;
    }
  });
  addEventListener("pageshow", () => { sent = false; });
  addEventListener("beforeunload", (event) => {
    if (sent || !(changed() || waiting())) return;
    event.preventDefault();
    event.returnValue = "";
  });
  if (clear) {
    clear.hidden = false;
    clear.addEventListener("click", () => {
      for (const name of ["words", "report", "start", "end"]) document.getElementById(`id_sel-${name}`).value = "";
      words.focus();
    });
  }
})();
