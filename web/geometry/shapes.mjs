// Lines and rings as lists of [lon, lat] in degrees: cut to a box, simplified, measured. Pure.

/**
 * Douglas and Peucker's simplification: no point of `line` ends up further from it than `toleranceAt` allows there, in
 * degrees.
 */
export function simplify(line, toleranceAt) {
  if (line.length < 3) return line;
  const kept = new Uint8Array(line.length);
  kept[0] = 1;
  kept[line.length - 1] = 1;
  const open = [[0, line.length - 1]];
  while (open.length > 0) {
    const [first, last] = open.pop();
    let [worst, far] = [1, 0];
    for (let i = first + 1; i < last; i++) {
      const excess = offLine(line[i], line[first], line[last]) / toleranceAt(line[i]);
      if (excess > worst) [worst, far] = [excess, i];
    }
    if (far === 0) continue;
    kept[far] = 1;
    open.push([first, far], [far, last]);
  }
  return line.filter((_, i) => kept[i]);
}

/** A ring is halved where it is widest, so that simplifying cannot fold it. */
export function simplifyRing(ring, toleranceAt) {
  const far = ring.reduce((best, p, i) => (off(p, ring[0]) > off(ring[best], ring[0]) ? i : best), 0);
  const half = simplify(ring.slice(0, far + 1), toleranceAt);
  return [...half.slice(0, -1), ...simplify(ring.slice(far), toleranceAt)];
}

/** A degree of longitude is as long as 0.81 of latitude in the middle of the map. */
const NARROW = Math.cos((36 * Math.PI) / 180);
const KM = 111.2;

const off = (a, b) => Math.hypot((a[0] - b[0]) * NARROW, a[1] - b[1]);

/** How far `p` is from the stretch between `a` and `b`, and where it comes nearest. */
function nearest(p, a, b) {
  const [dx, dy] = [(b[0] - a[0]) * NARROW, b[1] - a[1]];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : ((p[0] - a[0]) * NARROW * dx + (p[1] - a[1]) * dy) / length;
  const t = Math.max(0, Math.min(1, along));
  const at = [a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])];
  return { at, distance: off(p, at) };
}
const offLine = (p, a, b) => nearest(p, a, b).distance;

/** Where the nearest of `lines` comes nearest to `p`, and how far that is, in kilometres. */
export function closest(p, lines) {
  let best = { at: p, distance: Infinity };
  for (const line of lines) {
    for (let i = 0; i + 1 < line.length; i++) {
      const found = nearest(p, line[i], line[i + 1]);
      if (found.distance < best.distance) best = found;
    }
  }
  return { at: best.at, km: best.distance * KM };
}

export function lengthKm(line) {
  return line.slice(1).reduce((sum, p, i) => sum + off(p, line[i]), 0) * KM;
}

export function areaKm2(ring) {
  const twice = ring.reduce((sum, p, i) => {
    const next = ring[(i + 1) % ring.length];
    return sum + (p[0] - ring[0][0]) * (next[1] - ring[0][1]) - (next[0] - ring[0][0]) * (p[1] - ring[0][1]);
  }, 0);
  return (Math.abs(twice) / 2) * NARROW * KM * KM;
}

/** West, south, east, north of some points. */
export function boundsOf(points) {
  const bounds = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of points) {
    if (x < bounds[0]) bounds[0] = x;
    if (y < bounds[1]) bounds[1] = y;
    if (x > bounds[2]) bounds[2] = x;
    if (y > bounds[3]) bounds[3] = y;
  }
  return bounds;
}

export const within = ([x, y], [west, south, east, north]) =>
  x >= west && x <= east && y >= south && y <= north;

/** Sutherland and Hodgman's clipping; what it adds runs along the box, where the map's edge hides it. */
export function clipRing(ring, [west, south, east, north]) {
  const atX = (a, b, x) => [x, a[1] + ((b[1] - a[1]) * (x - a[0])) / (b[0] - a[0])];
  const atY = (a, b, y) => [a[0] + ((b[0] - a[0]) * (y - a[1])) / (b[1] - a[1]), y];
  const edges = [
    { inside: ([x]) => x >= west, cut: (a, b) => atX(a, b, west) },
    { inside: ([x]) => x <= east, cut: (a, b) => atX(a, b, east) },
    { inside: ([, y]) => y >= south, cut: (a, b) => atY(a, b, south) },
    { inside: ([, y]) => y <= north, cut: (a, b) => atY(a, b, north) },
  ];
  return edges.reduce(
    (points, { inside, cut }) =>
      points.flatMap((point, i) => {
        const before = points.at(i - 1);
        const crossing = inside(point) !== inside(before) ? [cut(before, point)] : [];
        return inside(point) ? [...crossing, point] : crossing;
      }),
    ring,
  );
}

/** The stretches of a line that touch the box, each with one point beyond, which the map's edge hides. */
export function clipLine(line, box) {
  const stretches = [[]];
  line.forEach((point, i) => {
    const near = [line[i - 1], point, line[i + 1]].some((p) => p !== undefined && within(p, box));
    if (near) stretches.at(-1).push(point);
    else if (stretches.at(-1).length > 0) stretches.push([]);
  });
  return stretches.filter((stretch) => stretch.length > 1);
}

/** Lines that end where another begins, as one. */
export function join(lines) {
  const key = ([x, y]) => `${x.toFixed(3)} ${y.toFixed(3)}`;
  const left = [...lines];
  const joined = [];
  while (left.length > 0) {
    let line = left.pop();
    for (let i = 0; i < left.length; i++) {
      const [other, start, end] = [left[i], key(line[0]), key(line.at(-1))];
      const longer =
        key(other[0]) === end
          ? [...line, ...other.slice(1)]
          : key(other.at(-1)) === start
            ? [...other, ...line.slice(1)]
            : key(other.at(-1)) === end
              ? [...line, ...other.toReversed().slice(1)]
              : key(other[0]) === start
                ? [...other.toReversed(), ...line.slice(1)]
                : null;
      if (!longer) continue;
      line = longer;
      left.splice(i, 1);
      i = -1;
    }
    joined.push(line);
  }
  return joined;
}

/** Whether a ring has the point inside. */
export function contains(ring, [x, y]) {
  return ring.reduce((inside, [ax, ay], i) => {
    const [bx, by] = ring.at(i - 1);
    const crosses = ay > y !== by > y && x < ax + ((y - ay) * (bx - ax)) / (by - ay);
    return crosses ? !inside : inside;
  }, false);
}

/** What of a line lies outside of the rings, each stretch with the point where it comes to one. */
export function outside(line, rings) {
  const dry = line.map((point) => !rings.some((ring) => contains(ring, point)));
  const stretches = [[]];
  line.forEach((point, i) => {
    if (dry[i] || dry[i - 1] || dry[i + 1]) stretches.at(-1).push(point);
    else if (stretches.at(-1).length > 0) stretches.push([]);
  });
  return stretches.filter((stretch) => stretch.length > 1);
}
