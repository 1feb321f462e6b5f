/** Keys that work everywhere on the page, and the list of them. */

import { moveClock } from "./clock.js";
import { byId, button, h, icon } from "./dom.js";
import { toggleFeed } from "./feed.js";
import { focusStaff, focusTopics } from "./group.js";
import { focusPhone } from "./phone.js";
import { focusSearch } from "./sellers.js";
import { t } from "./words.js";

const WITH_ALT = {
  Digit1: focusSearch, Digit2: focusPhone, Digit3: focusTopics, Digit4: focusStaff, Digit5: toggleFeed,
  KeyH: () => moveClock("hour"), KeyP: () => moveClock("morning"), KeyW: () => moveClock("week"),
};

const LISTED = [
  ["helpMove", [["Alt 1", "kSearch"], ["Alt 2", "kPhone"], ["Alt 3", "kTopics"], ["Alt 4", "kStaff"], ["Alt 5", "kFeed"], ["↑ ↓", "kArrows"], ["Esc", "kEscape"], ["?", "kHelp"]]],
  ["helpWrite", [["Enter", "kSend"], ["Shift Enter", "kLine"], ["/", "kSlash"], ["↑", "kEditLast"], ["R E L", "kReply"]]],
  ["helpTime", [["Alt H", "plusHour"], ["Alt P", "nextMorning"], ["Alt W", "plusWeek"]]],
];

const writes = (node) => node.closest?.("input, textarea, select");

function onKey(event) {
  const action = event.altKey && !event.ctrlKey && !event.metaKey && WITH_ALT[event.code];
  if (action) action();
  else if (event.key === "?" && !writes(event.target)) showHelp();
  else return;
  event.preventDefault();
}

function showHelp() {
  const dialog = byId("help");
  dialog.replaceChildren(
    h("header", { className: "sheet-head" }, h("h2", {}, t("shortcuts")), button("round", t("close"), () => dialog.close(), icon("close"))),
    ...LISTED.map(([title, keys]) => h("section", {}, h("h3", {}, t(title)),
      h("dl", {}, keys.flatMap(([key, meaning]) => [h("dt", {}, key.split(" ").map((one) => h("kbd", {}, one))), h("dd", {}, t(meaning))])))));
  if (!dialog.open) dialog.showModal();
}

/** Let the keys work. */
export function setUpShortcuts() {
  document.addEventListener("keydown", onKey);
  byId("help-open").addEventListener("click", showHelp);
}
