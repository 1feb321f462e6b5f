/** Tells the parts of the page what has happened, so that none of them needs to know another. */

const listeners = new Map();

/** Call `action` with the detail of each later `type`. */
export function listen(type, action) {
  if (!listeners.has(type)) listeners.set(type, new Set());
  listeners.get(type).add(action);
}

/** Tell all who listen for `type`. */
export function emit(type, detail) {
  for (const action of listeners.get(type) ?? []) action(detail);
}
