/** The seller's phone: who holds it, the talk with the bot, and how it begins. */

import { api } from "./api.js";
import { emit, listen } from "./bus.js";
import { Chat, typingDots } from "./chat.js";
import { avatar, button, byId, h, icon } from "./dom.js";
import { botSign } from "./message.js";
import { select, selectedId } from "./selection.js";
import { trying } from "./toast.js";
import { t } from "./words.js";
import { factOf, loadWorldSoon, nameOf, sellers, storeOf, world } from "./world.js";

let chat = null;

const holder = () => world.users.get(selectedId("seller"));

/** Build the phone and keep it with the chosen seller. */
export function setUpPhone() {
  const head = h("header", { className: "chat-head", id: "phone-head" });
  chat = new Chat(byId("phone-chat"), {
    id: "phone-input", head, empty: t("pickSeller"), placeholder: t("write"), commands: true, named: false,
    onRead: () => drawOver(), onLink: followLink, language: () => holder()?.language_code,
  });
  listen("world", refresh);
  listen("seller", open);
  listen("event:message", (event) => event.chat_id === selectedId("seller") && !holder()?.started && loadWorldSoon());
}

function refresh() {
  if (!holder()) select("seller", sellers()[0]?.id ?? null);
  if (!holder()) return chat.clear();
  drawHead();
  return open();
}

async function open() {
  const user = holder();
  if (!user) return;
  drawHead();
  const opened = chat.open({ chat: user.id, me: user.id });
  drawOver();
  await opened;
  emit("seller:read", user.id);
}

function drawHead() {
  const user = holder();
  const botName = world.bot ? world.bot.first_name : "Sapa";
  byId("phone-head").replaceChildren(
    botSign(),
    h("div", { className: "head-text" }, h("h2", {}, botName),
      h("p", {}, h("span", { className: "at-rest" }, t("bot")), typingDots())),
    h("div", { className: "holder" }, h("span", { className: "holder-text" },
      h("b", {}, storeOf(user)), h("small", {}, [nameOf(user), factOf(user, "place")].filter(Boolean).join(" · "))), avatar(storeOf(user))),
    button("round", t(user.blocked ? "unblockBot" : "blockBot"), () => block(!user.blocked), icon(user.blocked ? "unlock" : "block")));
}

async function block(blocked) {
  await trying(api.block(selectedId("seller"), blocked), chat.place);
  loadWorldSoon();
}

/** Cover the composer by the start button, or by the way back after a block, while either is needed. */
function drawOver() {
  const user = holder();
  const state = !user ? "none" : user.blocked ? "blocked" : user.started || chat.messages.size ? "open" : "new";
  const mark = `${state}.${user?.id}`;
  chat.transcript.empty.replaceChildren(state === "new" ? welcome() : t(user ? "emptyPhone" : "pickSeller"));
  chat.composer.node.hidden = state !== "open";
  chat.over.hidden = state === "open" || state === "none";
  if (chat.over.dataset.state === mark) return;
  chat.over.dataset.state = mark;
  if (state === "blocked") chat.over.replaceChildren(h("p", {}, t("blockedNote")), bigButton(t("unblockBot"), () => block(false)));
  else if (state === "new") chat.over.replaceChildren(...startPanel(user));
}

function welcome() {
  return h("span", { className: "welcome" }, botSign(), h("b", {}, world.bot?.first_name ?? ""), h("span", {}, `@${world.bot?.username ?? ""}`));
}

const bigButton = (label, action) => h("button", { type: "button", className: "start", onclick: action }, label);

function startPanel(user) {
  const code = h("input", { type: "text", value: factOf(user, "invitation"), "aria-label": t("startPayload"), placeholder: t("startPayload"), spellcheck: "false" });
  const begin = () => start(code.value.trim());
  code.addEventListener("keydown", (event) => event.key === "Enter" && begin());
  return [
    h("p", {}, t("startHint")),
    bigButton(t("start"), begin),
    h("details", { open: Boolean(code.value) }, h("summary", {}, t("startLink")), code),
  ];
}

async function start(payload) {
  const id = selectedId("seller");
  await trying(api.start(id, payload || undefined), chat.place);
  const user = world.users.get(id);
  if (user) user.started = true;
  drawOver();
  if (selectedId("seller") === id) chat.composer.input.focus();
  loadWorldSoon();
}

/** Follow a deep link to this bot inside the phone; false for any other link. */
function followLink(address) {
  const link = URL.canParse(address) ? new URL(address) : null;
  const isBot = link && ["t.me", "telegram.me"].includes(link.hostname) && link.pathname.slice(1).toLowerCase() === world.bot?.username?.toLowerCase();
  if (!isBot) return false;
  start(link.searchParams.get("start") ?? "");
  return true;
}

/** Choose the seller who holds the phone. */
export function holdPhone(id) {
  select("seller", id);
  emit("seller", id);
}

/** Put the caret where the seller writes, or on the start button. */
export function focusPhone() {
  const start = byId("phone-chat").querySelector(".over:not([hidden]) .start");
  (start ?? byId("phone-input")).focus();
}
