// A page of very many events: KHARITA_SITE names what `cargo run --example many_events -- FOLDER 30000` writes into FOLDER/site.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, open, overBoth, SITE, test } from "./site.mjs";

const packed = (file) => {
  const html = readFileSync(join(SITE, file), "utf8");
  return JSON.parse(html.match(/<script type="application\/json" id="events">(.*?)<\/script>/s)[1]).columns;
};

test.skip(packed("index.html") === undefined, "this site has all its events in the page");

const number = (text) => Number(text.replace(/\D/g, ""));

overBoth(() => {
  for (const file of ["index.html", "ar.html"]) {
    test(`${file} counts them all, filters them, and loads the text of one when it is read`, async ({
      quiet,
      root,
    }) => {
      const { count, ids } = packed(file);
      const shards = [];
      quiet.on(
        "request",
        (request) => request.url().includes("assets/events-") && shards.push(request.url()),
      );
      await open(quiet, root, file);
      const rings = await quiet.locator(".anchor .ring text").allTextContents();
      const single = await quiet.locator(".anchor .pin:not(.ring)").count();
      expect(rings.reduce((sum, text) => sum + number(text), single)).toBe(count);
      const button = quiet.locator(".legend button").first();
      const wanted = number(await button.locator("b").textContent());
      await button.click();
      await expect(quiet.locator("#side .events li").first()).toHaveAttribute("aria-setsize", String(wanted));
      expect(shards).toEqual([]);
      await quiet.locator("#side .events a").first().click();
      await expect(quiet.locator("#side blockquote")).toHaveText(/\S/);
      await expect(quiet.locator("#side h2")).toBeFocused();
      expect(shards.length).toBe(1);
      // A link to one of them opens it, wherever it stands.
      const last = ids.split("\n").at(-1);
      await quiet.goto("about:blank");
      await open(quiet, root, file, `#event=${last}`);
      await expect(quiet.locator("#side blockquote")).toHaveText(/\S/);
      await expect(quiet.locator(".permalink code")).toHaveText(last);
    });

    test(`${file} lists what a ring stands for, by a link that holds`, async ({ quiet, root }) => {
      await open(quiet, root, file);
      const ring = quiet.locator(".anchor button:has(.ring)").first();
      const wanted = number(await ring.locator("text").textContent());
      await ring.click();
      await expect(quiet.locator("#side .group .quiet")).toContainText(wanted.toLocaleString("en"));
      const address = quiet.url();
      await quiet.goto("about:blank");
      await quiet.goto(address);
      await expect(quiet.locator("#side .group .quiet")).toContainText(wanted.toLocaleString("en"));
    });
  }
});
