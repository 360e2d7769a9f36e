/* Loaded before anything is drawn: light or dark, as the device is set. */
"use strict";
document.documentElement.dataset.bsTheme =
  matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
