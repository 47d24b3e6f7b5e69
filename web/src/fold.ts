// Folding: letters that readers do not tell apart, and writers neither, are one. The same letters as `src/text/fold.rs`. Pure.

/** Letters that fold into the one before the colon: hamza seats, ta marbuta, and Persian and Kurdish letters. */
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
];
const LETTERS = new Map(
  ALIKE.flatMap((alike) => {
    const [letter = "", ...others] = alike.replace(":", "");
    return others.map((other) => [other, letter] as const);
  }),
);
/** Vowel marks, tatweel, joiners and direction marks, and the marks of Latin letters once they stand alone. */
const MARKS =
  /[\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;
const OTHER_DIGITS = /[\u0660-\u0669\u06f0-\u06f9]/g;

/** `text` as search compares it. */
export function fold(text: string): string {
  return Array.from(text, (letter) => LETTERS.get(letter) ?? letter)
    .join("")
    .normalize("NFKD")
    .replace(MARKS, "")
    .replace(OTHER_DIGITS, (digit) => String(digit.charCodeAt(0) & 15))
    .toLowerCase();
}
