// What is drawn where nothing stands upon the map: at its edge, half way down.

import { expect } from "./site.mjs";

/** The colour, as red, green and blue: of a picture of the page, as a canvas that other hosts have drawn upon cannot be read. */
export async function cornerOf(page) {
  const canvas = page.locator("canvas.basemap");
  await expect(canvas).toBeVisible();
  const png = await page.locator("#map").screenshot();
  return page.evaluate(async (base64) => {
    const picture = new Image();
    picture.src = `data:image/png;base64,${base64}`;
    await picture.decode();
    const copy = document.createElement("canvas");
    [copy.width, copy.height] = [picture.width, picture.height];
    const pen = copy.getContext("2d");
    pen.drawImage(picture, 0, 0);
    return [...pen.getImageData(3, picture.height / 2, 1, 1).data.slice(0, 3)].join();
  }, png.toString("base64"));
}
