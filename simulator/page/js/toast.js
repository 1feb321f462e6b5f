/** Short notices over a chat, questions that need an answer, and refusals said aloud. */

import { byId, h } from "./dom.js";
import { t } from "./words.js";

const STAYS = 4200;

/** Show `text` for a moment over `place` (default: the whole page). */
export function toast(text, place = document.body) {
  let stack = place.querySelector(":scope > .toasts");
  if (!stack) {
    stack = h("div", { className: "toasts", role: "status", "aria-live": "polite" });
    place.append(stack);
  }
  const note = h("p", { className: "toast" }, text);
  stack.append(note);
  setTimeout(() => note.remove(), STAYS);
}

/** Ask in a dialog; resolves to true only for a yes. Without `no` it is a notice with one button. */
export function askPerson(text, { yes = t("ok"), no = t("cancel"), danger = false } = {}) {
  const dialog = byId("ask");
  return new Promise((resolve) => {
    const end = (answer) => () => {
      dialog.close();
      resolve(answer);
    };
    dialog.replaceChildren(
      h("p", { className: "sheet-text", id: "ask-text" }, text),
      h("div", { className: "sheet-buttons" },
        no && h("button", { type: "button", className: "chip", onclick: end(false) }, no),
        h("button", { type: "button", className: danger ? "chip danger" : "chip strong", onclick: end(true), autofocus: true }, yes)),
    );
    dialog.setAttribute("aria-labelledby", "ask-text");
    dialog.oncancel = () => resolve(false);
    dialog.showModal();
  });
}

/** Wait for `promise`; a refusal becomes a notice and null. */
export async function trying(promise, place) {
  try {
    return await promise;
  } catch (error) {
    toast(t("failed", { why: error.message }), place);
    return null;
  }
}
