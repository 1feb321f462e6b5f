/** Light, dark, or as the system likes it. */

import { byId } from "./dom.js";

const ORDER = ["system", "light", "dark"];
const KEY = "sapa.theme";

const current = () => (ORDER.includes(localStorage.getItem(KEY)) ? localStorage.getItem(KEY) : "system");

function apply() {
  document.documentElement.dataset.theme = current();
}

/** Apply the chosen theme and let its button go round the three. */
export function setUpTheme() {
  apply();
  byId("theme-toggle").addEventListener("click", () => {
    const isDark = matchMedia("(prefers-color-scheme: dark)").matches;
    const order = isDark ? ["system", "light", "dark"] : ["system", "dark", "light"];
    localStorage.setItem(KEY, order[(order.indexOf(current()) + 1) % order.length]);
    apply();
  });
}
