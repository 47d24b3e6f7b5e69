// Where the geometry of the basemap comes from: packages of npm and PyPI, pinned by their hashes in lock.json. Each
// is fetched once, and of it only the files that are named are kept, in `.geometry/`.

import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readFile, readdir, rename, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import { untar, unzip } from "./archive.mjs";

const run = promisify(execFile);
const here = import.meta.dirname;
const STORE = join(here, "..", ".geometry");
const LOCK = JSON.parse(await readFile(join(here, "lock.json"), "utf8"));

/** The version of a package, and where its registry shows it. */
export function origin(name) {
  const { registry, version } = LOCK[name];
  const site = { npm: "https://www.npmjs.com/package", pypi: "https://pypi.org/project" }[registry];
  return { version, address: `${site}/${name}` };
}

/** Fetches what is not there yet; afterwards `stored` needs no network. */
export async function fetchAll() {
  await mkdir(STORE, { recursive: true });
  await Promise.all(Object.entries(LOCK).map(([name, lock]) => fetchPackage(name, lock)));
}

/** The bytes of one file of a package, by the end of its path. */
export async function stored(name, file) {
  const path = LOCK[name].files.find((path) => path.endsWith(`/${file}`));
  if (!path) throw new Error(`lock.json names no ${file} of ${name}`);
  return readFile(join(folderOf(name, LOCK[name]), basename(path)));
}

/** What `make` makes, as JSON, made anew only where the lock or one of the files `madeBy` has changed. */
export async function kept(name, madeBy, make) {
  const digest = createHash("sha256").update(JSON.stringify(LOCK));
  for (const file of madeBy) digest.update(await readFile(join(here, "..", file)));
  const path = join(STORE, `${name}-${digest.digest("hex").slice(0, 12)}.json`);
  const found = await readFile(path, "utf8").catch(() => null);
  if (found) return JSON.parse(found);
  const made = await make();
  await writeFile(`${path}.new`, JSON.stringify(made));
  await rename(`${path}.new`, path);
  return made;
}

/** A folder for each pinned content: what was kept of another is never taken for it. */
function folderOf(name, { version, hash, files }) {
  const key = createHash("sha256")
    .update(JSON.stringify([hash, files]))
    .digest("hex")
    .slice(0, 12);
  return join(STORE, `${name.replaceAll(/[@/]/g, "")}-${version}-${key}`);
}

async function fetchPackage(name, lock) {
  const folder = folderOf(name, lock);
  // The folder is put in place complete, or not at all.
  if ((await readdir(folder).catch(() => [])).length === lock.files.length) return;
  const work = await mkdtemp(join(STORE, "fetch-"));
  try {
    await (lock.registry === "npm" ? fromNpm : fromPypi)(name, lock, work);
    const [file] = await readdir(work);
    const archive = await readFile(join(work, file));
    check(archive, name, lock);
    const files = (lock.registry === "npm" ? untar : unzip)(archive, lock.files);
    await rm(join(work, file));
    for (const path of lock.files) {
      if (!files.has(path)) throw new Error(`${name} ${lock.version} has no file ${path}`);
      await writeFile(join(work, basename(path)), files.get(path));
    }
    await rm(folder, { recursive: true, force: true });
    await rename(work, folder);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

function check(archive, name, { version, hash }) {
  const [algorithm] = hash.split("-");
  const found = `${algorithm}-${createHash(algorithm).update(archive).digest("base64")}`;
  if (found === hash) return;
  throw new Error(
    `${name} ${version} is not what was pinned: its hash is ${found}, lock.json has ${hash}.\n` +
      "Somebody changed it on the way or in the registry; do not build with it.",
  );
}

async function fromNpm(name, { version }, folder) {
  const arguments_ = [
    "pack",
    `${name}@${version}`,
    "--pack-destination",
    folder,
    "--prefer-offline",
    "--silent",
  ];
  const windows = process.platform === "win32";
  try {
    await run(windows ? "npm.cmd" : "npm", arguments_, { shell: windows });
  } catch (error) {
    throw unfetched(name, version, "the npm registry", error);
  }
}

/** A wheel is a file that lies at one address for good; Python is not needed to fetch it. */
async function fromPypi(name, { version, address }, folder) {
  try {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(`${address} answers ${answer.status} ${answer.statusText}`);
    await writeFile(join(folder, basename(address)), Buffer.from(await answer.arrayBuffer()));
  } catch (error) {
    throw unfetched(name, version, "PyPI (files.pythonhosted.org)", error.cause ?? error);
  }
}

function unfetched(name, version, need, error) {
  const said = (error.stderr || error.message).trim().split("\n").slice(-4).join("\n");
  return new Error(
    `The basemap is made of ${name} ${version}, which could not be fetched:\n${said}\n` +
      `The first build needs ${need}; later builds need no network.\n` +
      "Or set KHARITA_WEB_DIST to a folder with a prebuilt page.",
  );
}
