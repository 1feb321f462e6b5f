/** Takes the server's rendered text through an allow list, so that nothing else can reach the page. */

const ALLOWED = new Set(["B", "STRONG", "I", "EM", "U", "INS", "S", "DEL", "A", "CODE", "PRE", "BLOCKQUOTE", "SPAN", "BR"]);
const WORDS_OF_TELEGRAM = ["tg-command", "tg-mention", "tg-hashtag"];
const LINKS = /^(https?:|tg:|mailto:|tel:)/i;

function copyInto(target, source) {
  for (const node of source.childNodes) {
    if (node.nodeType === Node.TEXT_NODE) target.append(node.data);
    else if (node.nodeType === Node.ELEMENT_NODE) target.append(cleaned(node));
  }
  return target;
}

function cleaned(node) {
  if (!ALLOWED.has(node.tagName)) return copyInto(document.createDocumentFragment(), node);
  const copy = document.createElement(node.tagName);
  if (node.tagName === "A" && LINKS.test(node.getAttribute("href") ?? "")) {
    copy.href = node.getAttribute("href");
    copy.target = "_blank";
    copy.rel = "noopener noreferrer";
  }
  if (node.classList.contains("tg-spoiler")) {
    copy.className = "spoiler";
    copy.tabIndex = 0;
  }
  if (WORDS_OF_TELEGRAM.some((name) => node.classList.contains(name))) copy.className = "command-word";
  return copyInto(copy, node);
}

/** Return the words of a message as nodes: from its safe `html` if it has one, else from its plain text. */
export function wordsOf(message) {
  if (typeof message.html !== "string") return document.createTextNode(message.text ?? message.caption ?? "");
  const parsed = new DOMParser().parseFromString(message.html, "text/html");
  return copyInto(document.createDocumentFragment(), parsed.body);
}
