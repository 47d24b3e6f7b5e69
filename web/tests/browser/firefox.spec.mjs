// The page in Debian's Firefox: what a reader does first, by mouse and by keyboard, in both languages, wide and narrow.
//
// Playwright drives only a Firefox of its own build; this one is driven by WebDriver BiDi, and only the runner is Playwright's.

import puppeteer from "puppeteer-core";
import { isPoint, pointOf, quoted } from "./markers.mjs";
import { block, expect, faultsOf, onEachPage, test as base } from "./site.mjs";

const WIDE = { width: 1300, height: 850 };
const NARROW = { width: 390, height: 844 };

const test = base.extend({
  /** One browser for all tests of a worker. */
  firefox: [
    async ({}, use) => {
      const executablePath = process.env.FIREFOX ?? "/usr/bin/firefox-esr";
      const browser = await puppeteer.launch({ browser: "firefox", executablePath });
      await use(browser);
      await browser.close();
    },
    { scope: "worker" },
  ],

  /** A page that fails its test when it asks for anything outside the site, or says anything on the console. */
  quiet: async ({ firefox, root }, use) => {
    const page = await firefox.newPage();
    const faults = faultsOf(page, root);
    await use(page);
    await page.close();
    expect(faults).toEqual([]);
  },
});

/** Opens a page of the site and waits until its program has taken over and the map has come to rest. */
async function open(page, root, file, hash = "", viewport = WIDE) {
  await page.setViewport(viewport);
  await page.goto(root + file + hash);
  await page.waitForSelector("html.js .anchor button");
  await settled(page);
}

async function settled(page) {
  await page.waitForFunction(() => !document.querySelector(".leaflet-zoom-anim, .leaflet-pan-anim"));
}

const texts = (page, what) => page.$$eval(what, (all) => all.map((one) => one.textContent));
const listed = async (page) =>
  (await page.$$eval("#side .events a", (all) => all.map((a) => a.dataset.event))).sort();
const ids = (events) => events.map(({ id }) => id).sort();
const hash = (page) => page.evaluate(() => location.hash);
const focusIs = (page, what) => page.evaluate((what) => document.activeElement.matches(what), what);

/** That the details tell `event`: its title, and the sentence of each of its reports. */
async function expectDetails(page, event) {
  await expect.poll(() => texts(page, "#side h2")).toEqual([event.title]);
  expect(await texts(page, "#side blockquote")).toEqual(event.reports.map(({ sentence }) => sentence));
}

