/* Keeps what is being typed: on the server, and on this device while there is no connection.
   Without this file a refused form and a lost session still give every word back. */
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const PAUSE = 1000; // milliseconds after the last key
  const { person, keep, thisDevice } = document.body.dataset;
  if (!person) return;

  const line = document.getElementById("kept-here");
  const here = `draft:${person}:`;
  const hasStorage = () => {
    try {
      return Boolean(localStorage);
    } catch {
      return false; // switched off
    }
  };
  const mayKeepHere = thisDevice !== "no" && hasStorage(); // a shared device keeps nothing
  const timers = new Map();

  // ---- what stands in a form

  // A form to be filled in: it knows who opened it, and there is something to type or choose.
  const isFilledIn = (form) =>
    form.getAttribute("method") === "post" && form.elements.form_token && !form.querySelector("[type=password]") &&
    form.querySelector("textarea, select, input:not([type=hidden], [type=submit])");

  // Each window keeps its own draft, also through a reload.
  const windowId = () => {
    sessionStorage.window ??= Date.now().toString(36) + Math.random().toString(36).slice(2, 10);
    return sessionStorage.window;
  };

  const forms = [...document.forms].filter(isFilledIn);
  forms.forEach((form) => {
    if (form.elements.window) return;
    const field = document.createElement("input");
    Object.assign(field, { type: "hidden", name: "window", value: windowId() });
    form.append(field);
  });

  const answersOf = (form) => {
    const answers = new URLSearchParams(new FormData(form));
    answers.delete("csrfmiddlewaretoken");
    answers.set("draft_page", location.pathname);
    answers.set("draft_action", new URL(form.getAttribute("action") || "", location.href).pathname);
    return answers.toString();
  };

  // ---- on this device, bound to this person, only until the server has it

  const waiting = () =>
    mayKeepHere ? Object.keys(localStorage).filter((key) => key.startsWith(here)) : [];
  const keyOf = (answers) => {
    const said = new URLSearchParams(answers);
    return here + said.get("draft_page") + " " + said.get("window");
  };
  const keepHere = (answers) => {
    if (!mayKeepHere) return;
    try {
      localStorage.setItem(keyOf(answers), answers);
    } catch {
      // full: the words still stand in the form
    }
  };
  const forgetHere = (answers) => {
    const key = keyOf(answers);
    if (mayKeepHere && localStorage.getItem(key) === answers) localStorage.removeItem(key);
  };

  // ---- to the server

  // The status of the server's answer: 201 kept, 204 saved already; 0 when it did not come.
  const send = async (answers) => {
    const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
    let status = 0;
    keepHere(answers); // the page may be gone, or opened again, before the answer comes
    try {
      const answer = await fetch(keep, {
        method: "POST",
        body: `${answers}&csrfmiddlewaretoken=${token}`,
        headers: { "Content-Type": "application/x-www-form-urlencoded" },
        keepalive: answers.length < 60000, // browsers refuse more
      });
      if (answer.status < 500) status = answer.status;
    } catch {
      // no connection
    }
    if (status) forgetHere(answers);
    if (status === 0) line.hidden = !mayKeepHere;
    else if (waiting().length === 0) line.hidden = true;
    return status;
  };

  const sendNow = (form) => {
    if (!timers.has(form)) return;
    clearTimeout(timers.get(form));
    timers.delete(form);
    send(answersOf(form));
  };

  const typed = (event) => {
    const form = event.target.form;
    if (!forms.includes(form)) return;
    form.dataset.typed = "yes";
    clearTimeout(timers.get(form));
    timers.set(form, setTimeout(() => sendNow(form), PAUSE));
  };
  document.addEventListener("input", typed);
  document.addEventListener("change", typed);
  addEventListener("pagehide", () => forms.forEach(sendNow));
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") forms.forEach(sendNow);
  });

  // A form on its way is a draft no longer; if the way is broken it waits on this device.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!forms.includes(form)) return;
    clearTimeout(timers.get(form));
    timers.delete(form);
    if (form.dataset.typed) keepHere(answersOf(form));
    if (navigator.onLine || !mayKeepHere) return;
    event.preventDefault();
    keepHere(answersOf(form));
    line.hidden = false;
  });

  // ---- when the connection is back, and on the next page

  const sendWaiting = async () => {
    for (const key of waiting()) {
      const answers = localStorage.getItem(key);
      const status = await send(answers);
      if (status === 0) return;
      if (status === 201) showIfHere(new URLSearchParams(answers));
    }
  };
  // What a person said in a form, without what the page itself says.
  const wordsOf = (answers) => {
    const said = new URLSearchParams(answers);
    ["form_token", "window", "draft_page", "draft_action"].forEach((name) => said.delete(name));
    return said.toString();
  };
  // The server had not seen it when it made this page: fetch the page with the words in it,
  // also in place of older ones.
  const showIfHere = (said) => {
    const isHere = said.get("draft_page") === location.pathname && forms.length > 0;
    const isNew = forms.every((form) => !form.dataset.typed && form.elements.form_token.value !== said.get("form_token"));
    const isShown = forms.some((form) => wordsOf(answersOf(form)) === wordsOf(said));
    const isAnswer = "answered" in document.body.dataset; // to a form that was just sent
    if (isHere && isNew && !isShown && !isAnswer) location.replace(location.pathname);
  };
  addEventListener("online", sendWaiting);
  sendWaiting();

  // ---- signing out leaves nothing on this device, and nothing goes unasked

  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!form.matches("[data-sign-out]") || form.dataset.asked) return;
    if (waiting().length === 0 && timers.size === 0) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    forms.forEach(sendNow);
    await sendWaiting();
    if (waiting().length > 0 && !confirm(line.dataset.sure)) return;
    waiting().forEach((key) => localStorage.removeItem(key));
    sessionStorage.clear();
    form.dataset.asked = "yes";
    form.requestSubmit();
  }, { capture: true });
});
