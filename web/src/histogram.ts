// When the events were: bars, an axis in words, the brush over them, and the buttons beside.

import { axisNames } from "./axis.ts";
import { outlines } from "./bars.ts";
import { Brush } from "./brush.ts";
import { binInWords, daysInWords } from "./dates.ts";
import { element, svg } from "./element.ts";
import { Player, type Window } from "./play.ts";
import { type Days, type Spans, extentOf, hasDays } from "./spans.ts";
import { type Bins, type Heights, binAt, binsOver, countOf, daysOf, heightsOf } from "./timeline.ts";
import type { Words } from "./words.ts";

export interface HistogramOptions {
  readonly spans: Spans;
  readonly words: Words;
  readonly onDays: (days: Days) => void;
  readonly onPlay: (playing: boolean) => void;
}

/** Of the bars, in pixels; the style sheet knows it too. */
const HEIGHT = 46;
/** A bin is at least so wide, in pixels, that a bar can be told from its neighbour. */
const NARROWEST = 6;

export class Histogram {
  readonly element: HTMLElement;
  readonly #options: HistogramOptions;
  readonly #extent: ReturnType<typeof extentOf>;
  readonly #everything: Uint8Array;
  readonly #brush: Brush;
  readonly #player: Player;
  readonly #play: HTMLButtonElement;
  readonly #reading = element("p", { class: "reading" });
  readonly #scale = element("span", { class: "peak", "aria-hidden": "true" });
  readonly #note = element("p", { class: "uncertain quiet" });
  readonly #closer: HTMLButtonElement;
  readonly #clear: HTMLButtonElement;
  readonly #undated: HTMLButtonElement;
  readonly #drawing = svg("svg", { class: "bars", preserveAspectRatio: "none", role: "img" });
  readonly #paths = {
    rest: svg("path", { class: "rest" }),
    sure: svg("path", { class: "sure" }),
    perhaps: svg("path", { class: "perhaps" }),
  };
  readonly #axis = element("div", { class: "axis", "aria-hidden": "true" });
  #width = 0;
  #bins: Bins | undefined;
  #all: Heights | undefined;
  #heights: Heights | undefined;
  #asked: Uint8Array;
  #days: Days = { from: null, to: null, undated: false };

  constructor(options: HistogramOptions) {
    this.#options = options;
    const { spans, words } = options;
    this.#extent = extentOf(spans);
    this.#everything = new Uint8Array(spans.last.length).fill(1);
    this.#asked = this.#everything;
    const button = (name: string, pressed: () => void) => {
      const made = element("button", { type: "button", class: name });
      made.addEventListener("click", pressed);
      return made;
    };
    this.#play = button("play", () => (this.#player.playing ? this.pause() : this.#player.play()));
    this.#closer = button("closer", () => this.#leave(() => this.#lookCloser()));
    this.#closer.textContent = words.text("closer");
    this.#clear = button("all-days", () =>
      this.#leave(() => this.#ask({ from: null, to: null, undated: false })),
    );
    this.#clear.textContent = words.text("all_dates");
    this.#undated = button("undated", () => this.#ask({ ...this.#days, undated: !this.#days.undated }));
    this.#brush = new Brush({
      words,
      onBrush: (window) => this.#ask(this.#daysOf(window)),
      onCloser: () => this.#lookCloser(),
      onPoint: (bin) => this.#read(bin),
    });
    this.#player = new Player({
      at: () => ({ window: this.#window() ?? this.#whole(), count: this.#count() }),
      onMove: (window) => options.onDays(this.#daysOf(window)),
      onChange: (playing) => this.#showPlaying(playing),
    });
    this.#drawing.append(this.#paths.rest, this.#paths.perhaps, this.#paths.sure);
    const plot = element("div", { class: "plot" }, this.#drawing, this.#scale, this.#brush.element);
    this.element = element(
      "div",
      { class: "timeline" },
      element(
        "div",
        { class: "time-head" },
        this.#play,
        this.#reading,
        this.#note,
        this.#closer,
        this.#clear,
        this.#undated,
      ),
      ...(this.#extent ? [plot, this.#axis] : []),
    );
    this.#play.hidden = true;
    this.element.hidden = spans.last.length === 0;
    this.#showPlaying(false);
    new ResizeObserver(() => this.#fit(plot.clientWidth)).observe(plot);
  }

  /** Shows the days asked for, and the events that all other filters leave: 1 in `asked`. */
  show(days: Days, asked: Uint8Array): void {
    const others = asked !== this.#asked || !this.#heights;
    const elsewhere = days.over?.join() !== this.#days.over?.join();
    this.#asked = asked;
    this.#days = days;
    if (elsewhere && this.#width > 0) this.#cut();
    else {
      if (others) this.#draw();
      this.#showDays();
    }
  }

  pause(): void {
    this.#player.pause();
  }

  /** Bins for this width; the first time, too. */
  #fit(width: number): void {
    if (width === 0 || width === this.#width) return;
    this.#width = width;
    this.#cut();
  }

  /** Cuts the time that is looked at into bins. */
  #cut(): void {
    const { spans, words } = this.#options;
    const span = this.#span();
    if (!span) return;
    this.#bins = binsOver(span, Math.floor(this.#width / NARROWEST));
    this.#play.hidden = countOf(this.#bins) < 2;
    this.#all = heightsOf(spans, this.#bins, this.#everything);
    this.#draw();
    this.#axis.replaceChildren(
      ...axisNames(this.#bins, this.#width, words, getComputedStyle(this.#axis).fontFamily),
    );
    this.#showDays();
  }

  #draw(): void {
    const { spans, words } = this.#options;
    const [bins, all] = [this.#bins, this.#all];
    if (!bins || !all) return;
    const heights = heightsOf(spans, bins, this.#asked);
    this.#heights = heights;
    // Few of many would be too low to be read: then they are drawn for themselves.
    const beside = heights.peak === 0 || heights.peak * 4 >= all.peak;
    const peak = Math.ceil((beside ? all : heights).peak - 1e-6);
    const size = { peak, height: HEIGHT, gap: bins.ofDay.length / Math.max(1, this.#width) };
    const backdrop = outlines(bins, all, size);
    const { sure, perhaps } = outlines(bins, heights, size);
    this.#drawing.setAttribute("viewBox", `0 0 ${bins.ofDay.length} ${HEIGHT}`);
    this.#paths.rest.setAttribute("d", beside ? backdrop.sure + backdrop.perhaps : "");
    this.#paths.sure.setAttribute("d", sure);
    this.#paths.perhaps.setAttribute("d", perhaps);
    this.#scale.textContent = words.number(peak);
    this.#note.textContent = perhaps === "" ? "" : words.text("paler");
    const [first = 0, last = 0] = this.#span() ?? [];
    const drawn = [
      words.text(`by_${bins.unit}`),
      daysInWords(first, last, words),
      ...(heights.peak > 0 ? [this.#highest(bins, heights)] : []),
    ];
    this.#drawing.setAttribute("aria-label", drawn.join(" · "));
  }

  #highest(bins: Bins, { sure, perhaps }: Heights): string {
    const { words } = this.#options;
    let best = 0;
    const at = (bin: number) => (sure[bin] ?? 0) + (perhaps[bin] ?? 0);
    for (let bin = 1; bin < sure.length; bin++) if (at(bin) > at(best)) best = bin;
    return words
      .text("most_events")
      .replace("{when}", () => binInWords(bins.unit, daysOf(bins, best)[0], words));
  }

  #showDays(): void {
    const { words } = this.#options;
    const undated = this.#heights?.undated ?? count(this.#options.spans, this.#asked);
    this.#undated.textContent = words.text("undated").replace("{n}", words.number(undated));
    this.#undated.hidden = undated === 0 && !this.#days.undated;
    this.#undated.setAttribute("aria-pressed", String(this.#days.undated));
    this.#clear.hidden = !hasDays(this.#days) && !this.#days.over;
    this.#closer.hidden = !this.#isCoarse();
    if (this.#bins) this.#brush.show(this.#bins, this.#window());
    this.element.classList.toggle("only-undated", this.#days.undated && !hasDays(this.#days));
    this.#read(null);
  }

  /** Says what is pointed at, else what is chosen. */
  #read(bin: number | null): void {
    const { words } = this.#options;
    const [bins, heights] = [this.#bins, this.#heights];
    const span = this.#span();
    if (!bins || !heights || !span) return;
    if (bin !== null) {
      const more = heights.touching[bin] ?? 0;
      this.#say(
        binInWords(bins.unit, daysOf(bins, bin)[0], words),
        words.count("events", heights.sure[bin] ?? 0),
        more > 0 ? words.count("perhaps", more) : "",
      );
      return;
    }
    const [from, to] = span;
    const [first, last] = [this.#days.from ?? from, this.#days.to ?? to];
    this.#say(
      daysInWords(Math.min(first, last), Math.max(first, last), words),
      words.text(`by_${bins.unit}`),
    );
  }

  #say(days: string, ...facts: readonly string[]): void {
    const told = facts.filter((fact) => fact !== "").map((fact) => element("span", {}, fact));
    this.#reading.replaceChildren(
      element("b", {}, days),
      element("span", { class: "facts-of-days" }, ...told),
    );
  }

  #showPlaying(playing: boolean): void {
    const name = this.#options.words.text(playing ? "pause" : "play");
    this.#play.setAttribute("aria-label", name);
    this.#play.title = name;
    this.#play.classList.toggle("playing", playing);
    this.#options.onPlay(playing);
  }

  /** What a reader asks for by hand ends the playing. */
  #ask(days: Days): void {
    this.pause();
    this.#options.onDays(days);
  }

  /** Such a button goes with what it does: the keyboard goes on at the first handle. */
  #leave(press: () => void): void {
    const focused = this.element.contains(document.activeElement);
    press();
    if (focused) this.element.querySelector<HTMLElement>('[role="slider"]')?.focus();
  }

  /** Whether bins of what is chosen would be shorter. */
  #isCoarse(): boolean {
    return this.#bins !== undefined && this.#bins.unit !== "day" && this.#window() !== null;
  }

  /** Cuts what is chosen into shorter bins. */
  #lookCloser(): void {
    const window = this.#window();
    if (!window || !this.#isCoarse()) return;
    const { from, to } = this.#daysOf(window);
    if (from !== null && to !== null) this.#ask({ ...this.#days, from, to, over: [from, to] });
  }

  /** The time that is looked at: all days on which any event may have been, or those of them that a reader looks at more closely. */
  #span(): ReturnType<typeof extentOf> {
    const [first, last] = this.#extent ?? [];
    const { over } = this.#days;
    if (first === undefined || last === undefined) return null;
    const [from, to] = over ? [Math.max(first, over[0]), Math.min(last, over[1])] : [first, last];
    return from > to ? [first, last] : [from, to];
  }

  #daysOf(window: Window | null): Days {
    const bins = this.#bins;
    const { undated, over } = this.#days;
    if (!bins || !window) {
      const [from, to] = over ?? [null, null];
      return { from, to, undated, over };
    }
    const [from] = daysOf(bins, window.first);
    const [, to] = daysOf(bins, window.last);
    return { from, to, undated, over };
  }

  #window(): Window | null {
    const bins = this.#bins;
    if (!bins || !hasDays(this.#days)) return null;
    const { from, to } = this.#days;
    const whole = this.#whole();
    const first = from === null ? 0 : binAt(bins, from);
    const last = Math.max(first, to === null ? whole.last : binAt(bins, to));
    // What is looked at more closely is all chosen until some of it is.
    return this.#days.over && first === 0 && last === whole.last ? null : { first, last };
  }

  #whole(): Window {
    return { first: 0, last: this.#count() - 1 };
  }

  #count(): number {
    return this.#bins ? countOf(this.#bins) : 0;
  }
}

/** How many of the `asked` events have no date. */
function count({ first, last }: Spans, asked: Uint8Array): number {
  let undated = 0;
  for (let row = 0; row < asked.length; row++) {
    if (asked[row] === 1 && (first[row] ?? 0) > (last[row] ?? 0)) undated++;
  }
  return undated;
}
