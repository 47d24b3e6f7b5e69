// The part of the time that is chosen, with a handle at each end: for mouse, finger and keyboard.

import { longer, startOf } from "./calendar.ts";
import { dayInWords } from "./dates.ts";
import { element } from "./element.ts";
import type { Window } from "./play.ts";
import { type Bins, binAt, countOf, daysOf } from "./timeline.ts";
import type { Words } from "./words.ts";

export interface BrushOptions {
  readonly words: Words;
  /** A reader chose these bins; `null` for all of them. */
  readonly onBrush: (window: Window | null) => void;
  /** What is chosen is to be looked at more closely: it was drawn or pointed at, or a key asks for that. */
  readonly onCloser: () => void;
  /** The mouse is over this bin; `null` where it has left. */
  readonly onPoint: (bin: number | null) => void;
}

type End = "first" | "last";
/** What a pointer that is down does, and the bin at which it began. */
interface Drag {
  /** Another finger that comes down meanwhile does nothing. */
  readonly pointer: number;
  readonly grip: End | "window" | "none";
  readonly at: number;
  readonly before: Window | null;
  moved: boolean;
}

export class Brush {
  readonly element = element("div", { class: "brush" });
  readonly #options: BrushOptions;
  readonly #chosen = element("div", { class: "chosen" });
  readonly #veils = [element("div", { class: "veil" }), element("div", { class: "veil" })] as const;
  readonly #handles: Readonly<Record<End, HTMLElement>>;
  #bins: Bins | undefined;
  #window: Window | null = null;
  #drag: Drag | null = null;

