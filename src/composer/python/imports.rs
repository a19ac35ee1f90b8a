//! Import lines, merged, grouped and sorted as `ruff`'s isort rules do: standard library, packages, this project,
//! relative; in each group `import x` before `from x import y`, by name.

use std::collections::BTreeMap;

use catalog::sorting;

use super::layout::WIDTH;
use crate::composition::Origin;
use crate::draft::Draft;

/// The modules that come with some Python from 3.10 on, with a space between two: a project may import them, and must not
/// hide them.
const STANDARD: &str = "abc aifc annotationlib antigravity argparse array ast asynchat asyncio asyncore atexit audioop base64 bdb \
    binascii binhex bisect builtins bz2 cProfile calendar cgi cgitb chunk cmath cmd code codecs codeop collections \
    colorsys compileall compression concurrent configparser contextlib contextvars copy copyreg crypt csv ctypes \
    curses dataclasses datetime dbm decimal difflib dis distutils doctest email encodings ensurepip enum errno \
    faulthandler fcntl filecmp fileinput fnmatch fractions ftplib functools gc genericpath getopt getpass gettext \
    glob graphlib grp gzip hashlib heapq hmac html http idlelib imaplib imghdr imp importlib inspect io ipaddress \
    itertools json keyword lib2to3 linecache locale logging lzma mailbox mailcap marshal math mimetypes mmap \
    modulefinder msilib msvcrt multiprocessing netrc nis nntplib nt ntpath nturl2path numbers opcode operator \
    optparse os ossaudiodev pathlib pdb pickle pickletools pipes pkgutil platform plistlib poplib posix posixpath \
    pprint profile pstats pty pwd py_compile pyclbr pydoc pydoc_data pyexpat queue quopri random re readline reprlib \
    resource rlcompleter runpy sched secrets select selectors shelve shlex shutil signal site smtpd smtplib sndhdr \
    socket socketserver spwd sqlite3 sre_compile sre_constants sre_parse ssl stat statistics string stringprep \
    struct subprocess sunau symtable sys sysconfig syslog tabnanny tarfile telnetlib tempfile termios test textwrap \
    this threading time timeit tkinter token tokenize tomllib trace traceback tracemalloc tty turtle turtledemo \
    types typing unicodedata unittest urllib uu uuid venv warnings wave weakref webbrowser winreg winsound wsgiref \
    xdrlib xml xmlrpc zipapp zipfile zipimport zlib zoneinfo";

/// The modules of the standard library.
pub(crate) fn standard_modules() -> impl Iterator<Item = &'static str> {
    STANDARD.split(' ')
}

/// Import lines, merged by module.
#[derive(Default)]
pub(crate) struct Imports {
    /// `import x` and `import x as y`.
    plain: BTreeMap<String, Vec<Origin>>,
    /// `from x import y`: module to names.
    from: BTreeMap<String, BTreeMap<String, Vec<Origin>>>,
}

impl Imports {
    /// Adds an import line. What is none is left out: the compiler has checked it.
    pub(crate) fn add(&mut self, line: &str, origins: &[Origin]) {
        let line = line.trim();
        if let Some((module, names)) = line.strip_prefix("from ").and_then(|rest| rest.split_once(" import ")) {
            for name in names.split(',').map(str::trim).filter(|name| !name.is_empty()) {
                let names = self.from.entry(module.trim().to_owned()).or_default();
                extend(names.entry(name.to_owned()).or_default(), origins);
            }
        } else if let Some(module) = line.strip_prefix("import ") {
            extend(self.plain.entry(module.trim().to_owned()).or_default(), origins);
        }
    }

