/** What a message carries besides words: pictures, voice, documents, places and people. */

import { api } from "./api.js";
import { avatar, byId, button, h, hashOf, icon } from "./dom.js";
import { t } from "./words.js";

const BARS = 34;
const SEEN = 8;
const KILO = 1024;

/** Return the parts of `message` that are not words. */
export function mediaOf(message) {
  if (message.photo) return [picture(message)];
  if (message.sticker) return [sticker(message.sticker)];
  if (message.voice ?? message.audio) return [voice(message.voice ?? message.audio)];
  if (message.video) return [video(message.video)];
  if (message.document) return [documentCard(message.document)];
  if (message.contact) return [contactCard(message.contact)];
  if (message.location) return [map(message.location)];
  return [];
}

/** Return one album as a grid of pictures. */
export function albumOf(messages) {
  const cells = messages.map((message) => (message.photo ? picture(message) : mediaOf(message)[0]));
  return h("div", { className: `album album-${Math.min(cells.length, 4)}` }, cells);
}

function picture(message) {
  const size = message.photo.at(-1);
  const image = h("img", {
    src: api.file(size.file_unique_id), alt: message.caption ?? t("photo"), loading: "lazy",
    width: size.width || 4, height: size.height || 3,
  });
  return button("picture", t("photo"), () => enlarge(image), image);
}

function enlarge(image) {
  const dialog = byId("light");
  const close = button("round light-close", t("close"), () => dialog.close(), icon("close"));
  dialog.replaceChildren(h("img", { src: image.src, alt: image.alt }), close);
  dialog.onclick = (event) => event.target === dialog && dialog.close();
  dialog.showModal();
}

function sticker(one) {
  const words = h("span", {}, one.emoji ?? "✦");
  const sayInstead = () => image.naturalWidth < SEEN && image.replaceWith(words);
  const image = h("img", { src: api.file(one.file_unique_id), alt: "", width: 128, height: 128, onerror: sayInstead, onload: sayInstead });
  return h("div", { className: "sticker", role: "img", "aria-label": `${t("sticker")} ${one.emoji ?? ""}` }, image);
}

function video(one) {
  return h("video", { controls: true, preload: "metadata", width: one.width || 16, height: one.height || 9, src: api.file(one.file_unique_id), "aria-label": t("video") });
}

function voice(one) {
  const seconds = Math.max(1, one.duration ?? 1);
  const seed = hashOf(one.file_unique_id);
  const bars = Array.from({ length: BARS }, (_, at) => {
    const bar = h("i");
    bar.style.height = `${4 + ((seed >>> (at % 13)) * (at + 3)) % 17}px`;
    return bar;
  });
  const wave = h("span", { className: "wave", "aria-hidden": "true" }, bars);
  const play = button("play", t("playVoice"), () => playOrPause(one, play, bars), icon("play"));
  return h("div", { className: "voice" }, play, h("span", { className: "voice-body" }, wave, h("small", {}, t("duration", { s: seconds }))));
}

function playOrPause(one, play, bars) {
  const audio = (play.audio ??= new Audio(api.file(one.file_unique_id)));
  const showAs = (name) => play.replaceChildren(icon(name));
  audio.ontimeupdate = () => {
    const done = audio.duration ? (audio.currentTime / audio.duration) * bars.length : 0;
    bars.forEach((bar, at) => bar.classList.toggle("played", at < done));
  };
  audio.onended = () => showAs("play");
  if (!audio.paused) {
    audio.pause();
    showAs("play");
    return;
  }
  showAs("pause");
  audio.play().catch(() => showAs("play"));
}

function sizeOf(bytes) {
  if (!bytes) return "";
  return bytes < KILO * KILO ? `${Math.max(1, Math.round(bytes / KILO))} KB` : `${(bytes / KILO / KILO).toFixed(1)} MB`;
}

function documentCard(one) {
  const name = one.file_name ?? t("document");
  return h("a", { className: "slip", href: api.file(one.file_unique_id), download: name },
    h("span", { className: "slip-sign" }, icon("file")),
    h("span", { className: "slip-text" }, h("b", {}, name), h("small", {}, sizeOf(one.file_size))));
}

function contactCard(one) {
  const name = [one.first_name, one.last_name].filter(Boolean).join(" ");
  return h("div", { className: "slip" }, avatar(name), h("span", { className: "slip-text" }, h("b", {}, name), h("small", {}, `+${one.phone_number.replace(/^\+/, "")}`)));
}

function map(place) {
  const where = `${place.latitude.toFixed(4)}, ${place.longitude.toFixed(4)}`;
  return h("div", { className: "map", role: "img", "aria-label": `${t("location")} ${where}` }, h("span", { className: "pin" }, icon("place")), h("small", {}, where));
}
