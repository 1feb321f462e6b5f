/** The bot's command menu over a composer, opened by its button or by typing “/”. */

import { api } from "./api.js";
import { h } from "./dom.js";
import { t } from "./words.js";

export class CommandMenu {
  /** `send(text)` sends the chosen command. */
  constructor(send, input) {
    this.send = send;
    this.input = input;
    this.all = [];
    this.at = 0;
    this.id = `commands-${input.id}`;
    this.node = h("div", { className: "commands popover", role: "listbox", id: this.id, "aria-label": t("commands"), hidden: true });
  }

  /** Read the commands that the bot shows in `chat`. */
  async load(chat, language) {
    this.all = await api.commands(chat, language).catch(() => []);
  }

  get shown() {
    return !this.node.hidden;
  }

  /** Show the commands that begin with `text`; an empty text shows all. */
  offer(text) {
    const wanted = text.replace(/^\//, "").toLowerCase();
    this.found = this.all.filter((one) => one.command.startsWith(wanted));
    if (!this.found.length && text !== "") return this.close();
    this.at = 0;
    this.draw();
    this.node.hidden = false;
    this.input.setAttribute("aria-controls", this.id);
    return undefined;
  }

  close() {
    this.node.hidden = true;
    this.input.removeAttribute("aria-activedescendant");
  }

  draw() {
    const rows = this.found.map((one, at) => h("div", {
      className: "command", role: "option", id: `${this.id}-${at}`, "aria-selected": String(at === this.at), onclick: () => this.choose(at),
    }, h("b", {}, `/${one.command}`), h("span", {}, one.description)));
    this.node.replaceChildren(...(rows.length ? rows : [h("p", { className: "empty-line" }, t("noCommands"))]));
    if (!rows.length) return;
    this.input.setAttribute("aria-activedescendant", `${this.id}-${this.at}`);
    rows[this.at].scrollIntoView({ block: "nearest" });
  }

  choose(at) {
    this.close();
    this.send(`/${this.found[at].command}`);
  }

  /** Use a key of the composer; true if the menu took it. */
  onKey(event) {
    if (!this.shown) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && this.found.length) {
      this.at = (this.at + step + this.found.length) % this.found.length;
      this.draw();
    } else if (event.key === "Escape") this.close();
    else if (event.key === "Enter" && this.found.length) this.choose(this.at);
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  }
}
