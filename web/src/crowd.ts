// What only a page of very many events needs: a script of its own, loaded before the program, and light pages go without it.

import { unpackColumns } from "./columns.ts";
import { Deep } from "./deep.ts";
import { Shards } from "./shards.ts";

export const crowd = { unpackColumns, Deep, Shards };

declare global {
  interface Window {
    /** Set by assets/many.js, where the page has columns in place of events. */
    kharitaMany?: typeof crowd;
  }
}

window.kharitaMany = crowd;
