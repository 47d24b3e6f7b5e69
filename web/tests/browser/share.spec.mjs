// A view is sent as a link, or put into another page as a frame with the map alone.

import { block, expect, onEachPage, test } from "./site.mjs";

onEachPage((file) => {
  test("the link that is given shows the same again", async ({ quiet, root }) => {
    await quiet.goto(root + file);
    await quiet.locator(".legend button").first().click();
    await quiet.locator(".share summary").click();
    const address = quiet.url();
    await expect(quiet.locator(".share input")).toHaveValue(address);
    const listed = await quiet.locator("#side .events a").count();
    await quiet.goto("about:blank");
    await quiet.goto(address);
    await expect(quiet.locator("#side .events a")).toHaveCount(listed);
  });

  test("a frame shows the map alone, opens an event over it, and leads to the whole page", async ({
    quiet,
    root,
  }) => {
    const { events } = await block(file);
    await quiet.goto(`${root}${file}#map&embed`);
    await expect(quiet.locator("html")).toHaveClass(/embed/);
    for (const hidden of [".top", "#side", "#time"]) await expect(quiet.locator(hidden)).toBeHidden();
    const { width, height } = await quiet.locator("#map").boundingBox();
    expect({ width, height }).toEqual(quiet.viewportSize());
    // As wide as the frame that is offered, and as a phone is: there the page has its parts elsewhere, and the way to the
    // whole lies below the map.
    for (const wide of [800, 390]) {
      await quiet.setViewportSize({ width: wide, height: 600 });
      for (const hidden of [".top", "#side", "#time"]) await expect(quiet.locator(hidden)).toBeHidden();
      const box = await quiet.locator("#map").boundingBox();
      expect(box.width).toBe(wide);
      expect(box.height).toBeGreaterThan(450);
    }
    await quiet.setViewportSize({ width: 1280, height: 720 });
    // What was moved in a frame is still a frame when it is loaded again.
    await quiet.locator(".buttons .zoom-in").click();
    await expect(quiet).toHaveURL(/#map&map=[^&]+&embed$/);
    await quiet.reload();
    await expect(quiet.locator("html")).toHaveClass(/embed/);
    await quiet.goto(`${root}${file}#event=${encodeURIComponent(events[0].id)}&embed`);
    await quiet.reload();
    await expect(quiet.locator("#side h2")).toBeVisible();
    const [tab] = await Promise.all([quiet.waitForEvent("popup"), quiet.locator(".whole").click()]);
    await expect(tab.locator(".top")).toBeVisible();
    await expect(tab.locator("#side h2").first()).toHaveText(events[0].title);
  });

  test("a link in an open tab moves the map too, whatever it asks for", async ({ quiet, root }) => {
    await quiet.goto(`${root}${file}#map&sort=oldest`);
    await expect(quiet.locator(".scale")).toBeVisible();
    await quiet.evaluate(() => {
      location.hash = "#map&map=12,36.5000,40.7500";
    });
    await expect(quiet.locator(".scale")).toContainText(/[3٣] /);
  });

  test("all events are a button away, and so is the whole screen", async ({ quiet, root }) => {
    const { events } = await block(file);
    await quiet.goto(`${root}${file}#map&map=13,34.4,38.9`);
    const drawn = events.some(({ extent }) => extent !== "region");
    const marker = quiet.locator(".anchor button").first();
    if (drawn) await expect(marker).not.toBeInViewport();
    await quiet.locator(".buttons .fit").click();
    if (drawn) await expect(marker).toBeInViewport();
    await quiet.locator(".buttons .full").click();
    await expect.poll(() => quiet.evaluate(() => document.fullscreenElement?.className)).toBe("map-box");
    await quiet.locator(".buttons .full").click();
    await expect.poll(() => quiet.evaluate(() => document.fullscreenElement)).toBe(null);
  });
});
