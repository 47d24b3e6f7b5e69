// Readers choose events by what is known of them and by what the map shows; list, table, map and address follow.

import { ON_SAMPLE } from "./plan.mjs";
import { block, expect, open, onEachPage, test } from "./site.mjs";

const listed = (page) =>
  page.locator("#side .events a").evaluateAll((all) => all.map((link) => link.dataset.event));
/** The rows of the table, to which a reader goes and comes back. */
async function rows(page) {
  await page.locator('.views a[href^="#table"]').click();
  await expect(page.locator("#table")).toBeVisible();
  const shown = await page
    .locator("tr[data-row]:visible")
    .evaluateAll((all) => all.map((row) => row.dataset.row));
  await page.locator('.views a[href^="#map"]').click();
  await expect(page.locator("#map")).toBeVisible();
  return shown;
}

onEachPage((file) => {
  test(
    "each value of a facet tells how many events it shows, and shows them in list and table",
    ON_SAMPLE,
    async ({ quiet, root }) => {
      const { events } = await block(file);
      await open(quiet, root, file);
      await quiet.locator(".facets summary").click();
      for (const facet of await quiet.locator(".facet").all()) {
        const button = facet.locator("button").first();
        const count = Number((await button.locator("b").textContent()).replace(/\D/g, ""));
        await button.click();
        await expect(button).toHaveAttribute("aria-pressed", "true");
        expect((await listed(quiet)).length).toBe(count);
        expect(await rows(quiet)).toEqual(await listed(quiet));
        // How many are chosen is a number in a line, and lies over nothing.
        const chosen = quiet.locator(".facets .chosen");
        if (await chosen.isVisible()) expect((await chosen.boundingBox()).height).toBeLessThan(30);
        await quiet.locator(".clear").click();
      }
      expect((await listed(quiet)).length).toBe(events.length);
    },
  );

  test("what is no fact says so in the list and in the table", async ({ quiet, root }) => {
    const { events } = await block(file);
    const doubtful = events.filter(({ status }) => status !== null && status !== undefined);
    test.skip(doubtful.length === 0, "this site tells facts alone");
    const statuses = [...new Set(doubtful.map(({ codes }) => codes.status))];
    await open(quiet, root, file, `#list&status=${statuses.join("+")}`);
    const shown = quiet.locator("#side .events a");
    await expect(shown.first().locator(".status")).not.toBeEmpty();
    expect(await shown.locator(".status").count()).toBe(await shown.count());
    await quiet.evaluate(() => {
      location.hash = location.hash.replace("#list", "#table");
    });
    const rows = quiet.locator("#table tbody th");
    await expect(rows.first().locator(".status")).not.toBeEmpty();
    expect(await rows.locator(".status").count()).toBe(await rows.count());
  });

  test("a choice of several facets is a link that holds in the other language", async ({ quiet, root }) => {
    const { events } = await block(file);
    const { place, date } = events[0].codes;
    const wanted = events
      .filter(({ codes }) => codes.place === place && codes.date === date)
      .map(({ id }) => id)
      .sort();
    await open(quiet, root, file, `#map&place=${place}&date=${date}&sort=oldest`);
    expect((await listed(quiet)).sort()).toEqual(wanted);
    await quiet.locator("a.language").click();
    await expect(quiet.locator("html")).toHaveClass("js");
    expect((await listed(quiet)).sort()).toEqual(wanted);
    await expect(quiet.locator(".order select")).toHaveValue("oldest");
  });

  test("the list is ordered as a reader asks, and the table with it", async ({ quiet, root }) => {
    const { events } = await block(file);
    const days = new Map(events.map(({ id, start, end }) => [id, start ?? end]));
    await open(quiet, root, file);
    await quiet.locator(".order select").selectOption("oldest");
    const ids = await listed(quiet);
    const told = ids.map((id) => days.get(id)).filter((day) => day !== null);
    expect(told).toEqual([...told].sort());
    expect(ids.slice(0, told.length).every((id) => days.get(id) !== null)).toBe(true);
    expect(await rows(quiet)).toEqual(ids);
    expect(quiet.url()).toContain("sort=oldest");
  });

  test("what the map shows is all that is listed while a reader asks for that, and follows the map", async ({
    quiet,
    root,
  }) => {
    const { events } = await block(file);
    const drawn = events.filter(({ extent }) => extent !== "region");
    const [first] = drawn;
    await open(quiet, root, file, `#map&map=12,${first.lat},${first.lon}`);
    expect((await listed(quiet)).length).toBe(events.length);
    await quiet.locator(".facets summary").click();
    await quiet.locator(".within input").check();
    const near = await listed(quiet);
    expect(near).toContain(first.id);
    await expect(quiet).toHaveURL(/&in=/);
    const address = quiet.url();
    for (const _ of [1, 2, 3, 4]) {
      await quiet.locator(".zoom-out").click();
      await quiet.waitForTimeout(350);
    }
    expect((await listed(quiet)).length).toBeGreaterThanOrEqual(near.length);
    await quiet.goto("about:blank");
    await quiet.goto(address);
    expect(await listed(quiet)).toEqual(near);
    await quiet.locator(".facets summary").click();
    await quiet.locator(".within input").uncheck();
    expect((await listed(quiet)).length).toBe(events.length);
  });

  test("what has no place is always in sight, and a step away", ON_SAMPLE, async ({ quiet, root }) => {
    const { unplaced } = await block(file);
    test.skip(unplaced === 0, "this site has a place for everything");
    await open(quiet, root, file);
    await quiet.locator(".tray a").click();
    await expect(quiet.locator("section#unplaced")).toBeInViewport();
  });
});
