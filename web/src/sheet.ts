// On a phone, what is read lies over the map as a sheet: its grip makes it tall and low again, or puts it away. How the sheet
// stands is the style's business; this knows how a finger or a key moves it.

import { element } from "./element.ts";
import type { Words } from "./words.ts";

export interface SheetOptions {
  readonly words: Words;
  /** What is as high as the sheet and the map together. */
  readonly room: HTMLElement;
  /** Called when the sheet has come to rest at another height. */
  readonly onRest: () => void;
  /** Called when it is put away. */
  readonly onClose: () => void;
}

/** Where the sheet rests. */
type Rest = "low" | "tall" | "away";

/** How much of the room it takes at rest; the style sheet knows these too. */
const [LOW, TALL] = [0.56, 0.9];
/** A finger that moved less has pressed. */
const PRESS_PX = 6;

/** Where a sheet comes to rest that was let go at `share` of the room. */
export function restAt(share: number): Rest {
  if (share < LOW * 0.6) return "away";
  return share < (LOW + TALL) / 2 ? "low" : "tall";
}

export class Sheet {
  readonly grip: HTMLButtonElement;
  readonly #options: SheetOptions;
  #tall = false;

  constructor(options: SheetOptions) {
    this.#options = options;
    this.grip = element("button", { type: "button", class: "grip" });
    this.grip.addEventListener("pointerdown", (pressed) => this.#drag(pressed));
    // Keys and screen readers click too; what a finger moved is no click.
    this.grip.addEventListener("click", (clicked) => {
      if (clicked.detail === 0) this.#rest(this.#tall ? "low" : "tall");
    });
    this.low();
  }

  /** As low as it is when it comes up. */
  low(): void {
    this.#set(false);
  }

  #drag(pressed: PointerEvent): void {
    if (pressed.button !== 0) return;
    const { room } = this.#options;
    const { bottom, height } = room.getBoundingClientRect();
    const grip = this.grip.getBoundingClientRect();
    const start = (bottom - grip.top) / height;
    let share = start;
    this.grip.setPointerCapture(pressed.pointerId);
    const move = (moved: PointerEvent) => {
      share = start + (pressed.clientY - moved.clientY) / height;
      room.style.setProperty("--sheet", `${(Math.max(0.1, Math.min(TALL, share)) * 100).toFixed(1)}%`);
    };
    const done = (ended: PointerEvent) => {
      this.grip.removeEventListener("pointermove", move);
      this.grip.removeEventListener("pointerup", done);
      this.grip.removeEventListener("pointercancel", done);
      room.style.removeProperty("--sheet");
      const isPress = Math.abs(pressed.clientY - ended.clientY) < PRESS_PX;
      if (ended.type === "pointercancel") this.#rest(this.#tall ? "tall" : "low");
      else this.#rest(isPress ? (this.#tall ? "low" : "tall") : restAt(share));
    };
    this.grip.addEventListener("pointermove", move);
    this.grip.addEventListener("pointerup", done);
    this.grip.addEventListener("pointercancel", done);
  }

  #rest(rest: Rest): void {
    if (rest === "away") {
      this.#options.onClose();
      return;
    }
    this.#set(rest === "tall");
    this.#options.onRest();
  }

  #set(tall: boolean): void {
    this.#tall = tall;
    this.#options.room.classList.toggle("tall", tall);
    this.grip.setAttribute("aria-expanded", String(tall));
    this.grip.setAttribute("aria-label", this.#options.words.text("sheet"));
  }
}
