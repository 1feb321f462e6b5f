/** The sheet from which a person attaches pictures, voice, contacts, a place or a document. */

import { arrowThrough, button, h, icon } from "./dom.js";
import { base64, drawSample, SAMPLE_NAMES, samplePicture, sampleVoice } from "./samples.js";
import { toast } from "./toast.js";
import { t } from "./words.js";

const LIMIT = 20 * 1024 * 1024;
const ALBUM = 10;
const MONAS = { latitude: -6.1754, longitude: 106.8272 };
const OTHER = { phone: "+628123456789", name: "Bu Ratna" };

let thumbs = null;

/** Return the sample pictures as small addresses, drawn once. */
function thumbnails() {
  thumbs ??= SAMPLE_NAMES.map((name) => {
    const small = document.createElement("canvas");
    small.width = 128;
    small.height = 160;
    small.getContext("2d").drawImage(drawSample(name), 0, 0, 128, 160);
    return [name, small.toDataURL("image/jpeg", 0.85)];
  });
  return thumbs;
}

/** Return `files` of a person as messages to send: one photo, an album, or others one by one. */
export async function messagesOf(files) {
  const small = [...files].filter((file) => file.size <= LIMIT);
  if (small.length < files.length) toast(t("tooBig"));
  const pictures = small.filter((file) => file.type.startsWith("image/"));
  const others = small.filter((file) => !file.type.startsWith("image/"));
  const bytes = await Promise.all(pictures.map(base64));
  const messages = [];
  for (let at = 0; at < bytes.length; at += ALBUM) messages.push(pictureMessage(bytes.slice(at, at + ALBUM)));
  for (const file of others) messages.push({ kind: file.type.startsWith("video/") ? "video" : "document", file: await base64(file), name: file.name });
  return messages;
}

const pictureMessage = (bytes) => (bytes.length === 1 ? { kind: "photo", file: bytes[0] } : { kind: "album", files: bytes });

export class AttachSheet {
  /** `send(message)` sends one attachment; `done()` is called when the sheet closes. */
  constructor(send, done) {
    this.send = send;
    this.done = done;
    this.chosen = new Set();
    this.pictures = h("input", { type: "file", accept: "image/*,video/*", multiple: true, hidden: true, onchange: () => this.files(this.pictures) });
    this.anything = h("input", { type: "file", hidden: true, onchange: () => this.document() });
    this.node = h("div", { className: "attach popover", role: "dialog", "aria-label": t("attach"), hidden: true, onkeydown: (event) => this.onKey(event) });
  }

  open() {
    this.chosen.clear();
    this.draw();
    this.node.hidden = false;
    this.node.querySelector("button").focus();
  }

  close() {
    if (this.node.hidden) return;
    this.node.hidden = true;
    this.done();
  }

  draw() {
    this.go = h("button", { type: "button", className: "chip strong", onclick: () => this.sendChosen() }, "");
    this.node.replaceChildren(
      h("p", { className: "popover-title" }, t("samples"), h("small", {}, t("samplesHint"))),
      h("div", { className: "samples" }, thumbnails().map(([name, address]) => this.sample(name, address))),
      h("div", { className: "sample-send" }, this.go),
      h("div", { className: "attach-kinds" },
        this.kind("ownPhotos", "image", () => this.pictures.click()),
        this.kind("voice", "voice", async () => this.sends({ kind: "voice", file: await sampleVoice(), duration: 3 })),
        this.kind("document", "file", () => this.anything.click()),
        this.kind("location", "place", () => this.sends({ kind: "location", ...MONAS })),
        this.kind("ownContact", "person", () => this.sends({ kind: "contact", own: true })),
        this.kind("otherContact", "people", () => this.sends({ kind: "contact", ...OTHER }))),
      this.pictures, this.anything);
    this.count();
  }

  sample(name, address) {
    const node = h("button", { type: "button", className: "sample", "aria-pressed": "false", dataset: { sample: name } },
      h("img", { src: address, alt: "", width: 64, height: 80 }), h("small", {}, t(name)));
    node.onclick = () => {
      if (!this.chosen.delete(name)) this.chosen.add(name);
      node.setAttribute("aria-pressed", String(this.chosen.has(name)));
      this.count();
    };
    return node;
  }

  kind(name, sign, action) {
    return button("attach-kind", t(name), action, icon(sign), h("span", {}, t(name)));
  }

  count() {
    this.go.textContent = t("sendChosen", { n: this.chosen.size });
    this.go.disabled = !this.chosen.size;
  }

  async sendChosen() {
    const names = SAMPLE_NAMES.filter((name) => this.chosen.has(name));
    this.sends(pictureMessage(await Promise.all(names.map(samplePicture))));
  }

  async files(input) {
    for (const message of await messagesOf(input.files)) this.sends(message);
    input.value = "";
  }

  async document() {
    const [file] = this.anything.files;
    if (file && file.size > LIMIT) toast(t("tooBig"));
    else if (file) this.sends({ kind: "document", file: await base64(file), name: file.name });
    this.anything.value = "";
  }

  sends(message) {
    this.send(message);
    this.close();
  }

  onKey(event) {
    if (event.key === "Escape") {
      event.stopPropagation();
      this.close();
    }
    arrowThrough(event, [...this.node.querySelectorAll("button:enabled")], { across: true });
  }
}
