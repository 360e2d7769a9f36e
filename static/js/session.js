/* On a shared device: asks two minutes before the session ends, and leaves the page when it
   has ended, also by signing out in another window. The server ends it in any case. */
document.addEventListener("DOMContentLoaded", () => {
  const idle = document.getElementById("session-idle");
  const over = document.getElementById("session-over");
  if (!idle) return;
  const WARNING = 120; // seconds before the end
  const KEEP_ALIVE = 60; // seconds between two requests that extend the session
  const now = () => Date.now() / 1000;
  // Other windows of this browser have the same session.
  const windows = window.BroadcastChannel ? new BroadcastChannel("session") : { postMessage() {} };

  let end; // when it ends unless it is extended
  let last; // when it ends in any case
  let extendedAt = now();
  let isUsed = false;
  const setLimits = ({ left, atMost }) => {
    end = now() + left;
    last = now() + atMost;
  };
  setLimits({ left: Number(document.body.dataset.endsIn), atMost: Number(document.body.dataset.endsAtMostIn) });
  windows.onmessage = (message) => {
    setLimits(message.data);
    update();
  };

  const leave = () => {
    clearInterval(clock);
    const where = new URLSearchParams({ ended: "yes", next: location.pathname + location.search });
    location.replace(`${idle.dataset.signIn}?${where}`);
  };

  const stay = async () => {
    extendedAt = now();
    isUsed = false;
    const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
    try {
      const answer = await fetch(idle.dataset.stay, { method: "POST", headers: { "X-CSRFToken": token } });
      if (answer.status === 403) return leave();
      const limits = await answer.json();
      setLimits(limits);
      windows.postMessage(limits);
      update();
    } catch {
      // no connection: the session is not extended
    }
  };

  const update = () => {
    const isSoon = end - now() <= WARNING;
    const isOver = last - now() <= WARNING;
    if (end - now() <= 0) return leave();
    if (isUsed && now() - extendedAt >= KEEP_ALIVE && !isOver) return stay();
    show(idle, isSoon && !isOver);
    show(over, isOver);
  };

  // A dialog that was closed is not opened again.
  const show = (box, isDue) => {
    if (!box.showModal || isDue === Boolean(box.open)) return;
    if (!isDue) box.close();
    else if (!("closed" in box.dataset)) box.showModal();
  };

  idle.querySelector("[data-stay-button]").addEventListener("click", stay);
  idle.addEventListener("cancel", stay);
  over.addEventListener("close", () => { over.dataset.closed = ""; });
  over.querySelector("[data-later]").addEventListener("click", () => over.close());
  // Without a session this page leads to the sign-in page, and from there back.
  over.querySelector("[name=next]").value = location.pathname + location.search;
  ["input", "keydown", "pointerdown", "scroll"].forEach((kind) =>
    addEventListener(kind, () => { isUsed = true; }, { passive: true }));
  addEventListener("pageshow", () => update());
  const clock = setInterval(update, 1000);
});
