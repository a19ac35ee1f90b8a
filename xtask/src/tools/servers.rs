//! Servers that the tests start for themselves: those that the files of `deploy/` are for, and the Redis of composed
//! projects. Each is found on this machine, or else unpacked from Debian's packages into `.tools/servers/<package>/`:
//! nothing of the system changes, and no service is started.

use std::{
    collections::BTreeSet,
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
    sync::OnceLock,
};

use super::{because_of_network, browsers::is_root, clear_half_installed, install_whole, remove};
use crate::{
    failure::{Failure, Outcome, cannot},
    project::Project,
    run,
    step::{Step, step},
};

/// A server, as systems know it.
struct Server {
    /// Debian's package.
    package: &'static str,
    /// Its program, which the package has, and its kin.
    programs: &'static [&'static str],
    /// What makes the program say its version.
    version: &'static str,
}

const SERVERS: &[Server] = &[
    Server { package: "nginx", programs: &["nginx"], version: "-v" },
    Server { package: "caddy", programs: &["caddy"], version: "version" },
    Server { package: "redis-server", programs: &["redis-server", "valkey-server"], version: "--version" },
];

/// Where servers lie that only their owner is meant to start.
const SBIN: &[&str] = &["/usr/sbin", "/usr/local/sbin"];

/// The search path with every server on it that can be had. One that cannot is named once; what needs it is skipped.
pub(crate) fn path(project: &Project) -> Outcome<OsString> {
    static PATH: OnceLock<OsString> = OnceLock::new();
    if let Some(path) = PATH.get() {
        return Ok(path.clone());
    }
    let _lock = project.lock("tools")?;
    let folder = project.tools().join("servers");
    clear_half_installed(&folder);
    let mut folders = Vec::new();
    for server in SERVERS {
        match ensure(project, &folder, server) {
            Ok(Some(folder)) => folders.push(folder),
            Ok(None) => {}
            Err(failure) if crate::interrupt::requested() => return Err(failure),
            Err(failure) => eprintln!("  - what needs {} is skipped: {failure}", server.package),
        }
    }
    folders.dedup();
    let path = run::path_with(&folders)?;
    Ok(PATH.get_or_init(|| path).clone())
}

/// The folder of a server's program; none where it is on the search path.
fn ensure(project: &Project, folder: &Path, server: &Server) -> Outcome<Option<PathBuf>> {
    if server.programs.iter().any(|name| run::on_path(name).is_some()) {
        return Ok(None);
    }
    let places = SBIN.iter().map(PathBuf::from).chain([folder.join(server.package).join(PROGRAMS)]);
    for place in places {
        if server.programs.iter().any(|name| place.join(name).is_file()) {
            return Ok(Some(place));
        }
    }
    if run::on_path("apt-get").is_none() || run::on_path("dpkg-deb").is_none() {
        return Err(Failure::new("it is not on this machine: install it and run this again"));
    }
    let place = folder.join(server.package);
    fs::create_dir_all(folder).map_err(cannot("create", folder))?;
    step(format!("unpack {} into .tools (apt-get download, once)", server.package), |step| {
        install_whole(&place, |partial| unpack(project, server, partial, step))
    })?;
    Ok(Some(place.join(PROGRAMS)))
}

/// The folder of the scripts that start what is unpacked.
const PROGRAMS: &str = "bin";
/// The folder that stands for the root of the system.
const ROOT: &str = "root";

