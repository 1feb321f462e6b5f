/** The simulator's control API: one function for each thing that a person can do. */

/** The simulator refused; `message` says why in its words. */
export class Refused extends Error {}

async function ask(method, path, body) {
  const response = await fetch(path, {
    method,
    headers: body === undefined ? {} : { "Content-Type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await response.text();
  let answer = null;
  try {
    answer = JSON.parse(text);
  } catch {
    answer = null;
  }
  if (!response.ok) throw new Refused(answer?.description ?? answer?.error ?? text.slice(0, 200) ?? response.status);
  return answer;
}

const query = (params) => new URLSearchParams(Object.entries(params).filter(([, value]) => value != null && value !== ""));

export const api = {
  state: () => ask("GET", "/sim/state"),
  messages: (chat, { thread, limit = 200 } = {}) => ask("GET", `/sim/chats/${chat}/messages?${query({ thread, limit })}`),
  send: (chat, message) => ask("POST", `/sim/chats/${chat}/messages`, message),
  edit: (chat, id, from, text) => ask("POST", `/sim/chats/${chat}/messages/${id}/edit`, { from, text }),
  press: (chat, id, from, data) => ask("POST", `/sim/chats/${chat}/messages/${id}/press`, { from, data }),
  react: (chat, id, from, emoji) => ask("POST", `/sim/chats/${chat}/messages/${id}/react`, { from, emoji }),
  start: (user, payload) => ask("POST", `/sim/users/${user}/start`, payload ? { payload } : {}),
  block: (user, blocked) => ask("POST", `/sim/users/${user}/${blocked ? "block" : "unblock"}`, {}),
  topic: (group, topic, action, from) => ask("POST", `/sim/groups/${group}/topics/${topic}/${action}`, { from }),
  advance: (seconds) => ask("POST", "/sim/clock", { advance_seconds: seconds }),
  moveTo: (iso) => ask("POST", "/sim/clock", { to: iso }),
  feed: (name, limit = 100) => ask("GET", `/sim/feeds/${name}?limit=${limit}`),
  commands: (chat, language) => ask("GET", `/sim/commands?${query({ chat_id: chat, language_code: language })}`),
  file: (uniqueId) => `/sim/files/${encodeURIComponent(uniqueId)}`,
};
