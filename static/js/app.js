/* Small extras. Every page works without them. */
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  // After a refused form, read the list of problems first.
  document.getElementById("error-summary")?.focus();

  // A trembling finger taps twice: what is on its way is not sent again.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
    // What this device takes for the time; the same form sent at once again says the same.
    form.querySelectorAll("input[data-clock]").forEach((clock) => {
      const isFresh = Date.now() - Date.parse(clock.value) < 60000;
      if (!isFresh) clock.value = new Date().toISOString();
    });
    // A file may come back instead of a page, and then the form is used again.
    setTimeout(() => delete form.dataset.sent, 2000);
  });
  addEventListener("pageshow", () => {
    document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent);
  });

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

  // A page for nobody: whoever signed out here did so in every window (session.js).
  if (!document.body.dataset.person) new BroadcastChannel("session").postMessage({ left: 0, atMost: 0 });

  // The clock of this device says which time zone a new journal is in.
  const zone = document.querySelector("select[data-zone]");
  if (zone) {
    // Some devices still say Asia/Calcutta: they are asked what they call each.
    const called = (timeZone) => {
      try {
        return Intl.DateTimeFormat("en", { timeZone }).resolvedOptions().timeZone;
      } catch {
        return ""; // newer than this device
      }
    };
    const here = called(undefined);
    const names = [...zone.options].map((option) => option.value);
    const known = names.includes(here) ? here : names.find((name) => called(name) === here);
    if (known) zone.value = known;
  }
});
