// The projection of the web's maps, onto the unit square: x east, y south, both 0 to 1. Pure.

/** Metres around the equator of the sphere that web maps use (WGS 84's semi-major axis, 6 378 137 m). */
const EQUATOR_M = 2 * Math.PI * 6_378_137;

/** The width of the world in pixels at zoom 0; it doubles with each zoom. */
export const WORLD = 256;

/** Longitude and latitude in degrees to the unit square. */
export function project(lon: number, lat: number): [x: number, y: number] {
  const sine = Math.sin((lat * Math.PI) / 180);
  return [lon / 360 + 0.5, 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)];
}

/** The latitude `metres` north of `lat`, in degrees. */
export function northOf(lat: number, metres: number): number {
  return Math.min(85, lat + (metres / EQUATOR_M) * 360);
}

/** The metres of a pixel at `lat` where the world is `size` pixels wide. */
export function metresPerPixel(lat: number, size: number): number {
  return (EQUATOR_M * Math.cos((lat * Math.PI) / 180)) / size;
}

/** The latitude of `y` on the unit square, in degrees. */
export function latitudeOf(y: number): number {
  return (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI;
}
