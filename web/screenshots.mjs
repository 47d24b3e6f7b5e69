// Pictures of a built site, for looking at: `node screenshots.mjs SITE` writes into screenshots/.

import { mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "@playwright/test";
import { LAUNCH } from "./tests/browser/chromium.mjs";

const site = process.argv[2];
if (!site) {
  console.error("usage: node screenshots.mjs SITE");
  process.exit(2);
}

const SCREENS = [
  { name: "desktop", viewport: { width: 1440, height: 900 } },
  { name: "phone", viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true },
];
const PAGES = [
  { name: "en", file: "index.html" },
  { name: "ar", file: "ar.html" },
];
/** A4 less the margins of style/print.css. */
const PAPER = { width: 695, height: 983 };
/** What each page is looked at in; `open` names what to follow once it is there. */
const STATES = [
  { name: "map" },
  { name: "dark", colorScheme: "dark" },
  { name: "list", hash: "#list" },
  { name: "details", hash: "#list", open: (page) => page.locator(".events a").first().click() },
  { name: "numbers", hash: "#list", open: openNumbers },
  { name: "group", open: (page) => page.locator(".marker:has(.ring)").first().click() },
  { name: "days", hash: "#map&from=2022-01-01&to=2022-12-31" },
  { name: "embed", hash: "#map&embed" },
  { name: "table", hash: "#table" },
  {
    name: "print",
    media: "print",
    open: (page) => page.evaluate(() => dispatchEvent(new Event("beforeprint"))),
  },
  { name: "no-javascript", javaScriptEnabled: false },
];

/** Opens the first event of the list whose numbers are told beside the sources that tell them. */
async function openNumbers(page) {
  const links = page.locator("#side .events a");
  for (let n = 0; n < (await links.count()); n++) {
    await links.nth(n).click();
    if ((await page.locator("#side .tolls").count()) > 0) return;
    await page.keyboard.press("Escape");
  }
}

const folder = join(import.meta.dirname, "screenshots");
await mkdir(folder, { recursive: true });
const browser = await chromium.launch(LAUNCH);
for (const { name: screen, ...size } of SCREENS) {
  for (const { name: language, file } of PAGES) {
    for (const { name: state, hash = "", media = "screen", open, ...settings } of STATES) {
      const context = await browser.newContext({ ...size, ...settings });
      const page = await context.newPage();
      if (media === "print") await page.setViewportSize(PAPER);
      await page.emulateMedia({ media });
      await page.goto(pathToFileURL(resolve(site, file)).href + hash);
      await open?.(page);
      await page.waitForTimeout(400); // Leaflet's pan and zoom
      await page.screenshot({ path: join(folder, `${screen}-${language}-${state}.png`) });
      await context.close();
    }
  }
}
await browser.close();
