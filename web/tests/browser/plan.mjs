// Which spec runs on which of the sites that `tests/run` builds. `KHARITA_PLAN` names one of them, and only what the plan
// has for it runs; without it every spec runs on the site of `KHARITA_SITE`, each page over file:// and over http.
//
// The page's program does the same on every site, in both languages and over both schemes; only the data differ. So what a spec
// checks of behaviour it checks where there is something of each, on the invented site. The tests tagged `@sample` run on the
// sample too, which is a site as readers have it: what they look at comes of its own events, their number and their places. What is loaded or
// refused, which the scheme may change, is looked at in every way all the same: `overBoth` of site.mjs asks no plan.

/** What a test says that runs on the sample too. */
export const ON_SAMPLE = { tag: "@sample" };

/** Each page over the one scheme, and over the other: together they are both languages over both schemes. */
const STRAIGHT = { "index.html": ["file"], "ar.html": ["http"] };
const CROSSED = { "index.html": ["http"], "ar.html": ["file"] };

/** The sites by name: their specs, the tag that a test must have there, and how pages are opened where not in every way. */
export const PLAN = {
  invented: {
    specs: [
      "accessible",
      "download",
      "explain",
      "facets",
      "find",
      "hostile",
      "keyboard",
      "page",
      "phone",
      "preview",
      "print",
      "safe",
      "share",
      "time",
      "typeface",
    ],
    schemes: STRAIGHT,
  },
  sample: {
    specs: ["accessible", "download", "facets", "page", "phone", "preview", "print", "safe", "time"],
    tag: ON_SAMPLE.tag,
    schemes: CROSSED,
  },
  many: { specs: ["many"] },
  single: { specs: ["single"] },
  ground: { specs: ["ground"] },
  pictures: { specs: ["pictures"] },
  firefox: { specs: ["firefox"], schemes: CROSSED },
};

const name = process.env.KHARITA_PLAN;
if (name && !PLAN[name]) throw new Error(`KHARITA_PLAN is one of ${Object.keys(PLAN).join(", ")}`);
const chosen = PLAN[name] ?? {};

/** What of the configuration the plan decides. */
export const chosenTests = {
  ...(chosen.specs && { testMatch: chosen.specs.map((spec) => `${spec}.spec.mjs`) }),
  ...(chosen.tag && { grep: new RegExp(chosen.tag) }),
};

/** The schemes over which a page is opened by a spec that does the same over both. */
export const schemesOf = (file) => chosen.schemes?.[file] ?? ["file", "http"];
