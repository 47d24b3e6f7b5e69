// Of Leaflet only what is used: the parts that `src/leaflet.mjs` names, of these the methods that anybody names, and no style for others.

import { readFile } from "node:fs/promises";
import { join, sep } from "node:path";
import { build } from "esbuild";

const here = import.meta.dirname;
const OF_LEAFLET = /leaflet\/src\/.*\.js$/;
/** What sort of browser it is: nobody asks any more once that is answered. */
const BROWSER = /core\/Browser\.js$/;
/** What all that can run the program answer, and how the others are told apart. */
const ANSWERS = {
  any3d: "true",
  edge: "false",
  ie3d: "false",
  ielt9: "false",
  mobileOpera: "false",
  msPointer: "false",
  passiveEvents: "true",
  pointer: "true",
  touch: "true",
  touchNative: '("ontouchstart" in window || !!window.TouchEvent)',
  chrome: "/chrome/i.test(navigator.userAgent)",
  linux: 'navigator.platform.startsWith("Linux")',
  mac: 'navigator.platform.startsWith("Mac")',
  // Classes that no style here names.
  retina: "false",
  safari: "false",
};
/** A property of styles that none writes in a way of its own any more. */
const TESTED = /testProp\(\s*\[[^\]]*'(transform|transition)'[^\]]*\]\)/g;
/** Selectors of its style for what is not here. */
const UNUSED_STYLE =
  /-(popup|tooltip|tile(?!-pane)|layers|layer|default-icon|attribution|scale|zoom-in|zoom-out|disabled|div-icon|marker-icon|shadow|oldie|image|draggable|safari|retina)\b|-bar a\b|\bimg\b|\bsvg\b|\bcanvas\b|vml/;
/** Declarations for browsers that would not run the program. */
const OLD_STYLE = /-(ms|moz)-|-webkit-(transform|transition|grab)/;
/** A method of a class, as Leaflet writes one: a tab deep, with all that is deeper. */
const METHOD = /^\t(\w+): function \([^)\n]*\) \{(?:.*\}|\n(?:(?!\t\}).*\n)*\t\}),?$/gm;
/** What the language itself calls. */
const CALLED_UNNAMED = new Set(["toString"]);

/** The plugin for a bundle with these options. */
export async function partsOfLeaflet(options) {
  const { metafile } = await build({
    ...options,
    plugins: [parts(new Map())],
    metafile: true,
    write: false,
  });
  const sources = new Map();
  for (const input of Object.keys(metafile.inputs)) {
    if (/\.(js|mjs|ts)$/.test(input) && !BROWSER.test(input))
      sources.set(input, await readFile(join(here, input), "utf8"));
  }
  return parts(withoutUnused(sources));
}

function parts(sources) {
  const path = (input) => join(here, input).replaceAll(sep, "/");
  const written = new Map([...sources].map(([input, text]) => [path(input), text]));
  return {
    name: "parts of Leaflet",
    setup(build) {
      build.onResolve({ filter: /^leaflet$/ }, () => ({ path: join(here, "src", "leaflet.mjs") }));
      build.onLoad({ filter: OF_LEAFLET }, async ({ path }) => ({
        contents: BROWSER.test(path)
          ? "export default {};"
          : (written.get(path.replaceAll(sep, "/")) ?? (await readFile(path, "utf8"))),
      }));
      build.onLoad({ filter: /leaflet\.css$/ }, async ({ path }) => {
        const style = (await readFile(path, "utf8")).replaceAll(/\/\*.*?\*\//gs, "");
        const used = style.replaceAll(/([^{}]+)\{([^{}]*)\}/g, (_, selectors, declarations) => {
          const left = selectors.split(",").filter((selector) => !UNUSED_STYLE.test(selector));
          const said = declarations.split(";").filter((declaration) => !OLD_STYLE.test(declaration));
          return left.length > 0 ? `${left}{${said.join(";")}}` : "";
        });
        return { contents: used, loader: "css" };
      });
    },
  };
}

/** Leaflet's files of `sources` without the methods that none of all names, and those that only these named, and so on. */
export function withoutUnused(sources) {
  let files = new Map(
    [...sources].map(([path, text]) => {
      const code = withoutComments(text);
      return [path, OF_LEAFLET.test(path) ? answered(code) : code];
    }),
  );
  for (;;) {
    const named = new Map();
    for (const name of [...files.values()].flatMap(names)) named.set(name, (named.get(name) ?? 0) + 1);
    // What a method says of itself does not count.
    const isUsed = (name, method) =>
      CALLED_UNNAMED.has(name) || named.get(name) > names(method).filter((other) => other === name).length;
    let dropped = 0;
    files = new Map(
      [...files].map(([path, text]) => {
        if (!OF_LEAFLET.test(path)) return [path, text];
        const used = text.replaceAll(METHOD, (method, name) => {
          if (isUsed(name, method)) return method;
          dropped += 1;
          return "";
        });
        return [path, used];
      }),
    );
    if (dropped === 0) return new Map([...files].filter(([path]) => OF_LEAFLET.test(path)));
  }
}

/** Knowing what sort of browser it is: a bundler leaves out what others would do. */
function answered(text) {
  return text.replaceAll(TESTED, "'$1'").replaceAll(/\bBrowser\.(\w+)/g, (_, asked) => {
    if (!(asked in ANSWERS)) throw new Error(`leaflet.mjs has no answer to Browser.${asked}`);
    return ANSWERS[asked];
  });
}

/** Without the comments that fill lines: what they name is not used by that. */
function withoutComments(text) {
  return text
    .replaceAll("\r\n", "\n")
    .replaceAll(/^\s*\/\*.*?\*\/$/gms, "")
    .replaceAll(/^\s*\/\/.*$/gm, "");
}

function names(text) {
  return text.match(/\w+/g) ?? [];
}
