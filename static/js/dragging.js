/* Questions dragged to another place, by mouse or finger: an extra beside the buttons, whose
   form it sends. Who uses the keyboard has the buttons. */
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const EDGE = 96; // pixels from the top and the bottom, where the page begins to roll
  const STEP = 8;

  const draggable = (list, row) => {
    const button = row.querySelector("button[name=to]");
    if (!button) return;
    const grip = document.createElement("span");
    grip.className = "grip";
    grip.title = list.dataset.drag;
    row.querySelector(".no").append(grip);
    let before = null; // the order at the beginning, while it is dragged
    let y = 0;
    let rolling = 0;

    // The others move around it: an element that is moved itself lets go of the finger.
    const place = () => {
      const others = [...list.children].filter((other) => other !== row);
      const isAbove = (other) => {
        const { top, height } = other.getBoundingClientRect();
        return top + height / 2 < y;
      };
      const at = others.filter(isAbove).length;
      const follows = (other) => row.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING;
      row.before(...others.slice(0, at).filter(follows));
      row.after(...others.slice(at).filter((other) => !follows(other)));
    };
    const roll = () => {
      if (y < EDGE) scrollBy(0, -STEP);
      else if (y > innerHeight - EDGE) scrollBy(0, STEP);
      else return;
      place();
    };
    const end = () => {
      clearInterval(rolling);
      row.classList.remove("is-dragged");
      before = null;
    };
    const takeBack = () => {
      if (!before) return;
      list.append(...before);
      end();
    };

    grip.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      event.preventDefault();
      grip.setPointerCapture(event.pointerId);
      before = [...list.children];
      y = event.clientY;
      row.classList.add("is-dragged");
      rolling = setInterval(roll, 16);
    });
    grip.addEventListener("pointermove", (event) => {
      if (!before) return;
      y = event.clientY;
      place();
    });
    grip.addEventListener("pointerup", () => {
      if (!before) return;
      const order = [...list.children];
      const isElsewhere = before.indexOf(row) !== order.indexOf(row);
      end();
      if (!isElsewhere) return;
      const drop = button.cloneNode();
      const begins = Number(list.dataset.begins ?? 1); // the place of the first on this page
      Object.assign(drop, { value: begins + order.indexOf(row), disabled: false, hidden: true });
      row.append(drop);
      drop.form.requestSubmit(drop);
    });
    grip.addEventListener("pointercancel", takeBack);
    addEventListener("keydown", (event) => event.key === "Escape" && takeBack());
  };

  document.querySelectorAll("ol[data-drag]").forEach((list) => {
    [...list.children].forEach((row) => draggable(list, row));
  });
});
