/* Saves drafts: on the server, and on this device while there is no connection.
   A form with `data-offline-queue` is also submitted when the connection is back.
   Without this script an invalid form and a lost session still give the typed text back. */
import { offlineQueue } from "./offline_queue.js";

document.addEventListener("DOMContentLoaded", () => {
  const PAUSE = 1000; // milliseconds after the last key
  const RETRY = 30000; // milliseconds
  const TIMEOUT = 20000; // milliseconds; without a response it counts as offline
  const draftUrl = document.body.dataset.saveDraft;

  // ---- the data of a form

  // A form with drafts: it has a form token, and a field to type in or choose from. No file
  // can be put back into its field.
  const isFilledIn = (form) =>
    form.getAttribute("method") === "post" && form.elements.form_token && !form.querySelector("[type=password]") &&
    form.querySelector("textarea, select, input:not([type=hidden], [type=submit], [type=file])");

  // Each tab has its own drafts, also after a reload.
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
  // What a person typed or chose, without the hidden fields of the page.
  const typedDataOf = (answers) => {
    const typedData = new URLSearchParams(answers);
    ["form_token", "tab_id", "draft_page", "draft_action"].forEach((name) => typedData.delete(name));
    return typedData.toString();
  };

  // ---- requests

  // The response; one with status 0 when there is none.
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
    if (status < 400) return "offline"; // no response, or not from this site
    // 404: for a removed member the journal does not exist.
    if ([401, 403, 404].includes(status)) return "signed-out";
    return status >= 500 ? "broken" : "refused";
  };

  // The status of the response: 201 for a saved draft, 204 for a form that needs none.
  const sendDraft = async (answers) => {
    // Browsers limit `keepalive` to 64 KiB.
    const { status } = await post(draftUrl, answers, { keepalive: answers.toString().length < 60000 });
    const key = offlineQueue.draftKey(answers);
    if (status === 201 || status === 204) offlineQueue.dropIfSame(key, answers);
    else offlineQueue.refuse(key, reasonOf(status));
    offlineQueue.show();
    return status;
  };

  // The reply to a form that was saved, or the reason why it was not. It was saved only if its
  // token comes back: a captive portal responds with 200 too.
  const inFlight = new Set();
  const sendSave = async (answers, from) => {
    const key = offlineQueue.saveKey(answers);
    const sent = new URLSearchParams(answers);
    ["draft_page", "draft_action"].forEach((name) => sent.delete(name));
    inFlight.add(key);
    const response = await post(answers.get("draft_action"), sent, {
      headers: { "X-Sent-By": from },
      signal: AbortSignal.timeout?.(TIMEOUT),
    });
    const reply = response.ok ? await response.json().catch(() => null) : null;
    inFlight.delete(key);
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
  const clearTimer = (form) => {
    clearTimeout(timers.get(form));
    timers.delete(form);
  };
  const saveDraftNow = (form) => {
    if (!timers.has(form)) return null;
    clearTimer(form);
    const answers = answersOf(form);
    // The page may be left or reloaded before the response comes.
    offlineQueue.put(offlineQueue.draftKey(answers), answers, form);
    return sendDraft(answers);
  };
  const typed = (event) => {
    const form = event.target.form;
    // A word to search for is nothing to save.
    if (!forms.includes(form) || event.target.type === "search") return;
    form.dataset.typed = "yes";
    clearTimeout(timers.get(form));
    timers.set(form, setTimeout(() => saveDraftNow(form), PAUSE));
  };
  document.addEventListener("input", typed);
  document.addEventListener("change", typed);
  addEventListener("pagehide", () => forms.forEach(saveDraftNow));
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") forms.forEach(saveDraftNow);
  });

  // ---- when a form is submitted

  const navigateTo = (next) => {
    const url = new URL(next, location.href);
    const isSamePage = url.pathname === location.pathname && url.hash;
    location.assign(url);
    if (isSamePage) location.reload();
  };
  const save = async (form, button) => {
    const answers = answersOf(form, button);
    if (inFlight.has(offlineQueue.saveKey(answers))) return;
    offlineQueue.put(offlineQueue.saveKey(answers), answers, form);
    offlineQueue.drop(offlineQueue.draftKey(answers));
    delete form.dataset.typed;
    const { saved, next, reason } = await sendSave(answers, "page");
    if (saved) return navigateTo(next);
    delete form.dataset.sent; // it may be submitted again
    if (reason === "offline" || (offlineQueue.mayKeep() && reason !== "refused")) {
      if (offlineQueue.mayKeep()) offlineQueue.show();
      else offlineQueue.say("shared");
    } else {
      // Submit it without the script, to see the server's page about it.
      offlineQueue.drop(offlineQueue.saveKey(answers));
      form.dataset.typed = form.dataset.plainly = "yes";
      form.requestSubmit(button);
    }
  };

  // A submitted form is no draft any more; without a connection it waits on this device.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!forms.includes(form) || event.defaultPrevented) return;
    clearTimer(form);
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
    forms.every((form) => !form.dataset.typed) && !("answered" in document.body.dataset); // an error page

  const isShown = (draft) => forms.some((form) => typedDataOf(answersOf(form)) === typedDataOf(draft));

  // This page was rendered before the draft was saved: reload it with the draft.
  const showIfHere = (draft) => {
    const isNew = forms.every((form) => form.elements.form_token.value !== draft.get("form_token"));
    if (isHere(draft) && isUntouched() && isNew && !isShown(draft)) location.replace(location.pathname);
  };

  // A page left open overnight still asks about yesterday: reload it if nothing was typed.
  const dayHere = () => new Date().toDateString();
  const openedOn = dayHere();
  const isOfYesterday = () => forms.some((form) => form.querySelector("[data-clock]")) && dayHere() !== openedOn;
  ["focus", "pageshow", "visibilitychange"].forEach((kind) =>
    addEventListener(kind, () => isOfYesterday() && isUntouched() && location.replace(location.pathname)));

  // What is typed next on a page whose form was saved is another form, with a new token.
  const openAnew = (form, token) => {
    form.elements.form_token.value = token;
    const answers = answersOf(form);
    if (form.dataset.typed) offlineQueue.put(offlineQueue.draftKey(answers), answers, form);
  };
  const saveWaiting = async ({ key, answers }) => {
    const form = forms.find(({ elements }) => elements.form_token.value === answers.get("form_token"));
    const mayNavigate = isHere(answers) && isUntouched();
    const reply = await sendSave(answers, mayNavigate ? "page" : "device");
    if (reply.saved) {
      if (form) openAnew(form, reply.form_token);
      if (mayNavigate) navigateTo(reply.next);
      else offlineQueue.tell(reply.said);
    } else if (reply.reason === "refused") {
      // Save it as a draft, to be corrected in its form.
      const { status } = await post(draftUrl, answers);
      if (status !== 201) return;
      offlineQueue.drop(key);
      if (mayNavigate) location.replace(location.pathname);
      else offlineQueue.say("refused", answers);
    }
  };
  const sendWaiting = async () => {
    for (const item of offlineQueue.saves()) {
      if (!inFlight.has(item.key)) await saveWaiting(item);
    }
    for (const { key, answers } of offlineQueue.drafts()) {
      // The server refused it, saved it as a draft, and shows it here.
      if (document.getElementById("error-summary") && isShown(answers)) {
        offlineQueue.dropIfSame(key, answers);
        continue;
      }
      const status = await sendDraft(answers);
      if (status === 0) break;
      if (status === 201) showIfHere(answers);
    }
    if (offlineQueue.isAny()) offlineQueue.show();
    else if (forms.some((form) => form.dataset.pressed)) offlineQueue.tellToPressAgain();
  };
  addEventListener("online", sendWaiting);
  const mayRetry = ({ reason }) => reason === "offline" || reason === "broken";
  setInterval(() => offlineQueue.saves().some(mayRetry) && sendWaiting(), RETRY);
  sendWaiting();

  // ---- signing out deletes everything from this device, after confirmation

  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!form.matches("[data-sign-out]") || form.dataset.asked) return;
    if (!offlineQueue.isAny() && timers.size === 0) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    await Promise.all(forms.map(saveDraftNow));
    await sendWaiting();
    if (offlineQueue.isAny() && !offlineQueue.isSureToSignOut()) return;
    [...offlineQueue.saves(), ...offlineQueue.drafts()].forEach(({ key }) => offlineQueue.drop(key));
    sessionStorage.clear();
    form.dataset.asked = "yes";
    form.requestSubmit();
  }, { capture: true });
});
