/* Reorders questions by dragging, with mouse or finger, and submits the form of their buttons.
   By keyboard the buttons do the same. */
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const EDGE = 96; // pixels from the top and the bottom, within which the page scrolls
  const STEP = 8;

  const draggable = (list, row) => {
    const button = row.querySelector("button[name=to]");
    if (!button) return;
    const grip = document.createElement("span");
    grip.className = "grip";
    grip.title = list.dataset.drag;
    row.querySelector(".n").append(grip);
    let before = null; // the order at the beginning, while it is dragged
    let y = 0;
    let scrolling = 0;

    // Move the other rows, not this one: a moved element loses its pointer capture.
    const reorder = () => {
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
    const scroll = () => {
      if (y < EDGE) scrollBy(0, -STEP);
      else if (y > innerHeight - EDGE) scrollBy(0, STEP);
      else return;
      reorder();
    };
    const end = () => {
      clearInterval(scrolling);
      row.classList.remove("is-dragged");
      before = null;
    };
    const cancel = () => {
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
      scrolling = setInterval(scroll, 16);
    });
    grip.addEventListener("pointermove", (event) => {
      if (!before) return;
      y = event.clientY;
      reorder();
    });
    grip.addEventListener("pointerup", () => {
      if (!before) return;
      const order = [...list.children];
      const hasMoved = before.indexOf(row) !== order.indexOf(row);
      end();
      if (!hasMoved) return;
      const drop = button.cloneNode();
      const begins = Number(list.dataset.begins ?? 1); // the position of the first on this page
      Object.assign(drop, { value: begins + order.indexOf(row), disabled: false, hidden: true });
      row.append(drop);
      drop.form.requestSubmit(drop);
    });
    grip.addEventListener("pointercancel", cancel);
    addEventListener("keydown", (event) => event.key === "Escape" && cancel());
  };

  document.querySelectorAll("ol[data-drag]").forEach((list) => {
    [...list.children].forEach((row) => draggable(list, row));
  });
});
