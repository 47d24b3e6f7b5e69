//! Tests of the output folder, each in a folder of its own, with the faults that a disk and a user bring.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;
use walkdir::WalkDir;

use super::{MARKER, SiteFolder, Surroundings, swap_by_renames};
use crate::diagnostic::Level;
use crate::write::Files;

/// A folder with room for an output and for what is not to be touched.
struct World(TempDir);

impl World {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Writes a file of the user, with its folders.
    fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Builds a site of `files` into `site`.
    fn build(&self, files: &Files) -> Result<(), String> {
        self.build_into(&self.path("site"), &Surroundings::default(), files)
    }

    /// Builds a site, and checks that an error is fatal and names the folder.
    fn build_into(
        &self,
        out: &Path,
        around: &Surroundings<'_>,
        files: &Files,
    ) -> Result<(), String> {
        let built = SiteFolder::open(out, around).and_then(|folder| folder.replace(files));
        match built {
            Ok(warnings) => {
                assert_eq!(warnings, []);
                Ok(())
            }
            Err(error) => {
                assert_eq!(error.level, Level::Fatal);
                Err(error
                    .to_string()
                    .replace(&*self.0.path().canonicalize().unwrap().to_string_lossy(), ""))
            }
        }
    }

    /// Every file and link of the world with its bytes, folders without.
    fn tree(&self) -> BTreeMap<String, Vec<u8>> {
        let entries = WalkDir::new(self.0.path()).min_depth(1).into_iter().map(Result::unwrap);
        entries
            .map(|entry| {
                let name = entry.path().strip_prefix(self.0.path()).unwrap().display().to_string();
                let bytes = if entry.file_type().is_file() {
                    fs::read(entry.path()).unwrap()
                } else {
                    vec![]
                };
                (name, bytes)
            })
            .collect()
    }
}

fn files(pairs: &[(&str, &str)]) -> Files {
    pairs.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect()
}

fn first() -> Files {
    files(&[("index.html", "one"), ("assets/app.js", "1"), ("gone.css", "")])
}

fn second() -> Files {
    files(&[("index.html", "two"), ("assets/app.js", "2")])
}

#[test]
fn a_site_is_its_files_and_the_marker_and_nothing_stays_beside_it() {
    let world = World::new();
    world.build(&first()).unwrap();
    world.build(&second()).unwrap();
    let tree = world.tree();
    let names: Vec<&str> = tree.keys().map(String::as_str).collect();
    assert_eq!(
        names,
        ["site", "site/.kharita-site", "site/assets", "site/assets/app.js", "site/index.html"]
    );
    assert_eq!(tree["site/index.html"], b"two");
}

#[test]
fn an_unchanged_build_gives_an_identical_tree() {
    let world = World::new();
    world.build(&first()).unwrap();
    let before = world.tree();
    world.build(&first()).unwrap();
    assert_eq!(world.tree(), before);
}

#[test]
fn missing_parents_are_made() {
    let world = World::new();
    world.build_into(&world.path("a/b/site/"), &Surroundings::default(), &first()).unwrap();
    assert_eq!(fs::read(world.path("a/b/site/index.html")).unwrap(), b"one");
}

#[test]
fn a_readme_and_gitignore_move_on_untouched() {
    let world = World::new();
    world.write("site/README.md", "mine");
    world.write("site/.gitignore", "*");
    world.build(&first()).unwrap();
    world.build(&second()).unwrap();
    assert_eq!(fs::read(world.path("site/README.md")).unwrap(), b"mine");
    assert_eq!(fs::read(world.path("site/.gitignore")).unwrap(), b"*");
}

