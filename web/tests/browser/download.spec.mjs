// Readers take what is shown away as files that other programs read.

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { ON_SAMPLE } from "./plan.mjs";
import { block, expect, onEachPage, SITE, test } from "./site.mjs";

async function taken(page, name) {
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.locator(".downloads button", { hasText: name }).click(),
  ]);
  return { name: download.suggestedFilename(), text: await readFile(await download.path(), "utf8") };
}

onEachPage((file) => {
  test("gives what is shown as GeoJSON and as a table", ON_SAMPLE, async ({ quiet, root }) => {
    const whole = JSON.parse(await readFile(join(SITE, "events.geojson"), "utf8"));
    const { events } = await block(file);
    await quiet.goto(root + file);
    const all = await taken(quiet, "GeoJSON");
    expect(all.name).toBe("events.geojson");
    expect(JSON.parse(all.text).features).toEqual(whole.features);
    expect(JSON.parse(all.text).bbox).toEqual(whole.bbox);
    const [{ kind }] = events;
    await quiet.goto(`${root}${file}#map&kind=${kind}`);
    await expect(quiet.locator('.legend [aria-pressed="true"]')).toHaveCount(1);
    const some = JSON.parse((await taken(quiet, "GeoJSON")).text);
    const wanted = whole.features.filter(({ properties }) => properties.kind === kind);
    expect(some.features).toEqual(wanted);
    const table = await taken(quiet, "CSV");
    expect(table.name).toBe("events.csv");
    expect(table.text.startsWith("\ufeffevent_id,")).toBe(true);
  });
});
