//! Bundles the hand-written half of the page (`web/`) into `OUT_DIR`, from where `src/write/assets.rs` takes it.
//!
//! No third-party code is committed: Leaflet and the bundler come from npm by its lock file, the geometry of the
//! basemap from npm and `PyPI` by `web/geometry/lock.json`; what was fetched once stays. Where Node is missing, a
//! prebuilt folder does as well: `web/dist` (shipped in the published crate) or the one that `KHARITA_WEB_DIST` names.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::{env, fs, io};

/// What `web/build.mjs` makes.
const ASSETS: [&str; 7] =
    ["app.js", "app.css", "many.js", "tiles.js", "basemap.js", "arabic.woff2", "LICENSES.txt"];

/// What `web/build.mjs` needs, besides the packages of the lock file.
const SOURCES: [&str; 8] = [
    "package.json",
    "package-lock.json",
    "build.mjs",
    "basemap.mjs",
    "font.mjs",
    "leaflet.mjs",
    "geometry",
    "src",
];

fn main() -> ExitCode {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed=KHARITA_WEB_DIST");
    println!("cargo::rerun-if-env-changed=DOCS_RS");
    match assets() {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            for line in message.lines() {
                println!("cargo::error={line}");
            }
            ExitCode::FAILURE
        }
    }
}

fn assets() -> Result<(), String> {
    let out = PathBuf::from(variable("OUT_DIR")?);
    let web = PathBuf::from(variable("CARGO_MANIFEST_DIR")?).join("web");
    let assets = out.join("assets");
    fs::create_dir_all(&assets).map_err(|e| at(&assets, &e))?;

    let given = env::var_os("KHARITA_WEB_DIST").map(PathBuf::from);
    // `web/dist` is watched only where it exists: cargo takes a missing file for a changed one, every time.
    let shipped = Some(web.join("dist")).filter(|dist| dist.join(ASSETS[0]).exists());
    if let Some(dist) = given.or(shipped) {
        return take(&dist, &assets);
    }
    if env::var_os("DOCS_RS").is_some() {
        // docs.rs has no network and builds no site.
        return ASSETS.iter().try_for_each(|name| {
            let path = assets.join(name);
            fs::write(&path, "").map_err(|e| at(&path, &e))
        });
    }
    bundle(&web, &out.join("web"), &assets)
}

/// Takes the bundle that somebody built before.
fn take(dist: &Path, assets: &Path) -> Result<(), String> {
    for name in ASSETS {
        let from = dist.join(name);
        println!("cargo::rerun-if-changed={}", from.display());
        fs::copy(&from, assets.join(name)).map_err(|e| {
            format!(
                "{}\nA prebuilt page needs {}; `npm run build` in web/ makes them.",
                at(&from, &e),
                ASSETS.join(", ")
            )
        })?;
    }
    Ok(())
}

/// Bundles a copy of `web` in `work`, because cargo forbids writing beside the sources.
fn bundle(web: &Path, work: &Path, assets: &Path) -> Result<(), String> {
    for name in SOURCES {
        println!("cargo::rerun-if-changed={}", web.join(name).display());
        mirror(&web.join(name), &work.join(name))?;
    }
    install(work)?;
    run("node", &["build.mjs".into(), assets.into()], work, "bundling the page failed")
}

/// Runs `npm ci`, unless the packages of this very lock file are there.
fn install(work: &Path) -> Result<(), String> {
    let lock = work.join("package-lock.json");
    let stamp = work.join("node_modules").join(".kharita-lock");
    let wanted = fs::read(&lock).map_err(|e| at(&lock, &e))?;
    if fs::read(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    // No package needs its install script, so none gets to run one.
    let arguments =
        ["ci", "--omit=dev", "--ignore-scripts", "--prefer-offline", "--no-audit", "--no-fund"];
    let failure = "installing the page's packages failed; the first build needs the npm registry";
    run(npm, &arguments.map(OsString::from), work, failure)?;
    fs::write(&stamp, wanted).map_err(|e| at(&stamp, &e))
}

/// Runs `program` in `folder`; `failure` opens the message where it ends badly.
fn run(program: &str, arguments: &[OsString], folder: &Path, failure: &str) -> Result<(), String> {
    let output =
        Command::new(program).args(arguments).current_dir(folder).output().map_err(|e| {
            format!(
                "kharita needs Node.js 20 or newer with npm to build its page: running `{program}` failed ({e}).\n\
                 Install it (on Debian: `apt install nodejs npm`; else https://nodejs.org) and run cargo again,\n\
                 or set KHARITA_WEB_DIST to a folder with a prebuilt page ({}).",
                ASSETS.join(", ")
            )
        })?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(format!("{failure}.\n`{program}` ended with {}:\n{}", output.status, said.trim()))
}

/// Makes `to` a copy of the file or folder `from`, without what is no longer there.
fn mirror(from: &Path, to: &Path) -> Result<(), String> {
    if !from.is_dir() {
        if let Some(folder) = to.parent() {
            fs::create_dir_all(folder).map_err(|e| at(folder, &e))?;
        }
        return fs::copy(from, to).map(drop).map_err(|e| at(from, &e));
    }
    match fs::remove_dir_all(to) {
        Err(e) if e.kind() != io::ErrorKind::NotFound => return Err(at(to, &e)),
        _ => {}
    }
    for entry in fs::read_dir(from).map_err(|e| at(from, &e))? {
        let name = entry.map_err(|e| at(from, &e))?.file_name();
        mirror(&from.join(&name), &to.join(&name))?;
    }
    Ok(())
}

fn variable(name: &str) -> Result<OsString, String> {
    env::var_os(name).ok_or_else(|| format!("{name} is not set; run this script through cargo"))
}

fn at(path: &Path, error: &io::Error) -> String {
    format!("{}: {error}", path.display())
}
