// Pages that stand alone, as `kharita build --single-file` writes them: KHARITA_SITE names a folder of such.

import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { block, expect, open, refused, SITE, test } from "./site.mjs";

test.skip(existsSync(join(SITE, "assets")), "this site has files beside its pages");

for (const file of ["index.html", "ar.html"]) {
  const path = join(SITE, file);

  test(`${file} opens by double click, asks for nothing and shows everything`, async ({ quiet, root }) => {
    const { events } = await block(file);
    const asked = [];
    quiet.on("request", (request) => asked.push(request.url()));
    await open(quiet, root, file);
    await expect(quiet.locator("#side .events a")).toHaveCount(events.length);
    await expect(quiet.locator(".anchor button").first()).toBeVisible();
    await quiet.locator("#side .events a").first().click();
    await expect(quiet.locator("#side blockquote").first()).toBeVisible();
    await quiet.keyboard.press("Escape");
    const [download] = await Promise.all([
      quiet.waitForEvent("download"),
      quiet.locator(".downloads button", { hasText: "GeoJSON" }).click(),
    ]);
    const { features } = JSON.parse(await readFile(await download.path(), "utf8"));
    expect(features.length).toBe(events.length);
    for (const part of ["table", "unplaced", "sources", "method"]) {
      await quiet.locator(`.views a[href="#${part}"]`).click();
      await expect(quiet.locator(`#${part}`)).toBeVisible();
    }
    await quiet.locator(".licences summary").click();
    await expect(quiet.locator(".licences pre")).toContainText("leaflet");
    // What it links to is in itself or on the web: no file beside it is there when it comes by mail.
    const links = await quiet.evaluate(() => [...document.links].map(({ href }) => href));
    for (const link of links) expect(link).toMatch(/^https?:|#/);
    const itself = pathToFileURL(path).href;
    expect(asked.filter((url) => !/^(data|blob):/.test(url) && url.split("#")[0] !== itself)).toEqual([]);
  });

  test(`${file} does not run a program that was changed on the way, and still shows its table`, async ({
    page,
  }) => {
    const patched = (html) => html.replace("window.kharitaBasemap=", "window.owned=1;window.kharitaBasemap=");
    expect(await refused(page, path, patched)).toContain("script-src");
    expect(await page.evaluate(() => window.owned)).toBe(undefined);
    const rewired = (html) => html.replace("<script>(()=>{", "<script>window.owned=1;(()=>{");
    expect(await refused(page, path, rewired)).toContain("script-src");
    expect(await page.evaluate(() => window.owned)).toBe(undefined);
    await expect(page.locator("#table tbody tr").first()).toBeVisible();
    const restyled = (html) => html.replace("<style>", "<style>body{display:none}");
    expect(await refused(page, path, restyled)).toContain("style-src");
    await expect(page.locator("body")).toBeVisible();
  });
}
