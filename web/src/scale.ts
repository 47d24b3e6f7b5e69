// How long a kilometre is on the map. Pure.

/** The bar of a scale no wider than `widest` pixels, where a pixel is so many metres. */
export function scaleOf(
  metresPerPixel: number,
  widest: number,
): { readonly pixels: number; readonly text: string } {
  const told = roundedDown(metresPerPixel * widest);
  return {
    pixels: Math.round(told / metresPerPixel),
    text: told < 1000 ? `${told} m` : `${told / 1000} km`,
  };
}

/** The greatest of 1, 2, 3, 5, 10, 20, … that is no more than `n`. */
function roundedDown(n: number): number {
  const power = 10 ** Math.floor(Math.log10(n));
  return power * ([5, 3, 2].find((step) => step * power <= n) ?? 1);
}
