// The page's own words, from templates/en.json or ar.json by way of the block of events. Pure.

export class Words {
  readonly lang: string;
  readonly #strings: Readonly<Record<string, string>>;
  #numbers: Intl.NumberFormat | undefined;
  readonly #plurals: Intl.PluralRules;

  constructor(lang: string, strings: Readonly<Record<string, string>>) {
    this.lang = lang;
    this.#strings = strings;
    this.#plurals = new Intl.PluralRules(lang);
  }

  /** The text of `key`; its name where a user's table lacks it, so that the gap shows. */
  text(key: string): string {
    return this.#strings[key] ?? key;
  }

  /** The text of `key` with `{n}`, in the plural form that the language wants: `events_few`, … */
  count(key: string, n: number): string {
    const form = this.#strings[`${key}_${this.#plurals.select(n)}`] ?? this.text(`${key}_other`);
    return form.replace("{n}", this.number(n));
  }

  number(n: number): string {
    // Most numbers are small, and to get ready for others takes longer than to write all of these.
    if (Number.isInteger(n) && n >= 0 && n < 1000) return String(n);
    // Levantine papers write Western digits, and so do the texts that the generator makes.
    this.#numbers ??= new Intl.NumberFormat(`${this.lang}-u-nu-latn`);
    return this.#numbers.format(n);
  }
}
