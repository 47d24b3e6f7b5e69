// The typeface of Arabic runs: Noto Sans Arabic with the letters that are written here, from regular to bold.

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import subset from "subset-font";

const PACKAGE = "@fontsource-variable/noto-sans-arabic";
const folder = join(import.meta.dirname, "node_modules", PACKAGE);

/** Arabic with its vowel signs, Persian and Kurdish letters, digits, and the marks of sentences. */
const LETTERS =
  "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي" +
  "ـ\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0670" +
  "پچژڤکگیەۆێڕڵ" +
  "٠١٢٣٤٥٦٧٨٩" +
  "،؛؟٪٫٬\u200c\u200d";

/** What joins letters, and puts marks and letters beside each other; what a writer would have to ask for is left out. */
const FEATURES = ["ccmp", "init", "medi", "fina", "rlig", "kern", "mark", "mkmk"];
/** Of no use to browsers, or told elsewhere as well. */
const TABLES = ["HVAR", "MVAR", "STAT", "gasp", "prep"];

/** As WOFF2. */
export async function arabicTypeface() {
  const whole = await readFile(join(folder, "files", "noto-sans-arabic-arabic-wght-normal.woff2"));
  return subset(whole, LETTERS, {
    targetFormat: "woff2",
    keepFeatures: FEATURES,
    dropTables: TABLES,
    noHinting: true,
    variationAxes: { wght: { min: 400, max: 700 } },
  });
}

/** What is to be said of it, and its licence. */
export async function arabicLicence() {
  const { version, license } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
  const text = await readFile(join(folder, "LICENSE"), "utf8");
  const what = "For Arabic text: arabic.woff2 holds some letters of it, and may be replaced by itself.";
  return (
    [`${PACKAGE} ${version} (${license})`, what, text.replaceAll("\r\n", "\n").trim()].join("\n\n") + "\n"
  );
}