#[test]
fn what_we_did_not_write_is_never_replaced() {
    let world = World::new();
    world.write("site/thesis.doc", "years of work");
    let before = world.tree();
    let error = world.build(&first()).unwrap_err();
    assert!(error.starts_with("/site/thesis.doc: error: was not written by kharita"), "{error}");
    assert_eq!(world.tree(), before);

    // A marker does not give away what it does not list.
    fs::remove_file(world.path("site/thesis.doc")).unwrap();
    world.build(&first()).unwrap();
    world.write("site/assets/thesis.doc", "years of work");
    let before = world.tree();
    let error = world.build(&second()).unwrap_err();
    assert!(
        error.starts_with("/site/assets/thesis.doc: error: was not written by kharita"),
        "{error}"
    );
    assert_eq!(world.tree(), before);
}

#[test]
fn a_file_that_appears_during_the_build_is_not_replaced() {
    let world = World::new();
    world.build(&first()).unwrap();
    let folder = SiteFolder::open(&world.path("site"), &Surroundings::default()).unwrap();
    world.write("site/note.txt", "just now");
    folder.replace(&second()).unwrap_err();
    assert_eq!(fs::read(world.path("site/note.txt")).unwrap(), b"just now");
}

#[test]
fn folders_that_must_not_be_replaced_are_refused() {
    let world = World::new();
    for file in ["home/me/letter.txt", "desk/sources/a.txt", "desk/places.csv", "plain"] {
        world.write(file, "kept");
    }
    let inputs = [world.path("desk/sources")];
    let precious = [world.path("home/me"), world.path("desk/places.csv")];
    let around = Surroundings { inputs: &inputs, precious: &precious };
    let before = world.tree();
    let cases = [
        ("/", "is no folder that may be replaced"),
        (".", "is no folder that may be replaced"),
        ("..", "is no folder that may be replaced"),
        ("", "is no folder that may be replaced"),
        ("home/me", "is or holds /home/me"),
        ("home", "is or holds /home/me"),
        ("home/me/../../home", "is or holds /home/me"),
        ("desk", "holds the input /desk/sources"),
        ("desk/sources", "holds the input /desk/sources"),
        ("desk/sources/site", "lies in the input /desk/sources"),
        ("desk/new/../sources", "leads out of a folder that does not exist"),
        ("plain", "is a file or a link, not a folder"),
    ];
    for (out, message) in cases {
        let out = if out.starts_with(['/', '.']) || out.is_empty() {
            PathBuf::from(out)
        } else {
            world.path(out)
        };
        let error = world.build_into(&out, &around, &first()).unwrap_err();
        assert!(error.contains(message), "{}: {error}", out.display());
    }
    assert_eq!(world.tree(), before);
}

#[cfg(unix)]
#[test]
fn links_are_neither_followed_nor_replaced() {
    use std::os::unix::fs::symlink;
    let world = World::new();
    world.write("elsewhere/index.html", "kept");
    symlink(world.path("elsewhere"), world.path("site")).unwrap();
    for out in ["site", "site/"] {
        let error =
            world.build_into(&world.path(out), &Surroundings::default(), &first()).unwrap_err();
        assert!(error.contains("is a link; give the folder"), "{error}");
    }

    // A link planted in an old site, under a name of ours, is gone; its target is not touched.
    fs::remove_file(world.path("site")).unwrap();
    world.build(&first()).unwrap();
    fs::remove_file(world.path("site/index.html")).unwrap();
    symlink(world.path("elsewhere/index.html"), world.path("site/index.html")).unwrap();
    world.build(&second()).unwrap();
    assert_eq!(fs::read(world.path("site/index.html")).unwrap(), b"two");
    assert_eq!(fs::read(world.path("elsewhere/index.html")).unwrap(), b"kept");
}

#[test]
fn a_second_build_of_one_output_fails_at_once() {
    let world = World::new();
    let at_work = SiteFolder::open(&world.path("site"), &Surroundings::default()).unwrap();
    let error = world.build(&second()).unwrap_err();
    assert!(error.contains("/site: error: another build is writing it"), "{error}");
    at_work.replace(&first()).unwrap();
    drop(at_work);
    world.build(&second()).unwrap();
}

