/** Sample pictures drawn on a canvas and a sample voice note, so that a demo needs no files. */

const WIDTH = 720;
const HEIGHT = 900;
const RATE = 8000;
const SECONDS = 3;

function ground(pen, top, bottom) {
  const fill = pen.createLinearGradient(0, 0, 0, HEIGHT);
  fill.addColorStop(0, top);
  fill.addColorStop(1, bottom);
  pen.fillStyle = fill;
  pen.fillRect(0, 0, WIDTH, HEIGHT);
}

function oval(pen, x, y, rx, ry, turn, fill) {
  pen.beginPath();
  pen.ellipse(x, y, rx, ry, turn, 0, Math.PI * 2);
  pen.fillStyle = fill;
  pen.fill();
}

function words(pen, text, x, y, size, fill, weight = "700") {
  pen.font = `${weight} ${size}px Georgia, serif`;
  pen.textAlign = "center";
  pen.fillStyle = fill;
  pen.fillText(text, x, y);
}

function panel(pen, x, y, width, height, round, fill) {
  pen.beginPath();
  pen.roundRect(x, y, width, height, round);
  pen.fillStyle = fill;
  pen.fill();
}

function snack(pen) {
  ground(pen, "#f7e7c6", "#e2bb7c");
  oval(pen, 360, 790, 250, 34, 0, "#0002");
  panel(pen, 170, 130, 380, 650, 34, "#b3462a");
  panel(pen, 170, 130, 380, 64, [34, 34, 0, 0], "#8c3420");
  panel(pen, 215, 260, 290, 190, 95, "#fbf1de");
  words(pen, "Keripik", 360, 345, 66, "#8c3420");
  words(pen, "TEMPE SAGU", 360, 400, 34, "#b3462a");
  for (let at = 0; at < 12; at += 1) oval(pen, 250 + (at % 4) * 74, 540 + Math.floor(at / 4) * 70, 34, 24, at, at % 2 ? "#eeb75a" : "#d9993c");
  words(pen, "150 g", 360, 755, 30, "#fbe3b8");
}

function batik(pen) {
  ground(pen, "#f3e2c0", "#ecd6ac");
  for (let y = 0; y <= HEIGHT; y += 120) {
    for (let x = 0; x <= WIDTH; x += 120) {
      for (const [dx, dy, turn] of [[-30, -30, 1], [30, 30, 1], [30, -30, -1], [-30, 30, -1]]) {
        oval(pen, x + dx, y + dy, 38, 20, (turn * Math.PI) / 4, (x + y) % 240 ? "#6d3b1c" : "#27405f");
        oval(pen, x + dx, y + dy, 20, 7, (turn * Math.PI) / 4, "#f3e2c0");
      }
      oval(pen, x, y, 7, 7, 0, "#c98b2f");
    }
  }
  panel(pen, 0, 720, WIDTH, 180, 0, "#6d3b1cd9");
  words(pen, "Kawung · katun primisima", 360, 825, 44, "#f7e7c6");
}

function mug(pen) {
  ground(pen, "#dfe8e4", "#a9c0b8");
  panel(pen, 0, 640, WIDTH, 260, 0, "#8a5f3c");
  oval(pen, 350, 690, 210, 32, 0, "#0003");
  pen.lineWidth = 38;
  pen.strokeStyle = "#2f5d62";
  pen.beginPath();
  pen.ellipse(540, 490, 82, 100, 0, 0, Math.PI * 2);
  pen.stroke();
  panel(pen, 180, 310, 350, 380, [10, 10, 90, 90], "#2f5d62");
  oval(pen, 355, 312, 175, 42, 0, "#234648");
  oval(pen, 355, 320, 150, 30, 0, "#4b2a17");
  for (let at = 0; at < 5; at += 1) oval(pen, 225 + at * 65, 500, 24, 50, 0.35, "#e7c27a");
}

function loginError(pen) {
  ground(pen, "#fdfaf4", "#f3ece0");
  panel(pen, 0, 0, WIDTH, 130, 0, "#27405f");
  words(pen, "Masuk Toko", 360, 84, 44, "#fff");
  panel(pen, 80, 220, 560, 90, 16, "#fff");
  panel(pen, 80, 340, 560, 90, 16, "#fff");
  words(pen, "toko@contoh.id", 240, 276, 32, "#555", "400");
  words(pen, "••••••••", 190, 398, 40, "#555", "400");
  panel(pen, 80, 480, 560, 120, 16, "#fbe0da");
  words(pen, "Kode OTP tidak terkirim", 360, 532, 36, "#9b2f1b");
  words(pen, "Galat E-412, coba lagi nanti", 360, 576, 28, "#9b2f1b", "400");
  panel(pen, 80, 650, 560, 96, 48, "#b3462a");
  words(pen, "Kirim ulang", 360, 712, 38, "#fff");
}

function dark(pen) {
  snack(pen);
  pen.fillStyle = "#060403d9";
  pen.fillRect(0, 0, WIDTH, HEIGHT);
}

const SAMPLES = { sampleSnack: snack, sampleBatik: batik, sampleMug: mug, sampleError: loginError, sampleDark: dark };

/** The names of the sample pictures, which are also keys of the dictionary. */
export const SAMPLE_NAMES = Object.keys(SAMPLES);

/** Return a canvas with the sample picture `name`. */
export function drawSample(name) {
  const canvas = document.createElement("canvas");
  canvas.width = WIDTH;
  canvas.height = HEIGHT;
  SAMPLES[name](canvas.getContext("2d"));
  return canvas;
}

/** Return the sample picture `name` as a JPEG in base64. */
export async function samplePicture(name) {
  const blob = await new Promise((resolve) => drawSample(name).toBlob(resolve, "image/jpeg", 0.86));
  return base64(blob);
}

/** Return a short murmur as a sound file in base64. */
export function sampleVoice() {
  const count = RATE * SECONDS;
  const view = new DataView(new ArrayBuffer(44 + count));
  const put = (at, text) => [...text].forEach((char, step) => view.setUint8(at + step, char.charCodeAt(0)));
  put(0, "RIFF");
  view.setUint32(4, 36 + count, true);
  put(8, "WAVEfmt ");
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, RATE, true);
  view.setUint32(28, RATE, true);
  view.setUint16(32, 1, true);
  view.setUint16(34, 8, true);
  put(36, "data");
  view.setUint32(40, count, true);
  for (let at = 0; at < count; at += 1) {
    const second = at / RATE;
    const syllable = Math.max(0, Math.sin(second * 13)) * Math.max(0, Math.sin((second / SECONDS) * Math.PI));
    const pitch = 150 + 35 * Math.sin(second * 3.1);
    view.setUint8(44 + at, 128 + 46 * syllable * Math.sin(2 * Math.PI * pitch * second));
  }
  return base64(new Blob([view]));
}

/** Return the bytes of a blob or file in base64. */
export function base64(blob) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result.slice(reader.result.indexOf(",") + 1));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(blob);
  });
}
