// What every site promises its readers, whatever its events.

import { block, expect, overBoth, test } from "./site.mjs";

const PAGES = [
  { file: "index.html", lang: "en", dir: "ltr", other: "ar.html" },
  { file: "ar.html", lang: "ar", dir: "rtl", other: "index.html" },
];

const isPoint = (event) => event.extent === "spot" || event.extent === "centre";
const pointOf = (event) => `${event.lon},${event.lat}`;

/** Opens a page of the site and waits until its program has taken over. */
async function open(page, root, file, hash = "") {
  await page.goto(root + file + hash);
  await expect(page.locator("html")).toHaveClass("js");
}

overBoth(() => {
  for (const { file, lang, dir, other } of PAGES) {
    test.describe(file, () => {
      test("reads in its language and direction, and keeps the map left to right", async ({
        quiet,
        root,
      }) => {
        await open(quiet, root, file);
        await expect(quiet.locator("html")).toHaveAttribute("lang", lang);
        await expect(quiet.locator("html")).toHaveAttribute("dir", dir);
        expect(await quiet.locator("body").evaluate((e) => getComputedStyle(e).direction)).toBe(dir);
        expect(await quiet.locator("#map").evaluate((e) => getComputedStyle(e).direction)).toBe("ltr");
        const side = await quiet.locator("#side").boundingBox();
        const map = await quiet.locator("#map").boundingBox();
        expect(side.x < map.x).toBe(dir === "ltr");
        await quiet.locator("a.language").click();
        await expect(quiet).toHaveURL(root + other);
      });

      test("has one marker for each distinct point, and none for what is known less finely", async ({
        quiet,
        root,
      }) => {
        await open(quiet, root, file);
        const { events } = await block(file);
        const points = new Set(events.filter(isPoint).map(pointOf));
        await expect(quiet.locator(".marker")).toHaveCount(points.size);
        const areas = new Set(events.filter((e) => e.extent === "area").map((e) => e.place_id));
        await expect(quiet.locator(".area-name")).toHaveCount(areas.size);
        const regions = new Set(events.filter((e) => e.extent === "region").map((e) => e.place_id));
        await expect(quiet.locator(".regions a")).toHaveCount(regions.size);
      });

      test("puts its markers where longitude and latitude say", async ({ quiet, root }) => {
        await open(quiet, root, file);
        const { events } = await block(file);
        const points = new Map(events.filter(isPoint).map((event) => [pointOf(event), mercator(event)]));
        const centres = new Map(
          await quiet.locator(".marker").evaluateAll((markers) =>
            markers.map((marker) => {
              const { x, y, width, height } = marker.getBoundingClientRect();
              return [marker.dataset.group, { x: x + width / 2, y: y + height / 2 }];
            }),
          ),
        );
        // The westernmost and the easternmost marker give the scale; all others have to agree.
        const byEast = [...points.keys()].sort((a, b) => points.get(a).x - points.get(b).x);
        const [west, east] = [byEast.at(0), byEast.at(-1)];
        test.skip(west === east, "this site has a single point");
        const scale = (centres.get(east).x - centres.get(west).x) / (points.get(east).x - points.get(west).x);
        expect(scale).toBeGreaterThan(0);
        for (const [key, point] of points) {
          const centre = centres.get(key);
          const off = Math.hypot(
            centre.x - centres.get(west).x - scale * (point.x - points.get(west).x),
            centre.y - centres.get(west).y - scale * (point.y - points.get(west).y),
          );
          expect(off, `the marker at ${key} is ${off} pixels off`).toBeLessThan(2);
        }
      });

      test("centres each hollow marker in its dashed circle", async ({ quiet, root }) => {
        await open(quiet, root, file);
        const middle = (elements) =>
          elements.map((element) => {
            const { x, y, width, height } = element.getBoundingClientRect();
            return { x: x + width / 2, y: y + height / 2 };
          });
        const markers = await quiet.locator(".marker").evaluateAll(middle);
        for (const circle of await quiet.locator("path.extent.centre").evaluateAll(middle)) {
          const near = Math.min(
            ...markers.map((marker) => Math.hypot(marker.x - circle.x, marker.y - circle.y)),
          );
          expect(near).toBeLessThan(2);
        }
      });

      test("opens an event from its marker, with sentence, precision and source", async ({ quiet, root }) => {
        const { events } = await block(file);
        const points = events.filter(isPoint).map(pointOf);
        const event = events.find(
          (e) => isPoint(e) && points.indexOf(pointOf(e)) === points.lastIndexOf(pointOf(e)),
        );
        await open(quiet, root, file);
        await quiet
          .locator(`.marker[aria-label^="${quoted(event.title)}"]`)
          .first()
          .click();
        await expect(quiet).toHaveURL(new RegExp(`#event=${event.id}$`));
        await expectDetails(quiet, event);
      });

      test("opens every event by its permanent link", async ({ quiet, root }) => {
        const { events } = await block(file);
        for (const event of events.slice(0, 20)) {
          await open(quiet, root, file, `#event=${event.id}`);
          await expectDetails(quiet, event);
        }
      });

      test("lists the events of one point where there are several", async ({ quiet, root }) => {
        const { events } = await block(file);
        const byPoint = new Map();
        for (const event of events.filter(isPoint))
          byPoint.set(pointOf(event), (byPoint.get(pointOf(event)) ?? 0) + 1);
        const [point, count] = [...byPoint].find(([, n]) => n > 1) ?? [];
        test.skip(point === undefined, "this site has no two events at one point");
        await open(quiet, root, file, `#at=${point}`);
        await expect(quiet.locator(".group .events li")).toHaveCount(count);
      });

      test("holds every event and every sentence in its HTML, without JavaScript", async ({
        browser,
        root,
      }) => {
        const context = await browser.newContext({ javaScriptEnabled: false });
        const page = await context.newPage();
        await page.goto(root + file);
        const { events } = await block(file);
        await expect(page.locator("#table tbody tr")).toHaveCount(events.length);
        await expect(page.locator("#table")).toBeVisible();
        await expect(page.locator(".notice")).toBeVisible();
        await expect(page.locator(".app")).toBeHidden();
        const sentences = await page
          .locator("#table q")
          .evaluateAll((quotes) => quotes.map((q) => q.textContent));
        expect(sentences).toEqual(events.flatMap((e) => e.reports.map((r) => r.sentence)));
        await context.close();
      });

      test("shows its table, its unplaced reports, its sources and its method", async ({ quiet, root }) => {
        await open(quiet, root, file);
        for (const section of ["table", "unplaced", "sources", "method"]) {
          await quiet.locator(`.views a[href="#${section}"]`).click();
          await expect(quiet.locator(`#${section}`)).toBeVisible();
          await expect(quiet.locator(".app")).toBeHidden();
        }
        for (const name of ["events.geojson", "unplaced.csv", "sources.csv", "assets/LICENSES.txt"]) {
          await expect(quiet.locator(`#method a[href="${name}"]`)).toBeVisible();
        }
      });
    });
  }

  test("a reader with a keyboard opens an event and comes back to it", async ({ quiet, root }) => {
    await open(quiet, root, "index.html");
    const marker = quiet.locator(".marker").first();
    await marker.focus();
    await quiet.keyboard.press("Enter");
    await expect(quiet.locator("#side h2")).toBeFocused();
    await quiet.locator(".path a").first().press("Enter");
    await expect(quiet.locator(".legend")).toBeVisible();
    const focused = await quiet.evaluate(() => document.activeElement?.tagName);
    expect(["A", "BUTTON"]).toContain(focused);
  });
});

async function expectDetails(page, event) {
  const side = page.locator("#side");
  await expect(side.locator("h2")).toHaveText(event.title);
  await expect(side.locator("dl")).toContainText(event.dates);
  await expect(side.locator("dl")).toContainText(event.place_precision);
  const sentences = await side
    .locator("blockquote")
    .evaluateAll((quotes) => quotes.map((quote) => quote.textContent));
  expect(sentences).toEqual(event.reports.map((report) => report.sentence));
  const links = await side.locator(".report a").evaluateAll((all) => all.map((a) => [a.href, a.rel]));
  const web = event.reports.map((report) => report.url).filter((url) => /^https?:/.test(url ?? ""));
  expect(links).toEqual(web.map((url) => [new URL(url).href, "noopener noreferrer nofollow"]));
}

/** The web's projection on the unit square, written down a second time so that the page's own is checked. */
function mercator({ lon, lat }) {
  const radians = (lat * Math.PI) / 180;
  return { x: (lon + 180) / 360, y: (1 - Math.asinh(Math.tan(radians)) / Math.PI) / 2 };
}

/** Escapes a text for use between the quotes of a CSS attribute selector. */
function quoted(text) {
  return text.replaceAll("\\", "\\\\").replaceAll('"', '\\"');
}
