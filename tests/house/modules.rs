//! Which file imports which, read from the text of the sources as `figures.py` reads it: a module is a folder with
//! the file that declares it; `pub use` is no import, a name is looked for where it is defined.

use std::collections::{BTreeMap, BTreeSet};

use petgraph::algo::tarjan_scc;
use petgraph::graph::{DiGraph, NodeIndex};

use crate::{code, sources, untested};

type Names = Vec<String>;

/// The files of the crate by their paths in it.
pub struct Modules {
    files: BTreeMap<Names, usize>,
    /// The path, the name on disk and the code of each file.
    all: Vec<(Names, String, String)>,
    /// What each file re-exports, by name.
    shown: Vec<BTreeMap<String, Names>>,
}

impl Modules {
    /// All files of `src`, their tests aside.
    pub fn read() -> Self {
        let mut all = Vec::new();
        for (_, path, text) in sources() {
            let name = path.display().to_string();
            let mut parts: Names = name.trim_end_matches(".rs").split('/').map(str::to_owned).collect();
            if parts.last().is_some_and(|last| last == "mod" || last == "lib") {
                parts.pop();
            }
            all.push((parts, name, code(untested(&text))));
        }
        let files = all.iter().enumerate().map(|(at, (parts, _, _))| (parts.clone(), at)).collect();
        let mut modules = Self { files, all, shown: Vec::new() };
        modules.shown = (0..modules.all.len()).map(|at| modules.reexports(at)).collect();
        modules
    }

    /// Sets of files of several modules that import each other.
    pub fn circles(&self) -> Vec<BTreeSet<&str>> {
        let mut graph = DiGraph::<(), ()>::new();
        let nodes: Vec<NodeIndex> = self.all.iter().map(|_| graph.add_node(())).collect();
        let is_test = |at: usize| {
            let name = &self.all[at].1;
            name.contains("tests") || name.contains("testing") || name.ends_with("script.rs")
        };
        for from in (0..self.all.len()).filter(|at| !is_test(*at)) {
            for to in self.imports(from).into_iter().filter(|at| !is_test(*at) && *at != from) {
                graph.add_edge(nodes[from], nodes[to], ());
            }
        }
        let several = |group: &Vec<NodeIndex>| {
            group.iter().map(|node| self.module(node.index())).collect::<BTreeSet<_>>().len() > 1
        };
        let groups = tarjan_scc(&graph).into_iter().filter(several);
        groups.map(|group| group.iter().map(|node| &*self.all[node.index()].1).collect()).collect()
    }

    fn module(&self, at: usize) -> &[String] {
        let path = &self.all[at].0;
        let declares =
            self.files.keys().any(|other| other.len() == path.len() + 1 && other.starts_with(path));
        if declares { path } else { &path[..path.len().saturating_sub(1)] }
    }

    fn reexports(&self, at: usize) -> BTreeMap<String, Names> {
        let paths = uses(&self.all[at].2, true);
        let named =
            paths.into_iter().filter_map(|path| Some((path.last()?.clone(), self.absolute(at, &path)?)));
        named.collect()
    }

    /// The path from the crate's root; `None` where it is of another crate.
    fn absolute(&self, at: usize, path: &[String]) -> Option<Names> {
        let own = &self.all[at].0;
        let ups = path.iter().take_while(|part| *part == "super").count();
        let (base, rest) = match path[0].as_str() {
            "crate" => (&own[..0], &path[1..]),
            "self" => (&own[..], &path[1..]),
            "super" => (&own[..own.len().checked_sub(ups)?], &path[ups..]),
            _ => (&own[..], path),
        };
        let found = [base, rest].concat();
        let relative = ["crate", "self", "super"].contains(&path[0].as_str());
        (relative || self.files.contains_key(&found[..=own.len()])).then_some(found)
    }

