/** The scrolling list of one conversation's messages, redrawn only where something changed. */

import { button, h, icon } from "./dom.js";
import { bubble } from "./message.js";
import { dayOf, now } from "./time.js";
import { t } from "./words.js";

const NEAR = 90;
const TOOLS = { Enter: "reply", r: "reply", e: "edit", l: "react" };

/** Put messages that belong to one album together. */
function grouped(messages) {
  const groups = [];
  for (const message of messages) {
    const last = groups.at(-1);
    const album = message.media_group_id;
    if (album && last?.[0].media_group_id === album && last[0].from?.id === message.from?.id) last.push(message);
    else groups.push([message]);
  }
  return groups;
}

export class Transcript {
  /** `view` is what `bubble` needs; `empty` is said while there is nothing. */
  constructor(view, empty) {
    this.view = { ...view, jump: (id) => this.jump(id) };
    this.drawn = new Map();
    this.stay = true;
    this.top = 0;
    this.list = h("div", { className: "messages", role: "log", "aria-live": "polite", tabindex: "0", onkeydown: (event) => this.onKey(event) });
    this.down = button("round down", t("newMessages"), () => this.toEnd(), icon("down"));
    this.down.hidden = true;
    this.empty = h("p", { className: "empty" }, empty);
    this.node = h("div", { className: "transcript" }, this.list, this.empty, this.down);
    this.list.addEventListener("scroll", () => this.onScroll(), { passive: true });
    new ResizeObserver(() => this.stay && this.toEnd()).observe(this.list);
    this.list.addEventListener("load", () => this.stay && this.toEnd(), true);
  }

  /** Show `messages` (oldest first) as seen by user `me`. */
  show(messages, { me, fresh = false }) {
    const stay = fresh || this.stay;
    if (fresh || me !== this.view.me) this.drawn.clear();
    this.view.me = me;
    const live = new Map();
    const nodes = [];
    let day = null;
    for (const group of grouped(messages)) {
      const today = dayOf(group[0].date * 1000);
      if (today !== day) nodes.push(this.dayLine(today));
      day = today;
      nodes.push(this.drawnOnce(group, live));
    }
    this.drawn = live;
    this.empty.hidden = messages.length > 0;
    this.replace(nodes);
    this.stay = stay;
    if (stay) this.toEnd();
    else this.down.hidden = false;
  }

  drawnOnce(group, live) {
    const key = group[0].message_id;
    const print = JSON.stringify(group);
    const old = this.drawn.get(key);
    const item = old?.print === print ? old : { print, node: bubble(group, this.view) };
    live.set(key, item);
    return item.node;
  }

  replace(nodes) {
    const focused = document.activeElement?.closest?.(".message")?.dataset.id;
    const inside = this.list.contains(document.activeElement);
    let at = this.list.firstChild;
    for (const node of nodes) {
      if (node === at) at = at.nextSibling;
      else this.list.insertBefore(node, at);
    }
    while (at) {
      const next = at.nextSibling;
      at.remove();
      at = next;
    }
    if (inside && !this.list.contains(document.activeElement)) this.find(focused)?.focus();
  }

  dayLine(day) {
    return h("div", { className: "notice day" }, h("span", {}, day === dayOf(now()) ? t("today") : day));
  }

  find(id) {
    return id ? this.list.querySelector(`[data-id="${CSS.escape(id)}"]`) : null;
  }

  /** Only a person scrolls up; the end is left for nothing else. */
  onScroll() {
    const wentUp = this.list.scrollTop < this.top;
    this.top = this.list.scrollTop;
    this.stay = this.nearEnd() || (this.stay && !wentUp);
    this.down.hidden = this.stay;
  }

  nearEnd() {
    return this.list.scrollHeight - this.list.scrollTop - this.list.clientHeight < NEAR;
  }

  toEnd() {
    this.list.scrollTop = this.list.scrollHeight;
    this.down.hidden = true;
  }

  /** Bring the message `id` into view and light it up for a moment. */
  jump(id) {
    const node = this.find(String(id));
    node?.scrollIntoView({ block: "center" });
    node?.animate([{ filter: "brightness(1.25)" }, { filter: "none" }], 900);
  }

  onKey(event) {
    const items = [...this.list.querySelectorAll(".message")];
    const current = document.activeElement.closest?.(".message");
    if (event.key === "ArrowUp" || event.key === "ArrowDown") {
      event.preventDefault();
      const at = current ? items.indexOf(current) + (event.key === "ArrowUp" ? -1 : 1) : items.length - 1;
      items[Math.max(0, Math.min(items.length - 1, at))]?.focus();
    } else if (current && event.target === current && event.key in TOOLS) {
      event.preventDefault();
      current.querySelector(`.mini[data-tool="${TOOLS[event.key]}"]`)?.click();
    }
  }
}
