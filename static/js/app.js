/* Enhancements that no page depends on. */
"use strict";

// For Safari before 16. The button that is pressed may be hidden, and need not be there.
HTMLFormElement.prototype.requestSubmit ??= function (button) {
  const pressed = button ?? this.appendChild(Object.assign(document.createElement("button"), { hidden: true }));
  pressed.click();
  if (!button) pressed.remove();
};

document.addEventListener("DOMContentLoaded", () => {
  // The answer to a form cannot be shown again by going back: its page can.
  if ("answered" in document.body.dataset) history.replaceState(history.state, "", location.href);

  // After a form the focus is on its errors, on what the address names, or on the message.
  const named = document.getElementById(location.hash.slice(1));
  if (named && named.tabIndex < 0) named.tabIndex = -1;
  (document.getElementById("error-summary") ?? named ?? document.querySelector("[data-message]"))?.focus();

  let isSubmitted = false;
  // Submit only once on a double click. Another button of the form works at once, also while
  // the first one makes a PDF.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    const { name, value, formAction } = event.submitter ?? {};
    const sent = [name, value, formAction].join(" ");
    if (form.dataset.sent === sent) event.preventDefault();
    form.dataset.sent = sent;
    // The forms of public lists are saved nowhere: going back keeps what is ticked in them.
    isSubmitted ||= "csrfmiddlewaretoken" in form.elements;
    // The time by this device's clock; unchanged when the form is submitted again at once.
    form.querySelectorAll("input[data-clock]").forEach((clock) => {
      const isFresh = Date.now() - Date.parse(clock.value) < 60000;
      if (!isFresh) clock.value = new Date().toISOString();
    });
    // After a download the page stays, and its form may be submitted again.
    setTimeout(() => delete form.dataset.sent, 2000);
  });
  addEventListener("pageshow", (event) => {
    // Back to a page the browser kept as it was: the server knows what became of its form, and
    // whether the person is still signed in. WebKit keeps every page that came over http.
    if (event.persisted && (isSubmitted || document.body.dataset.person)) location.reload();
    document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent);
  });

  // A menu closes when something outside it is used, or by Escape.
  const menus = [...document.querySelectorAll("details.drop")];
  ["focusin", "click"].forEach((kind) => document.addEventListener(kind, ({ target }) => {
    menus.filter((menu) => !menu.contains(target)).forEach((menu) => { menu.open = false; });
  }));
  document.addEventListener("keydown", ({ key }) => {
    const menu = key === "Escape" && menus.find(({ open }) => open);
    if (!menu) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });

  // A password can be read while it is typed; it is sent, and kept by the browser, as a password.
  document.querySelectorAll("[data-shows]").forEach((button) => {
    const field = document.getElementById(button.dataset.shows);
    const show = (isShown) => {
      Object.assign(field, { type: isShown ? "text" : "password", spellcheck: false, autocapitalize: "none" });
      [...button.children].forEach((words, number) => { words.hidden = isShown !== Boolean(number); });
    };
    button.hidden = false;
    button.addEventListener("click", () => show(field.type === "password"));
    field.form.addEventListener("submit", () => show(false));
  });

  if (navigator.vendor.startsWith("Apple")) {
    document.querySelectorAll("input[type=date], input[type=time]").forEach((field) => {
      const mark = () => field.classList.toggle("is-empty-time", !field.value);
      ["input", "change", "blur"].forEach((kind) => field.addEventListener(kind, mark));
      mark();
    });
  }

  // Nobody is signed in on this page: tell the other windows that the session ended (session.js).
  if (!document.body.dataset.person && window.BroadcastChannel) {
    new BroadcastChannel("session").postMessage({ left: 0, atMost: 0 });
  }

  // Fill in a city of the device's time zone for a new journal, and offer its country.
  const city = document.querySelector("[data-zone][list]");
  if (city) {
    // Some devices use older names such as Asia/Calcutta: compare by the device's own names.
    const canonical = (timeZone) => {
      try {
        return Intl.DateTimeFormat("en", { timeZone }).resolvedOptions().timeZone;
      } catch {
        return ""; // unknown to this device
      }
    };
    const here = canonical(undefined);
    const choices = [...city.list.options];
    const zoneOf = ({ value, dataset }) =>
      dataset.region && `${dataset.region}/${value.split(",")[0].replace(/ /g, "_")}`;
    const known =
      choices.find((choice) => zoneOf(choice) === here) ??
      choices.find((choice) => zoneOf(choice) && canonical(zoneOf(choice)) === here);
    const country = document.querySelector("select[data-zone-country]");
    const offerCountry = () => {
      const ending = city.value.slice(city.value.lastIndexOf(","));
      const near = choices.find(({ value, dataset }) => dataset.country && value.endsWith(ending));
      const code = (ending && near?.dataset.country) ?? "";
      country.value = [...country.options].some((option) => option.value === code) ? code : "";
    };
    if (known) {
      city.value = known.value;
      document.getElementById(`${city.id}_helptext`).textContent = city.dataset.zone;
      if (country) offerCountry();
    }
    city.addEventListener("change", () => country && offerCountry());
  }
});
