// Readers choose days: with a mouse, a finger or the keyboard, and the list, the map and the address follow.

import { ON_SAMPLE } from "./plan.mjs";
import { block, expect, onEachPage, test } from "./site.mjs";

async function open(page, root, file, hash = "") {
  await page.goto(root + file + hash);
  await expect(page.locator(".handle.first")).toHaveAttribute("aria-valuetext", /\d{4}/);
}

const listed = async (page) =>
  (await page.locator("#side .events a").evaluateAll((all) => all.map((a) => a.dataset.event))).sort();

/** The ids of the events that may have been on the days of an address. */
function told(events, { from = "0000-01-01", to = "9999-12-31", undated = false }) {
  const asked = ({ start, end }) => (end === null ? undated : (start ?? "0000-01-01") <= to && end >= from);
  return events
    .filter(asked)
    .map(({ id }) => id)
    .sort();
}

/** The days that the address asks for, once it has come to rest; `before` are those that it asked for before. */
async function daysOf(page, before) {
  const asked = () => {
    const part = (name) => new RegExp(`&${name}=([0-9-]+)`).exec(page.url())?.[1];
    return { from: part("from"), to: part("to"), undated: page.url().includes("&undated") };
  };
  await expect(page).toHaveURL(/&(from|to)=/);
  if (before) await expect.poll(asked).not.toEqual(before);
  let days;
  do {
    days = asked();
    await page.waitForTimeout(300);
  } while (JSON.stringify(asked()) !== JSON.stringify(days));
  return days;
}

/** A point of the plot, as a share of its width from where time begins. */
async function pointAt(page, share, rightToLeft) {
  const { x, y, width, height } = await page.locator(".plot").boundingBox();
  return { x: x + width * (rightToLeft ? 1 - share : share), y: y + height / 2 };
}

async function drag(page, from, to) {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move((from.x + to.x) / 2, to.y, { steps: 3 });
  await page.mouse.move(to.x, to.y, { steps: 3 });
  await page.mouse.up();
}

/** The days of the axis. */
const axisOf = async (page) => [
  Number(await page.locator(".handle.first").getAttribute("aria-valuemin")),
  Number(await page.locator(".handle.last").getAttribute("aria-valuemax")),
];

/** Draws parts of the time until its bins are days, and so would not be cut further. */
async function lookAtDays(page, at) {
  for (;;) {
    const [first, end] = await axisOf(page);
    await drag(page, await at(0.3), await at(0.7));
    const [from, to] = await axisOf(page);
    if (from === first && to === end) return;
    expect(to - from).toBeLessThan(end - first);
  }
}

