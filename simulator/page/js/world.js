/** What the simulator says of people and groups, read whole and then kept fresh by its events. */

import { api } from "./api.js";
import { emit, listen } from "./bus.js";

export const world = { bot: null, users: new Map(), groups: [] };

let again = null;

/** Read everything from the server and tell the page. */
export async function loadWorld() {
  const state = await api.state();
  world.bot = state.bot;
  world.users = new Map(state.users.map((user) => [user.id, user]));
  world.groups = state.groups;
  emit("clock", { now: state.now });
  emit("world", world);
}

/** Read everything soon, once for a burst of reasons. */
export function loadWorldSoon() {
  again ??= setTimeout(() => {
    again = null;
    loadWorld().catch(() => {});
  }, 120);
}

/** Return those who are in no group, in the order of the server: the sellers. */
export function sellers() {
  const staff = new Set(world.groups.flatMap((group) => group.members.map((member) => member.id)));
  return [...world.users.values()].filter((user) => !user.is_bot && !staff.has(user.id));
}

/** Return the full name of a user or member. */
export const nameOf = (user) => user.name ?? [user.first_name, user.last_name].filter(Boolean).join(" ");

/** Return what is said of a seller under `name` when the seller was added, or "". */
export const factOf = (user, name) => String(user.tags?.[name] ?? "");

/** Return the store of a seller, else the seller's name. */
export const storeOf = (user) => factOf(user, "store") || nameOf(user);

/** Return the language of a seller as a tag, e.g. "jv". */
export const languageOf = (user) => factOf(user, "language") || user.language_code || "";

listen("event:user", loadWorldSoon);
listen("event:topic", loadWorldSoon);
listen("event:group", loadWorldSoon);
