/** The live stream of the simulator's events, which comes back by itself after a break. */

import { emit } from "./bus.js";

const PAUSE = 2000;

/** Listen for ever; `opened` is called at each opening, since events may have been missed before it. */
export function followEvents(opened) {
  const source = new EventSource("/sim/events");
  source.onmessage = (line) => {
    const event = JSON.parse(line.data);
    emit(`event:${event.type}`, event);
  };
  source.onopen = () => {
    emit("link", true);
    opened();
  };
  source.onerror = () => {
    emit("link", false);
    if (source.readyState !== EventSource.CLOSED) return;
    source.close();
    setTimeout(() => followEvents(opened), PAUSE);
  };
}