    /// Adds several import lines.
    pub(crate) fn add_all<T: AsRef<str>>(&mut self, lines: &[T], origins: &[Origin]) {
        for line in lines {
            self.add(line.as_ref(), origins);
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.plain.is_empty() && self.from.is_empty()
    }

    /// Writes the groups, a blank line between each two; `suffix` ends each line.
    pub(crate) fn write(&self, draft: &mut Draft, project: &str, indent: usize, suffix: &str) {
        let mut groups: BTreeMap<u8, Vec<(String, Vec<Origin>)>> = BTreeMap::new();
        let mut plain: Vec<_> = self.plain.iter().collect();
        sorting::sort_by_key(&mut plain, |(module, _)| sort_key(module));
        for (module, origins) in plain {
            groups.entry(section(module, project)).or_default().push((format!("import {module}"), origins.clone()));
        }
        let mut from: Vec<_> = self.from.iter().collect();
        sorting::sort_by_key(&mut from, |(module, _)| sort_key(module));
        for (module, names) in from {
            let group = groups.entry(section(module, project)).or_default();
            group.extend(from_lines(module, names, indent, suffix));
        }
        for (i, lines) in groups.into_values().enumerate() {
            if i > 0 {
                draft.blank();
            }
            for (line, origins) in lines {
                draft.line(format!("{:indent$}{line}{suffix}", ""), &origins);
            }
        }
    }
}

fn extend(known: &mut Vec<Origin>, origins: &[Origin]) {
    for origin in origins {
        if !known.contains(origin) {
            known.push(origin.clone());
        }
    }
}

/// `from x import a, b`: aliases apart, the rest on one line or one name per line.
fn from_lines(
    module: &str,
    names: &BTreeMap<String, Vec<Origin>>,
    indent: usize,
    suffix: &str,
) -> Vec<(String, Vec<Origin>)> {
    let mut lines = Vec::new();
    let mut sorted: Vec<&String> = names.keys().filter(|name| !name.contains(" as ")).collect();
    sorting::sort_by_key(&mut sorted, |name| member_key(name));
    let mut all: Vec<Origin> = Vec::new();
    for name in &sorted {
        extend(&mut all, &names[*name]);
    }
    if !sorted.is_empty() {
        let joined = sorted.iter().map(|name| name.as_str()).collect::<Vec<_>>().join(", ");
        let line = format!("from {module} import {joined}");
        if indent + line.len() + suffix.len() <= WIDTH {
            lines.push((line, all));
        } else {
            lines.push((format!("from {module} import ("), all.clone()));
            for name in sorted {
                lines.push((format!("    {name},"), names[name].clone()));
            }
            lines.push((")".to_owned(), all));
        }
    }
    for (name, origins) in names.iter().filter(|(name, _)| name.contains(" as ")) {
        lines.push((format!("from {module} import {name}"), origins.clone()));
    }
    lines
}

fn section(module: &str, project: &str) -> u8 {
    let root = module.split(['.', ' ']).next().unwrap_or(module);
    match root {
        "__future__" => 0,
        "" => 4,
        _ if root == project => 3,
        _ if standard_modules().any(|module| module == root) => 1,
        _ => 2,
    }
}

/// Modules are sorted without regard to case, then with it.
fn sort_key(module: &str) -> (String, String) {
    (module.to_ascii_lowercase(), module.to_owned())
}

/// Names are sorted by kind (CONSTANTS, Classes, functions), then by name.
fn member_key(name: &str) -> (u8, String, String) {
    let kind = if name.len() > 1 && !name.bytes().any(|b| b.is_ascii_lowercase()) {
        0
    } else if name.bytes().next().is_some_and(|b| b.is_ascii_uppercase()) {
        1
    } else {
        2
    };
    (kind, name.to_ascii_lowercase(), name.to_owned())
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::{Imports, standard_modules};
    use crate::draft::Draft;

    #[test]
    fn the_list_is_sorted() {
        assert!(standard_modules().is_sorted() && standard_modules().all(|module| !module.is_empty()));
    }

    #[test]
    fn grouped_and_sorted() {
        let mut imports = Imports::default();
        for line in [
            "from django.urls import path",
            "import os",
            "from .tasks import app as task_app",
            "from django.urls import include",
            "from config import views",
            "import markdown",
            "from datetime import timedelta",
            "from a.very.long.module.name.that.fills import SOME_CONSTANT, SomeClass, some_function, another_one",
            "import sys",
            "from django.contrib import admin",
        ] {
            imports.add(line, &[]);
        }
        let mut draft = Draft::new(None);
        imports.write(&mut draft, "config", 0, "");
        expect![[r#"
            import os
            import sys
            from datetime import timedelta

            import markdown
            from a.very.long.module.name.that.fills import (
                SOME_CONSTANT,
                SomeClass,
                another_one,
                some_function,
            )
            from django.contrib import admin
            from django.urls import include, path

            from config import views

            from .tasks import app as task_app
        "#]]
        .assert_eq(&draft.finish("x").text());
    }
}
