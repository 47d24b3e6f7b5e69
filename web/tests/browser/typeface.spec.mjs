// Arabic is written in a typeface that the page brings; a page without any asks for none.

import { expect, open, overBoth, test } from "./site.mjs";

const loaded = () =>
  document.fonts.ready.then(() => [...document.fonts].filter(({ status }) => status === "loaded").length);

overBoth(() => {
  for (const file of ["index.html", "ar.html"]) {
    test(`${file} writes its Arabic in the typeface beside it, also on the map`, async ({ quiet, root }) => {
      await open(quiet, root, file);
      await expect.poll(() => quiet.evaluate(loaded)).toBe(1);
      const family = await quiet
        .locator(".language, h1")
        .first()
        .evaluate((at) => getComputedStyle(at).fontFamily);
      expect(family).toContain("Kharita Arabic");
      // Regular and bold are of one file, and joined letters keep their forms: the lam-alef is narrower than its two letters.
      const widths = await quiet.evaluate(() => {
        const pen = document.createElement("canvas").getContext("2d");
        const width = (weight, text) => {
          pen.font = `${weight} 40px "Kharita Arabic", monospace`;
          return pen.measureText(text).width;
        };
        return [
          width(400, "لا"),
          width(400, "ل") + width(400, "ا"),
          width(400, "الحسكة"),
          width(700, "الحسكة"),
        ];
      });
      expect(widths[0]).toBeLessThan(widths[1]);
      expect(widths[2]).toBeLessThan(widths[3]);
    });
  }
});
