// A reader prints what is shown, or makes a PDF of it to send: map and table speak of the same numbers.

import { ON_SAMPLE } from "./plan.mjs";
import { block, expect, open, onEachPage, test } from "./site.mjs";

/** A4 less the margins of style/print.css, in CSS pixels. */
const PAPER = { width: 695, height: 983 };

/** Lays the page out as it is printed, without the dialog. */
async function print(page) {
  await page.setViewportSize(PAPER);
  await page.emulateMedia({ media: "print" });
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
}

const numbersOf = (text) =>
  text.split(", ").flatMap((run) => {
    const [first, last = first] = run.split("–").map(Number);
    return Array.from({ length: last - first + 1 }, (_, i) => first + i);
  });

onEachPage((file) => {
  test(
    "each event that is shown has its number, in the table and on the map or in its key",
    ON_SAMPLE,
    async ({ quiet, root }) => {
      const { events, kinds } = await block(file);
      await open(quiet, root, file);
      await print(quiet);
      const rows = quiet.locator(".paper-table tbody tr");
      await expect(rows).toHaveCount(events.length);
      const told = await rows.first().locator("td").allInnerTexts();
      const id = await rows.first().getAttribute("data-printed");
      const first = events.find((event) => event.id === id);
      expect(told[0]).toContain(first.dates);
      expect(told[1]).toContain(kinds.find(({ id }) => id === first.kind).label);
      expect(told[2]).toContain(first.place);
      expect(told[2]).toContain(first.place_precision);
      expect(told[4]).toContain(first.id);
      const tags = await quiet.locator(".plate .tag").allTextContents();
      const keys = await quiet.locator(".paper-key dd").allTextContents();
      const spelled = keys.flatMap((text) => text.split("; ")).map((text) => text.split(": ").at(-1));
      const numbers = [...tags.filter((tag) => /^\d/.test(tag)), ...spelled].flatMap(numbersOf);
      expect([...numbers].sort((a, b) => a - b)).toEqual(events.map((_, at) => at + 1));
      // A letter on the map stands in the key.
      const letters = await quiet.locator(".paper-key dt").allTextContents();
      for (const tag of tags.filter((tag) => /^[A-Z]/.test(tag))) expect(letters).toContain(tag);
    },
  );

  test("who reads an event prints that one, with its sentences, its sources and its map", async ({
    quiet,
    root,
  }) => {
    const { events } = await block(file);
    const event =
      events.find(({ reports, extent }) => reports.length > 1 && extent !== "region") ?? events[0];
    await open(quiet, root, file, `#event=${encodeURIComponent(event.id)}`);
    await print(quiet);
    const paper = quiet.locator(".paper");
    await expect(paper.locator("h2").first()).toHaveText(event.title);
    const told = await paper.locator("blockquote").allTextContents();
    expect(told).toEqual(event.reports.filter(({ covered }) => !covered).map(({ sentence }) => sentence));
    for (const { publisher, origin } of event.reports)
      await expect(paper.filter({ hasText: publisher ?? origin })).not.toHaveCount(0);
    await expect(quiet.locator(".plate .tag")).toHaveCount(event.extent === "region" ? 0 : 1);
    for (const part of [".paper-table", "#time", ".paper .path", "#side"])
      await expect(quiet.locator(part).filter({ visible: true })).toHaveCount(0);
    await quiet.evaluate(() => dispatchEvent(new Event("afterprint")));
    await expect(paper.first()).toBeEmpty();
  });

  test("the map is drawn in light colours, whole, with its scale and whose it is", async ({
    quiet,
    root,
  }) => {
    await quiet.emulateMedia({ colorScheme: "dark" });
    await open(quiet, root, file);
    await print(quiet);
    const plate = quiet.locator(".plate");
    const { x, width } = await plate.boundingBox();
    expect(x).toBeGreaterThanOrEqual(0);
    expect(x + width).toBeLessThanOrEqual(PAPER.width);
    await expect(plate.locator(".scale-text")).toHaveText(/^\d+ k?m$/);
    await expect(quiet.locator(".paper-credit")).toContainText("OpenStreetMap");
    const light = await plate.locator("canvas").evaluate((canvas) => {
      // It only shows a picture, which another has to take from it.
      const pen = new OffscreenCanvas(canvas.width, canvas.height).getContext("2d");
      pen.drawImage(canvas, 0, 0);
      const { data } = pen.getImageData(0, 0, canvas.width, canvas.height);
      let pale = 0;
      for (let i = 0; i < data.length; i += 4) if (data[i] > 180 && data[i + 3] === 255) pale++;
      return pale / (data.length / 4);
    });
    expect(light).toBeGreaterThan(0.8);
    const colours = () => getComputedStyle(document.body).color;
    expect(await quiet.evaluate(colours)).toBe("rgb(22, 24, 29)");
    await expect(quiet.locator("#map")).toBeHidden();
    await expect(quiet.locator("#side")).toBeHidden();
  });

  test("what was asked for is told, and no more is printed than is shown", async ({ quiet, root }) => {
    const { events, kinds } = await block(file);
    const [kind] = kinds.filter(({ id }) => events.some((event) => event.kind === id));
    await open(quiet, root, file, `#map&kind=${kind.id}&from=2019-01-01&to=2023-12-31`);
    const ids = await quiet
      .locator("#side .events a")
      .evaluateAll((all) => all.map((row) => row.dataset.event));
    await print(quiet);
    const rows = quiet.locator(".paper-table tbody tr");
    expect(await rows.evaluateAll((all) => all.map((row) => row.dataset.printed))).toEqual(ids);
    const asked = quiet.locator(".asked");
    await expect(asked).toContainText(kind.label);
    await expect(asked).toContainText("2019");
    await expect(asked).toContainText("2023");
    // The key of colours is of what is printed; of these days a site may have nothing.
    await expect(quiet.locator(".kinds li")).toHaveText(ids.length > 0 ? [kind.label] : []);
  });

  test(
    "the foot tells how it is cited, and its address only where others can follow it",
    ON_SAMPLE,
    async ({ quiet, root, scheme }) => {
      await open(quiet, root, file);
      await print(quiet);
      const foot = quiet.locator(".paper-foot");
      await expect(foot.locator(".cite")).toContainText("Kharita");
      await expect(foot.locator("code[dir=ltr]", { hasText: root })).toHaveCount(scheme === "http" ? 1 : 0);
      await expect(foot).not.toContainText("file:");
    },
  );

  test(
    "nothing is wider than the paper, and afterwards the screen is as it was",
    ON_SAMPLE,
    async ({ quiet, root }) => {
      await open(quiet, root, file);
      const before = await quiet.locator("main").evaluate((main) => main.innerText);
      const size = quiet.viewportSize();
      await print(quiet);
      expect(await quiet.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
        PAPER.width,
      );
      const cut = await quiet
        .locator(".paper-table :is(th, td)")
        .evaluateAll((all) => all.filter((cell) => cell.scrollWidth > cell.clientWidth + 1).length);
      expect(cut).toBe(0);
      await quiet.evaluate(() => dispatchEvent(new Event("afterprint")));
      await quiet.emulateMedia({ media: "screen" });
      await quiet.setViewportSize(size);
      await expect(quiet.locator(".paper-table")).toHaveCount(0);
      expect(await quiet.locator("main").evaluate((main) => main.innerText)).toBe(before);
    },
  );

  test("printed from the table, the sentences are printed too", async ({ quiet, root }) => {
    await open(quiet, root, file, "#table");
    await print(quiet);
    await expect(quiet.locator(".plate")).toBeVisible();
    await expect(quiet.locator("#table q").first()).toBeVisible();
  });

  test("a browser makes a PDF of it on upright A4", async ({ quiet, root }) => {
    await open(quiet, root, file);
    const pdf = (await quiet.pdf({ preferCSSPageSize: true })).toString("latin1");
    const [, width, height] = pdf.match(/\/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]/);
    expect([Math.round(width), Math.round(height)]).toEqual([595, 842]);
    await expect(quiet.locator(".paper-table")).toHaveCount(0);
  });
});
