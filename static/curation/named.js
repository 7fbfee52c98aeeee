// Name the fields that choose by typing: their own script names them by what is chosen alone.
"use strict";
django.jQuery(() => {
  for (const field of document.querySelectorAll("select.select2-hidden-accessible")) {
    const label = field.labels[0];
    if (!label || !field.nextElementSibling) continue;
    label.id ||= `label-${field.id}`;
    for (const part of field.nextElementSibling.querySelectorAll("[role=combobox], [role=textbox]")) {
      const chosen = part.getAttribute("aria-labelledby");
      part.setAttribute("aria-labelledby", [label.id, chosen].filter(Boolean).join(" "));
    }
  }
});