onEachPage((file) => {
  test("shows markers where events were, the list and the days", async ({ quiet, root }) => {
    const { events } = await block(file);
    await open(quiet, root, file);
    expect(await listed(quiet)).toEqual(ids(events));
    const drawn = await quiet.$$eval(".anchor button", (all) =>
      all.flatMap((button) => button.dataset.groups.split(" ")),
    );
    const points = events.filter(isPoint).map(pointOf);
    expect([...new Set(drawn.filter((key) => !key.startsWith("~")))].sort()).toEqual(
      [...new Set(points)].sort(),
    );
    // The map lies from left to right in both languages: what is further east stands further right.
    const places = await quiet.$$eval(".anchor button", (all) =>
      all
        .filter((button) => /^-?\d/.test(button.dataset.groups))
        .map((button) => ({
          lon: Number(button.dataset.groups.split(",")[0]),
          x: button.getBoundingClientRect().x,
        })),
    );
    const [west, east] = [0, -1].map((at) => places.sort((a, b) => a.lon - b.lon).at(at));
    if (east.lon - west.lon > 0.5) expect(east.x).toBeGreaterThan(west.x);
    expect((await texts(quiet, ".handle")).length).toBe(2);
    expect(await quiet.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(WIDE.width);
  });

  test("opens an event by mouse and by keyboard, and Escape leads back", async ({ quiet, root }) => {
    const { events } = await block(file);
    await open(quiet, root, file);
    const last = await quiet.$$eval("#side .events a", (all) => all.at(-1).dataset.event);
    const row = `#side [data-event="${quoted(last)}"]`;
    const event = events.find(({ id }) => id === last);
    await quiet.$eval(row, (a) => a.scrollIntoView({ block: "center" }));
    await quiet.click(row);
    await expectDetails(quiet, event);
    expect(decodeURIComponent(await hash(quiet))).toContain(`event=${last}`);
    await quiet.keyboard.press("Escape");
    await expect.poll(() => focusIs(quiet, row)).toBe(true);
    await quiet.keyboard.press("Enter");
    await expectDetails(quiet, event);
    await quiet.keyboard.press("Escape");
    // Behind the list stand the markers.
    await quiet.waitForSelector(row);
    for (let presses = 0; presses < 20 && !(await focusIs(quiet, ".anchor button")); presses++) {
      await quiet.keyboard.press("Tab");
    }
    expect(await focusIs(quiet, ".anchor button")).toBe(true);
    await quiet.keyboard.press("Enter");
    await expect.poll(() => focusIs(quiet, "#side h2")).toBe(true);
  });

  test("finds by kind, by words and by days, and the address keeps it", async ({ quiet, root }) => {
    const { events, kinds } = await block(file);
    await open(quiet, root, file);
    const first = kinds.findIndex(({ id }) => events.some(({ kind }) => kind === id));
    const of = ids(events.filter(({ kind }) => kind === kinds[first].id));
    await quiet.evaluate((label) => {
      const named = (button) => button.textContent.includes(label);
      [...document.querySelectorAll(".legend button")].find(named).click();
    }, kinds[first].label);
    await expect.poll(() => listed(quiet)).toEqual(of);
    const address = quiet.url();
    await quiet.goto("about:blank");
    await quiet.goto(address);
    await expect.poll(() => listed(quiet)).toEqual(of);
    await quiet.click(".clear");
    await expect.poll(() => listed(quiet)).toEqual(ids(events));

    const told = events[0].reports[0].sentence.split(/[^\p{L}\p{M}]+/u).find((word) => word.length > 3);
    await quiet.type("#side input[type=search]", told);
    await expect.poll(async () => (await listed(quiet)).length).toBeLessThan(events.length);
    await expect.poll(() => listed(quiet)).toContain(events[0].id);
    await quiet.click(".clear");

    const handle = await quiet.waitForSelector(".handle.first");
    const before = await handle.evaluate((one) => Number(one.getAttribute("aria-valuenow")));
    await handle.focus();
    await quiet.keyboard.press(file === "ar.html" ? "ArrowLeft" : "ArrowRight");
    await expect
      .poll(() => handle.evaluate((one) => Number(one.getAttribute("aria-valuenow"))))
      .toBeGreaterThan(before);
    await expect.poll(() => hash(quiet)).toMatch(/&from=\d{4}/);
  });

  test("shows one part at a time on a phone, by tabs", async ({ quiet, root }) => {
    const { events } = await block(file);
    await open(quiet, root, file, "", NARROW);
    await quiet.click('nav.views a[href^="#list"]');
    await quiet.waitForSelector("#map", { hidden: true });
    const id = (await listed(quiet))[0];
    await quiet.$eval(`#side [data-event="${quoted(id)}"]`, (a) => a.click());
    await expectDetails(
      quiet,
      events.find((event) => event.id === id),
    );
    expect(await quiet.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
      NARROW.width,
    );
  });
  test("leads to the other language, at the same view", async ({ quiet, root }) => {
    const { events } = await block(file);
    const { id } = events.find(isPoint);
    await open(quiet, root, file, `#event=${encodeURIComponent(id)}`);
    await quiet.click("a.language");
    const other = file === "ar.html" ? "index.html" : "ar.html";
    await quiet.waitForSelector(`html[dir="${other === "ar.html" ? "rtl" : "ltr"}"].js`);
    const translated = (await block(other)).events;
    await expectDetails(
      quiet,
      translated.find((event) => event.id === id),
    );
    await expect
      .poll(() => quiet.evaluate(() => [...document.fonts].some(({ status }) => status === "loaded")))
      .toBe(true);
  });
});
