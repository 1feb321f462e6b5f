/** The simulated clock of the top bar and its three ways forward. */

import { api } from "./api.js";
import { listen } from "./bus.js";
import { byId } from "./dom.js";
import { clockTime, dayOf, nextMorning, now, setNow } from "./time.js";
import { trying } from "./toast.js";

const MOVES = {
  hour: () => api.advance(3600),
  morning: () => api.moveTo(nextMorning()),
  week: () => api.advance(7 * 24 * 3600),
};

function draw() {
  const moment = now();
  byId("clock-time").textContent = clockTime(moment);
  byId("clock-time").dateTime = moment.toISOString();
  byId("clock-day").textContent = dayOf(moment);
  byId("phone-clock").textContent = clockTime(moment);
}

/** Move the simulated time on; `how` is "hour", "morning" or "week". */
export async function moveClock(how) {
  const pressed = byId(`clock-${how}`);
  pressed.setAttribute("aria-busy", "true");
  const answer = await trying(MOVES[how]());
  pressed.removeAttribute("aria-busy");
  if (answer?.now) setNow(answer.now);
  draw();
}

/** Show the clock and let its buttons move it. */
export function setUpClock() {
  for (const how of Object.keys(MOVES)) byId(`clock-${how}`).addEventListener("click", () => moveClock(how));
  listen("clock", (event) => {
    setNow(event.now);
    draw();
  });
  listen("event:clock", (event) => {
    setNow(event.now);
    draw();
  });
  setInterval(draw, 1000);
}