  constructor(options: BrushOptions) {
    this.#options = options;
    const { words } = options;
    const handle = (end: End, name: string) => {
      const made = element("div", {
        class: `handle ${end}`,
        role: "slider",
        tabindex: 0,
        "aria-label": name,
      });
      made.addEventListener("keydown", (pressed) => this.#press(end, pressed));
      return made;
    };
    this.#handles = {
      first: handle("first", words.text("first_day")),
      last: handle("last", words.text("last_day")),
    };
    this.element.append(...this.#veils, this.#chosen, this.#handles.first, this.#handles.last);
    this.element.addEventListener("pointerdown", (down) => this.#down(down));
    this.element.addEventListener("pointermove", (move) => this.#move(move));
    this.element.addEventListener("pointerup", (up) => this.#up(up));
    this.element.addEventListener("pointercancel", (cancelled) => this.#cancel(cancelled));
    this.element.addEventListener("pointerleave", () => options.onPoint(null));
  }

  /** Shows what is chosen of `bins`; `null` for all. */
  show(bins: Bins, window: Window | null): void {
    this.#bins = bins;
    this.#window = window;
    const { first, last } = this.#whole();
    const { edges } = bins;
    const begin = edges[0] ?? 0;
    const length = (edges[edges.length - 1] ?? begin) - begin;
    const percent = (edge: number) => `${((((edges[edge] ?? begin) - begin) / length) * 100).toFixed(4)}%`;
    const rest = (edge: number) => `calc(100% - ${percent(edge)})`;
    place(this.#veils[0], "0%", rest(first));
    place(this.#veils[1], percent(last + 1), "0%");
    place(this.#chosen, percent(first), rest(last + 1));
    this.element.classList.toggle("whole", window === null);
    this.#tell("first", first, 0, last, percent(first));
    this.#tell("last", last, first, countOf(bins) - 1, percent(last + 1));
  }

  #tell(end: End, bin: number, least: number, most: number, at: string): void {
    const bins = this.#bins;
    if (!bins) return;
    const day = (of: number) => daysOf(bins, of)[end === "first" ? 0 : 1];
    const handle = this.#handles[end];
    handle.style.insetInlineStart = at;
    handle.setAttribute("aria-valuemin", String(day(least)));
    handle.setAttribute("aria-valuemax", String(day(most)));
    handle.setAttribute("aria-valuenow", String(day(bin)));
    handle.setAttribute("aria-valuetext", dayInWords(day(bin), this.#options.words));
  }

  #down(down: PointerEvent): void {
    if (!this.#bins || this.#drag || down.button !== 0) return;
    const at = this.#binUnder(down);
    const { target } = down;
    const { first, last } = this.#handles;
    const inside = this.#window !== null && at >= this.#window.first && at <= this.#window.last;
    const grip = target === first ? "first" : target === last ? "last" : inside ? "window" : "none";
    this.#drag = { pointer: down.pointerId, grip, at, before: this.#window, moved: false };
    this.element.setPointerCapture(down.pointerId);
    // The keyboard goes on where the pointer was; what is drawn anew is not a text to be marked.
    if (grip === "first" || grip === "last") this.#handles[grip].focus({ preventScroll: true });
    down.preventDefault();
  }

  #move(move: PointerEvent): void {
    if (!this.#bins) return;
    const at = this.#binUnder(move);
    const drag = this.#drag;
    if (!drag) {
      if (move.pointerType === "mouse") this.#options.onPoint(at);
      return;
    }
    if (move.pointerId !== drag.pointer || (at === drag.at && !drag.moved)) return;
    drag.moved = true;
    this.#choose(this.#dragged(drag, at));
  }

  #dragged({ grip, at: began, before }: Drag, at: number): Window {
    const { first, last } = before ?? this.#all();
    switch (grip) {
      case "first":
        return { first: Math.min(at, last), last };
      case "last":
        return { first, last: Math.max(at, first) };
      case "window": {
        const by = Math.min(Math.max(at - began, -first), this.#all().last - last);
        return { first: first + by, last: last + by };
      }
      case "none":
        return { first: Math.min(began, at), last: Math.max(began, at) };
    }
  }

  /** A bin that is pointed at is chosen; once more, and all are. What is moved, or held at an end, is adjusted where it is. */
  #up({ pointerId }: PointerEvent): void {
    const drag = this.#dropped(pointerId);
    if (!drag || drag.grip === "first" || drag.grip === "last") return;
    const { at, before, grip, moved } = drag;
    if (moved && grip === "window") return;
    const isLetGo = !moved && before?.first === at && before.last === at;
    if (!moved) this.#choose(isLetGo ? null : { first: at, last: at });
    if (!isLetGo) this.#options.onCloser();
  }

  /** The browser took the finger for a scroll. */
  #cancel({ pointerId }: PointerEvent): void {
    const drag = this.#dropped(pointerId);
    if (drag?.moved) this.#choose(drag.before);
  }

  /** What this pointer did, now at its end. */
  #dropped(pointer: number): Drag | null {
    const drag = this.#drag;
    if (drag?.pointer !== pointer) return null;
    this.#drag = null;
    return drag;
  }

  #press(end: End, pressed: KeyboardEvent): void {
    if (pressed.altKey || pressed.ctrlKey || pressed.metaKey) return;
    if (pressed.key === "Enter") this.#options.onCloser();
    const { first, last } = this.#whole();
    const bin = this.#pressedTo(pressed.key, end === "first" ? first : last, end);
    if (bin === null) return;
    pressed.preventDefault();
    if (end === "first") this.#choose({ first: Math.min(bin, last), last });
    else this.#choose({ first, last: Math.max(bin, first) });
  }

  #pressedTo(key: string, bin: number, end: End): number | null {
    const bins = this.#bins;
    if (!bins) return null;
    const rightToLeft = this.element.matches(":dir(rtl)");
    const { first, last } = this.#whole();
    switch (key) {
      case "ArrowUp":
        return this.#held(bin + 1);
      case "ArrowDown":
        return this.#held(bin - 1);
      case "ArrowRight":
        return this.#held(bin + (rightToLeft ? -1 : 1));
      case "ArrowLeft":
        return this.#held(bin + (rightToLeft ? 1 : -1));
      case "PageUp":
        return this.#leap(bin, 1);
      case "PageDown":
        return this.#leap(bin, -1);
      case "Home":
        return end === "first" ? 0 : first;
      case "End":
        return end === "first" ? last : this.#all().last;
      default:
        return null;
    }
  }

  /** The bin a longer unit away: of days a week, of months a year. */
  #leap(bin: number, by: 1 | -1): number {
    const bins = this.#bins;
    if (!bins) return bin;
    const [day] = daysOf(bins, bin);
    const unit = longer(bins.unit);
    const into = day - startOf(unit, day);
    const to = binAt(bins, startOf(unit, day, by) + into);
    return this.#held(to === bin ? bin + by : to);
  }

  #choose(window: Window | null): void {
    const { last } = this.#all();
    const chosen = window && window.first === 0 && window.last === last ? null : window;
    const now = this.#window;
    if (chosen?.first === now?.first && chosen?.last === now?.last) return;
    this.#options.onBrush(chosen);
  }

  #whole(): Window {
    return this.#window ?? this.#all();
  }

  #all(): Window {
    return { first: 0, last: this.#bins ? countOf(this.#bins) - 1 : 0 };
  }

  #held(bin: number): number {
    return Math.min(Math.max(bin, 0), this.#all().last);
  }

  #binUnder({ clientX }: PointerEvent): number {
    const bins = this.#bins;
    if (!bins) return 0;
    const { left, right, width } = this.element.getBoundingClientRect();
    const along = this.element.matches(":dir(rtl)") ? right - clientX : clientX - left;
    return binAt(bins, (bins.edges[0] ?? 0) + Math.floor((along / width) * bins.ofDay.length));
  }
}

function place(part: HTMLElement, start: string, end: string): void {
  part.style.insetInlineStart = start;
  part.style.insetInlineEnd = end;
}
