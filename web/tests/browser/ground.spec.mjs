// A map upon a basemap of the user's, and pictures of a tile server over it: KHARITA_SITE names a site built with
// `--basemap tests/cases/basemap.geojson --tiles https://tiles.example.org/{z}/{x}/{y}.png --attribution "Our survey"`.

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { cornerOf } from "./corner.mjs";
import { expect, open, overBoth, SITE, test } from "./site.mjs";

const hasServer = existsSync(join(SITE, "assets/tiles.js")) && !existsSync(join(SITE, "assets/tiles"));
test.skip(!hasServer, "this site has no tile server");

/** One red pixel. */
const RED = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGP4z8DwHwAFAAH/iZk9HQAAAABJRU5ErkJggg==",
  "base64",
);
const SERVER = "https://tiles.example.org/";

overBoth(() => {
  test("opened without the server's pictures the map is the user's, and names whose it is", async ({
    page,
    root,
    scheme,
  }) => {
    await page.route(`${SERVER}**`, (route) => route.abort());
    await open(page, root, "index.html");
    const map = await page.evaluate(() => window.kharitaBasemap);
    expect(map.box).toEqual([36, 32.5, 44, 38.5]);
    await expect(page.locator(".credit")).toHaveText("Leaflet | Our survey");
    expect(await page.evaluate(() => typeof window.kharitaTiles)).toBe(
      scheme === "file" ? "undefined" : "function",
    );
    expect(await cornerOf(page)).not.toBe("255,0,0");
  });
});

test.describe("over file", () => {
  test.use({ scheme: "file" });
  for (const file of ["index.html", "ar.html"]) {
    test(`${file} asks the tile server for nothing`, async ({ quiet, root }) => {
      await open(quiet, root, file);
      await quiet.locator(".zoom-in").click();
      await expect(quiet.locator("#method bdi", { hasText: "tiles.example.org" })).toHaveCount(1);
    });
  }
});

test.describe("over http", () => {
  test.use({ scheme: "http" });
  for (const file of ["index.html", "ar.html"]) {
    test(`${file} shows the server's pictures, tells it which site asks and the reader that it is asked`, async ({
      page,
      root,
    }) => {
      const [asked, said] = [[], []];
      page.on("console", (message) => said.push(message.text()));
      await page.route(`${SERVER}**`, async (route) => {
        asked.push(route.request());
        await route.fulfill({ body: RED, contentType: "image/png" });
      });
      await open(page, root, file);
      await expect.poll(() => cornerOf(page)).toBe("255,0,0");
      expect(asked.length).toBeGreaterThan(0);
      for (const request of asked) {
        expect(new URL(request.url()).pathname).toMatch(/^\/\d+\/\d+\/\d+\.png$/);
        expect((await request.allHeaders())["referer"]).toBe(`${new URL(root).origin}/`);
        expect(request.resourceType()).toBe("image");
      }
      await page.goto(`${root}${file}#method`);
      await expect(page.locator("#method")).toContainText("tiles.example.org");
      expect(said).toEqual([]);
    });
  }

  test("the server may send pictures and nothing else, and no other server anything", async ({
    page,
    root,
  }) => {
    await page.route(`${SERVER}**`, (route) => route.fulfill({ body: RED, contentType: "image/png" }));
    await open(page, root, "index.html");
    const refused = await page.evaluate(async (server) => {
      const found = [];
      document.addEventListener("securitypolicyviolation", (event) => found.push(event.effectiveDirective));
      const put = (name, attributes) =>
        document.head.append(Object.assign(document.createElement(name), attributes));
      put("script", { src: `${server}a.js` });
      put("link", { rel: "stylesheet", href: `${server}a.css` });
      put("img", { src: "https://elsewhere.example.org/1.png" });
      await fetch(`${server}a.json`).catch(() => undefined);
      await new Promise((rest) => setTimeout(rest, 300));
      return found.sort();
    }, SERVER);
    expect(refused).toEqual(["connect-src", "img-src", "script-src-elem", "style-src-elem"]);
    expect(readFileSync(join(SITE, "table.html"), "utf8")).not.toContain("tiles.example.org");
  });
});
