//! The guide and the README do what they say: each block of theirs is run, and what comes out is what is shown.
//!
//! A page has a folder of its own, and its blocks are run in their order:
//! - `sh` by the shell, with `tenure` on the path. A line as `tenure orders.csv`, which opens the prompt, says what the
//!   session is that the SQL below is typed in;
//! - `sql` in that session, after the views and tables that were made in it above;
//! - `text` is what the block before it printed, on stdout and stderr. A block without one must succeed;
//! - `rust` is a documentation test, see the end of `src/lib.rs`; `rust,ignore` and `slt` are a part of the file that the
//!   first line names;
//! - `toml` says what the project's own `Cargo.toml` says of a dependency.
//!
//! `GUIDE_COMPLETE=1 cargo test --workspace --test it guide` fills in what is printed; read it before you believe it.

use std::fs;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::Folder;

/// The root of the project.
fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The pages of the guide.
fn guide() -> Vec<PathBuf> {
    let mut pages: Vec<_> =
        fs::read_dir(root().join("docs/guide")).unwrap().map(|entry| entry.unwrap().path()).collect();
    pages.sort();
    assert!(pages.len() > 2, "{pages:?}");
    pages
}

/// A fenced block of a page.
struct Block {
    /// What follows the opening fence: the language.
    kind: String,
    /// The line, from 0, of the first line inside.
    first: usize,
    /// The line of the closing fence.
    end: usize,
    text: String,
}

fn blocks(page: &str) -> Vec<Block> {
    let lines: Vec<&str> = page.lines().collect();
    let mut blocks = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let Some(kind) = lines[at].strip_prefix("```") else {
            at += 1;
            continue;
        };
        let first = at + 1;
        let end =
            first + lines[first..].iter().position(|line| *line == "```").expect("a fence is not closed");
        let text = lines[first..end].iter().map(|line| format!("{line}\n")).collect();
        blocks.push(Block { kind: kind.to_owned(), first, end, text });
        at = end + 1;
    }
    blocks
}

/// Where the blocks of a page are run, and the session that its SQL is typed in.
struct Reader {
    folder: Folder,
    tools: Folder,
    /// What `tenure` was started with.
    session: Vec<String>,
    /// What was made in the session so far.
    made: String,
}

impl Reader {
    fn new(name: &str) -> Self {
        let tools = Folder::new(&format!("guide-tools-{name}"));
        symlink(env!("CARGO_BIN_EXE_tenure"), tools.path("tenure")).unwrap();
        let folder = Folder::new(&format!("guide-{name}"));
        Self { folder, tools, session: Vec::new(), made: String::new() }
    }

    /// Runs a script: whether it succeeded, and what it printed.
    fn run(&self, script: &str, arguments: &[&str]) -> (bool, String) {
        let path = format!("{}:{}", self.tools.path("").display(), std::env::var("PATH").unwrap());
        let mut command = Command::new("sh");
        command.args(["-e", "-c", &format!("exec 2>&1\n{script}"), "sh"]).args(arguments);
        command.current_dir(self.folder.path("")).env("PATH", path).env("LC_ALL", "C").stdin(Stdio::null());
        let output = command.output().unwrap();
        let printed = String::from_utf8(output.stdout).unwrap();
        (output.status.success(), printed)
    }

    fn sh(&mut self, script: &str) -> (bool, String) {
        let result = self.run(script, &[]);
        for line in script.lines() {
            if let Some(arguments) = opens_prompt(line) {
                self.session = arguments;
                self.made.clear();
            }
        }
        result
    }

    fn sql(&mut self, sql: &str) -> (bool, String) {
        fs::write(self.tools.path("made.sql"), &self.made).unwrap();
        let made = self.tools.path("made.sql");
        let session = self.session.iter().map(String::as_str);
        let arguments: Vec<&str> = session.chain(["-f", made.to_str().unwrap(), "-c", sql]).collect();
        let result = self.run("exec tenure \"$@\"", &arguments);
        for statement in tenure::statements(sql).unwrap_or_default() {
            let word = statement.sql.split_whitespace().next().unwrap_or_default().to_uppercase();
            if result.0 && ["CREATE", "DROP", "SET", "PREPARE"].contains(&word.as_str()) {
                self.made.push_str(&format!("{};\n", statement.sql.trim_end_matches(';')));
            }
        }
        result
    }
}