#[test]
fn names_that_collide_or_lead_out_leave_the_old_site_untouched() {
    let world = World::new();
    world.write("site/README.md", "mine");
    world.build(&first()).unwrap();
    let before = world.tree();
    let cases = [
        "README.md",
        "index.html/below",
        "../out.txt",
        "/etc/out.txt",
        "a//b",
        "a\\b",
        "a b",
        "",
        "..",
    ];
    for name in cases {
        let mut bad = second();
        bad.insert(name.to_owned(), b"bad".to_vec());
        world.build(&bad).expect_err(name);
        assert_eq!(world.tree(), before, "after {name:?}");
    }
}

#[test]
fn what_a_killed_build_left_is_cleared_away() {
    let world = World::new();
    world.build(&first()).unwrap();
    let before = world.tree();
    world.write(".site.kharita-lock", "");
    world.write(".site.kharita-staging-Xq3/new/index.html", "half");
    world.write(".other.kharita-staging-Xq3/new/index.html", "of another site");
    let folder = SiteFolder::open(&world.path("site"), &Surroundings::default()).unwrap();
    drop(folder);
    fs::remove_dir_all(world.path(".other.kharita-staging-Xq3")).unwrap();
    assert_eq!(world.tree(), before);
}

#[test]
fn a_build_killed_between_two_renames_gives_the_old_site_back() {
    let world = World::new();
    world.build(&first()).unwrap();
    let before = world.tree();
    fs::create_dir(world.path(".site.kharita-staging-Xq3")).unwrap();
    fs::rename(world.path("site"), world.path(".site.kharita-staging-Xq3/old")).unwrap();
    drop(SiteFolder::open(&world.path("site"), &Surroundings::default()).unwrap());
    assert_eq!(world.tree(), before);
}

#[test]
fn where_folders_cannot_be_exchanged_two_renames_do_it_or_undo_it() {
    let world = World::new();
    world.write("site/a", "old");
    world.write("staging/new/a", "new");
    let [new, site, aside] = ["staging/new", "site", "staging/old"].map(|name| world.path(name));
    swap_by_renames(&new, &site, &aside).unwrap();
    assert_eq!(
        (fs::read(site.join("a")).unwrap(), fs::read(aside.join("a")).unwrap()),
        (b"new".into(), b"old".into())
    );

    let before = world.tree();
    swap_by_renames(&world.path("missing"), &site, &world.path("staging/older")).unwrap_err();
    assert_eq!(world.tree(), before);
}

#[cfg(unix)]
#[test]
fn an_output_that_cannot_be_written_is_an_error_with_advice() {
    use std::os::unix::fs::PermissionsExt as _;
    let world = World::new();
    world.write("closed/site/README.md", "mine");
    let closed = world.path("closed");
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o555)).unwrap();
    let before = world.tree();
    // Permissions do not bind the superuser, so this also takes a folder that is a file, which binds everybody.
    world.write("file", "");
    let beneath_a_file = world.path("file/site");
    let error = world.build_into(&beneath_a_file, &Surroundings::default(), &first()).unwrap_err();
    assert!(error.contains("cannot be made") && error.contains("give another --out"), "{error}");
    fs::remove_file(world.path("file")).unwrap();

    let superuser = fs::write(closed.join("probe"), "").is_ok();
    if superuser {
        fs::remove_file(closed.join("probe")).unwrap();
    } else {
        let error =
            world.build_into(&closed.join("site"), &Surroundings::default(), &first()).unwrap_err();
        assert!(error.contains("nothing can be written beside it"), "{error}");
    }
    assert_eq!(world.tree(), before);
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn the_marker_says_whose_the_folder_is_and_lists_its_files() {
    let world = World::new();
    world.build(&second()).unwrap();
    let marker = fs::read_to_string(world.path("site").join(MARKER)).unwrap();
    let lines: Vec<&str> = marker.lines().collect();
    assert!(lines[0].starts_with("Kharita wrote this folder"));
    assert_eq!(lines[1..], ["assets/app.js", "index.html"]);
}
