/* A button that copies the text of a part of the page, or of a field. */
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  document.querySelectorAll("[data-copies]").forEach((button) => {
    const part = document.getElementById(button.dataset.copies);
    button.hidden = false;
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(part.value ?? part.innerText);
      } catch {
        // Not allowed, or no https: select the text, to be copied by hand if need be.
        if (part.select) part.select();
        else getSelection().selectAllChildren(part);
        if (!document.execCommand("copy")) return;
      }
      button.nextElementSibling.textContent = button.dataset.done;
    });
  });
});
