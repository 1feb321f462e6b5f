/** Where a person writes: text, reply, edit, attachments, commands, and the bot's reply keyboard. */

import { AttachSheet, messagesOf } from "./attach.js";
import { CommandMenu } from "./commands.js";
import { button, h, icon } from "./dom.js";
import { gist } from "./gist.js";
import { draftOf, keepDraft } from "./selection.js";
import { t } from "./words.js";
import { nameOf } from "./world.js";

export class Composer {
  /**
   * `actions` has: send(message), edit(id, text), lastOwn() → message or undefined.
   * `options` has: id, placeholder, commands (bool).
   */
  constructor(actions, { id, placeholder, commands }) {
    this.actions = actions;
    this.mode = null;
    this.input = h("textarea", {
      id, rows: 1, placeholder, "aria-label": placeholder, maxlength: 4096, autocomplete: "off",
      onkeydown: (event) => this.onKey(event), oninput: () => this.onInput(), onpaste: (event) => this.onPaste(event),
    });
    this.context = h("div", { className: "context", hidden: true });
    this.sheet = new AttachSheet((message) => this.sendAttachment(message), () => this.input.focus());
    this.menu = new CommandMenu((text) => this.command(text), this.input);
    this.attach = button("round", t("attach"), () => (this.sheet.node.hidden ? this.sheet.open() : this.sheet.close()), icon("attach"));
    this.menuButton = commands && button("round", t("menu"), () => this.toggleMenu(), icon("menu"));
    this.keysButton = commands && button("round keys-toggle", t("showKeys"), () => this.toggleKeys(), icon("keys"));
    this.keyboard = h("div", { className: "reply-keys", hidden: true });
    this.form = h("form", { className: "composer", onsubmit: (event) => this.onSubmit(event) },
      this.menuButton, this.attach, this.input, this.keysButton,
      h("button", { type: "submit", className: "round strong", "aria-label": t("send"), title: t("send") }, icon("send")));
    this.node = h("div", { className: "compose" }, this.sheet.node, this.menu.node, this.context, this.form, this.keyboard);
    this.node.addEventListener("focusout", (event) => !this.node.contains(event.relatedTarget) && event.relatedTarget && this.sheet.close());
    if (this.keysButton) this.keysButton.hidden = true;
  }

  /** Begin with another chat, whose unsent text is kept under `key`. */
  begin(key) {
    this.draft = key;
    this.leave();
    this.input.value = draftOf(key);
    this.keysSeen = null;
    this.sheet.close();
    this.menu.close();
  }

  replyTo(message) {
    this.mode = { name: "reply", message };
    this.showContext(t("replyTo", { name: message.from ? nameOf(message.from) : "" }), gist(message));
  }

  edit(message) {
    this.mode = { name: "edit", message };
    this.input.value = message.text;
    this.showContext(t("editing"), gist(message));
  }

  showContext(title, words) {
    this.context.replaceChildren(
      h("span", {}, h("b", {}, title), h("small", {}, words)),
      button("round", t("cancel"), () => this.leave({ clear: true }), icon("close")));
    this.context.hidden = false;
    this.input.focus();
  }

  leave({ clear = false } = {}) {
    if (clear && this.mode?.name === "edit") this.setText("");
    this.mode = null;
    this.context.hidden = true;
  }

  setText(text) {
    this.input.value = text;
    keepDraft(this.draft, text);
  }

  async onSubmit(event) {
    event.preventDefault();
    const text = this.input.value.trim();
    if (!text) return;
    const { mode } = this;
    const message = this.addressed({ text });
    this.leave();
    this.setText("");
    this.menu.close();
    const done = mode?.name === "edit" ? await this.actions.edit(mode.message.message_id, text) : await this.actions.send(message);
    if (!done && !this.input.value) this.restore(mode, text);
  }

  /** Give back what could not be sent. */
  restore(mode, text) {
    if (mode?.name === "reply") this.replyTo(mode.message);
    if (mode?.name === "edit") this.edit(mode.message);
    this.setText(text);
  }

  command(text) {
    this.setText("");
    this.actions.send({ text });
  }

  addressed(message) {
    return this.mode?.name === "reply" ? { ...message, reply_to: this.mode.message.message_id } : message;
  }

  async sendAttachment(message) {
    const captionable = ["photo", "album", "video", "document"].includes(message.kind);
    const caption = captionable && this.mode?.name !== "edit" ? this.input.value.trim() : "";
    const done = await this.actions.send(this.addressed(caption ? { ...message, caption } : message));
    if (!done) return;
    if (caption) this.setText("");
    this.leave();
  }

  onInput() {
    keepDraft(this.draft, this.input.value);
    if (!this.menuButton) return;
    if (/^\/\w*$/.test(this.input.value)) this.menu.offer(this.input.value);
    else this.menu.close();
  }

  async onPaste(event) {
    const files = [...event.clipboardData.files];
    if (!files.length) return;
    event.preventDefault();
    for (const message of await messagesOf(files)) await this.sendAttachment(message);
  }

  onKey(event) {
    if (event.isComposing || this.menu.onKey(event)) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.form.requestSubmit();
    } else if (event.key === "Escape") this.leave({ clear: true });
    else if (event.key === "ArrowUp" && !this.input.value) {
      const last = this.actions.lastOwn();
      if (last) {
        event.preventDefault();
        this.edit(last);
      }
    }
  }

  toggleMenu() {
    if (this.menu.shown) this.menu.close();
    else this.menu.offer("");
    this.input.focus();
  }

  toggleKeys() {
    this.keyboard.hidden = !this.keyboard.hidden;
    this.keysButton.setAttribute("aria-pressed", String(!this.keyboard.hidden));
  }

  /** Show the reply keyboard that the newest of `messages` asks for, or none. */
  offerKeys(messages) {
    const source = messages.findLast((one) => one.from?.is_bot && (one.reply_markup?.keyboard || one.reply_markup?.remove_keyboard));
    const rows = source?.reply_markup.keyboard;
    this.keysButton.hidden = !rows;
    if (!rows) this.keyboard.hidden = true;
    if (this.keysSeen === (source?.message_id ?? 0)) return;
    this.keysSeen = source?.message_id ?? 0;
    this.keyboard.hidden = !rows;
    this.input.placeholder = source?.reply_markup.input_field_placeholder ?? t("write");
    this.keyboard.replaceChildren(...(rows ?? []).map((row) => h("div", { className: "keys-row" }, row.map((one) => this.key(one, source)))));
  }

  key(one, source) {
    const label = typeof one === "string" ? one : one.text;
    return h("button", { type: "button", className: "key", onclick: () => {
      if (source.reply_markup.one_time_keyboard) this.toggleKeys();
      if (one.request_contact) this.actions.send({ kind: "contact", own: true });
      else if (one.request_location) this.actions.send({ kind: "location", latitude: -6.1754, longitude: 106.8272 });
      else this.actions.send({ text: label });
    } }, label);
  }
}
