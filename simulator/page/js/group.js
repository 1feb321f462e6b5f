/** The staff's group: who one is there, its topics and the open topic. */

import { api } from "./api.js";
import { listen } from "./bus.js";
import { Chat, typingDots } from "./chat.js";
import { button, byId, h, hashOf, icon } from "./dom.js";
import { select, selected, selectedId } from "./selection.js";
import { markRead, threadOf } from "./threads.js";
import { askPerson, trying } from "./toast.js";
import { TopicList } from "./topics.js";
import { t } from "./words.js";
import { world } from "./world.js";

let chat = null;
let topics = null;
let late = null;

const group = () => world.groups.find((one) => one.id === selectedId("group")) ?? world.groups.find((one) => one.is_forum) ?? world.groups[0];
const people = () => (group()?.members ?? []).filter((one) => !one.is_bot && one.id !== world.bot?.id);
const chosenTopic = () => (selected("topic") === null || selected("topic") === "general" ? "general" : selectedId("topic"));

/** Build the group's pane. */
export function setUpGroup() {
  topics = new TopicList(openTopic);
  chat = new Chat(byId("staff-chat"), {
    id: "staff-input", head: h("header", { className: "chat-head", id: "staff-head" }), empty: t("emptyThread"),
    placeholder: t("writeStaff"), commands: false, named: true, onRead: whenRead,
  });
  byId("staff-select").addEventListener("change", (event) => {
    select("staff", event.target.value);
    reopen();
  });
  listen("world", refresh);
  listen("event:message", onMessage);
  document.addEventListener("visibilitychange", () => whenRead());
}

async function refresh() {
  const now = group();
  byId("staff-side")?.toggleAttribute("data-empty", !now);
  byId("group-title").textContent = now?.title ?? t("noGroup");
  byId("group-members").textContent = now ? t("members", { n: now.members.length }) : "";
  if (!now) return;
  drawPeople();
  late = [];
  const recent = await trying(api.messages(now.id, { limit: 200 }), chat.place);
  if (now !== group()) return;
  topics.begin(now, (recent ?? []).filter((one) => !one.deleted));
  for (const message of late) topics.add(message);
  late = null;
  if (chosenTopic() !== "general" && !now.topics.some((one) => one.id === chosenTopic())) select("topic", "general");
  await reopen();
}

function drawPeople() {
  const known = people();
  if (!known.some((one) => one.id === selectedId("staff"))) select("staff", known[0]?.id ?? null);
  byId("staff-select").replaceChildren(...known.map((one) => h("option", { value: one.id, selected: one.id === selectedId("staff") }, one.name)));
}

async function reopen() {
  const now = group();
  if (!now) return;
  drawHead();
  topics.draw(chosenTopic());
  await chat.open({ chat: now.id, thread: now.is_forum ? chosenTopic() : null, me: selectedId("staff") });
}

function openTopic(topic) {
  select("topic", topic);
  reopen();
}

function onMessage(event) {
  if (event.chat_id !== group()?.id) return;
  topics.add(event.message);
  late?.push(event.message);
  if (threadOf(event) === chosenTopic()) whenRead();
  else topics.draw(chosenTopic());
}

/** All of the open topic has been seen, if anyone is looking. */
function whenRead() {
  const now = group();
  if (!now || document.hidden) return;
  markRead(now.id, chosenTopic(), topics.countOf(chosenTopic()));
  topics.draw(chosenTopic());
}

function drawHead() {
  const topic = group().topics.find((one) => one.id === chosenTopic());
  const sign = topic ? h("span", { className: `topic-sign tone-${hashOf(topic.name) % 6}` }, icon("kawung")) : h("span", { className: "topic-sign general" }, "#");
  byId("staff-head").replaceChildren(
    sign,
    h("div", { className: "head-text" }, h("h3", {}, topic?.name ?? t("general")),
      h("p", {}, h("span", { className: "at-rest" }, topic?.closed ? t("topicClosed") : group().title), typingDots())),
    ...(topic ? topicButtons(topic) : []));
}

function topicButtons(topic) {
  const does = (action) => () => trying(api.topic(group().id, topic.id, action, selectedId("staff")), chat.place);
  return [
    topic.closed ? button("round", t("reopenTopic"), does("reopen"), icon("unlock")) : button("round", t("closeTopic"), does("close"), icon("lock")),
    button("round", t("deleteTopic"), async () => {
      if (await askPerson(t("deleteTopicAsk", { name: topic.name }), { yes: t("remove"), danger: true })) await does("delete")();
    }, icon("trash")),
  ];
}

/** Put the caret into the list of topics. */
export const focusTopics = () => byId("topic-list").focus();

/** Put the caret where the staff write. */
export const focusStaff = () => byId("staff-input").focus();
