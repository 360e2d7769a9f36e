/* Loaded by every page for a signed-in user; collectstatic bundles it into one file. */
import "./app.js";
import "./drafts.js";
import "./session.js";
