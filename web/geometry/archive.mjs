// What is inside a package: npm's are gzipped tar files, PyPI's wheels are zip files. Pure.

import { gunzipSync, unzipSync } from "fflate";
import { parseTar } from "nanotar";

/** The files of a gzipped tar file that `wanted` names, by their path. */
export function untar(archive, wanted) {
  const files = parseTar(gunzipSync(archive), { filter: ({ name }) => wanted.includes(name) });
  return new Map(files.map(({ name, data = new Uint8Array() }) => [name, data]));
}

/** The same of a zip file. */
export function unzip(archive, wanted) {
  return new Map(Object.entries(unzipSync(archive, { filter: ({ name }) => wanted.includes(name) })));
}