onEachPage((file) => {
  const rightToLeft = file === "ar.html";
  test("what is chosen is cut into shorter bins down to days, and back comes all", async ({
    quiet,
    root,
  }) => {
    const { events } = await block(file);
    await open(quiet, root, file);
    const at = (share) => pointAt(quiet, share, rightToLeft);
    const axis = await axisOf(quiet);
    await drag(quiet, await at(0.2), await at(0.8));
    const chosen = await daysOf(quiet);
    const closer = await axisOf(quiet);
    test.skip(String(closer) === String(axis), "this site has few days");
    await expect.poll(() => listed(quiet)).toEqual(told(events, chosen));
    await expect(quiet).toHaveURL(new RegExp(`&over=${chosen.from}\\.\\.${chosen.to}`));
    // What is looked at is a link, and a step back in the browser's history.
    await lookAtDays(quiet, at);
    const deep = await axisOf(quiet);
    await expect(quiet).toHaveURL(/&over=/);
    const address = quiet.url();
    await quiet.goto("about:blank");
    await quiet.goto(address);
    await expect.poll(() => axisOf(quiet)).toEqual(deep);
    await quiet.goBack();
    await quiet.goBack();
    await expect(quiet.locator(".handle.first")).toBeVisible();
    await quiet.locator(".all-days").click();
    await expect(quiet).toHaveURL(/#map$/);
    expect(await axisOf(quiet)).toEqual(axis);
    expect(await listed(quiet)).toEqual(told(events, { undated: true }));
  });

  test("keys look closer, and time plays through what is looked at", async ({ quiet, root }) => {
    await quiet.emulateMedia({ reducedMotion: "no-preference" });
    await open(quiet, root, file);
    const axis = await axisOf(quiet);
    const first = quiet.locator(".handle.first");
    await first.focus();
    for (let step = 0; step < 3; step++) await quiet.keyboard.press("ArrowUp");
    await quiet.keyboard.press("Enter");
    const closer = await axisOf(quiet);
    test.skip(String(closer) === String(axis), "this site has few days");
    await expect(first).toBeFocused();
    await expect(quiet).toHaveURL(/&over=/);
    await quiet.locator(".play").click();
    const begin = await first.getAttribute("aria-valuenow");
    await expect.poll(() => first.getAttribute("aria-valuenow")).not.toBe(begin);
    await quiet.locator(".play").click();
    expect(await axisOf(quiet)).toEqual(closer);
    // The same by a button, of which the keyboard is not lost.
    const button = quiet.locator(".closer");
    if (await button.isVisible()) {
      await button.press("Enter");
      const [from, to] = await axisOf(quiet);
      expect(to - from).toBeLessThan(closer[1] - closer[0]);
      await expect(first).toBeFocused();
    }
    await quiet.locator(".all-days").press("Enter");
    expect(await axisOf(quiet)).toEqual(axis);
    await expect(first).toBeFocused();
  });

  test("a mouse chooses days, moves them and lets them go", async ({ quiet, root }) => {
    const { events } = await block(file);
    await open(quiet, root, file);
    const at = (share) => pointAt(quiet, share, rightToLeft);
    await lookAtDays(quiet, at);
    const chosen = await daysOf(quiet);
    expect(chosen.from < chosen.to).toBe(true);
    await expect.poll(() => listed(quiet)).toEqual(told(events, chosen));
    await expect(quiet.locator('[role="status"]')).toHaveText(/\d/);

    await drag(quiet, await at(0.5), await at(0.6));
    const moved = await daysOf(quiet, chosen);
    expect(moved.from > chosen.from && moved.to > chosen.to).toBe(true);
    await expect.poll(() => listed(quiet)).toEqual(told(events, moved));

    const handle = await quiet.locator(".handle.last").boundingBox();
    const grip = { x: handle.x + handle.width / 2, y: handle.y + handle.height / 2 };
    await drag(quiet, grip, await at(0.99));
    const wider = await daysOf(quiet, moved);
    expect(wider.from).toBe(moved.from);
    expect((wider.to ?? "9999") > moved.to).toBe(true);
    await expect.poll(() => listed(quiet)).toEqual(told(events, wider));

    await quiet.locator(".all-days").click();
    await expect(quiet).toHaveURL(/#map$/);
    expect(await listed(quiet)).toEqual(events.map(({ id }) => id).sort());
    await expect(quiet.locator(".handle.first")).toBeFocused();
  });

  test("the keyboard alone chooses days, and a screen reader is told them in words", async ({
    quiet,
    root,
  }) => {
    const { events } = await block(file);
    await open(quiet, root, file);
    const first = quiet.getByRole("slider").first();
    const last = quiet.getByRole("slider").last();
    const now = async (handle) => Number(await handle.getAttribute("aria-valuenow"));
    const [later, sooner] = rightToLeft ? ["ArrowLeft", "ArrowRight"] : ["ArrowRight", "ArrowLeft"];
    const begin = await now(first);
    const end = await now(last);
    await first.focus();
    for (const [key, moves] of [
      [later, 1],
      ["ArrowUp", 1],
      [sooner, -1],
      ["PageUp", 1],
      ["PageDown", -1],
      ["ArrowUp", 1],
    ]) {
      const before = await now(first);
      await quiet.keyboard.press(key);
      expect(Math.sign((await now(first)) - before), key).toBe(moves);
      await expect(first).toBeFocused();
    }
    await expect(first).toHaveAttribute("aria-valuetext", /^\d{1,2} \p{L}[\p{L} ]+ \d{4}$/u);
    expect(await listed(quiet)).toEqual(told(events, await daysOf(quiet)));

    await last.focus();
    await quiet.keyboard.press("ArrowDown");
    expect(await now(last)).toBeLessThan(end);
    await quiet.keyboard.press("Home");
    expect(await now(last)).toBeGreaterThanOrEqual(await now(first));
    expect(await now(last)).toBe(Number(await last.getAttribute("aria-valuemin")));
    expect(await listed(quiet)).toEqual(told(events, await daysOf(quiet)));
    await quiet.keyboard.press("End");
    expect(await now(last)).toBe(end);
    await first.focus();
    await quiet.keyboard.press("Home");
    expect(await now(first)).toBe(begin);
    await expect(quiet).toHaveURL(/#map$/);
  });

  test("days are a link to the same days, in the other language too", async ({ quiet, root }) => {
    const { events } = await block(file);
    const dated = events.find(({ start }) => start !== null);
    test.skip(dated === undefined, "this site has no date");
    const days = { from: dated.start, to: dated.end };
    await open(quiet, root, file, `#map&from=${days.from}&to=${days.to}`);
    await expect.poll(() => listed(quiet)).toEqual(told(events, days));
    await quiet.locator("a.language").click();
    await expect(quiet).toHaveURL(new RegExp(`&from=${days.from}&to=${days.to}`));
    await expect(quiet.locator("#side .events a").first()).toBeVisible();
    await expect.poll(() => listed(quiet)).toEqual(told(events, days));
    await quiet.locator("#side .events a").first().click();
    await expect(quiet.locator("#side h2")).toBeFocused();
    await expect(quiet).toHaveURL(new RegExp(`#event=.+&from=${days.from}&to=${days.to}`));
  });

  test("what has no date is counted, and asked for by a button", ON_SAMPLE, async ({ quiet, root }) => {
    const { events } = await block(file);
    const undated = told(events, { from: "9999-12-31", to: "0000-01-01", undated: true });
    test.skip(undated.length === 0, "this site has no event without a date");
    await open(quiet, root, file);
    const button = quiet.locator(".time-head .undated");
    await expect(button).toHaveText(new RegExp(`\\D${undated.length}$`));
    await button.click();
    await expect(button).toHaveAttribute("aria-pressed", "true");
    await expect(quiet).toHaveURL(/#map&undated$/);
    expect(await listed(quiet)).toEqual(undated);
    await button.click();
    await expect(quiet).toHaveURL(/#map$/);
  });

  test("the axis runs as the language does, and what is chosen can always be held at both ends", async ({
    quiet,
    root,
  }) => {
    await open(quiet, root, file);
    const ticks = await quiet
      .locator(".axis span")
      .evaluateAll((all) => all.map((tick) => tick.getBoundingClientRect().x));
    expect(ticks.length).toBeGreaterThan(0);
    const ordered = [...ticks].sort((a, b) => (rightToLeft ? b - a : a - b));
    expect(ticks).toEqual(ordered);
    const middle = await pointAt(quiet, 0.5, rightToLeft);
    await quiet.mouse.click(middle.x, middle.y);
    const chosen = await daysOf(quiet);
    expect(chosen.from <= chosen.to).toBe(true);
    const [first, last] = [
      await quiet.locator(".handle.first").boundingBox(),
      await quiet.locator(".handle.last").boundingBox(),
    ];
    for (const { width, height } of [first, last]) {
      expect(width).toBeGreaterThanOrEqual(24);
      expect(height).toBeGreaterThanOrEqual(24);
    }
    if (rightToLeft) expect(last.x + last.width).toBeLessThanOrEqual(first.x + 0.5);
    else expect(first.x + first.width).toBeLessThanOrEqual(last.x + 0.5);
  });

  test("time plays, window by window, until it is told to pause", async ({ quiet, root }) => {
    await quiet.emulateMedia({ reducedMotion: "no-preference" });
    await open(quiet, root, file);
    const play = quiet.locator(".play");
    const first = quiet.locator(".handle.first");
    const name = await play.getAttribute("aria-label");
    const begin = Number(await first.getAttribute("aria-valuenow"));
    await play.click();
    await expect(play).not.toHaveAttribute("aria-label", name);
    await expect(quiet.locator('[role="status"]')).toHaveAttribute("aria-live", "off");
    await expect.poll(async () => Number(await first.getAttribute("aria-valuenow"))).toBeGreaterThan(begin);
    await play.click();
    await expect(play).toHaveAttribute("aria-label", name);
    await expect(quiet.locator('[role="status"]')).toHaveAttribute("aria-live", "polite");
    const days = await daysOf(quiet);
    await quiet.waitForTimeout(700);
    expect(await daysOf(quiet)).toEqual(days);
    const { events } = await block(file);
    await expect.poll(() => listed(quiet)).toEqual(told(events, days));
  });

  test("paper gets the bars and the axis, and nothing that would be pressed", async ({ quiet, root }) => {
    await open(quiet, root, file);
    await quiet.emulateMedia({ media: "print" });
    await expect(quiet.locator(".bars")).toBeVisible();
    await expect(quiet.locator(".axis span").first()).toBeVisible();
    for (const part of [".play", ".time-head .undated", ".handle.first", "#side", "#map"])
      await expect(quiet.locator(part)).toBeHidden();
  });

  test.describe("on a phone", () => {
    test.use({ hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 } });

    test("a finger chooses days without moving the page", async ({ quiet, root }) => {
      const { events } = await block(file);
      await open(quiet, root, file);
      await expect(quiet.locator(".time-head .play")).toBeInViewport({ ratio: 1 });
      const touch = await quiet.context().newCDPSession(quiet);
      const put = async (type, share) => {
        const points = share === null ? [] : [await pointAt(quiet, share, rightToLeft)];
        await touch.send("Input.dispatchTouchEvent", { type, touchPoints: points });
      };
      const before = await quiet.locator(".plot").boundingBox();
      await put("touchStart", 0.2);
      for (const share of [0.3, 0.45, 0.6]) await put("touchMove", share);
      await put("touchEnd", null);
      const chosen = await daysOf(quiet);
      expect(chosen.from < chosen.to).toBe(true);
      await expect.poll(() => listed(quiet)).toEqual(told(events, chosen));
      expect(await quiet.locator(".plot").boundingBox()).toEqual(before);
      expect(await quiet.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
      const { x, y } = await pointAt(quiet, 0.8, rightToLeft);
      await quiet.touchscreen.tap(x, y);
      const tapped = await daysOf(quiet, chosen);
      // What was chosen is all that is looked at now.
      expect(tapped.from > chosen.from && tapped.to <= chosen.to).toBe(true);
      await expect.poll(() => listed(quiet)).toEqual(told(events, tapped));
    });
  });
});
