// The page by keyboard alone.

import { HANDLES, expectDetails, handleOf, quoted, settled } from "./markers.mjs";
import { block, expect, onEachPage, open, test } from "./site.mjs";

onEachPage((file) => {
  test("lets a keyboard reach a marker, open it, and come back to it with Escape", async ({
    quiet,
    root,
  }) => {
    const { events } = await block(file);
    await open(quiet, root, file);
    // The markers come after the list in the order of the page, as they do on the screen.
    const focused = () => quiet.evaluate(() => document.activeElement?.dataset.groups);
    await quiet.locator(".events a").last().focus();
    for (let presses = 0; presses < 10 && !(await focused()); presses++) await quiet.keyboard.press("Tab");
    const groups = await focused();
    expect(groups).toBeDefined();
    await quiet.keyboard.press("Enter");
    await expect(quiet.locator("#side h2")).toBeFocused();
    await quiet.keyboard.press("Escape");
    await expect(quiet.locator(".legend")).toBeVisible();
    await expect(quiet).toHaveURL(/#map$/);
    await settled(quiet);
    // A ring came apart meanwhile: the keyboard is on the marker that it stood at.
    const [lead] = groups.split(" ");
    await expect(handleOf(quiet, lead)).toBeFocused();

    const row = quiet.locator(".events a").nth(1);
    const id = await row.getAttribute("data-event");
    await row.press("Enter");
    await expectDetails(
      quiet,
      events.find((event) => event.id === id),
    );
    await quiet.keyboard.press("Escape");
    await expect(quiet.locator(`[data-event="${quoted(id)}"]`)).toBeFocused();
  });

  test("a keyboard skips to the map and its markers", async ({ quiet, root }) => {
    await open(quiet, root, file, "#map&find=a");
    for (let key = 0; key < 2; key++) await quiet.locator("body").press("Tab");
    const skip = quiet.locator('.skip[href="#map"]');
    await expect(skip).toBeFocused();
    await expect(skip).toBeInViewport();
    await quiet.keyboard.press("Enter");
    await expect(quiet.locator("#map")).toBeFocused();
    await expect(quiet).toHaveURL(/find=a/);
    if ((await quiet.locator(HANDLES).count()) > 0) {
      await quiet.keyboard.press("Tab");
      expect(await quiet.evaluate(() => document.activeElement.closest(".anchor") !== null)).toBe(true);
    }
  });

  test("returns a keyboard from what it opened to the row of the table, and to the ring", async ({
    quiet,
    root,
  }) => {
    const { events } = await block(file);
    await open(quiet, root, file, "#table");
    const link = quiet.locator("#table tbody tr").last().locator('a[href^="#event="]');
    const id = await quiet.locator("#table tbody tr").last().getAttribute("data-row");
    await link.focus();
    await quiet.keyboard.press("Enter");
    await expect(quiet.locator("#side h2")).toBeFocused();
    await expectDetails(
      quiet,
      events.find((event) => event.id === id),
    );
    await quiet.keyboard.press("Escape");
    await expect(quiet).toHaveURL(/#table$/);
    await expect(link).toBeFocused();
    await expect(link).toBeInViewport();

    // Further out the marker is gone: the keyboard is on the ring that stands for its place now.
    await quiet.goto("about:blank");
    await open(quiet, root, file);
    const ring = quiet.locator(".marker:has(.ring)").first();
    test.skip((await ring.count()) === 0, "this site has no ring");
    const [lead] = (await ring.getAttribute("data-groups")).split(" ");
    await ring.focus();
    await quiet.keyboard.press("Enter");
    await expect(quiet.locator("#side h2")).toBeFocused();
    await settled(quiet);
    await quiet.locator(".zoom-out").focus();
    for (let n = 0; n < 4; n++) await quiet.keyboard.press("Enter");
    await settled(quiet);
    await quiet.keyboard.press("Escape");
    await settled(quiet);
    await expect(handleOf(quiet, lead)).toBeFocused();
  });
});
