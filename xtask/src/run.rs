//! Running another program: its output is kept, its last line is shown, and Ctrl+C ends it.

use std::{
    env,
    ffi::OsStr,
    io::{self, Read},
    path::{Path, PathBuf},
    process::{Command, ExitStatus, Stdio},
    sync::{Arc, Mutex},
    thread,
    time::{Duration, Instant},
};

use crate::{
    failure::{Failure, Outcome},
    interrupt,
    step::Step,
};

/// How often the running program is looked at.
const TICK: Duration = Duration::from_millis(100);
/// How long a program may take to end after Ctrl+C.
const GRACE: Duration = Duration::from_secs(3);

/// A program that has ended.
#[derive(Debug)]
pub(crate) struct Ended {
    /// Whether it ended well.
    pub(crate) ok: bool,
    /// All that it printed, standard output and standard error as they came.
    pub(crate) output: String,
}

impl Ended {
    /// The output, or a failure with this sentence and the output.
    pub(crate) fn or_fail(self, sentence: impl Into<String>) -> Outcome<String> {
        if self.ok { Ok(self.output) } else { Err(Failure::new(sentence).with_output(self.output)) }
    }
}

/// A command that knows no more than its program and the folder in which it runs.
pub(crate) fn command(program: impl AsRef<OsStr>, folder: &Path) -> Command {
    let mut command = Command::new(program);
    command.current_dir(folder).stdin(Stdio::null());
    command
}

/// Runs a command to its end within a step.
pub(crate) fn run(mut command: Command, step: &Step) -> Outcome<Ended> {
    let name = command.get_program().to_string_lossy().into_owned();
    let announced = interrupt::Child::announce();
    let mut child =
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().map_err(|error| not_started(&name, &error))?;
    let output = Arc::new(Mutex::new(Vec::new()));
    let readers = [
        child.stdout.take().map(|pipe| collect(pipe, Arc::clone(&output))),
        child.stderr.take().map(|pipe| collect(pipe, Arc::clone(&output))),
    ];
    let status = wait(&mut child, || step.progress(&last_line(&output)))
        .map_err(|error| Failure::new(format!("lost sight of {name}: {error}")))?;
    for reader in readers.into_iter().flatten() {
        let _ = reader.join();
    }
    drop(announced);
    let mut output = output.lock().map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default();
    if status.code().is_none() {
        // Ended by a signal, about which the program itself could print nothing.
        output.push_str(&format!("\n{name}: {status}\n"));
    }
    if interrupt::requested() {
        return Err(Failure::new("interrupted"));
    }
    Ok(Ended { ok: status.success(), output })
}

/// Runs a command that talks to the terminal itself; ends with its exit status.
pub(crate) fn hand_over(mut command: Command) -> Outcome<ExitStatus> {
    let name = command.get_program().to_string_lossy().into_owned();
    let _announced = interrupt::Child::announce();
    let mut child = command.spawn().map_err(|error| not_started(&name, &error))?;
    wait(&mut child, || ()).map_err(|error| Failure::new(format!("lost sight of {name}: {error}")))
}

/// What a quick command prints on standard output when it ends well; nothing is shown.
pub(crate) fn ask(mut command: Command) -> Option<String> {
    let output = command.output().ok().filter(|output| output.status.success())?;
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The file that a name on the search path stands for.
pub(crate) fn on_path(name: &str) -> Option<PathBuf> {
    env::split_paths(&env::var_os("PATH")?).map(|folder| folder.join(name)).find(|path| path.is_file())
}

/// The search path with these folders before all others.
pub(crate) fn path_with(first: &[PathBuf]) -> Outcome<std::ffi::OsString> {
    let rest = env::var_os("PATH").unwrap_or_default();
    env::join_paths(first.iter().cloned().chain(env::split_paths(&rest))).map_err(|_| {
        Failure::new("the project's path holds a colon, which PATH cannot carry: move it to another folder")
    })
}

fn not_started(name: &str, error: &io::Error) -> Failure {
    match error.kind() {
        io::ErrorKind::NotFound => Failure::new(format!("{name} is not there: install it and run this again")),
        _ => Failure::new(format!("cannot start {name}: {error}")),
    }
}

fn wait(child: &mut std::process::Child, mut each_tick: impl FnMut()) -> io::Result<ExitStatus> {
    let mut interrupted: Option<Instant> = None;
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(status);
        }
        if interrupt::requested() && interrupted.get_or_insert_with(Instant::now).elapsed() > GRACE {
            child.kill()?;
            return child.wait();
        }
        each_tick();
        thread::sleep(TICK);
    }
}

fn collect(mut pipe: impl Read + Send + 'static, into: Arc<Mutex<Vec<u8>>>) -> thread::JoinHandle<()> {
    thread::spawn(move || {
        let mut buffer = [0; 8192];
        while let Ok(read @ 1..) = pipe.read(&mut buffer) {
            if let Ok(mut output) = into.lock() {
                output.extend_from_slice(&buffer[..read]);
            }
        }
    })
}

fn last_line(output: &Mutex<Vec<u8>>) -> String {
    let Ok(output) = output.lock() else { return String::new() };
    let tail = &output[output.len().saturating_sub(1000)..];
    String::from_utf8_lossy(tail).lines().rev().find(|line| !line.trim().is_empty()).unwrap_or_default().to_owned()
}
