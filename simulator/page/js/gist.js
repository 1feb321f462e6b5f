/** What a message is about in a few words, for previews, reply quotes and notices. */

import { t } from "./words.js";
import { nameOf } from "./world.js";

const KINDS = ["photo", "voice", "video", "document", "sticker", "location", "contact"];

const SERVICE = {
  forum_topic_created: (one) => t("topicMade", { name: one.name }),
  forum_topic_edited: (one) => t("topicRenamed", { name: one.name ?? "" }),
  forum_topic_closed: () => t("topicWasClosed"),
  forum_topic_reopened: () => t("topicWasReopened"),
  new_chat_members: (people) => t("joined", { name: people.map(nameOf).join(", ") }),
  left_chat_member: (person) => t("left", { name: nameOf(person) }),
  pinned_message: () => t("pinned"),
};

/** Return the words of a service message, or null for an ordinary one. */
export function serviceWords(message) {
  const kind = Object.keys(SERVICE).find((one) => message[one] !== undefined);
  return kind ? SERVICE[kind](message[kind]) : null;
}

/** Return a few words for `message`: its kind, its own words, or what it announces. */
export function gist(message) {
  const kind = KINDS.find((one) => message[one]);
  const label = kind === "document" ? (message.document.file_name ?? t("document")) : kind && t(kind);
  const words = (message.text ?? message.caption ?? "").replace(/\s+/g, " ").trim();
  return serviceWords(message) ?? ([label, words].filter(Boolean).join(" · ") || t("message"));
}
