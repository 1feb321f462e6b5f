/** The live list of interactions, as the bot's own record tells them. */

import { api, Refused } from "./api.js";
import { listen } from "./bus.js";
import { byId, h } from "./dom.js";
import { select, selected } from "./selection.js";
import { briefly } from "./time.js";
import { t } from "./words.js";

const NAME = "interactions";
const OFTEN = 5000;
const SOON = 350;

let soon = null;
let shown = new Map();
let isKept = true;

/** Build the panel and its switch. */
export function setUpFeed() {
  byId("feed-toggle").addEventListener("click", toggleFeed);
  for (const type of ["feed", "message", "edited", "callback_answer"]) listen(`event:${type}`, readSoon);
  listen("world", readSoon);
  setInterval(() => isKept && isOpen() && !document.hidden && read(), OFTEN);
  show();
}

const isOpen = () => selected("feed") !== "0";

/** Show the panel or put it away. */
export function toggleFeed() {
  select("feed", isOpen() ? "0" : "1");
  show();
}

function show() {
  byId("feed").hidden = !isOpen();
  byId("stage").classList.toggle("feed-shown", isOpen());
  byId("feed-toggle").setAttribute("aria-pressed", String(isOpen()));
  readSoon();
}

function readSoon() {
  if (soon || !isKept || !isOpen()) return;
  soon = setTimeout(() => {
    soon = null;
    read();
  }, SOON);
}

async function read() {
  const rows = await api.feed(NAME).catch(noRows);
  rows.sort((one, other) => (Date.parse(other.at) - Date.parse(one.at)) || (other.id > one.id ? 1 : -1));
  const live = new Map();
  for (const row of rows) {
    const print = JSON.stringify(row);
    const old = shown.get(row.id);
    live.set(row.id, old?.print === print ? old : { print, node: line(row, shown.size > 0) });
  }
  shown = live;
  byId("feed-rows").replaceChildren(...[...live.values()].map((one) => one.node));
  byId("feed-empty").hidden = rows.length > 0;
  byId("feed-count").textContent = rows.length || "";
}

/** A simulator that runs alone keeps no such list: it is asked once only. */
function noRows(error) {
  isKept = !(error instanceof Refused);
  return [];
}

function line(row, isNew) {
  const way = row.direction === "in" ? "in" : "out";
  return h("tr", { className: isNew ? "new" : "" },
    h("td", {}, h("time", {}, briefly(row.at ? Date.parse(row.at) : Date.now()))),
    h("td", {}, h("span", { className: `way ${way}` }, way === "in" ? "→ " : "← ", t(way))),
    h("td", {}, row.channel ?? ""),
    h("td", { className: "strong-cell" }, row.seller ?? ""),
    h("td", {}, row.kind ?? ""),
    h("td", { className: "text-cell", title: row.text ?? "" }, row.text ?? ""),
    h("td", {}, row.ticket_id ? `#${row.ticket_id}` : ""),
    h("td", {}, row.locale ? h("span", { className: "lang" }, row.locale) : ""));
}
