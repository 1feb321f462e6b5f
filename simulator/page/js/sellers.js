/** The searchable list of sellers; only the rows in sight exist, so thousands cost nothing. */

import { listen } from "./bus.js";
import { avatar, byId, h } from "./dom.js";
import { holdPhone } from "./phone.js";
import { selectedId } from "./selection.js";
import { t } from "./words.js";
import { factOf, languageOf, nameOf, sellers, storeOf } from "./world.js";

const ROW = 58;
const SPARE = 6;
const PHONE = /^\+?\d{5,}$/;

let all = [];
let found = [];
let active = 0;

/** Build the list and its search. */
export function setUpSellers() {
  const search = byId("seller-search");
  search.addEventListener("input", () => {
    active = 0;
    byId("seller-scroll").scrollTop = 0;
    filter();
  });
  search.addEventListener("keydown", onKey);
  byId("seller-scroll").addEventListener("scroll", () => requestAnimationFrame(draw), { passive: true });
  byId("seller-list").addEventListener("click", (event) => {
    const row = event.target.closest("[data-at]");
    if (row) choose(Number(row.dataset.at));
  });
  byId("sellers-open").addEventListener("click", () => showDrawer(true));
  byId("sellers-close").addEventListener("click", () => showDrawer(false));
  new ResizeObserver(draw).observe(byId("seller-scroll"));
  listen("world", read);
  listen("seller", draw);
  listen("seller:read", (id) => {
    const user = all.find((one) => one.user.id === id)?.user;
    if (user) user.unread = 0;
    draw();
  });
  listen("event:message", (event) => countUnread(event));
}

function read() {
  all = sellers().map((user) => ({ user, words: searchable(user) }));
  all.sort((one, other) => Number(other.user.started) - Number(one.user.started));
  filter();
}

const plain = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");

const searchable = (user) => plain([storeOf(user), nameOf(user), ...Object.values(user.tags ?? {}), languageOf(user)].join(" "));

/** A word is looked for everywhere, but in phone numbers only if it is long enough to mean one. */
const has = (one, word) => one.words.includes(word) || (PHONE.test(word) && one.user.phone?.includes(word));

function countUnread(event) {
  if (event.chat_id === selectedId("seller") || !event.message?.from?.is_bot) return;
  const row = all.find((one) => one.user.id === event.chat_id);
  if (!row) return;
  row.user.unread = (row.user.unread ?? 0) + 1;
  draw();
}

function filter() {
  const wanted = plain(byId("seller-search").value).split(/\s+/).filter(Boolean);
  found = all.filter((one) => wanted.every((word) => has(one, word)));
  active = Math.min(active, Math.max(0, found.length - 1));
  byId("seller-count").textContent = found.length.toLocaleString("id-ID");
  draw();
}

function draw() {
  const scroll = byId("seller-scroll");
  const list = byId("seller-list");
  const first = Math.max(0, Math.floor(scroll.scrollTop / ROW) - SPARE);
  const last = Math.min(found.length, Math.ceil((scroll.scrollTop + scroll.clientHeight) / ROW) + SPARE);
  list.style.height = `${Math.max(found.length * ROW, 1)}px`;
  list.replaceChildren(...found.slice(first, last).map((one, step) => row(one.user, first + step)));
  if (!found.length && all.length) list.append(h("li", { className: "empty-line", role: "presentation" }, t("noSellers")));
  const search = byId("seller-search");
  if (found[active]) search.setAttribute("aria-activedescendant", `seller-${found[active].user.id}`);
  else search.removeAttribute("aria-activedescendant");
}

function row(user, at) {
  const chosen = user.id === selectedId("seller");
  const where = [nameOf(user) === storeOf(user) ? "" : nameOf(user), factOf(user, "place")].filter(Boolean).join(" · ");
  const node = h("li", {
    className: `seller${at === active ? " active" : ""}${user.started ? " started" : ""}`, role: "option", id: `seller-${user.id}`,
    "aria-selected": String(chosen), "aria-setsize": found.length, "aria-posinset": at + 1, dataset: { at, seller: user.id },
  },
  avatar(storeOf(user)),
  h("span", { className: "seller-text" }, h("b", {}, storeOf(user)), h("small", {}, where)),
  h("span", { className: "seller-marks" },
    h("span", { className: "lang", title: languageOf(user) }, languageOf(user)),
    user.unread ? h("span", { className: "unread", "aria-label": t("unread", { n: user.unread }) }, user.unread) : user.blocked && h("span", { className: "tag" }, t("blockedTag"))));
  node.style.transform = `translateY(${at * ROW}px)`;
  return node;
}

function onKey(event) {
  const page = Math.max(1, Math.floor(byId("seller-scroll").clientHeight / ROW) - 1);
  const step = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page }[event.key];
  if (step) {
    event.preventDefault();
    active = Math.max(0, Math.min(found.length - 1, active + step));
    bringIntoView();
    draw();
  } else if (event.key === "Enter") choose(active);
  else if (event.key === "Escape") showDrawer(false);
}

function bringIntoView() {
  const scroll = byId("seller-scroll");
  const top = active * ROW;
  if (top < scroll.scrollTop) scroll.scrollTop = top;
  else if (top + ROW > scroll.scrollTop + scroll.clientHeight) scroll.scrollTop = top + ROW - scroll.clientHeight;
}

function choose(at) {
  if (!found[at]) return;
  active = at;
  showDrawer(false);
  holdPhone(found[at].user.id);
}

function showDrawer(open) {
  byId("stage").classList.toggle("sellers-shown", open);
  byId("sellers-open").setAttribute("aria-expanded", String(open));
  if (open) byId("seller-search").focus();
}

/** Put the caret into the search, opening the list where it is hidden. */
export function focusSearch() {
  showDrawer(true);
  byId("seller-search").focus();
  byId("seller-search").select();
}
