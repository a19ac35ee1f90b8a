//! What the workflows may do: code of others runs where nothing can be written, by actions whose bytes are named.

use std::fs;

/// Programs that run code of others, or of the project with what it depends on.
const FOREIGN: &[&str] = &[
    "cargo", "rustup", "pip", "python", "python3", "pipx", "uv", "npm", "npx", "node", "yarn", "pnpm", "make",
    "apt-get", "curl", "wget", "docker", "sh", "bash",
];

/// A job: its name and its lines, each with its number and its indent.
struct Job<'a> {
    name: &'a str,
    lines: Vec<(usize, &'a str)>,
}

/// What is wrong with a workflow, a sentence each. It reads the form that workflows are written in here: two spaces for each
/// step inwards.
fn faults(text: &str) -> Vec<String> {
    let lines: Vec<(usize, &str)> = text
        .lines()
        .map(|line| line.split(" #").next().unwrap_or_default().trim_end())
        .map(|line| (line.len() - line.trim_start().len(), line.trim_start()))
        .collect();
    let mut faults = Vec::new();
    let mut jobs: Vec<Job<'_>> = Vec::new();
    let mut inside = false;
    for (indent, line) in &lines {
        match (indent, line.strip_suffix(':')) {
            (0, name) if !line.is_empty() && !line.starts_with('#') => inside = name == Some("jobs"),
            (2, Some(name)) if inside => jobs.push(Job { name, lines: Vec::new() }),
            _ => {
                if let Some(job) = jobs.last_mut().filter(|_| inside) {
                    job.lines.push((*indent, line));
                }
            }
        }
    }
    if jobs.is_empty() {
        faults.push("no job is found".to_owned());
    }
    let top = block(&lines, 0, "permissions:");
    if !matches!(top.as_deref(), Some([]) | Some(["contents: read"])) {
        faults.push(format!("every job is given {top:?}: say it of the one that needs it"));
    }
    for (_, line) in &lines {
        let Some(action) = line.trim_start_matches("- ").strip_prefix("uses: ") else { continue };
        let commit = action.rsplit_once('@').map_or("", |(_, commit)| commit);
        if commit.len() != 40 || !commit.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')) {
            faults.push(format!("{action} is not named by its commit"));
        }
    }
    for Job { name, lines } in &jobs {
        let given = block(lines, 4, "permissions:");
        let writes =
            given.as_ref().or(top.as_ref()).is_none_or(|given| given.iter().any(|line| line.contains("write")));
        let words = lines.iter().filter(|(_, line)| !line.contains("uses: ")).flat_map(|(_, line)| words(line));
        let mut foreign: Vec<&str> = words.filter(|word| FOREIGN.contains(word) || word.ends_with(".sh")).collect();
        let actions = lines.iter().filter_map(|(_, line)| line.split_once("uses: ")).map(|(_, action)| action);
        foreign.extend(actions.filter(|action| !action.starts_with("actions/")));
        foreign.dedup();
        if writes && !foreign.is_empty() {
            faults.push(format!("the job {name} may write and runs {}", foreign.join(", ")));
        }
        for (at, (indent, line)) in lines.iter().enumerate() {
            if line.contains("uses: actions/checkout@") {
                let step =
                    lines[at + 1..].iter().take_while(|(deeper, line)| deeper > indent && !line.starts_with("- "));
                if !step.into_iter().any(|(_, line)| *line == "persist-credentials: false") {
                    faults.push(format!("the job {name} leaves its token in the folder that is checked out"));
                }
            }
        }
    }
    faults
}

/// What stands below a key of this indent, or beside it; none where there is no such key.
fn block<'a>(lines: &[(usize, &'a str)], indent: usize, key: &str) -> Option<Vec<&'a str>> {
    let at = lines.iter().position(|(at, line)| *at == indent && line.starts_with(key))?;
    let beside = lines[at].1[key.len()..].trim();
    if !beside.is_empty() {
        return Some(if beside == "{}" { Vec::new() } else { vec![beside] });
    }
    Some(lines[at + 1..].iter().take_while(|(deeper, _)| *deeper > indent).map(|(_, line)| *line).collect())
}

/// The words of a command.
fn words(line: &str) -> impl Iterator<Item = &str> {
    line.split(|c: char| !c.is_ascii_alphanumeric() && !"-_.".contains(c))
}

#[test]
fn code_of_others_runs_where_nothing_can_be_written() {
    let folder = tests::root().join(".github/workflows");
    let mut looked_at = 0;
    for entry in fs::read_dir(folder).expect("the workflows are there").flatten() {
        let text = fs::read_to_string(entry.path()).expect("it is text");
        assert_eq!(faults(&text), [""; 0], "{}", entry.path().display());
        looked_at += 1;
    }
    assert!(looked_at > 0);
}

#[test]
fn what_is_wrong_is_found() {
    let check = |text: &str, expected: &[&str]| {
        let found = faults(text);
        assert_eq!(found.len(), expected.len(), "{found:?}");
        for (found, expected) in found.iter().zip(expected) {
            assert!(found.contains(expected), "{found}: {expected}");
        }
    };
    let commit = "0123456789abcdef0123456789abcdef01234567";
    let good = format!(
        "name: x\npermissions: {{}}\njobs:\n  a:\n    permissions:\n      contents: read\n    steps:\n      \
         - uses: actions/checkout@{commit} # v1\n        with:\n          persist-credentials: false\n      \
         - run: cargo xtask refresh\n  b:\n    permissions:\n      contents: write\n    steps:\n      - run: |\n          \
         git push\n"
    );
    check(&good, &[]);
    check(&good.replace(commit, "v4"), &["actions/checkout@v4 is not named by its commit"]);
    check(&good.replace("persist-credentials: false", "fetch-depth: 1"), &["the job a leaves its token"]);
    check(&good.replace("git push", "git push && npx x"), &["the job b may write and runs npx"]);
    check(&good.replace("git push", "./publish.sh"), &["the job b may write and runs publish.sh"]);
    let other = format!("other/action@{commit}");
    check(
        &good.replace("run: |\n          git push", &format!("uses: {other}")),
        &[&format!("the job b may write and runs {other}")],
    );
    check(&good.replace("contents: read", "contents: write"), &["the job a may write and runs cargo"]);
    check(&good.replace("    permissions:\n      contents: read\n", ""), &[]);
    check(&good.replace("permissions: {}", "permissions: write-all"), &["every job is given"]);
    let silent = good.replace("permissions: {}\n", "").replace("    permissions:\n      contents: read\n", "");
    check(&silent, &["every job is given None", "the job a may write"]);
    check("name: x\npermissions: {}\n", &["no job is found"]);
}
