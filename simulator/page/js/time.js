/** Says moments in the staff's zone, and knows the simulated now. */

import { language } from "./words.js";

const ZONE = "Asia/Jakarta";
const ZONE_HOURS = 7;
const LOCALE = language === "id" ? "id-ID" : "en-GB";
const HOUR = 3600;

const shown = (options) => new Intl.DateTimeFormat(LOCALE, { timeZone: ZONE, ...options });
const TIME = shown({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const DAY = shown({ weekday: "short", day: "numeric", month: "short", year: "numeric" });
const SHORT_DAY = shown({ day: "numeric", month: "short" });
const WHOLE = shown({ weekday: "long", day: "numeric", month: "long" });

let anchor = { server: Date.now(), local: performance.now() };

/** Set the simulated now from the server's word. */
export function setNow(iso) {
  anchor = { server: Date.parse(iso), local: performance.now() };
}

/** Return the simulated now. */
export const now = () => new Date(anchor.server + performance.now() - anchor.local);

export const clockTime = (moment) => TIME.format(moment);
export const dayOf = (moment) => DAY.format(moment);
export const wholeDay = (moment) => WHOLE.format(moment);

/** Return the time alone for today and the day too for other days. */
export function briefly(moment) {
  return DAY.format(moment) === DAY.format(now()) ? TIME.format(moment) : SHORT_DAY.format(moment);
}

/** Return the next 09:00 in the staff's zone as an ISO moment. */
export function nextMorning() {
  const local = new Date(now().getTime() + ZONE_HOURS * HOUR * 1000);
  const morning = new Date(local);
  morning.setUTCHours(9, 0, 0, 0);
  if (morning <= local) morning.setUTCDate(morning.getUTCDate() + 1);
  return new Date(morning.getTime() - ZONE_HOURS * HOUR * 1000).toISOString();
}
