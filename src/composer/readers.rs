//! What is written is read back by the real readers: CPython, PyYAML, `tomllib`, two readers of `.env`, shells.
//!
//! Runs with the Python that `cargo xtask test` makes in `.cache/venvs`; where there is none, the test says so. The
//! number of random strings per format is `READER_CASES` (4,000 where it is not set).

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::{dotenv, python, shell, toml, yaml};

/// Strings that have broken some generator or reader.
const CURATED: &[&str] = &[
    "",
    " ",
    "a b",
    " leading",
    "trailing ",
    "#",
    "a#b",
    "a #b",
    "\"",
    "'",
    "\"\"\"",
    "'''",
    "\\",
    "\\\\",
    "a\\",
    "\\n",
    "\n",
    "\r\n",
    "\t",
    "a\nb",
    "$",
    "$HOME",
    "${HOME}",
    "a${HOME}b",
    "$$",
    "$(touch /tmp/x)",
    "`touch /tmp/x`",
    "!",
    "!!",
    "%",
    "%s",
    "%(x)s",
    "{x}",
    "{{x}}",
    "*",
    "~",
    "&",
    "a&b",
    "|",
    ";",
    "a;b",
    "<>",
    "()",
    "[]",
    "{}",
    "=",
    "a=b",
    ":",
    "a: b",
    "- a",
    "? a",
    "@",
    ",",
    "a,b",
    "null",
    "~null",
    "true",
    "no",
    "0x1f",
    "1e3",
    "012",
    "1:30",
    "2026-11-22",
    "\0",
    "\u{0}001",
    "\u{7f}",
    "\u{85}",
    "\u{a0}",
    "\u{2028}",
    "\u{202e}",
    "\u{feff}",
    "\u{fffe}",
    "\u{1b}[31m",
    "é",
    "\u{1f600}",
    "\u{10ffff}",
    "\u{d7ff}",
    "\u{e000}",
    "postgres://u:p%40@h:5432/n?x=y",
    "export A=1",
    "\u{1}",
    "\\x41",
    "\\u0041",
    "\\U0001f600",
    "\\N{BULLET}",
    "\x07",
];

/// Each of them alone, doubled, and at the start, the end and in the middle of something.
fn curated() -> impl Iterator<Item = String> {
    let places = ["{}", "{}{}", "{}a", "a{}", "a{}b", " {} ", "{}\\"];
    CURATED.iter().flat_map(move |text| places.map(|place| place.replace("{}", text)))
}

const DRIVER: &str = r#"
import ast, json, os, shlex, shutil, subprocess, sys, tempfile, tomllib
import environ, yaml
from dotenv import dotenv_values

groups, wrong = {}, []
for line in sys.stdin:
    kind, text, written = line.rstrip("\n").split("\t")
    pair = bytes.fromhex(text).decode(), bytes.fromhex(written).decode()
    groups.setdefault(kind, []).append(pair)


def compare(kind, reader, pairs, read):
    assert len(pairs) == len(read), f"{reader} read {len(read)} of {len(pairs)} {kind} values"
    for (text, written), back in zip(pairs, read):
        if text != back:
            wrong.append(f"{kind} {reader}: {text!r} written {written} read {back!r}")
    print(f"{kind}: {len(pairs)} read back by {reader}")


compare("python", "ast", groups["python"], [ast.literal_eval(w) for _, w in groups["python"]])
compare("yaml", "PyYAML", groups["yaml"], yaml.safe_load("\n".join("- " + w for _, w in groups["yaml"])))
toml = tomllib.loads("".join(f"v{i} = {w}\n" for i, (_, w) in enumerate(groups["toml"])))
compare("toml", "tomllib", groups["toml"], [toml[f"v{i}"] for i in range(len(groups["toml"]))])
compare("shell", "shlex", groups["shell"], [shlex.split(w)[0] for _, w in groups["shell"]])


def shell(program, script):
    run = subprocess.run([program], input=script.encode(), capture_output=True, check=True)
    assert not run.stderr, run.stderr[:500]
    return run.stdout.decode().split("\0")[:-1]


