// What is shown, as the files that other programs read: features of `events.geojson` and their table. Pure.

/** A feature of `events.geojson`; docs/events-geojson.md tells its properties. */
export interface Feature {
  readonly type: "Feature";
  readonly id: string;
  readonly geometry: { readonly type: "Point"; readonly coordinates: readonly [lon: number, lat: number] };
  readonly properties: Readonly<Record<string, string | number | boolean | null>>;
}

/** `events.geojson`, as `assets/events.js` gives it to the page. */
export interface Collection {
  readonly type: "FeatureCollection";
  readonly kharita: Readonly<Record<string, string | number>>;
  readonly features: readonly Feature[];
}

/** With what spreadsheets begin a formula, after what they skip; the same as in every table that the generator writes. */
const FORMULA = /^[ \n'\ufeff]*[=+\-@\t\r＝＋－＠]/;

/** The features of these events, in the order of the collection. `asked` is the address that asks for them again. */
export function toGeoJson(all: Collection, ids: ReadonlySet<string>, asked: string): string {
  const features = all.features.filter(({ id }) => ids.has(id));
  const kharita = { ...all.kharita, asked, shown: features.length };
  const head = [
    `{"type":"FeatureCollection"`,
    ...(features.length > 0 ? [`"bbox":${JSON.stringify(bounds(features))}`] : []),
    `"kharita":${JSON.stringify(kharita)}`,
  ].join(",\n");
  return `${head},\n"features":[\n${features.map((feature) => JSON.stringify(feature)).join(",\n")}\n]}\n`;
}

/** A row for each of them: the properties, and the coordinates; as RFC 4180 wants, and safe to open in a spreadsheet. */
export function toCsv(all: Collection, ids: ReadonlySet<string>): string {
  const features = all.features.filter(({ id }) => ids.has(id));
  const keys = Object.keys(all.features[0]?.properties ?? {});
  const rows = features.map(({ geometry, properties }) => [
    ...keys.map((key) => properties[key] ?? null),
    ...geometry.coordinates,
  ]);
  const lines = [[...keys, "lon", "lat"], ...rows].map((row) => row.map(cell).join(","));
  // The mark tells spreadsheets that this is UTF-8.
  return `\ufeff${lines.join("\r\n")}\r\n`;
}

function cell(value: string | number | boolean | null): string {
  if (typeof value !== "string") return value === null ? "" : String(value);
  const text = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function bounds(features: readonly Feature[]): number[] {
  const of = (axis: 0 | 1) => features.map(({ geometry }) => geometry.coordinates[axis]);
  const least = (all: readonly number[]) => all.reduce((a, b) => Math.min(a, b));
  const most = (all: readonly number[]) => all.reduce((a, b) => Math.max(a, b));
  return [least(of(0)), least(of(1)), most(of(0)), most(of(1))];
}
