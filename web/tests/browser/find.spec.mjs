// Readers find events: by kind and by words, in the list and on the map at once, and every view of that is a link.

import { block, expect, open, onEachPage, test } from "./site.mjs";

const keyOf = ({ extent, lon, lat }) =>
  extent === "region" ? null : extent === "area" ? `~${lon},${lat}` : `${lon},${lat}`;

/** The ids in the list, and the keys of the groups on the map. */
async function shown(page) {
  const ids = await page.locator("#side .events a").evaluateAll((all) => all.map((a) => a.dataset.event));
  const keys = await page
    .locator(".anchor button")
    .evaluateAll((all) => all.flatMap((button) => button.dataset.groups.split(" ")));
  return { ids: ids.sort(), keys: keys.sort() };
}

/** What each marker says: its place, its number of events, its colours; in the typeface by which names are measured. */
async function markers(page) {
  await page.waitForFunction(() => [...document.fonts].some(({ status }) => status === "loaded"));
  const drawn = await page
    .locator(".anchor button")
    .evaluateAll((all) => all.map((button) => button.outerHTML));
  return drawn.sort();
}

function told(events) {
  const keys = new Set(events.map(keyOf).filter((key) => key !== null));
  return { ids: events.map(({ id }) => id).sort(), keys: [...keys].sort() };
}

onEachPage((file) => {
  test("the legend leaves the kinds that are chosen, in the list and on the map", async ({ quiet, root }) => {
    const { events, kinds } = await block(file);
    const [first, second] = kinds.filter(({ id }) => events.some((event) => event.kind === id));
    test.skip(second === undefined, "this site has a single kind");
    const of = (...chosen) => told(events.filter((event) => chosen.includes(event.kind)));
    const button = (kind) => quiet.locator(".legend button", { hasText: kind.label }).first();
    await open(quiet, root, file);
    expect(await shown(quiet)).toEqual(told(events));
    await button(first).click();
    await expect(button(first)).toHaveAttribute("aria-pressed", "true");
    expect(await shown(quiet)).toEqual(of(first.id));
    await button(second).click();
    expect(await shown(quiet)).toEqual(of(first.id, second.id));
    // The address is a link to the same view, in the other language too.
    const address = quiet.url();
    const drawn = await markers(quiet);
    await quiet.goto("about:blank");
    await quiet.goto(address);
    expect(await shown(quiet)).toEqual(of(first.id, second.id));
    await expect.poll(() => markers(quiet)).toEqual(drawn);
    await quiet.locator("a.language").click();
    await expect(quiet.locator('.legend button[aria-pressed="true"]')).toHaveCount(2);
    expect((await shown(quiet)).ids).toEqual(of(first.id, second.id).ids);
    await quiet.locator(".clear").click();
    await expect(quiet.locator(".clear")).toBeHidden();
    expect(await shown(quiet)).toEqual(told(events));
  });

  test("a place is found by names that the page does not show, and by the governorate that it lies in", async ({
    quiet,
    root,
  }) => {
    const { events, names, within } = await block(file);
    const [place] = Object.keys(names).filter((id) => events.some(({ place_id }) => place_id === id));
    const further = [names[place], names[within[place]]].flatMap((words) => words?.split(" ") ?? []);
    for (const word of further.filter((word) => word.length > 3)) {
      await open(quiet, root, `${file}#map&find=${encodeURIComponent(word)}`);
      const wanted = events.filter(({ place_id }) => place_id === place).map(({ id }) => id);
      expect((await shown(quiet)).ids, word).toEqual(expect.arrayContaining(wanted));
      await quiet.goto("about:blank");
    }
  });

  test("words leave the events that say them, whatever letters they are written with", async ({
    quiet,
    root,
  }) => {
    const { events } = await block(file);
    const [event] = events;
    const word = event.place.split(/[^\p{L}\p{N}]+/u).sort((a, b) => b.length - a.length)[0];
    await open(quiet, root, file);
    const search = quiet.locator(".search");
    await search.fill(word);
    const { ids } = await shown(quiet);
    expect(ids).toContain(event.id);
    await search.fill(` ${word.toUpperCase().replaceAll("ة", "ه").replaceAll("أ", "ا")} `);
    expect((await shown(quiet)).ids).toEqual(ids);
    await expect(search).toBeFocused();
    // An event that is opened goes on to the next that was asked for.
    await quiet.locator("#side .events a").first().click();
    await expect(quiet.locator("#side h2")).toBeFocused();
    if (ids.length > 1) {
      await quiet.locator(".path .next, .path .previous").first().click();
      const address = new URL(quiet.url()).hash;
      expect(ids).toContain(decodeURIComponent(address.slice("#event=".length).split("&")[0]));
    }
    await quiet.keyboard.press("Escape");
    await expect(search).toHaveValue(/.+/);
    expect((await shown(quiet)).ids).toEqual(ids);
    await search.fill("qqqq wwww");
    await expect(quiet.locator("#side .events li")).toHaveCount(0);
    await expect(quiet.locator('[role="status"]')).toHaveText(/\S/);
    expect((await shown(quiet)).keys).toEqual([]);
  });

  test("the keyboard alone chooses kinds and clears them", async ({ quiet, root }) => {
    const { events } = await block(file);
    await open(quiet, root, file);
    await quiet.locator(".search").focus();
    await quiet.keyboard.press("Tab");
    const first = quiet.locator(".legend button").first();
    await expect(first).toBeFocused();
    await quiet.keyboard.press("Space");
    await expect(first).toHaveAttribute("aria-pressed", "true");
    await expect(first).toBeFocused();
    await quiet.keyboard.press("Enter");
    await expect(first).toHaveAttribute("aria-pressed", "false");
    expect((await shown(quiet)).ids).toEqual(told(events).ids);
  });

  test("a phone shows the search, the kinds and the list without a sideways scroll", async ({
    quiet,
    root,
  }) => {
    await quiet.setViewportSize({ width: 360, height: 740 });
    await open(quiet, root, file);
    await expect(quiet.locator(".search")).toBeInViewport();
    expect(await quiet.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  });
});
