/* Forms and drafts in localStorage until the server has them, and the panel that says so.
   Keys hold the user's id: other users of this browser neither see nor send them. */
export const offlineQueue = (() => {
  const OLD = 48 * 3600 * 1000; // milliseconds
  const { person } = document.body.dataset;
  // A draft for each page and tab, and each form that was submitted.
  const DRAFT = `draft:${person}:`;
  const SAVE = `save:${person}:`;

  const hasStorage = () => {
    try {
      return Boolean(localStorage);
    } catch {
      return false; // switched off
    }
  };
  // Nothing is stored on a shared device.
  const mayKeep = () => document.body.dataset.thisDevice !== "no" && hasStorage();

  const wordsIn = (element) => (element?.textContent ?? "").replace(/\s+/g, " ").trim();
  // The name of a group of choices: "Bone pain", without the answer of last time.
  const groupName = (field) => {
    const legend = field.closest("fieldset")?.querySelector("legend");
    return field.matches("[type=radio], [type=checkbox]") ? wordsIn(legend?.querySelector("bdi") ?? legend) : "";
  };
  // The form as text: each answer after the name of its field.
  const readable = (form) =>
    [...form.querySelectorAll("textarea, input[type=text], input[type=number], input:checked")]
      .filter((field) => field.value.trim())
      .map((field) => {
        const name = wordsIn(field.labels?.[0]);
        if (!field.matches(":checked")) return `${name}\n${field.value}`;
        return [groupName(field), name].filter(Boolean).join(": ");
      })
      .join("\n");

  // ---- an item of the queue: { key, answers, text, at, reason }

  const get = (key) => {
    try {
      const item = JSON.parse(localStorage.getItem(key));
      return { ...item, key, answers: new URLSearchParams(item.answers) };
    } catch {
      return null; // deleted meanwhile by another window
    }
  };
  const all = (prefix) =>
    mayKeep() ? Object.keys(localStorage).filter((key) => key.startsWith(prefix)).map(get).filter(Boolean) : [];
  const set = (key, item) => {
    try {
      localStorage.setItem(key, JSON.stringify({ ...item, answers: item.answers.toString() }));
    } catch {
      // storage is full: the text is still in the form
    }
  };
  const put = (key, answers, form) => {
    if (mayKeep()) set(key, { answers, text: readable(form), at: get(key)?.at ?? Date.now() });
  };
  const drop = (key) => mayKeep() && localStorage.removeItem(key);
  const dropIfSame = (key, answers) => {
    // Keep what was typed since.
    if (mayKeep() && get(key)?.answers.toString() === answers.toString()) drop(key);
  };
  const refuse = (key, reason) => {
    const item = mayKeep() && get(key);
    if (item) set(key, { ...item, reason });
  };

  // ---- the panel, _components/offline_queue.html

  const panel = document.getElementById("offline-queue");
  panel.querySelector("a[data-sign-in]").search = new URLSearchParams({ next: location.pathname });
  const say = (what, answers) => {
    panel.classList.toggle("is-empty", !what);
    if (answers) panel.querySelector("a[data-there]").href = answers.get("draft_page");
    panel.querySelectorAll("[data-says]").forEach((sentence) => {
      sentence.hidden = sentence.dataset.says !== what;
    });
  };
  // What gets the focus comes to stand below the panel. Its height depends on the size of the text.
  const leaveRoom = () => {
    const isSticky = getComputedStyle(panel).position === "sticky";
    document.documentElement.style.scrollPaddingTop = isSticky ? `calc(2rem + ${panel.offsetHeight}px)` : "";
  };
  if (window.ResizeObserver) new ResizeObserver(leaveRoom).observe(panel);
  const row = ({ key, answers, text }) => {
    const item = panel.querySelector("template").content.cloneNode(true).firstElementChild;
    const words = item.querySelector("textarea");
    words.value = text;
    item.querySelector("a").href = answers.get("draft_page");
    item.querySelector("[data-copy]").addEventListener("click", () => {
      words.select();
      if (!navigator.clipboard) document.execCommand("copy"); // without https
      else navigator.clipboard.writeText(text).catch(() => words.select());
    });
    item.querySelector("[data-delete]").addEventListener("click", () => {
      if (!confirm(panel.dataset.sureOne)) return;
      drop(key);
      show();
    });
    return item;
  };
  // Say why something waits, and list what is not in a form of this page.
  const show = () => {
    const saves = all(SAVE).filter((item) => item.reason);
    const items = [...saves, ...all(DRAFT).filter((item) => item.reason)];
    const { reason, answers } = items[0] ?? {};
    const isSaid = !panel.querySelector("[data-says=said]").hidden; // stays until something waits
    if (reason || !isSaid) say(reason === "offline" && saves.length > 0 ? "offline-save" : reason, answers);
    const shown = items.filter((item) => item.reason !== "offline" || saves.includes(item));
    panel.querySelector("ul").replaceChildren(...shown.map(row));
    panel.querySelector("section").hidden = shown.length === 0;
    panel.querySelector("[data-old]").hidden = !shown.some(({ at }) => Date.now() - at > OLD);
  };
  const tell = (sentence) => {
    show();
    if (!sentence || all(SAVE).some((item) => item.reason)) return;
    panel.querySelector("[data-says=said]").textContent = sentence;
    say("said");
  };

  return {
    mayKeep,
    draftKey: (answers) => `${DRAFT}${answers.get("draft_page")} ${answers.get("tab_id")}`,
    saveKey: (answers) => SAVE + answers.get("form_token"),
    drafts: () => all(DRAFT),
    saves: () => all(SAVE),
    isAny: () => all(DRAFT).length + all(SAVE).length > 0,
    get, put, drop, dropIfSame, refuse, say, show, tell,
    tellToPressAgain: () => tell(panel.dataset.pressAgain),
    isSureToSignOut: () => confirm(panel.dataset.sure),
  };
})();
