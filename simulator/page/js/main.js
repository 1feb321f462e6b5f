/** Wires the page: each part sets itself up, then the world is read and followed. */

import { listen } from "./bus.js";
import { setUpClock } from "./clock.js";
import { byId } from "./dom.js";
import { followEvents } from "./events.js";
import { setUpFeed } from "./feed.js";
import { setUpGroup } from "./group.js";
import { setUpPhone } from "./phone.js";
import { setUpSellers } from "./sellers.js";
import { setUpShortcuts } from "./shortcuts.js";
import { setUpTheme } from "./theme.js";
import { fillWords, switchLanguage, t } from "./words.js";
import { loadWorld } from "./world.js";

const RETRY = 1500;

function showLink(isUp) {
  byId("link-state").textContent = isUp ? "" : t("offline");
  byId("link-state").classList.toggle("down", !isUp);
}

async function readWorld() {
  try {
    await loadWorld();
    document.documentElement.dataset.ready = "";
    showLink(true);
  } catch {
    showLink(false);
    setTimeout(readWorld, RETRY);
  }
}

fillWords();
setUpTheme();
setUpClock();
setUpPhone();
setUpSellers();
setUpGroup();
setUpFeed();
setUpShortcuts();
listen("link", showLink);
byId("language-toggle").addEventListener("click", switchLanguage);
followEvents(readWorld);