/// What the prompt is opened with, if that is what a line of shell does.
fn opens_prompt(line: &str) -> Option<Vec<String>> {
    let line = line.split(" #").next()?;
    let mut words = line.split_whitespace();
    let arguments: Vec<String> = (words.next()? == "tenure").then(|| words.map(str::to_owned).collect())?;
    let task = arguments.first().is_some_and(|word| {
        ["functions", "completions", "sniff", "report", "check"].contains(&word.as_str())
    });
    let plain = |word: &String| word.chars().all(|c| c.is_alphanumeric() || "._/*".contains(c));
    (!task && arguments.iter().all(plain)).then_some(arguments)
}

/// Without blanks at the ends of lines, which editors drop, nor empty lines at the end.
fn trimmed(text: &str) -> String {
    let lines: Vec<&str> = text.trim_end().lines().map(str::trim_end).collect();
    lines.join("\n")
}

/// Runs a page: all that is wrong with it, or, when asked, its text with what was printed filled in.
fn check(path: &Path, mut reader: Reader) {
    let page = fs::read_to_string(path).unwrap();
    let blocks = blocks(&page);
    let (mut wrong, mut changes) = (String::new(), Vec::new());
    for (i, block) in blocks.iter().enumerate() {
        let place = format!("{}:{}", path.display(), block.first);
        let (succeeded, printed) = match block.kind.as_str() {
            "sh" => reader.sh(&block.text),
            "sql" => reader.sql(&block.text),
            "text" if i > 0 && ["sh", "sql"].contains(&blocks[i - 1].kind.as_str()) => continue,
            "rust" => continue,
            "rust,ignore" | "slt" => {
                wrong.push_str(
                    &not_in_source(&block.text).map_or_else(String::new, |e| format!("{place}: {e}\n")),
                );
                continue;
            }
            "toml" => {
                wrong.push_str(
                    &other_versions(&block.text).map_or_else(String::new, |e| format!("{place}: {e}\n")),
                );
                continue;
            }
            kind => {
                wrong.push_str(&format!("{place}: nothing runs a block of kind '{kind}' here\n"));
                continue;
            }
        };
        match blocks.get(i + 1).filter(|next| next.kind == "text") {
            Some(shown) if trimmed(&printed) != trimmed(&shown.text) => {
                wrong.push_str(&format!("{place}: this is printed:\n{}\n", trimmed(&printed)));
                changes.push((shown.first, shown.end, trimmed(&printed)));
            }
            None if !succeeded => wrong.push_str(&format!("{place}: this fails:\n{}\n", trimmed(&printed))),
            _ => {}
        }
    }
    if std::env::var_os("GUIDE_COMPLETE").is_some() && !changes.is_empty() {
        let mut lines: Vec<&str> = page.lines().collect();
        for (first, end, printed) in changes.iter().rev() {
            lines.splice(first..end, printed.lines());
        }
        fs::write(path, lines.join("\n") + "\n").unwrap();
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// Why these lines are not a part of the file that the first of them names.
fn not_in_source(text: &str) -> Option<String> {
    let (name, part) = text.split_once('\n')?;
    let Some(path) = name.strip_prefix("// ").or(name.strip_prefix("# ")) else {
        return Some("the first line does not name a file".to_owned());
    };
    match fs::read_to_string(root().join(path)) {
        Ok(source) if source.contains(part.trim()) => None,
        Ok(_) => Some(format!("this is not in {path}")),
        Err(error) => Some(format!("{path}: {error}")),
    }
}

/// What the lines say of dependencies that the project's own list does not.
fn other_versions(text: &str) -> Option<String> {
    let own = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    let dependencies = text.lines().filter_map(|line| line.split_once(" = "));
    let other = dependencies.filter(|(name, value)| {
        let version = value.split('"').find(|part| part.starts_with(|c: char| c.is_ascii_digit()));
        let known = own.lines().find(|line| line.starts_with(&format!("{name} = ")));
        !value.contains("path") && !known.is_some_and(|known| version.is_some_and(|v| known.contains(v)))
    });
    let other: Vec<_> = other.map(|(name, _)| name).collect();
    (!other.is_empty()).then(|| format!("Cargo.toml has other versions of {}", other.join(", ")))
}

fn page(name: &str) {
    check(&root().join(format!("docs/guide/{name}.md")), Reader::new(name));
}

#[test]
fn analyst() {
    page("analyst");
}

#[test]
fn value() {
    page("value");
}

#[test]
fn files() {
    page("files");
}

#[test]
fn prompt() {
    page("prompt");
}

#[test]
fn reports() {
    page("reports");
}

#[test]
fn pitfalls() {
    page("pitfalls");
}

#[test]
fn engineer() {
    page("engineer");
}

#[test]
fn contributor() {
    page("contributor");
}

/// The README is read at the root of the project, by someone who has files of her own and no `tenure` yet.
#[test]
fn readme() {
    let reader = Reader::new("readme");
    for name in ["sql", "tests"] {
        symlink(root().join(name), reader.folder.path(name)).unwrap();
    }
    fs::write(
        reader.tools.path("cargo"),
        "#!/bin/sh\n[ \"$1 $2\" = 'run --' ] && shift 2 && exec tenure \"$@\"\n",
    )
    .unwrap();
    fs::set_permissions(reader.tools.path("cargo"), fs::Permissions::from_mode(0o755)).unwrap();
    fs::create_dir(reader.folder.path("orders")).unwrap();
    fs::write(reader.folder.path("report.sql"), "SELECT count(*) AS orders FROM 'orders.csv'").unwrap();
    let files =
        "COPY orders TO 'orders.csv'; COPY orders TO 'orders.parquet'; COPY survey TO 'survey.parquet';
        COPY (SELECT *, region AS country FROM survey) TO 'survey.csv';
        COPY (SELECT * FROM orders WHERE ordered_at < '1998-01-01') TO 'orders/1997.csv';
        COPY (SELECT * FROM orders WHERE ordered_at >= '1998-01-01') TO 'orders/1998.csv'";
    let (made, said) = reader.run("exec tenure demo -c \"$1\"", &[files]);
    assert!(made, "{said}");
    check(&root().join("README.md"), reader);
}

#[test]
fn every_page_is_run_and_its_programs_are_documentation_tests() {
    let (tests, library) = (include_str!("guide.rs"), fs::read_to_string(root().join("src/lib.rs")).unwrap());
    for path in guide() {
        let name = path.file_stem().unwrap().to_str().unwrap();
        assert!(tests.contains(&format!("page(\"{name}\")")), "no test runs {name}.md");
        let programs = blocks(&fs::read_to_string(&path).unwrap()).iter().any(|block| block.kind == "rust");
        let included = library.contains(&format!("include_str!(\"../docs/guide/{name}.md\")"));
        assert!(included || !programs, "no documentation test has the programs of {name}.md");
    }
}

#[test]
fn every_link_leads_somewhere() {
    let mut wrong = String::new();
    let more = ["README.md", "CONTRIBUTING.md"].map(|name| root().join(name));
    for path in guide().into_iter().chain(more) {
        let page = fs::read_to_string(&path).unwrap();
        for link in page.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let (file, heading) = link.split_once('#').unwrap_or((link, ""));
            let target = match file {
                "" => path.clone(),
                file => path.with_file_name("").join(file),
            };
            if !link.contains("://") && !leads(&target, heading) {
                wrong.push_str(&format!("{}: {link}\n", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

fn leads(target: &Path, heading: &str) -> bool {
    let name = |line: &str| -> String {
        let words = line.trim_start_matches('#').trim().to_lowercase().replace(' ', "-");
        words.chars().filter(|c| c.is_alphanumeric() || "-_".contains(*c)).collect()
    };
    match heading {
        "" => target.exists(),
        heading => fs::read_to_string(target)
            .is_ok_and(|page| page.lines().any(|line| line.starts_with('#') && name(line) == heading)),
    }
}
