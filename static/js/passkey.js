/* Passkeys: calls WebAuthn, and puts the credential into the form. Without this script the
   password and the codes of an app still work. */
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  if (!window.PublicKeyCredential || !navigator.credentials) return;

  // Bytes are encoded as base64url.
  const toBytes = (text) => {
    const base64 = text.replace(/-/g, "+").replace(/_/g, "/");
    return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  };
  const toText = (buffer) => {
    const letters = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte));
    return btoa(letters.join("")).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  };
  const withBytes = (credentials = []) =>
    credentials.map((credential) => ({ ...credential, id: toBytes(credential.id) }));

  const optionsOf = async (button) => {
    const shown = document.getElementById("passkey-options");
    if (shown) return JSON.parse(shown.textContent).publicKey;
    const answer = await fetch(button.dataset.options, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(`options: ${answer.status}`);
    return (await answer.json()).request_options.publicKey;
  };

  const create = (options) =>
    navigator.credentials.create({
      publicKey: {
        ...options,
        challenge: toBytes(options.challenge),
        user: { ...options.user, id: toBytes(options.user.id) },
        excludeCredentials: withBytes(options.excludeCredentials),
      },
    });
  const get = (options) =>
    navigator.credentials.get({
      publicKey: {
        ...options,
        challenge: toBytes(options.challenge),
        allowCredentials: withBytes(options.allowCredentials),
      },
    });

  // The credential as JSON, as fido2 reads it.
  const toJson = (credential) => {
    const { response } = credential;
    const encoded = { clientDataJSON: toText(response.clientDataJSON) };
    ["attestationObject", "authenticatorData", "signature", "userHandle"].forEach((part) => {
      if (response[part]) encoded[part] = toText(response[part]);
    });
    if (response.getTransports) encoded.transports = response.getTransports();
    return JSON.stringify({
      id: credential.id,
      rawId: toText(credential.rawId),
      type: credential.type,
      response: encoded,
      clientExtensionResults: credential.getClientExtensionResults(),
    });
  };

  const submitCredential = async (button) => {
    const problem = button.closest("[data-passkey-part]").querySelector("[data-passkey-refused]");
    problem.hidden = true;
    button.disabled = true; // only one dialog at a time
    try {
      const options = await optionsOf(button);
      const credential = await (button.dataset.passkey === "create" ? create(options) : get(options));
      document.getElementById(button.dataset.credential).value = toJson(credential);
      if (button.dataset.options) button.form.action = button.dataset.options;
      button.form.requestSubmit();
    } catch (error) {
      const isElsewhere = error.name === "SecurityError";
      problem.textContent = isElsewhere ? problem.dataset.notHere : problem.dataset.noAnswer;
      problem.hidden = false;
    }
    button.disabled = false;
    button.focus(); // which it lost meanwhile
  };

  document.querySelectorAll("[data-passkey-part]").forEach((part) => { part.hidden = false; });
  document.querySelectorAll("[data-no-passkey]").forEach((part) => { part.hidden = true; });
  document.querySelectorAll("[data-passkey]").forEach((button) => {
    button.addEventListener("click", () => submitCredential(button));
  });
});
