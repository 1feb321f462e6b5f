/** One open conversation: its messages from the server and its events, its transcript and its composer. */

import { api } from "./api.js";
import { listen } from "./bus.js";
import { Composer } from "./composer.js";
import { h } from "./dom.js";
import { threadOf } from "./threads.js";
import { askPerson, toast, trying } from "./toast.js";
import { Transcript } from "./transcript.js";
import { t } from "./words.js";

const TYPING_STAYS = 5000;
const PRESS_WAITS = 15000;
const THUMB = "👍";

export class Chat {
  /**
   * `place` is the element it fills.
   * `options` has: id, head (element), empty, placeholder, commands, named, onRead(messages), onLink(url) → true if used.
   */
  constructor(place, options) {
    this.place = place;
    this.options = options;
    this.messages = new Map();
    this.late = [];
    this.reading = 0;
    this.ids = { chat: null, thread: null, me: null };
    this.transcript = new Transcript({
      named: options.named,
      onPress: (message, one, node) => this.press(message, one, node),
      onReply: (message) => this.composer.replyTo(message),
      onEdit: (message) => this.composer.edit(message),
      onReact: (message) => this.react(message),
    }, options.empty);
    this.composer = new Composer({
      send: (message) => this.send(message),
      edit: (id, text) => this.edit(id, text),
      lastOwn: () => this.sorted().findLast((one) => one.from?.id === this.ids.me && one.text !== undefined),
    }, options);
    this.over = h("div", { className: "over", hidden: true });
    place.append(options.head, this.transcript.node, this.over, this.composer.node);
    place.addEventListener("click", (event) => this.onClick(event));
    this.follow();
  }

  follow() {
    for (const type of ["message", "edited", "reaction"]) listen(`event:${type}`, (event) => this.takes(event) && event.message && this.put(event.message));
    listen("event:deleted", (event) => this.takes(event, { anyThread: true }) && this.put(event.message));
    listen("event:callback_answer", (event) => event.chat_id === this.ids.chat && this.answered(event));
    listen("event:typing", (event) => this.takes(event) && this.showTyping());
  }

  /** Return whether `event` belongs to the conversation that is open. */
  takes(event, { anyThread = false } = {}) {
    if (event.chat_id !== this.ids.chat) return false;
    return anyThread || this.ids.thread === null || threadOf(event) === this.ids.thread;
  }

  /** Open `chat` (and `thread`: an id, "general" or null for no topics) as user `me`. */
  async open({ chat, thread = null, me }) {
    const same = chat === this.ids.chat && thread === this.ids.thread;
    this.ids = { chat, thread, me };
    if (!same) {
      this.messages.clear();
      this.late = [];
      this.composer.begin(`${chat}.${thread ?? ""}`);
      this.hideTyping();
    }
    this.reading += 1;
    const answer = await trying(api.messages(chat, { thread }), this.place);
    this.reading -= 1;
    if (this.ids.chat !== chat || this.ids.thread !== thread) return;
    if (answer) this.replace(answer);
    this.draw({ fresh: !same });
    if (this.composer.menuButton) await this.composer.menu.load(chat, this.options.language?.());
  }

  /** Take what the server answered, and over it what happened while the answer was on its way. */
  replace(answer) {
    this.messages = new Map();
    for (const message of [...answer, ...this.late]) this.keep(message);
    if (!this.reading) this.late = [];
  }

  keep(message) {
    if (message.deleted) this.messages.delete(message.message_id);
    else this.messages.set(message.message_id, message);
  }

  /** Show nothing; no chat is open. */
  clear() {
    this.ids = { chat: null, thread: null, me: null };
    this.messages.clear();
    this.draw({ fresh: true });
  }

  sorted() {
    return [...this.messages.values()].sort((one, other) => one.message_id - other.message_id);
  }

  draw({ fresh = false } = {}) {
    const messages = this.sorted();
    this.transcript.show(messages, { me: this.ids.me, fresh });
    if (this.composer.keysButton) this.composer.offerKeys(messages);
    this.options.onRead(messages);
  }

  put(message) {
    if (this.reading) this.late.push(message);
    this.keep(message);
    if (message.from?.is_bot) this.hideTyping();
    clearTimeout(this.soon);
    this.soon = setTimeout(() => this.draw(), 16);
  }


  async send(message) {
    const { chat, thread, me } = this.ids;
    if (chat === null) return false;
    const where = thread === null || thread === "general" ? {} : { thread };
    const sent = await trying(api.send(chat, { from: me, ...where, ...message }), this.place);
    if (sent && this.ids.chat === chat && this.ids.thread === thread) this.transcript.toEnd();
    return sent !== null;
  }

  async edit(id, text) {
    return (await trying(api.edit(this.ids.chat, id, this.ids.me, text), this.place)) !== null;
  }

  /** Set a thumb on `message`, or take back what was set on it. */
  async react(message) {
    const emoji = message.reactions?.some((one) => one.by === this.ids.me) ? null : THUMB;
    await trying(api.react(this.ids.chat, message.message_id, this.ids.me, emoji), this.place);
  }

  async press(message, one, node) {
    if (one.url) {
      if (!this.options.onLink?.(one.url)) window.open(one.url, "_blank", "noopener,noreferrer");
      return;
    }
    if (one.copy_text) {
      await navigator.clipboard?.writeText(one.copy_text.text).catch(() => {});
      return;
    }
    node.setAttribute("aria-busy", "true");
    clearTimeout(this.waits);
    this.waits = setTimeout(() => {
      this.unbusy();
      toast(t("unanswered"), this.place);
    }, PRESS_WAITS);
    const pressed = await trying(api.press(this.ids.chat, message.message_id, this.ids.me, one.callback_data), this.place);
    if (!pressed) this.unbusy();
  }

  unbusy() {
    clearTimeout(this.waits);
    for (const node of this.place.querySelectorAll("[aria-busy]")) node.removeAttribute("aria-busy");
  }

  answered(event) {
    if (event.user_id !== this.ids.me) return;
    this.unbusy();
    if (!event.text) return;
    if (event.show_alert) askPerson(event.text, { no: null });
    else toast(event.text, this.place);
  }

  showTyping() {
    this.place.classList.add("is-typing");
    clearTimeout(this.typing);
    this.typing = setTimeout(() => this.hideTyping(), TYPING_STAYS);
  }

  hideTyping() {
    this.place.classList.remove("is-typing");
  }

  onClick(event) {
    const link = event.target.closest(".words a");
    if (link && this.options.onLink?.(link.href)) event.preventDefault();
    event.target.closest(".spoiler")?.classList.add("open");
  }
}

/** Return the dots that show while the bot types. */
export const typingDots = () => h("span", { className: "typing" }, t("typing"), h("i"), h("i"), h("i"));
