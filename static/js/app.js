/* Small extras. Every page works without them. */
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  // After a refused form, read the list of problems first.
  document.getElementById("error-summary")?.focus();

  // Only one menu open, and Escape closes it.
  const menus = document.querySelectorAll("details.drop");
  menus.forEach((menu) => {
    menu.addEventListener("toggle", () => {
      if (menu.open) menus.forEach((other) => { if (other !== menu) other.open = false; });
    });
    menu.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && menu.open) {
        menu.open = false;
        menu.querySelector("summary").focus();
      }
    });
  });

  // The clock of this device says which time zone a new journal is in.
  const zone = document.querySelector("select[data-zone]");
  if (zone) {
    const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
    if ([...zone.options].some((option) => option.value === here)) zone.value = here;
  }
});
