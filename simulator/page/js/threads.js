/** Which topic a message or event belongs to, and how much of each topic has been read. */

const KEY = "sapa.read";

/** Return the topic's id, or "general". */
export function threadOf(one) {
  const message = one.message ?? one;
  if (message.is_topic_message) return message.message_thread_id;
  if (message.message_id === undefined && Number.isInteger(one.thread) && one.thread > 1) return one.thread;
  return "general";
}

const read = JSON.parse(localStorage.getItem(KEY) ?? "{}");

/** Return how many of `count` messages of a topic have not been looked at. */
export function unreadOf(group, topic, count) {
  return Math.max(0, count - Math.min(read[`${group}.${topic}`] ?? 0, count));
}

/** Remember that all `count` messages of a topic have been looked at. */
export function markRead(group, topic, count) {
  if (read[`${group}.${topic}`] === count) return;
  read[`${group}.${topic}`] = count;
  localStorage.setItem(KEY, JSON.stringify(read));
}
