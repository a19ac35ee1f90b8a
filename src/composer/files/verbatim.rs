//! Files that the content brings whole, under the head that all files have.

use catalog::Effect;

use super::{Project, of_kind, origin};
use crate::composition::File;
use crate::draft::Draft;
use crate::placeholder::fill;
use crate::problem::Problem;
use crate::python::opens_a_block;

/// Adds the files, those of Python directly behind the others of the package. Of two different files with one path the
/// first stays.
pub(crate) fn add(project: &Project<'_>, files: &mut Vec<File>, problems: &mut Vec<Problem>) {
    let brought = of_kind(project.active, |effect| match effect {
        Effect::File(file) => Some(file),
        _ => None,
    });
    for (active, brought) in brought {
        let path = fill(project.facts, active.by, brought.path);
        let origins = [origin(active)];
        let mut draft = Draft::new(project.comments());
        head(project, &path, &mut draft);
        let text = fill(project.facts, active.by, brought.text);
        if path.ends_with(".py") && opens_a_block(text.trim_start_matches('\n')) {
            draft.wide_blank();
        }
        draft.block(&text, 0, &origins);
        let file = draft.finish(path);
        match files.iter_mut().find(|known| known.path == file.path) {
            None => files.push(file),
            Some(known) if known.text() == file.text() => {}
            Some(known) => {
                let mut parties: Vec<_> = known.lines.iter().flat_map(|line| &line.origins).map(|o| o.by).collect();
                parties.dedup();
                parties.push(active.by.map(|addon| addon.id));
                problems.push(Problem::FileClash { path: file.path, parties });
            }
        }
    }
}

/// The head, in the comments of the file's format; nothing for a format without comments.
fn head(project: &Project<'_>, path: &str, draft: &mut Draft) {
    let extension = path.rsplit(['.', '/']).next().unwrap_or(path);
    match extension {
        "py" | "toml" | "yaml" | "yml" | "conf" | "gitignore" | "dockerignore" | "sh" | "cfg" | "ini" => {
            project.head.write(draft);
            draft.blank();
        }
        "html" | "txt" => {
            for line in &project.head.0 {
                draft.fixed_comment(format!("{{# {line} #}}"));
            }
        }
        "css" | "js" => {
            for line in &project.head.0 {
                draft.fixed_comment(format!("/* {line} */"));
            }
            draft.blank();
        }
        "md" => {
            for line in &project.head.0 {
                draft.fixed_comment(format!("<!-- {line} -->"));
            }
            draft.blank();
        }
        _ => {}
    }
}
