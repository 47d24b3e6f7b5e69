// What every site promises its readers, whatever its events.

import { HANDLES, expectDetails, handleOf, isPoint, keyOf, pointOf, quoted, settled } from "./markers.mjs";
import { ON_SAMPLE } from "./plan.mjs";
import { block, expect, open, onEachPage, test } from "./site.mjs";

const PAGES = {
  "index.html": { lang: "en", dir: "ltr", other: "ar.html", table: "table.html" },
  "ar.html": { lang: "ar", dir: "rtl", other: "index.html", table: "table.ar.html" },
};

onEachPage((file) => {
  const { lang, dir, other, table } = PAGES[file];
  test(
    "reads in its language and direction, and keeps the map left to right",
    ON_SAMPLE,
    async ({ quiet, root }) => {
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
    },
  );

  test(
    "shows each point and each area in exactly one marker, and regions at the margin",
    ON_SAMPLE,
    async ({ quiet, root }) => {
      await open(quiet, root, file);
      const { events } = await block(file);
      const drawn = new Set(events.map(keyOf).filter((key) => key !== null));
      expect((await groupsOf(quiet.locator(HANDLES))).flat().sort()).toEqual([...drawn].sort());
      // What is known less finely than to a point leads no marker: the first key is whose place it stands at.
      for (const [lead] of await groupsOf(quiet.locator(".marker"))) expect(lead).not.toMatch(/^~/);
      const regions = new Set(events.filter((e) => e.extent === "region").map((e) => e.place_id));
      await expect(quiet.locator(".regions a")).toHaveCount(regions.size);
    },
  );

  for (const size of [
    { width: 1440, height: 900 },
    { width: 390, height: 844 },
  ]) {
    test(
      `lets each marker be reached in a window ${size.width} pixels wide, and after zooming`,
      ON_SAMPLE,
      async ({ quiet, root }) => {
        await quiet.setViewportSize(size);
        await open(quiet, root, file);
        const total = await quiet.locator(HANDLES).count();
        expect(await reachable(quiet)).toEqual({ covered: [], overlapped: [], whole: total });
        for (let zooms = 0; zooms < 4; zooms++) {
          await quiet.locator(".zoom-in").click();
          await settled(quiet);
          // A control at the map's edge may cover a marker now, which a pan brings out.
          expect((await reachable(quiet)).overlapped).toEqual([]);
        }
      },
    );
  }

  test("puts its markers where longitude and latitude say", ON_SAMPLE, async ({ quiet, root }) => {
    await open(quiet, root, file);
    const { events } = await block(file);
    const places = new Map(events.filter(isPoint).map((event) => [pointOf(event), mercator(event)]));
    const markers = await quiet.locator(".marker").evaluateAll((all) =>
      all.map((marker) => {
        const { x, y, width, height } = marker.getBoundingClientRect();
        return { lead: marker.dataset.groups.split(" ")[0], x: x + width / 2, y: y + height / 2 };
      }),
    );
    test.skip(markers.length < 2, "this site has a single marker");
    const between = (a, b) => Math.hypot(a.x - b.x, a.y - b.y);
    const far = markers
      .flatMap((a) => markers.map((b) => [a, b]))
      .reduce((best, pair) => (between(...pair) > between(...best) ? pair : best));
    // Two markers, each rounded to a pixel, only estimate the scale. It doubles with each zoom and zooms are
    // halves, so the estimate names the true one; then each marker is off by its own rounding alone.
    const estimate = between(...far) / between(...far.map(({ lead }) => places.get(lead)));
    const scale = 256 * 2 ** (Math.round(2 * Math.log2(estimate / 256)) / 2);
    expect(Math.abs(estimate / scale - 1)).toBeLessThan(0.02);
    const [origin] = markers;
    for (const marker of markers) {
      for (const axis of ["x", "y"]) {
        const should = scale * (places.get(marker.lead)[axis] - places.get(origin.lead)[axis]);
        const off = Math.abs(marker[axis] - origin[axis] - should);
        // Half a pixel for each of the two.
        expect(off, `the marker at ${marker.lead} is ${off} pixels off in ${axis}`).toBeLessThan(1.01);
      }
    }
  });

  for (const [width, height] of [
    [1024, 768],
    [1280, 800],
  ]) {
    test(
      `nothing stands on a marker at first at ${width} by ${height}`,
      ON_SAMPLE,
      async ({ quiet, root }) => {
        await quiet.setViewportSize({ width, height });
        await open(quiet, root, file);
        const boxes = (selector) =>
          quiet.locator(selector).evaluateAll((all) =>
            all.map((each) => {
              const { left, right, top, bottom } = each.getBoundingClientRect();
              return { name: each.textContent, left, right, top, bottom };
            }),
          );
        const over = await boxes(".leaflet-control, .margin > *");
        expect(over.length).toBeGreaterThan(3);
        for (const marker of await boxes(HANDLES))
          for (const each of over)
            expect(
              marker.left < each.right &&
                each.left < marker.right &&
                marker.top < each.bottom &&
                each.top < marker.bottom,
              `${each.name} on ${marker.name}`,
            ).toBe(false);
      },
    );
  }

  test("draws the circle in which an event happened", ON_SAMPLE, async ({ quiet, root }) => {
    const { events } = await block(file);
    const wide = events.find(({ extent, radius_m }) => extent === "centre" && radius_m > 1000);
    await open(quiet, root, file, `#event=${encodeURIComponent(wide.id)}&map=12,${wide.lat},${wide.lon}`);
    await settled(quiet);
    const picture = async () => (await quiet.locator("#map").screenshot()).toString("base64");
    await quiet.evaluate(() => document.fonts.ready);
    const drawn = await picture();
    expect(await picture()).toBe(drawn);
    await quiet.locator("circle.extent").evaluateAll((all) => all.forEach((circle) => circle.remove()));
    expect(await picture()).not.toBe(drawn);
  });

  test("centres each hollow marker in its dashed circle", ON_SAMPLE, async ({ quiet, root }) => {
    await open(quiet, root, file);
    const middle = (elements) =>
      elements.map((element) => {
        const { x, y, width, height } = element.getBoundingClientRect();
        return { x: x + width / 2, y: y + height / 2 };
      });
    const circles = await quiet.locator("circle.extent.centre").evaluateAll(middle);
    for (const marker of await quiet.locator(".marker:has(.hollow)").evaluateAll(middle)) {
      const near = Math.min(...circles.map((circle) => Math.hypot(marker.x - circle.x, marker.y - circle.y)));
      expect(near).toBeLessThan(2);
    }
  });

  test(
    "opens an event from its marker, with sentence, precision and source",
    ON_SAMPLE,
    async ({ quiet, root }) => {
      const { events } = await block(file);
      const points = events.filter(isPoint).map(pointOf);
      const event = events.find(
        (e) => isPoint(e) && points.indexOf(pointOf(e)) === points.lastIndexOf(pointOf(e)),
      );
      await open(quiet, root, file);
      // Its marker may be part of a ring, which comes apart when it is clicked.
      if ((await groupsOf(handleOf(quiet, pointOf(event))))[0].length > 1) {
        await handleOf(quiet, pointOf(event)).click();
        await settled(quiet);
      }
      await handleOf(quiet, pointOf(event)).click();
      await expect(quiet).toHaveURL(new RegExp(`#event=${event.id}$`));
      await expectDetails(quiet, event);
      await expect(handleOf(quiet, pointOf(event))).toHaveClass(/selected/);
    },
  );

  test(
    "lists what a ring stands for, and comes apart into its places",
    ON_SAMPLE,
    async ({ quiet, root }) => {
      const { events } = await block(file);
      await quiet.setViewportSize({ width: 390, height: 844 });
      await open(quiet, root, file);
      const ring = quiet.locator('.anchor button[data-groups*=" "]').first();
      test.skip((await ring.count()) === 0, "this site has no places too close to draw apart");
      const [keys] = await groupsOf(ring);
      const name = await ring.getAttribute("aria-label");
      await ring.click();
      await expect(quiet.locator("#side h2")).toHaveText(name);
      await settled(quiet);
      const listed = await quiet
        .locator(".group .events a")
        .evaluateAll((all) => all.map((row) => row.dataset.event));
      const told = events.filter((event) => keys.includes(keyOf(event))).map((event) => event.id);
      expect(listed.sort()).toEqual(told.sort());
      for (const key of keys) expect((await groupsOf(handleOf(quiet, key)))[0]).toEqual([key]);
      await expect(handleOf(quiet, keys[0])).toBeInViewport({ ratio: 1 });
      // The address is a link to the same list.
      const address = quiet.url();
      await quiet.goto("about:blank");
      await quiet.goto(address);
      await expect(quiet.locator(".group .events li")).toHaveCount(told.length);
    },
  );

  test("opens every event by its permanent link", ON_SAMPLE, async ({ quiet, root }) => {
    const { events } = await block(file);
    for (const event of events.slice(0, 20)) {
      await open(quiet, root, file, `#event=${event.id}`);
      await expectDetails(quiet, event);
    }
  });

  test("names the others that a link to an event may mean, and leads to them", async ({ quiet, root }) => {
    const { events } = await block(file);
    const claiming = (id) => events.filter((event) => event.aliases.includes(id));
    const own = events.find(({ id }) => claiming(id).length > 0);
    test.skip(own === undefined, "no event of this site has an id that others claim");
    await open(quiet, root, file, `#event=${own.id}`);
    await expectDetails(quiet, own);
    // What is shown as its id is what a row of corrections is followed by: others claim the plain one.
    const marked = own.aliases.filter((alias) => alias.startsWith(`${own.id}-`));
    const link = quiet.locator(".permalink a");
    const shown = await quiet.locator(".permalink code").allTextContents();
    expect(marked).toContain(shown[0]);
    expect(shown.slice(1)).toEqual([`event_id ${own.id}`]);
    await expect(link).toHaveAttribute("href", `#event=${shown[0]}`);
    await link.click();
    await expectDetails(quiet, own);
    const links = quiet.locator(".alike a");
    await expect(links).toHaveCount(claiming(own.id).length);
    const [first] = claiming(own.id);
    await links.first().click();
    await expect(quiet).toHaveURL(new RegExp(`#event=${first.id}$`));
    await expectDetails(quiet, first);
    await expect(links).toHaveCount(0);
  });

  test("lists the events of one point where there are several", ON_SAMPLE, async ({ quiet, root }) => {
    const { events } = await block(file);
    const byPoint = new Map();
    for (const event of events.filter(isPoint))
      byPoint.set(pointOf(event), (byPoint.get(pointOf(event)) ?? 0) + 1);
    const [point, count] = [...byPoint].find(([, n]) => n > 1) ?? [];
    test.skip(point === undefined, "this site has no two events at one point");
    await open(quiet, root, file, `#at=${point}`);
    await expect(quiet.locator(".group .events li")).toHaveCount(count);
  });

  test(
    "leads to every event and every sentence in a plain table, without JavaScript",
    ON_SAMPLE,
    async ({ browser, root }) => {
      const context = await browser.newContext({ javaScriptEnabled: false });
      const page = await context.newPage();
      await page.goto(root + file);
      const { events } = await block(file);
      await expect(page.locator(".app")).toBeHidden();
      await expect(page.locator(`#table a[href="${table}"]`)).toBeVisible();
      await page.locator(".notice a").click();
      await expect(page).toHaveURL(root + table);
      await expect(page.locator("#table tbody tr")).toHaveCount(events.length);
      await expect(page.locator("#table")).toBeVisible();
      const sentences = await page
        .locator("#table q")
        .evaluateAll((quotes) => quotes.map((q) => q.textContent));
      expect(sentences).toEqual(events.flatMap((e) => e.reports.map((r) => r.sentence)));
      await page.locator("a.language").click();
      await expect(page.locator("html")).not.toHaveAttribute("lang", lang);
      await expect(page.locator("#table tbody tr")).toHaveCount(events.length);
      await context.close();
    },
  );

  test(
    "tells in its table what the plain one tells, each row with the way to the map",
    ON_SAMPLE,
    async ({ quiet, root }) => {
      const { events } = await block(file);
      // The order of the list is another.
      const told = () =>
        quiet.locator("#table tbody tr").evaluateAll((rows) =>
          rows
            .map((row) => {
              // What all sources together come to is told there alone.
              const cells = [...row.children].filter((cell) => !cell.matches(".numbers"));
              return cells.map((cell) => cell.innerText.replaceAll(/\s+/g, " ")).join(" ");
            })
            .sort(),
        );
      await quiet.goto(root + table);
      const plain = await told();
      expect(plain.length).toBe(events.length);
      await quiet.evaluate(async () => void (await document.fonts.ready));
      await quiet.locator("#table tbody a").first().click();
      await expect(quiet.locator("#side h2")).toBeVisible();
      await quiet.locator('.views a[href^="#table"]').click();
      expect(await told()).toEqual(plain);
      await expect(quiet.locator("#table caption")).toContainText(String(events.length));
      const row = quiet.locator("#table tbody tr").nth(1);
      const id = await row.getAttribute("data-row");
      await row.locator('a[href^="#event="]').click();
      await expectDetails(
        quiet,
        events.find((event) => event.id === id),
      );
    },
  );

  test(
    "shows its table, its unplaced reports, its sources and its method",
    ON_SAMPLE,
    async ({ quiet, root }) => {
      await open(quiet, root, file);
      for (const section of ["table", "unplaced", "sources", "method"]) {
        await quiet.locator(`.views a[href="#${section}"]`).click();
        await expect(quiet.locator(`#${section}`)).toBeVisible();
        await expect(quiet.locator(".app")).toBeHidden();
      }
      for (const name of ["events.geojson", "unplaced.csv", "sources.csv", "assets/LICENSES.txt"]) {
        await expect(quiet.locator(`#method a[href="${name}"]`)).toBeVisible();
      }
    },
  );

  test("an address shows the same map, come back to or opened afresh", async ({ quiet, root }) => {
    const { events } = await block(file);
    await open(quiet, root, file);
    await quiet.waitForTimeout(300);
    const places = () =>
      quiet.locator(HANDLES).evaluateAll((all) =>
        all
          .map((button) => {
            const { x, y } = button.getBoundingClientRect();
            return [button.dataset.groups, Math.round(x), Math.round(y)];
          })
          .sort(),
      );
    const seen = async () => {
      await settled(quiet);
      return places();
    };
    const near = async (wanted) => {
      await expect
        .poll(async () => {
          const found = await seen();
          const off = found.map(([, x, y], at) => Math.hypot(x - wanted[at]?.[1], y - wanted[at]?.[2]));
          return (
            String(found.map(([key]) => key)) === String(wanted.map(([key]) => key)) &&
            Math.max(0, ...off) < 3
          );
        })
        .toBe(true);
    };
    const first = await seen();
    const button = quiet.locator(HANDLES).first();
    await button.press("Enter");
    await expect(quiet.locator("#side h2")).toBeFocused();
    const opened = await seen();
    await quiet.goBack();
    await near(first);
    await quiet.goForward();
    await near(opened);
    await quiet.locator(".path a").first().click();
    await near(first);
    // One event after another, and the last of them by its address alone.
    const [one, other] = events.filter(isPoint);
    if (!other) return;
    for (const { id } of [one, other]) {
      await quiet.locator(`#side [data-event="${quoted(id)}"]`).click();
      await expect(quiet.locator("#side h2")).toBeFocused();
      await settled(quiet);
      if (id === one.id) await quiet.goBack();
    }
    const there = await seen();
    const address = quiet.url();
    expect(address).not.toContain("&map=");
    await quiet.goto("about:blank");
    await quiet.goto(address);
    await near(there);
  });

  test("what a link names and is not here is told, and everything shown", async ({ quiet, root }) => {
    const { events } = await block(file);
    for (const hash of ["#event=nope", "#at=1,2"]) {
      await quiet.goto("about:blank");
      await open(quiet, root, file, hash);
      await expect(quiet.locator(".missing")).toHaveText(/\S/);
      await expect(quiet.locator(".missing")).toHaveAttribute("role", "alert");
      await expect(quiet.locator("#side .events a")).toHaveCount(Math.min(40, events.length));
      expect(quiet.url()).not.toContain(hash);
      await quiet.locator("#side .events a").first().click();
      await expect(quiet.locator("#side h2")).toBeFocused();
      await quiet.keyboard.press("Escape");
      await expect(quiet.locator(".missing")).toBeEmpty();
    }
    await quiet.goto("about:blank");
    await open(quiet, root, file, "#map&map=99,99,999");
    const { lat, lon } = await quiet.evaluate(() => {
      const [window] = new URLSearchParams(location.hash.slice(1)).getAll("map").slice(-1);
      const [, lat, lon] = window.split(",").map(Number);
      return { lat, lon };
    });
    expect(Math.abs(lat)).toBeLessThan(86);
    expect(Math.abs(lon)).toBeLessThanOrEqual(180);
  });

  test("the table says when it shows some events alone, and leads to all", async ({ quiet, root }) => {
    const { events } = await block(file);
    await quiet.setViewportSize({ width: 1280, height: 800 });
    await open(quiet, root, file, `#table&kind=${events[0].kind}`);
    const some = events.filter(({ kind }) => kind === events[0].kind);
    test.skip(some.length === events.length, "this site has a single kind");
    const caption = quiet.locator("#table caption");
    await expect(caption).toContainText(String(events.length));
    await expect(quiet.locator("#table tbody tr")).toHaveCount(Math.min(100, some.length));
    for (const cell of await quiet.locator("#table thead th").all())
      expect((await cell.boundingBox()).width).toBeGreaterThan(130);
    await caption.getByRole("button").press("Enter");
    await expect(quiet.locator("#table tbody tr")).toHaveCount(Math.min(100, events.length));
    await expect(caption.getByRole("button")).toHaveCount(0);
    await expect(quiet.locator("#table h2")).toBeFocused();
    await expect(quiet).toHaveURL(/#table$/);
  });
});

/** The keys of the groups that each of `buttons` stands for. */
async function groupsOf(buttons) {
  return buttons.evaluateAll((all) => all.map((button) => button.dataset.groups.split(" ")));
}

/** Which buttons anything covers in their middle, which of them another button does, and how many are whole on the map. */
async function reachable(page) {
  return page.locator(HANDLES).evaluateAll((all) => {
    const map = document.querySelector("#map").getBoundingClientRect();
    const covered = [];
    const overlapped = [];
    let whole = 0;
    for (const button of all) {
      const { left, right, top, bottom } = button.getBoundingClientRect();
      if (left < map.left || right > map.right || top < map.top || bottom > map.bottom) continue;
      whole++;
      const met = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
      if (button.contains(met)) continue;
      covered.push(button.dataset.groups);
      if (met.closest(".anchor")) overlapped.push(button.dataset.groups);
    }
    return { covered, overlapped, whole };
  });
}

/** The web's projection on the unit square, written down a second time so that the page's own is checked. */
function mercator({ lon, lat }) {
  const radians = (lat * Math.PI) / 180;
  return { x: (lon + 180) / 360, y: (1 - Math.asinh(Math.tan(radians)) / Math.PI) / 2 };
}
