/* A button that copies the text of a part of the page; selecting it does the same without. */
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  document.querySelectorAll("[data-copies]").forEach((button) => {
    const part = document.getElementById(button.dataset.copies);
    button.hidden = false;
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(part.innerText);
      } catch {
        // Not allowed here, or no https: it is selected, and copied by hand if need be.
        getSelection().selectAllChildren(part);
        if (!document.execCommand("copy")) return;
      }
      button.nextElementSibling.textContent = button.dataset.done;
    });
  });
});
