//! `compose.yaml`: the services that must run beside the project, reachable from this machine alone.

use catalog::{Addon, Effect, Service};

use super::{Project, of_kind, origin};
use crate::composition::{File, Origin};
use crate::draft::Draft;
use crate::placeholder::fill;
use crate::words;
use crate::yaml::compose_string;

/// The file, where there are services.
pub(crate) fn file(project: &Project<'_>) -> Option<File> {
    let services = wanted(project);
    if services.is_empty() {
        return None;
    }
    let mut draft = Draft::new(project.comments());
    project.head.write(&mut draft);
    draft.comment(project.word(words::DEVELOPMENT_PASSWORDS), 0, &[]);
    draft.blank();
    body(project, &services, &mut draft);
    Some(draft.finish("compose.yaml"))
}

fn body(project: &Project<'_>, services: &[Wanted], draft: &mut Draft) {
    draft.line("services:", &[]);
    for wanted in services {
        write(project, wanted, draft);
    }
    let kept: Vec<_> = services.iter().filter(|wanted| !wanted.service.data.is_empty()).collect();
    if !kept.is_empty() {
        draft.blank();
        draft.line("volumes:", &[]);
        for Wanted { service, origins, .. } in kept {
            draft.line(format!("  {}-data:", service.name), origins);
        }
    }
}

/// The services of add-ons alone, without those that plain Django has too.
pub(crate) fn additions(project: &Project<'_>, draft: &mut Draft) {
    let mut services = wanted(project);
    services.retain(|wanted| wanted.origins.iter().all(|origin| origin.by.is_some()));
    if !services.is_empty() {
        body(project, &services, draft);
    }
}

/// A service and who asks for it.
struct Wanted {
    service: &'static Service,
    /// Whose words it is written in: the first one's who asks.
    by: Option<&'static Addon>,
    origins: Vec<Origin>,
}

/// Each service once, with all who ask for it.
fn wanted(project: &Project<'_>) -> Vec<Wanted> {
    let mut services: Vec<Wanted> = Vec::new();
    let wanted = of_kind(project.active, |effect| match effect {
        Effect::Service(service) => Some(service),
        _ => None,
    });
    for (active, service) in wanted {
        match services.iter_mut().find(|known| known.service.name == service.name) {
            Some(known) => known.origins.push(origin(active)),
            None => services.push(Wanted { service, by: active.by, origins: vec![origin(active)] }),
        }
    }
    services
}

fn write(project: &Project<'_>, Wanted { service, by, origins }: &Wanted, draft: &mut Draft) {
    let text = |text: &str| compose_string(&fill(project.facts, *by, text));
    draft.reasons(2, origins);
    draft.line(format!("  {}:", service.name), origins);
    draft.line(format!("    image: {}", text(service.image)), origins);
    if !service.command.is_empty() {
        draft.line(format!("    command: {}", text(service.command)), origins);
    }
    if !service.environment.is_empty() {
        draft.line("    environment:", origins);
        for (name, value) in service.environment {
            draft.line(format!("      {name}: {}", text(value)), origins);
        }
    }
    draft.line("    ports:", origins);
    draft.line(format!("      - \"127.0.0.1:{0}:{0}\"", service.port), origins);
    if !service.data.is_empty() {
        draft.line("    volumes:", origins);
        draft.line(format!("      - {}", text(&format!("{}-data:{}", service.name, service.data))), origins);
    }
}
