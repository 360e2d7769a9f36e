/* What every page loads for somebody who is signed in; collectstatic makes one file of it. */
import "./app.js";
import "./drafts.js";
import "./session.js";
