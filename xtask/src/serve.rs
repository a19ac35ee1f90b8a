//! `serve`: the built site at an address, or with `--dev` a quick build that follows every save.

use crate::{
    arguments::Serve,
    failure::{Failure, Outcome},
    interrupt,
    project::Project,
    run, server, site, tools,
};

/// What a save in makes `--dev` build anew.
const WATCHED: &[&str] = &["content", "index.html", "public", "src"];

/// Builds and serves until Ctrl+C.
pub(crate) fn serve(project: &Project, serve: &Serve) -> Outcome<()> {
    let listener = server::listen(&serve.host, serve.port)?;
    if serve.dev {
        // Trunk takes the port itself.
        drop(listener);
        return serve_dev(project, serve);
    }
    let dist = match serve.built {
        true => project.dist(),
        false => site::build(project, None)?,
    };
    if !dist.is_dir() {
        return Err(Failure::new("there is no dist/ to serve: make it with cargo xtask build"));
    }
    interrupt::ends_well();
    println!("\n  The guide is at {}", address(serve, &listener));
    eprintln!("  Ctrl+C ends it");
    server::serve(listener, dist, serve.base.clone())
}

fn serve_dev(project: &Project, serve: &Serve) -> Outcome<()> {
    let tools = tools::for_build(project)?;
    eprintln!("\n  The guide will be at http://{}:{}{}\n  Ctrl+C ends it\n", serve.host, serve.port, serve.base);
    let mut trunk = run::command(&tools.trunk, &project.root);
    trunk
        .args(["serve", "--features", site::DEV_FEATURES, "--address", &serve.host])
        .args(["--port", &serve.port.to_string(), "--public-url", &serve.base, "--dist"])
        .arg(project.site().join("dev"))
        .args(WATCHED.iter().flat_map(|path| ["--watch", path]))
        .env("PATH", &tools.path);
    let status = run::hand_over(trunk)?;
    if status.success() || interrupt::requested() {
        Ok(())
    } else {
        Err(Failure::new("trunk ended: see its output above"))
    }
}

fn address(serve: &Serve, listener: &std::net::TcpListener) -> String {
    // With --port 0 the system has chosen the port.
    let port = listener.local_addr().map_or(serve.port, |address| address.port());
    format!("http://{}:{port}{}", serve.host, serve.base)
}
