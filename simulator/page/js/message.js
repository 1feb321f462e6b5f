/** One message as a bubble: who, words, media, quote, buttons, time. */

import { avatar, button, h, icon } from "./dom.js";
import { gist, serviceWords } from "./gist.js";
import { albumOf, mediaOf } from "./media.js";
import { wordsOf } from "./safehtml.js";
import { clockTime } from "./time.js";
import { t } from "./words.js";
import { nameOf } from "./world.js";

/**
 * Return the bubble for `messages` (several only for an album).
 *
 * `view` has: me (id), named (show senders), onPress(message, button, node), onReply(message), onEdit(message), onReact(message), jump(id).
 */
export function bubble(messages, view) {
  const [first] = messages;
  const service = serviceWords(first);
  if (service) return h("div", { className: "notice", dataset: { id: first.message_id } }, h("span", {}, service));
  const own = first.from?.id === view.me;
  const sender = first.from ? nameOf(first.from) : "";
  const captioned = messages.find((one) => one.caption ?? one.text) ?? first;
  const body = h("div", { className: "bubble" },
    view.named && !own && h("b", { className: `sender${first.from?.is_bot ? " is-bot" : ""}` }, sender),
    forwarded(first),
    quote(first, view),
    messages.length > 1 ? albumOf(messages) : mediaOf(first),
    (captioned.text || captioned.caption) && h("div", { className: "words" }, wordsOf(captioned)),
    meta(captioned, own));
  return h("div", {
    role: "article", className: `message ${own ? "own" : "other"}${first.sticker ? " bare" : ""}`, tabindex: "-1", dataset: { id: first.message_id },
    "aria-label": `${own ? t("you") : sender}, ${clockTime(first.date * 1000)}: ${gist(captioned)}`,
  },
  view.named && !own && (first.from?.is_bot ? botSign() : avatar(sender)),
  h("div", { className: "stack" },
    h("div", { className: "row" }, body, tools(first, own, view)),
    keys(messages.at(-1), view),
    reactions(first)));
}

/** Return the round sign of the bot. */
export const botSign = () => h("span", { className: "avatar avatar-bot", "aria-hidden": "true" }, icon("kawung"));

function forwarded(message) {
  const from = message.forward_origin?.sender_user ?? message.forward_origin;
  return from && h("small", { className: "forwarded" }, `↪ ${nameOf(from) || from.sender_user_name || ""}`);
}

function quote(message, view) {
  const to = message.reply_to_message;
  if (!to || to.forum_topic_created) return null;
  return h("button", { type: "button", className: "quote", onclick: () => view.jump(to.message_id) },
    h("b", {}, to.from ? nameOf(to.from) : ""), h("span", {}, gist(to)));
}

function meta(message, own) {
  return h("span", { className: "meta" },
    message.edit_date && h("span", { className: "edited" }, t("edited")),
    h("time", {}, clockTime(message.date * 1000)),
    own && h("span", { className: "ticks", "aria-hidden": "true" }, "✓"));
}

function tools(message, own, view) {
  const tool = (name, action) => {
    const node = button("mini", t(name), () => action(message), icon(name));
    node.tabIndex = -1;
    node.dataset.tool = name;
    return node;
  };
  return h("span", { className: "tools-row" },
    tool("reply", view.onReply), own && message.text !== undefined && tool("edit", view.onEdit), tool("react", view.onReact));
}

function reactions(message) {
  const given = message.reactions ?? [];
  if (!given.length) return null;
  return h("span", { className: "reactions" }, given.map((one) => h("span", {}, one.emoji ?? one.type?.emoji ?? "")));
}

function keys(message, view) {
  const rows = message.reply_markup?.inline_keyboard;
  if (!rows?.length) return null;
  return h("div", { className: "keys" }, rows.map((row) => h("div", { className: "keys-row" }, row.map((one) => key(one, message, view)))));
}

function key(one, message, view) {
  const node = h("button", { type: "button", className: "key", onclick: () => view.onPress(message, one, node) }, one.text);
  if (one.url) {
    node.append(icon("link"));
    node.title = t("opensLink");
  }
  return node;
}