/// Unpacks a package with what it needs and this machine has not, and writes the script that starts it.
fn unpack(project: &Project, server: &Server, place: &Path, step: &Step) -> Outcome<()> {
    let Server { package, programs, version } = server;
    let apt = |arguments: &[&str], folder: &Path| {
        let mut apt = run::command("apt-get", folder);
        apt.args(arguments).env("LC_ALL", "C");
        let ended = run::run(apt, step)?;
        if ended.ok { Ok(ended.output) } else { Err(because_of_network(package, ended)) }
    };
    if is_root() {
        apt(&["update"], &project.root)?;
    }
    let planned = apt(&["install", "--simulate", "--no-install-recommends", package], &project.root)?;
    let names = to_install(package, &planned);
    let (packages, root) = (place.join("packages"), place.join(ROOT));
    fs::create_dir_all(&packages).map_err(cannot("create", &packages))?;
    apt(&[&["download"], &*names.into_iter().collect::<Vec<_>>()].concat(), &packages)?;
    for entry in fs::read_dir(&packages).map_err(cannot("read", &packages))?.flatten() {
        let mut dpkg = run::command("dpkg-deb", place);
        dpkg.arg("--extract").arg(entry.path()).arg(&root);
        run::run(dpkg, step)?.or_fail(format!("{package} could not be unpacked: see the output above"))?;
    }
    remove(&packages)?;
    let name = programs[0];
    let inside = ["usr/sbin", "usr/bin"].map(|folder| format!("{folder}/{name}"));
    let inside = inside.iter().find(|path| root.join(path).is_file());
    let inside = inside.ok_or_else(|| Failure::new(format!("{package} of this system holds no {name}")))?;
    let script = place.join(PROGRAMS).join(name);
    fs::create_dir_all(place.join(PROGRAMS)).map_err(cannot("create", &script))?;
    fs::write(&script, starting(inside, &libraries(&root))).map_err(cannot("write", &script))?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(&script, fs::Permissions::from_mode(0o755)).map_err(cannot("write", &script))?;
    }
    let mut command = run::command(&script, place);
    command.arg(version);
    run::run(command, step)?.or_fail(format!("{package} was unpacked and does not start: see the output above"))?;
    Ok(())
}

/// The package, and what `apt-get install --simulate` would install with it.
fn to_install<'a>(package: &'a str, planned: &'a str) -> BTreeSet<&'a str> {
    let others = planned.lines().filter_map(|line| line.strip_prefix("Inst ")?.split(' ').next());
    others.chain([package]).collect()
}

/// The folders with the libraries that are unpacked, from the root.
fn libraries(root: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for folder in ["usr/lib", "lib"] {
        for entry in fs::read_dir(root.join(folder)).into_iter().flatten().flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            if name.ends_with("-linux-gnu") {
                found.push(format!("{folder}/{name}"));
            }
        }
    }
    found
}

/// A script that starts a program of the folder beside it, with the libraries of that folder.
fn starting(program: &str, libraries: &[String]) -> String {
    let paths: Vec<String> = libraries.iter().map(|folder| format!("$root/{folder}")).collect();
    let set = match paths.is_empty() {
        true => String::new(),
        false => format!("export LD_LIBRARY_PATH=\"{}\"\n", paths.join(":")),
    };
    format!("#!/bin/sh\nroot=$(cd \"$(dirname \"$0\")/../{ROOT}\" && pwd)\n{set}exec \"$root/{program}\" \"$@\"\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scratch;

    #[test]
    fn what_a_package_needs_is_read_from_the_plan() {
        let planned = "Reading package lists...\nInst libx1 (1.0 Debian:12 [amd64])\nInst tea (2.0 Debian:12 [all]) []\n\
                       Conf tea (2.0 Debian:12 [all])\n";
        assert_eq!(Vec::from_iter(to_install("tea", planned)), ["libx1", "tea"]);
        assert_eq!(Vec::from_iter(to_install("tea", "tea is already the newest version\n")), ["tea"]);
    }

    #[test]
    fn what_is_unpacked_starts_wherever_its_folder_is() {
        let folder = scratch::Folder::new("unpacked");
        folder.write("tea pot/root/usr/bin/pour", "echo \"$1 $LD_LIBRARY_PATH\"\n");
        folder.write("tea pot/root/usr/lib/x86_64-linux-gnu/libtea.so", "");
        let place = folder.path().join("tea pot");
        folder.write("tea pot/bin/pour", &starting("usr/bin/pour", &libraries(&place.join(ROOT))));
        let mut command = run::command("sh", Path::new("/"));
        command.arg("-c").arg("chmod +x \"$0/root/usr/bin/pour\"; sh \"$0/bin/pour\" cup").arg(&place);
        let libraries = place.canonicalize().unwrap().join("root/usr/lib/x86_64-linux-gnu");
        assert_eq!(run::ask(command), Some(format!("cup {}\n", libraries.display())));
    }
}
