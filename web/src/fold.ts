// Folding: letters that readers do not tell apart, and writers neither, are one. The same letters as `src/text/fold.rs`. Pure.

/** Letters that fold into what is before the colon: hamza seats, ta marbuta, and Persian, Kurdish and Turkish letters. */
const ALIKE = [
  "ا:أإآٱٲٳٵ",
  "و:ؤۆۇ",
  "ي:ئىیېێے",
  "ه:ةۃەھہۀ",
  "ك:کڪگڭ",
  "ب:پ",
  "ج:چ",
  "ز:ژ",
  "ف:ڤ",
  "ر:ڕ",
  "ل:ڵ",
  "غ:ڠ",
  "sh:şŞšŠ",
  "ch:çÇ",
  "i:ı",
  "o:øØ",
  "l:łŁ",
  "d:đĐ",
  "s:ß",
];
const LETTERS = new Map(
  ALIKE.flatMap((alike) => {
    const [folded = "", letters = ""] = alike.split(":");
    return [...letters].map((letter) => [letter, folded] as const);
  }),
);
/** Vowel marks, tatweel, joiners and direction marks, and the marks of Latin letters once they stand alone. */
const MARKS =
  /[\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;
const OTHER_DIGITS = /[\u0660-\u0669\u06f0-\u06f9]/g;

/** How Latin letters write one Arabic sound in several ways; of two that fit the first. */
const SOUNDS: Readonly<Record<string, string>> = {
  gh: "g",
  sch: "c",
  sh: "c",
  ch: "c",
  kh: "x",
  dj: "j",
  q: "k",
  c: "k",
  ou: "u",
  oo: "u",
  uw: "w",
  ai: "e",
  ay: "e",
  ei: "e",
  ey: "e",
  ee: "i",
  iy: "i",
};
const SPELT = new RegExp(Object.keys(SOUNDS).join("|").replace("uw", "(?!^)uw"), "g");

/** A folded word as it sounds, alike for every transliteration of a name; a word of other letters as it is. */
export function sound(word: string): string {
  if (!/^\d*[a-z][a-z\d]*$/.test(word)) return word;
  const sounds = word.replace(SPELT, (letters) => SOUNDS[letters] ?? letters).replace(/(.)\1+/g, "$1");
  return sounds.length > 3 ? sounds.replace(/[ae]h$|e$/, "a") : sounds;
}

/** `text` as search compares it. */
export function fold(text: string): string {
  return Array.from(text, (letter) => LETTERS.get(letter) ?? letter)
    .join("")
    .normalize("NFKD")
    .replace(MARKS, "")
    .replace(OTHER_DIGITS, (digit) => String(digit.charCodeAt(0) & 15))
    .toLowerCase();
}
