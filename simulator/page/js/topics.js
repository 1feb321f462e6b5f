/** The list of a group's topics with the last words of each and how many are unread. */

import { byId, h, hashOf, icon } from "./dom.js";
import { gist, serviceWords } from "./gist.js";
import { threadOf, unreadOf } from "./threads.js";
import { briefly } from "./time.js";
import { t } from "./words.js";
import { nameOf } from "./world.js";

export class TopicList {
  /** `choose(topic)` is called with an id or "general". */
  constructor(choose) {
    this.choose = choose;
    this.last = new Map();
    this.more = new Map();
    this.node = byId("topic-list");
    this.node.addEventListener("click", (event) => {
      const row = event.target.closest("[data-topic]");
      if (row) this.pick(row.dataset.topic);
    });
    this.node.addEventListener("keydown", (event) => this.onKey(event));
  }

  /** Begin anew with what the server says of `group`; `recent` are its newest messages. */
  begin(group, recent) {
    this.group = group;
    this.last.clear();
    this.counted = new Map((group.topics ?? []).map((topic) => [topic.id, topic.count ?? 0]));
    this.counted.set("general", recent.filter((one) => threadOf(one) === "general" && !serviceWords(one)).length);
    for (const message of recent) this.last.set(threadOf(message), message);
  }

  /** Take in a new message of the group. */
  add(message) {
    const thread = threadOf(message);
    const old = this.last.get(thread);
    if (old?.message_id >= message.message_id) return;
    this.last.set(thread, message);
    if (!serviceWords(message)) this.counted.set(thread, this.countOf(thread) + 1);
  }

  countOf(topic) {
    return this.counted?.get(topic) ?? 0;
  }

  /** Return the topics, General first, then the most recently used. */
  ordered() {
    const when = (topic) => this.last.get(topic.id)?.date ?? topic.last_at ?? 0;
    const topics = [...(this.group?.topics ?? [])].sort((one, other) => when(other) - when(one));
    return this.group ? [{ id: "general", name: t("general") }, ...topics] : [];
  }

  /** Draw the list with `chosen` as the open topic. */
  draw(chosen) {
    this.chosen = chosen;
    const rows = this.ordered().map((topic) => this.row(topic));
    this.node.replaceChildren(...rows);
    if (rows.some((row) => row.id === `topic-${chosen}`)) this.node.setAttribute("aria-activedescendant", `topic-${chosen}`);
    else this.node.removeAttribute("aria-activedescendant");
  }

  row(topic) {
    const last = this.last.get(topic.id);
    const unread = topic.id === this.chosen ? 0 : unreadOf(this.group.id, topic.id, this.countOf(topic.id));
    const by = last?.from && !serviceWords(last) ? `${nameOf(last.from).split(" ")[0]}: ` : "";
    const sign = topic.id === "general" ? h("span", { className: "topic-sign general" }, "#") : h("span", { className: `topic-sign tone-${hashOf(topic.name) % 6}` }, icon("kawung"));
    return h("li", { className: `topic${topic.closed ? " closed" : ""}`, role: "option", id: `topic-${topic.id}`, "aria-selected": String(topic.id === this.chosen), dataset: { topic: topic.id } },
      sign,
      h("span", { className: "topic-text" },
        h("b", {}, topic.name),
        h("small", {}, last ? by + gist(last) : " ")),
      h("span", { className: "topic-marks" },
        h("time", {}, last ? briefly(last.date * 1000) : ""),
        unread ? h("span", { className: "unread", "aria-label": t("unread", { n: unread }) }, unread) : topic.closed && icon("lock")));
  }

  pick(id) {
    this.choose(id === "general" ? id : Number(id));
  }

  onKey(event) {
    const ids = this.ordered().map((topic) => topic.id);
    const at = ids.indexOf(this.chosen);
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: ids.length - 1 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    const id = ids[Math.max(0, Math.min(ids.length - 1, next))];
    this.choose(id);
    byId(`topic-${id}`)?.scrollIntoView({ block: "nearest" });
  }
}
