/** Builds elements without ever parsing text as markup. */

const SVG = "http://www.w3.org/2000/svg";

/** Return a new element; `on…` props are listeners, `null`/`false` children and props are left out. */
export function h(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "dataset") Object.assign(node.dataset, value);
    else node.setAttribute(name === "className" ? "class" : name, value === true ? "" : value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

/** Return the drawing `#i-<name>` of the page's sprite. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `#i-${name}`);
  svg.append(use);
  return svg;
}

/** Return a button that shows `children` and does `action` when pressed. */
export function button(className, label, action, ...children) {
  return h("button", { type: "button", className, "aria-label": label, title: label, onclick: action }, ...children);
}

export const byId = (id) => document.getElementById(id);

/** Return a round sign with the first letters of `name`, in a colour that stays with the name. */
export function avatar(name) {
  const letters = name.split(/\s+/).filter(Boolean).slice(0, 2).map((word) => [...word][0]).join("");
  return h("span", { className: `avatar tone-${hashOf(name) % 6}`, "aria-hidden": "true" }, letters.toUpperCase());
}

/** Return a small whole number that is always the same for `text`. */
export function hashOf(text) {
  let hash = 7;
  for (const char of String(text)) hash = (hash * 31 + char.codePointAt(0)) >>> 0;
  return hash;
}

/** Move focus among `items` with the arrow keys, Home and End; true if the key was used. */
export function arrowThrough(event, items, { across = false } = {}) {
  const at = items.indexOf(document.activeElement);
  const next = {
    ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1,
    ...(across ? { ArrowRight: at + 1, ArrowLeft: at - 1 } : {}),
  }[event.key];
  if (next === undefined || !items.length) return false;
  items[(next + items.length) % items.length].focus();
  event.preventDefault();
  return true;
}
