/** What is chosen on the page, kept in the address and in the browser, so that a reload finds it. */

const KEPT = ["seller", "staff", "group", "topic", "feed"];

function read() {
  const hash = new URLSearchParams(location.hash.slice(1));
  const kept = new URLSearchParams(localStorage.getItem("sapa.selection") ?? "");
  const from = [...hash.keys()].length ? hash : kept;
  return Object.fromEntries(KEPT.map((name) => [name, from.get(name)]));
}

const chosen = read();

/** Return the chosen value of `name` as text, or null. */
export const selected = (name) => chosen[name];

/** Return the chosen id of `name` as a number, or null. */
export const selectedId = (name) => (chosen[name] === null ? null : Number(chosen[name]));

/** Choose `value` for `name`; null forgets it. */
export function select(name, value) {
  chosen[name] = value === null || value === undefined ? null : String(value);
  const kept = new URLSearchParams(Object.entries(chosen).filter(([, one]) => one !== null));
  localStorage.setItem("sapa.selection", kept);
  history.replaceState(null, "", `#${kept}`);
}

/** Return the unsent text of a chat, which outlives a reload but not the tab. */
export const draftOf = (key) => sessionStorage.getItem(`sapa.draft.${key}`) ?? "";

/** Keep the unsent text of a chat. */
export function keepDraft(key, text) {
  if (text) sessionStorage.setItem(`sapa.draft.${key}`, text);
  else sessionStorage.removeItem(`sapa.draft.${key}`);
}
