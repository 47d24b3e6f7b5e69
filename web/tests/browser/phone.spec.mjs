// A phone has room for one part at a time: tabs choose it, and what is read lies over the map as a sheet.

import { ON_SAMPLE } from "./plan.mjs";
import { block, expect, open, onEachPage, test } from "./site.mjs";

const PHONE = { hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 } };

const tab = (page, part) => page.locator(`nav.views a[href^="#${part}"]`);

onEachPage((file) => {
  test.use(PHONE);

  test("tabs under the thumb lead to each part, and tell which is open", async ({ quiet, root }) => {
    await open(quiet, root, file);
    const seen = {
      map: "#map",
      list: "#side .events",
      table: "#table",
      unplaced: "#unplaced",
      method: "#method",
    };
    for (const [part, what] of Object.entries(seen)) {
      await tab(quiet, part).tap();
      await expect(tab(quiet, part)).toHaveAttribute("aria-current", "page");
      await expect(quiet.locator("nav.views [aria-current]")).toHaveCount(1);
      await expect(quiet.locator(what)).toBeVisible();
      const { y, height } = await quiet.locator("nav.views").boundingBox();
      expect(Math.round(y + height)).toBe(844);
    }
    await tab(quiet, "map").tap();
    await expect(quiet.locator("#side .search")).toBeHidden();
    await tab(quiet, "list").tap();
    await expect(quiet.locator("#map")).toBeHidden();
    expect(await quiet.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  });

  test(
    "the header counts undated events beside the events, in one line",
    ON_SAMPLE,
    async ({ quiet, root }) => {
      const { events } = await block(file);
      await open(quiet, root, file);
      const numbers = await quiet.locator(".figures dd").allTextContents();
      const undated = events.filter(({ start, end }) => start === null && end === null);
      expect(numbers.slice(0, 2).map(Number)).toEqual([events.length, undated.length]);
      const tops = await quiet
        .locator(".figures div")
        .evaluateAll((all) => all.map((one) => Math.round(one.getBoundingClientRect().top)));
      expect(new Set(tops).size).toBe(1);
    },
  );

  for (const [width, height] of [
    [320, 568],
    [360, 640],
  ]) {
    test(
      `at ${width} pixels no marker lies under the line that names whose map it is, or a button`,
      ON_SAMPLE,
      async ({ quiet, root }) => {
        await quiet.setViewportSize({ width, height });
        await open(quiet, root, file);
        await expect(quiet.locator(".anchor button")).not.toHaveCount(0);
        const box = (locator) =>
          locator.evaluateAll((all) => all.map((one) => one.getBoundingClientRect().toJSON()));
        const hidden = async () => {
          const [[map], over, markers] = await Promise.all(
            ["#map", ".leaflet-control", ".anchor button"].map((each) => box(quiet.locator(each))),
          );
          const holds = (outer, x, y) =>
            outer.left <= x && x <= outer.right && outer.top <= y && y <= outer.bottom;
          return markers.filter(({ x, y, width, height }) => {
            const middle = [x + width / 2, y + height / 2];
            return !holds(map, ...middle) || over.some((control) => holds(control, ...middle));
          });
        };
        await expect.poll(hidden).toEqual([]);
        // A phone that is turned, and turned back, shows everything still.
        await quiet.setViewportSize({ width: 640, height: 500 });
        await expect.poll(hidden).toEqual([]);
        await quiet.setViewportSize({ width, height });
        await expect.poll(hidden).toEqual([]);
      },
    );
  }

  test("what is asked for in the list is what the map shows, and a link to the list opens it", async ({
    quiet,
    root,
  }) => {
    await open(quiet, root, file, "#list");
    await expect(quiet.locator("#side .search")).toBeVisible();
    await quiet.locator(".legend button").first().tap();
    const listed = await quiet.locator("#side .events a").count();
    await tab(quiet, "map").tap();
    await expect(quiet).toHaveURL(/#map&kind=/);
    await tab(quiet, "list").tap();
    await expect(quiet.locator("#side .events a")).toHaveCount(listed);
  });

  test("an event of the list opens as a sheet below its marker, and closing it returns to the list", async ({
    quiet,
    root,
  }) => {
    const { events } = await block(file);
    const drawn = events.find(({ extent }) => extent === "spot" || extent === "centre");
    await open(quiet, root, file, "#list");
    const row = quiet.locator(`#side [data-event="${drawn.id}"]`);
    await row.tap();
    await expect(quiet.locator("#side h2")).toBeFocused();
    const sheet = await quiet.locator("#side").boundingBox();
    const map = await quiet.locator("#map").boundingBox();
    expect(sheet.y).toBeGreaterThan(map.y + 100);
    await expect(quiet.locator(".marker.selected")).toBeInViewport({ ratio: 1 });
    // A ring becomes the marker of its own once the map has come to rest.
    const foot = async () => {
      const marker = await quiet.locator(".marker.selected").boundingBox();
      return marker === null ? Infinity : marker.y + marker.height;
    };
    await expect.poll(foot).toBeLessThanOrEqual(sheet.y);
    await quiet.keyboard.press("Escape");
    await expect(row).toBeVisible();
    await expect(row).toBeFocused();
  });

  test("the grip makes the sheet tall and low by keyboard and by finger, and puts it away", async ({
    quiet,
    root,
  }) => {
    const { events } = await block(file);
    await open(quiet, root, file, `#event=${encodeURIComponent(events[0].id)}`);
    const grip = quiet.locator(".grip");
    const height = async () => (await quiet.locator("#side").boundingBox()).height;
    const low = await height();
    await expect(grip).toHaveAttribute("aria-expanded", "false");
    await expect(grip).toHaveAccessibleName(/\S/);
    await grip.focus();
    await quiet.keyboard.press("Enter");
    await expect(grip).toHaveAttribute("aria-expanded", "true");
    await expect(grip).toBeFocused();
    expect(await height()).toBeGreaterThan(low + 100);
    await quiet.keyboard.press("Space");
    expect(await height()).toBe(low);
    await grip.tap();
    await expect(grip).toHaveAttribute("aria-expanded", "true");
    await grip.tap();
    await expect(grip).toHaveAttribute("aria-expanded", "false");
    const touch = await quiet.context().newCDPSession(quiet);
    const drag = async (by) => {
      const { x, y, width } = await grip.boundingBox();
      const at = { x: x + width / 2, y: y + 12 };
      await touch.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: [at] });
      for (const share of [0.3, 0.6, 1])
        await touch.send("Input.dispatchTouchEvent", {
          type: "touchMove",
          touchPoints: [{ x: at.x, y: at.y + by * share }],
        });
      await touch.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
    };
    await drag(-220);
    await expect(grip).toHaveAttribute("aria-expanded", "true");
    await drag(220);
    await expect(grip).toHaveAttribute("aria-expanded", "false");
    await drag(300);
    await expect(grip).toBeHidden();
    await expect(quiet).toHaveURL(/#map/);
  });

  test("what a finger presses is 44 pixels high and wide", ON_SAMPLE, async ({ quiet, root }) => {
    const { events } = await block(file);
    const small = () =>
      [
        ...document.querySelectorAll(
          "nav.views a, .language, #side :is(button, summary, select, .path a, .tray a, .events a), #map .buttons button, #time button",
        ),
      ]
        .filter((target) => target.checkVisibility({ visibilityProperty: true }))
        .filter((target) => {
          const { width, height, left, top } = target.getBoundingClientRect();
          const [x, y] = [left + width / 2, top + height / 2];
          const takes = (dy) => target.contains(document.elementFromPoint(x, y + dy));
          return width < 44 || (height < 44 && !(takes(-21) && takes(21)));
        })
        .map((target) => target.outerHTML.slice(0, 120));
    for (const hash of ["#map", "#list", `#event=${encodeURIComponent(events[0].id)}`]) {
      await quiet.goto("about:blank");
      await open(quiet, root, file, hash);
      expect(await quiet.evaluate(small), hash).toEqual([]);
    }
  });
});
