// Lets Node run the modules of src/ in unit tests: esbuild strips their types. `node --import ./tests/typescript.mjs`.

import { register } from "node:module";

register(
  `data:text/javascript,${encodeURIComponent(`
    import { readFile } from "node:fs/promises";
    import { fileURLToPath } from "node:url";
    import { transform } from ${JSON.stringify(import.meta.resolve("esbuild"))};

    export async function load(url, context, next) {
      if (!url.endsWith(".ts")) return next(url, context);
      const { code } = await transform(await readFile(fileURLToPath(url), "utf8"), { loader: "ts", format: "esm" });
      return { format: "module", source: code, shortCircuit: true };
    }
  `)}`,
);