with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "env")
    with open(path, "w", newline="\n") as file:
        for i, (_, written) in enumerate(groups["env"]):
            file.write(f"V{i}={written}\n")
    names = [f"V{i}" for i in range(len(groups["env"]))]
    values = dotenv_values(path)
    compare("env", "python-dotenv", groups["env"], [values[name] for name in names])
    environ.Env.ENVIRON = {}
    env = environ.Env()
    env.read_env(path)
    compare("env", "environ", groups["env"], [env(name) for name in names])
    environ.Env.ENVIRON = {}
    env = environ.Env()
    env.read_env(path, parse_comments=True)
    compare("env", "environ with comments", groups["env"], [env(name) for name in names])
    show = "const all = []; for (let i = 0; i < %d; i++) all.push(process.env['V' + i]); console.log(JSON.stringify(all))"
    # A process cannot be started with an environment of any size, so node reads a part of the values at a time.
    if shutil.which("node"):
        read = []
        for start in range(0, len(names), 2000):
            part = groups["env"][start:start + 2000]
            with open(path + ".part", "w", newline="\n") as file:
                file.writelines(f"V{i}={written}\n" for i, (_, written) in enumerate(part))
            command = ["node", f"--env-file={path}.part", "-e", show % len(part)]
            run = subprocess.run(command, capture_output=True, text=True, check=True)
            read += json.loads(run.stdout)
        compare("env", "node", groups["env"], read)
    else:
        print("skipped: no node")
    printed = "".join(f"printf '%s\\0' \"$V{i}\"\n" for i in range(len(names)))
    for program in ["bash", "dash"]:
        try:
            words = "".join(f"printf '%s\\0' {w}\n" for _, w in groups["shell"])
            compare("shell", program, groups["shell"], shell(program, words))
            compare("env", program, groups["env"], shell(program, f"set -a; . {path}; set +a\n{printed}"))
        except FileNotFoundError:
            print(f"skipped: no {program}")

for line in wrong[:20]:
    print("WRONG", line)
sys.exit(bool(wrong))
"#;

#[test]
fn real_readers() {
    let Some(interpreter) = interpreter() else {
        println!("skipped: no Python with the pinned packages in .cache/venvs; `cargo xtask test` makes one");
        return;
    };
    let cases = std::env::var("READER_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(4_000);
    let seed = 0x5eed_2026_1122;
    println!("{cases} random strings, seed {seed:#x}");
    let mut random = Random(seed);
    let mut input = String::new();
    let texts = curated().chain((0..cases).map(|_| random.text()));
    let mut carried = 0;
    for text in texts {
        record(&mut input, "python", &text, Some(python::string(&text)));
        record(&mut input, "yaml", &text, Some(yaml::string(&text)));
        record(&mut input, "toml", &text, Some(toml::string(&text)));
        record(&mut input, "shell", &text, shell::word(&text));
        let written = dotenv::value(&text);
        carried += usize::from(written.is_some());
        record(&mut input, "env", &text, written);
    }
    assert!(carried > cases / 10, ".env carries {carried} of {cases} only");
    let mut child = Command::new(&interpreter)
        .args(["-c", DRIVER])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let writer = std::thread::spawn(move || stdin.write_all(input.as_bytes()));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    let (said, complained) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    println!("{said}");
    assert!(output.status.success(), "{said}\n{complained}");
}

/// One case for the driver; none for a value that the format cannot carry.
fn record(input: &mut String, kind: &str, text: &str, written: Option<String>) {
    let Some(written) = written else { return };
    assert!(written.bytes().all(|b| matches!(b, b' '..=b'~')), "{kind} writes {written:?}, which is not plain ASCII");
    let hex = |text: &str| {
        text.bytes().fold(String::new(), |mut hex, byte| {
            let _ = write!(hex, "{byte:02x}");
            hex
        })
    };
    let _ = writeln!(input, "{kind}\t{}\t{}", hex(text), hex(&written));
}

fn interpreter() -> Option<PathBuf> {
    let venvs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../.cache/venvs");
    let mut found: Vec<PathBuf> =
        std::fs::read_dir(venvs).ok()?.filter_map(|venv| Some(venv.ok()?.path().join("bin/python"))).collect();
    found.sort();
    let works = |python: &PathBuf| {
        let imports = Command::new(python).args(["-c", "import environ, yaml, dotenv"]).output();
        imports.is_ok_and(|output| output.status.success())
    };
    found.into_iter().rfind(works)
}

/// A small generator of nasty strings (xorshift64*).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    fn below(&mut self, end: u64) -> u64 {
        (self.next() >> 11) % end
    }

    fn text(&mut self) -> String {
        let kind = self.below(4);
        (0..self.below(24)).map(|_| self.char(kind)).collect()
    }

    fn char(&mut self, kind: u64) -> char {
        const NASTY: &[u8] = b"'\"`\\$#{}()[]<>|&;:!?*~%=@,-+ \n\r\t\0";
        let code = match (kind, self.below(6)) {
            (0, _) | (1, 0..=3) => return char::from(b' ' + self.below(95) as u8),
            (1, _) | (2, 0..=3) => return char::from(NASTY[self.below(NASTY.len() as u64) as usize]),
            (2, 4) => self.below(0x80),
            (3, 0..=2) => self.below(0x3000),
            _ => self.below(0x11_0000),
        };
        char::from_u32(code as u32).unwrap_or('\u{fffd}')
    }
}
