/* Keeps what is being typed: on the server, and on this device while there is no connection.
   A form with `data-offline-queue` is also saved by itself when the connection is back.
   Without this file a refused form and a lost session still give every word back. */
import { offlineQueue } from "./offline_queue.js";

document.addEventListener("DOMContentLoaded", () => {
  const PAUSE = 1000; // milliseconds after the last key
  const TRY_AGAIN = 30000;
  const NO_ANSWER = 20000; // after that, a connection counts as none
  const address = document.body.dataset.saveDraft;

  // ---- what stands in a form

  // A form to be filled in: it knows who opened it, and there is something to type or choose.
  const isFilledIn = (form) =>
    form.getAttribute("method") === "post" && form.elements.form_token && !form.querySelector("[type=password]") &&
    form.querySelector("textarea, select, input:not([type=hidden], [type=submit])");

  // Each tab keeps its own draft, also through a reload.
  const tabId = () => {
    sessionStorage.tabId ??= Date.now().toString(36) + Math.random().toString(36).slice(2, 10);
    return sessionStorage.tabId;
  };

  const forms = [...document.forms].filter(isFilledIn);
  forms.forEach((form) => {
    if (form.elements.tab_id) return;
    const field = document.createElement("input");
    Object.assign(field, { type: "hidden", name: "tab_id", value: tabId() });
    form.append(field);
  });

  const answersOf = (form, button) => {
    const answers = new URLSearchParams(new FormData(form));
    const action = button?.getAttribute("formaction") || form.getAttribute("action") || "";
    answers.delete("csrfmiddlewaretoken");
    if (button?.name) answers.append(button.name, button.value);
    answers.set("draft_page", location.pathname);
    answers.set("draft_action", new URL(action, location.href).pathname);
    return answers;
  };
  // What a person said in a form, without what the page itself says.
  const wordsOf = (answers) => {
    const said = new URLSearchParams(answers);
    ["form_token", "tab_id", "draft_page", "draft_action"].forEach((name) => said.delete(name));
    return said.toString();
  };

  // ---- to the server

  // Its answer; one with status 0 when none came.
  const post = async (where, answers, options = {}) => {
    const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
    const headers = { "Content-Type": "application/x-www-form-urlencoded", "X-CSRFToken": token };
    try {
      return await fetch(where, {
        method: "POST", body: answers.toString(), ...options, headers: { ...headers, ...options.headers },
      });
    } catch {
      return { status: 0 };
    }
  };
  const reasonOf = (status) => {
    if (status < 400) return "offline"; // no answer, or not the journal's
    // 404: a journal that somebody was taken out of is not there for them any more.
    if ([401, 403, 404].includes(status)) return "signed-out";
    return status >= 500 ? "broken" : "refused";
  };

  // The status of the server's answer: 201 kept as a draft, 204 saved already.
  const sendDraft = async (answers) => {
    // Browsers refuse more.
    const { status } = await post(address, answers, { keepalive: answers.toString().length < 60000 });
    const key = offlineQueue.draftKey(answers);
    if (status === 201 || status === 204) offlineQueue.dropIfSame(key, answers);
    else offlineQueue.refuse(key, reasonOf(status));
    offlineQueue.show();
    return status;
  };

  // What the server says of a form that it saved, or why it did not. Only the token of the
  // form says that it did: the sign-in page of a hotel answers with 200 too.
  const onTheirWay = new Set();
  const sendSave = async (answers, from) => {
    const key = offlineQueue.saveKey(answers);
    const sent = new URLSearchParams(answers);
    ["draft_page", "draft_action"].forEach((name) => sent.delete(name));
    onTheirWay.add(key);
    const response = await post(answers.get("draft_action"), sent, {
      headers: { "X-Sent-By": from },
      signal: AbortSignal.timeout?.(NO_ANSWER),
    });
    const reply = response.ok ? await response.json().catch(() => null) : null;
    onTheirWay.delete(key);
    if (reply?.saved === answers.get("form_token")) {
      offlineQueue.dropIfSame(key, answers);
      return reply;
    }
    const reason = reasonOf(response.status);
    offlineQueue.refuse(key, reason);
    return { reason };
  };

  // ---- while somebody types

  const timers = new Map();
  const forgetTimer = (form) => {
    clearTimeout(timers.get(form));
    timers.delete(form);
  };
  const keepNow = (form) => {
    if (!timers.has(form)) return;
    forgetTimer(form);
    const answers = answersOf(form);
    // The page may be gone, or opened again, before the answer comes.
    offlineQueue.put(offlineQueue.draftKey(answers), answers, form);
    sendDraft(answers);
  };
  const typed = (event) => {
    const form = event.target.form;
    if (!forms.includes(form)) return;
    form.dataset.typed = "yes";
    clearTimeout(timers.get(form));
    timers.set(form, setTimeout(() => keepNow(form), PAUSE));
  };
  document.addEventListener("input", typed);
  document.addEventListener("change", typed);
  addEventListener("pagehide", () => forms.forEach(keepNow));
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") forms.forEach(keepNow);
  });

  // ---- when the button is pressed

  const goOn = (next) => {
    const url = new URL(next, location.href);
    const isOnlyAnotherPlace = url.pathname === location.pathname && url.hash;
    location.assign(url);
    if (isOnlyAnotherPlace) location.reload();
  };
  const save = async (form, button) => {
    const answers = answersOf(form, button);
    if (onTheirWay.has(offlineQueue.saveKey(answers))) return;
    offlineQueue.put(offlineQueue.saveKey(answers), answers, form);
    offlineQueue.drop(offlineQueue.draftKey(answers));
    delete form.dataset.typed;
    const { saved, next, reason } = await sendSave(answers, "page");
    if (saved) return goOn(next);
    delete form.dataset.sent; // it may be pressed again
    if (reason === "offline" || (offlineQueue.mayKeep() && reason !== "refused")) {
      if (offlineQueue.mayKeep()) offlineQueue.show();
      else offlineQueue.say("shared");
    } else {
      // The server has something to say about it, on a page of its own.
      offlineQueue.drop(offlineQueue.saveKey(answers));
      form.dataset.typed = form.dataset.plainly = "yes";
      form.requestSubmit(button);
    }
  };

  // A form on its way is a draft no longer; if the way is broken it waits on this device.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!forms.includes(form) || event.defaultPrevented) return;
    forgetTimer(form);
    if ("offlineQueue" in form.dataset && !form.dataset.plainly) {
      event.preventDefault();
      save(form, event.submitter);
      return;
    }
    const answers = answersOf(form);
    const key = offlineQueue.draftKey(answers);
    if (form.dataset.typed || !navigator.onLine) offlineQueue.put(key, answers, form);
    if (navigator.onLine) return;
    event.preventDefault();
    form.dataset.pressed = "yes";
    offlineQueue.refuse(key, "offline");
    if (offlineQueue.mayKeep()) offlineQueue.show();
    else offlineQueue.say("shared");
  });

  // ---- when the connection is back, and on the next page

  const isHere = (answers) => answers.get("draft_page") === location.pathname && forms.length > 0;
  const isUntouched = () =>
    forms.every((form) => !form.dataset.typed) && !("answered" in document.body.dataset); // a page that refuses

  // The server had not seen it when it made this page: fetch the page with the words in it,
  // also in place of older ones.
  const showIfHere = (said) => {
    const isNew = forms.every((form) => form.elements.form_token.value !== said.get("form_token"));
    const isShown = forms.some((form) => wordsOf(answersOf(form)) === wordsOf(said));
    if (isHere(said) && isUntouched() && isNew && !isShown) location.replace(location.pathname);
  };

  // A page left open over night still asks about yesterday. Nothing stands in it: fetch today's.
  const dayHere = () => new Date().toDateString();
  const openedOn = dayHere();
  const isOfYesterday = () => forms.some((form) => form.querySelector("[data-clock]")) && dayHere() !== openedOn;
  ["focus", "pageshow", "visibilitychange"].forEach((kind) =>
    addEventListener(kind, () => isOfYesterday() && isUntouched() && location.replace(location.pathname)));

  // What is typed further on a page that was saved is another form.
  const openAnew = (form, token) => {
    form.elements.form_token.value = token;
    const answers = answersOf(form);
    if (form.dataset.typed) offlineQueue.put(offlineQueue.draftKey(answers), answers, form);
  };
  const saveWaiting = async ({ key, answers }) => {
    const form = forms.find((one) => one.elements.form_token.value === answers.get("form_token"));
    const goesOn = isHere(answers) && isUntouched();
    const reply = await sendSave(answers, goesOn ? "page" : "device");
    if (reply.saved) {
      if (form) openAnew(form, reply.form_token);
      if (goesOn) goOn(reply.next);
      else offlineQueue.tell(reply.said);
    } else if (reply.reason === "refused") {
      // It is opened again in its form, to be changed there.
      const { status } = await post(address, answers);
      if (status !== 201) return;
      offlineQueue.drop(key);
      if (goesOn) location.replace(location.pathname);
      else offlineQueue.say("refused", answers);
    }
  };
  const sendWaiting = async () => {
    for (const item of offlineQueue.saves()) {
      if (!onTheirWay.has(item.key)) await saveWaiting(item);
    }
    for (const { answers } of offlineQueue.drafts()) {
      const status = await sendDraft(answers);
      if (status === 0) break;
      if (status === 201) showIfHere(answers);
    }
    if (offlineQueue.isAny()) offlineQueue.show();
    else if (forms.some((form) => form.dataset.pressed)) offlineQueue.tellToPressAgain();
  };
  addEventListener("online", sendWaiting);
  const mayGoNow = ({ reason }) => reason === "offline" || reason === "broken";
  setInterval(() => offlineQueue.saves().some(mayGoNow) && sendWaiting(), TRY_AGAIN);
  sendWaiting();

  // ---- signing out leaves nothing on this device, and nothing goes unasked

  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!form.matches("[data-sign-out]") || form.dataset.asked) return;
    if (!offlineQueue.isAny() && timers.size === 0) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    forms.forEach(keepNow);
    await sendWaiting();
    if (offlineQueue.isAny() && !offlineQueue.isSureToSignOut()) return;
    [...offlineQueue.saves(), ...offlineQueue.drafts()].forEach(({ key }) => offlineQueue.drop(key));
    sessionStorage.clear();
    form.dataset.asked = "yes";
    form.requestSubmit();
  }, { capture: true });
});
