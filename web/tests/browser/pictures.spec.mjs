// A map drawn with the pictures of an archive: KHARITA_SITE names a site built with `--basemap tests/cases/pictures.pmtiles`.

import { existsSync } from "node:fs";
import { join } from "node:path";
import { cornerOf } from "./corner.mjs";
import { expect, open, overBoth, SITE, test } from "./site.mjs";

test.skip(!existsSync(join(SITE, "assets/tiles")), "this site has no pictures of its own");

overBoth(() => {
  for (const file of ["index.html", "ar.html"]) {
    test(`${file} draws its map with the pictures beside it, at every zoom, and asks nobody for more`, async ({
      quiet,
      root,
    }) => {
      await open(quiet, root, file);
      await expect.poll(() => cornerOf(quiet)).toBe("255,0,0");
      for (let press = 0; press < 12; press++) await quiet.locator(".zoom-in").click();
      await expect.poll(() => cornerOf(quiet)).toBe("255,0,0");
      await expect(quiet.locator(".credit")).toContainText("Red & Sons");
      await expect(quiet.locator("#method")).not.toContainText("example.org");
    });
  }
});