    /// The file in which what a path names is defined.
    fn file(&self, path: &[String], depth: usize) -> Option<usize> {
        let end = (1..=path.len()).rev().find(|end| self.files.contains_key(&path[..*end]))?;
        let found = self.files[&path[..end]];
        let shown = path.get(end).and_then(|name| self.shown[found].get(name)).filter(|_| depth < 8);
        shown.and_then(|shown| self.file(shown, depth + 1)).or(Some(found))
    }

    fn imports(&self, at: usize) -> BTreeSet<usize> {
        let text = &self.all[at].2;
        let mut paths = uses(text, false);
        let brought: BTreeMap<String, Names> =
            paths.iter().filter_map(|path| Some((path.last()?.clone(), path.clone()))).collect();
        for path in inline(text) {
            let outside = !["crate", "self", "super"].contains(&path[0].as_str());
            paths.push(match brought.get(&path[0]).filter(|_| outside) {
                Some(known) => [known, &path[1..]].concat(),
                None => path,
            });
        }
        let absolute = paths.iter().filter_map(|path| self.absolute(at, path));
        absolute.filter_map(|path| self.file(&path, 0)).collect()
    }
}

/// The text without its `use` statements, and what those statements are: whether public, and the tree.
fn statements(text: &str) -> (String, Vec<(bool, String)>) {
    let (mut rest, mut found) = (String::new(), Vec::new());
    let mut open: Option<(bool, String)> = None;
    for line in text.lines() {
        let body = line.trim_start();
        if open.is_none() {
            let public = body.starts_with("pub");
            let tree = body.strip_prefix("use ").or_else(|| {
                body.split_once(" use ").filter(|(head, _)| head.starts_with("pub")).map(|(_, tree)| tree)
            });
            match tree {
                Some(tree) => open = Some((public, tree.to_owned())),
                None => rest += &format!("{line}\n"),
            }
        } else if let Some((_, tree)) = &mut open {
            *tree += body;
        }
        found.extend(open.take_if(|(_, tree)| tree.ends_with(';')));
    }
    (rest, found)
}

fn uses(text: &str, public: bool) -> Vec<Names> {
    let trees = statements(text).1.into_iter().filter(|(own, _)| *own == public);
    trees.flat_map(|(_, tree)| expand(tree.trim_end_matches(';'))).collect()
}

/// The paths of a `use` tree.
fn expand(tree: &str) -> Vec<Names> {
    let split = |text: &str| -> Names {
        text.split("::").map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect()
    };
    let Some((head, rest)) = tree.split_once('{') else {
        let mut path = split(tree.split(" as ").next().unwrap_or_default());
        if path.len() > 1 && path.last().is_some_and(|last| last == "*" || last == "self") {
            path.pop();
        }
        return vec![path].into_iter().filter(|path| !path.is_empty()).collect();
    };
    let (prefix, inner) = (split(head), &rest[..rest.rfind('}').unwrap_or(rest.len())]);
    let (mut depth, mut parts) = (0, vec![String::new()]);
    for char in inner.chars() {
        depth += i32::from(char == '{') - i32::from(char == '}');
        match (char, depth) {
            (',', 0) => parts.push(String::new()),
            (other, _) => parts.last_mut().expect("there is one").push(other),
        }
    }
    let paths = parts.iter().flat_map(|part| expand(part));
    paths
        .map(|path| if path == ["self"] { prefix.clone() } else { [prefix.clone(), path].concat() })
        .collect()
}

/// Paths that stand in code: words joined by `::`, of which the first is a module's.
fn inline(text: &str) -> Vec<Names> {
    let rest = statements(text).0;
    let words = rest.split(|char: char| !(char.is_alphanumeric() || char == '_' || char == ':'));
    let paths = words.filter(|word| word.contains("::")).map(|word| word.trim_matches(':'));
    let paths = paths.map(|word| word.split("::").map(str::to_owned).collect::<Names>());
    paths.filter(|path| path.len() > 1 && path[0].starts_with(|char: char| char.is_lowercase())).collect()
}
