// What messengers and feed readers are told of a page. They run no script: all of it stands in the markup.

import { access } from "node:fs/promises";
import { join } from "node:path";
import { ON_SAMPLE } from "./plan.mjs";
import { SITE, expect, onEachPage, test } from "./site.mjs";

const exists = (file) =>
  access(join(SITE, file)).then(
    () => true,
    () => false,
  );

onEachPage((file) => {
  test(
    "tells its title and what it is, and leads to nothing that is not there",
    ON_SAMPLE,
    async ({ quiet, root }) => {
      await quiet.goto(root + file);
      const told = (property) => quiet.locator(`meta[property="og:${property}"]`);
      await expect(told("title")).toHaveAttribute("content", await quiet.title());
      await expect(told("description")).toHaveAttribute("content", /\S/);
      // Where the site's address is known it has a picture and a feed, and whole addresses of both.
      const published = await exists("assets/preview.png");
      await expect(told("image")).toHaveCount(published ? 1 : 0);
      const feeds = quiet.locator('link[type="application/atom+xml"]');
      await expect(feeds).toHaveCount(published ? 1 : 0);
      if (!published) return;
      await expect(told("image")).toHaveAttribute("content", /^https?:\/\/.*\/assets\/preview\.png$/);
      const feed = await feeds.getAttribute("href");
      expect(await exists(feed)).toBe(true);
      await quiet.goto(`${root}${file}#method`);
      await expect(quiet.locator(`#method a[href="${feed}"]`)).toBeVisible();
    },
  );
});
