// A window that moves over the bins of time, step by step. The steps are pure; `Player` keeps the time.

/** Bins, both included. */
export interface Window {
  readonly first: number;
  readonly last: number;
}

/** A window that shows something move: a twelfth of the time, at its beginning. */
export function opening(count: number): Window {
  return { first: 0, last: Math.max(1, Math.round(count / 12)) - 1 };
}

/** The window a step later; `null` where it has reached the end. */
export function advanced({ first, last }: Window, count: number, by: number): Window | null {
  if (last >= count - 1) return null;
  const step = Math.min(by, count - 1 - last);
  return { first: first + step, last: last + step };
}

export interface Pace {
  /** Bins in one step. */
  readonly by: number;
  /** Milliseconds between two steps. */
  readonly every: number;
}

/** About twelve seconds for the whole way. A reader who wants no motion gets few steps, each to what was not yet seen. */
export function paceOf({ first, last }: Window, count: number, calm: boolean): Pace {
  if (calm) return { by: last - first + 1, every: 2000 };
  const way = Math.max(1, count - (last - first + 1));
  const every = Math.min(600, Math.max(120, 12_000 / way));
  return { by: Math.max(1, Math.round((every * way) / 12_000)), every };
}

export interface PlayerOptions {
  /** The window of now, as it may have been moved meanwhile, and how many bins there are. */
  readonly at: () => { readonly window: Window; readonly count: number };
  readonly onMove: (window: Window) => void;
  readonly onChange: (playing: boolean) => void;
}

export class Player {
  readonly #options: PlayerOptions;
  readonly #calm = matchMedia("(prefers-reduced-motion: reduce)");
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: PlayerOptions) {
    this.#options = options;
  }

  get playing(): boolean {
    return this.#timer !== undefined;
  }

  /** Begins at the window of now, or anew where that is at the end. */
  play(): void {
    const { window, count } = this.#options.at();
    const whole = window.last - window.first + 1 >= count;
    if (whole) this.#options.onMove(opening(count));
    else if (window.last >= count - 1) {
      this.#options.onMove({ first: 0, last: window.last - window.first });
    }
    this.#wait();
    this.#options.onChange(true);
  }

  pause(): void {
    if (!this.playing) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#options.onChange(false);
  }

  #wait(): void {
    const { window, count } = this.#options.at();
    const { by, every } = paceOf(window, count, this.#calm.matches);
    this.#timer = setTimeout(() => {
      const next = advanced(this.#options.at().window, count, by);
      if (next) {
        this.#options.onMove(next);
        this.#wait();
      } else this.pause();
    }, every);
  }
}
