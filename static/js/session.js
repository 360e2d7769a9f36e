/* On a device that others use too: asks two minutes before the session ends, and leaves the
   page when it has ended, be it by signing out in another window. Without this file it ends
   on the server all the same. */
document.addEventListener("DOMContentLoaded", () => {
  const box = document.getElementById("session-end");
  if (!box) return;
  const WARNING = 120; // seconds before the end
  const TELLS = 60; // seconds between two messages to the server that somebody is here
  const button = box.querySelector("[data-stay-button]");
  const now = () => Date.now() / 1000;
  // Other windows of this browser have the same session.
  const windows = new BroadcastChannel("session");

  let end; // when it ends, if nobody does anything
  let last; // when it ends in any case
  let told = now();
  let isUsed = false;
  const take = ({ left, atMost }) => {
    end = now() + left;
    last = now() + atMost;
  };
  take({ left: Number(document.body.dataset.endsIn), atMost: Number(document.body.dataset.endsAtMostIn) });
  windows.onmessage = (message) => {
    take(message.data);
    look();
  };

  const leave = () => {
    clearInterval(clock);
    const where = new URLSearchParams({ ended: "yes", next: location.pathname + location.search });
    location.replace(`${box.dataset.signIn}?${where}`);
  };

  const stay = async () => {
    told = now();
    isUsed = false;
    const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
    try {
      const answer = await fetch(box.dataset.stay, { method: "POST", headers: { "X-CSRFToken": token } });
      if (answer.status === 403) return leave();
      const limits = await answer.json();
      take(limits);
      windows.postMessage(limits);
      look();
    } catch {
      // no connection: what was typed is kept as always, and the end stays where it was
    }
  };

  const look = () => {
    const isSoon = end - now() <= WARNING;
    const isOver = last - now() <= WARNING;
    if (end - now() <= 0) return leave();
    if (isUsed && now() - told >= TELLS && !isOver) return stay();
    if (isSoon === !box.hidden) return;
    box.querySelector("[data-idle]").hidden = isOver;
    box.querySelector("[data-over]").hidden = !isOver;
    button.hidden = isOver;
    box.hidden = !isSoon;
    if (isSoon && !isOver) button.focus();
  };

  button.addEventListener("click", stay);
  ["input", "keydown", "pointerdown", "scroll"].forEach((kind) =>
    addEventListener(kind, () => { isUsed = true; }, { passive: true }));
  addEventListener("pageshow", () => look());
  const clock = setInterval(look, 1000);
});
