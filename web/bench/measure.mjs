// What a page costs its reader: opened in a fresh Chromium, panned with the mouse, filtered.

import { statSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium } from "@playwright/test";
import { LAUNCH } from "../tests/browser/chromium.mjs";

/** Notes when the first marker has been painted: two frames after it is in the document. */
function watch() {
  const found = new MutationObserver(() => {
    if (!document.querySelector(".leaflet-marker-icon, .anchor")) return;
    found.disconnect();
    requestAnimationFrame(() => requestAnimationFrame(() => (window.markersShown = performance.now())));
  });
  found.observe(document, { subtree: true, childList: true });
}

/** From a step of the filter to the frame that shows it, in milliseconds; the median of some. */
async function filtered(steps) {
  const times = [];
  for (const step of steps) {
    const begin = performance.now();
    step();
    await new Promise((shown) => requestAnimationFrame(() => setTimeout(shown)));
    times.push(performance.now() - begin);
    await new Promise((rested) => setTimeout(rested, 400));
  }
  return times.sort((a, b) => a - b)[times.length >> 1];
}

/** `library` answers what a page asks of the network: the bytes of a file, or nothing. */
export async function measure(path, library, limitMs) {
  const browser = await chromium.launch(LAUNCH);
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    page.setDefaultTimeout(limitMs);
    let bytes = 0;
    page.on("request", (request) => {
      if (request.url().startsWith("file:"))
        bytes += statSync(fileURLToPath(request.url().split("#")[0])).size;
    });
    await page.route(/^https?:/, async (route) => {
      const body = await library(route.request().url());
      bytes += body.length;
      await route.fulfill({ body, headers: { "access-control-allow-origin": "*" } });
    });
    await page.addInitScript(watch);
    const protocol = await page.context().newCDPSession(page);
    await protocol.send("Performance.enable");
    await page.goto(pathToFileURL(path).href, { waitUntil: "commit", timeout: limitMs });
    const shown = await page.waitForFunction(() => window.markersShown, null, {
      timeout: limitMs,
      polling: 50,
    });
    const shownMs = await shown.jsonValue();
    await page.waitForTimeout(1500);
    const frameMs = await panned(page);
    const filterMs = await page.evaluate(`(${filtered})(${STEPS})`);
    await protocol.send("HeapProfiler.collectGarbage");
    const { metrics } = await protocol.send("Performance.getMetrics");
    const heap = metrics.find(({ name }) => name === "JSHeapUsedSize").value;
    return { shownMs, frameMs, filterMs: filterMs ?? null, heap, bytes };
  } finally {
    await browser.close();
  }
}

/** The filter of a page: ours by its legend, the plain one by its function; folium's have none. */
const STEPS = `[0, 1, 2, 3, 4].flatMap((n) => {
  const button = document.querySelectorAll(".legend button")[n];
  if (button) return () => button.click();
  const kinds = ["bombing", "clash", "protest", "raid", "convoy"];
  return typeof filterStep === "function" ? () => filterStep(kinds[n]) : [];
})`;

/** The longest time between two frames while the map is dragged about. */
async function panned(page) {
  const { width, height } = page.viewportSize();
  const [x, y] = [width * 0.7, height * 0.4];
  await page.evaluate(() => {
    let last = performance.now();
    window.worstFrame = 0;
    const frame = (now) => {
      window.worstFrame = Math.max(window.worstFrame, now - last);
      last = now;
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
  for (const [dx, dy] of [
    [-200, 0],
    [0, 150],
    [200, 0],
    [0, -150],
  ]) {
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + dx, y + dy, { steps: 25 });
    await page.mouse.up();
    await page.waitForTimeout(500);
  }
  return page.evaluate(() => window.worstFrame);
}
