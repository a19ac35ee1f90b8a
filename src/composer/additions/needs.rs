//! What snippets rely on and `startproject` does not write: settings of the composed project, each as a snippet of its own.
//! Which ones is found in the code itself: its names against what stands. What no line names is declared by the content.

use catalog::{AddonId, Effect, Localized, Scope};

use super::{Anchor, Snippet, Snippets};
use crate::composition::Origin;
use crate::draft::Draft;
use crate::files::settings::{expression, tree_imports};
use crate::files::{of_kind, origin};
use crate::merge::{Node, Root, Tree, parties, path, shown};
use crate::python::{Expression, Imports, names, write};

/// Where Django looks for templates that belong to no app, and the folder that composed projects name there.
const TEMPLATES: (&str, &str) = ("TEMPLATES.0.DIRS", "templates/");

/// A setting that is relied on, by its path, and by whom.
struct Need {
    setting: &'static str,
    by: Vec<Origin>,
}

impl Need {
    fn root(&self) -> &'static str {
        root_of(self.setting)
    }
}

impl Snippets<'_> {
    /// Inserts what the snippets rely on above those of the settings, which begin at this place, with all imports of
    /// the settings. Gives the settings that are relied on.
    pub(super) fn insert_needs(&mut self, at: usize, mut imports: Imports) -> Vec<&'static str> {
        let needs = self.needs();
        let behind = self.found.split_off(at);
        let settings = self.project.settings_path(Scope::Always);
        let roots = needs.iter().filter_map(|need| self.missing(need.root())).cloned().collect();
        tree_imports(&Tree { roots }, &mut imports);
        self.imports(&settings, &imports);
        for need in &needs {
            let above = self.found.len();
            self.need(&settings, need);
            self.found[above..].iter_mut().for_each(|snippet| snippet.optional = true);
        }
        self.found.extend(behind);
        needs.iter().map(|need| need.setting).collect()
    }

    /// What is relied on, in the order of the settings.
    fn needs(&self) -> Vec<Need> {
        let mut needs: Vec<Need> = Vec::new();
        let declared = of_kind(self.project.active, |effect| match effect {
            Effect::Need(setting) => Some(setting),
            _ => None,
        });
        for (active, setting) in declared.filter(|(active, _)| active.by.is_some()) {
            add(&mut needs, setting, vec![origin(active)]);
        }
        let (dirs, folder) = TEMPLATES;
        for snippet in self.found.iter().filter(|snippet| snippet.path.starts_with(folder)) {
            add(&mut needs, dirs, snippet.addons.iter().map(|by| silent(*by)).collect());
        }
        let candidates: Vec<&'static str> = self.absent();
        for snippet in self.found.iter().filter(|snippet| snippet.path.ends_with(".py")) {
            for line in snippet.lines.iter().filter(|line| !line.comment) {
                for name in candidates.iter().filter(|name| names(&line.text).any(|used| used == **name)) {
                    let by: Vec<AddonId> = line.origins.iter().filter_map(|origin| origin.by).collect();
                    let by = if by.is_empty() { snippet.addons.clone() } else { by };
                    add(&mut needs, name, by.into_iter().map(silent).collect());
                }
            }
        }
        // What is relied on may rely on more.
        let mut at = 0;
        while at < needs.len() {
            let code = self.missing(needs[at].root()).map(|root| expression(&root.node, self.project.lists).0.flat());
            let by = needs[at].by.clone();
            for name in candidates.iter().filter(|name| code.iter().any(|code| names(code).any(|used| used == **name)))
            {
                add(&mut needs, name, by.clone());
            }
            at += 1;
        }
        let base = self.project.facts.catalog.base;
        let mut ordered: Vec<Need> = Vec::new();
        for setting in base.iter().filter_map(|contribution| setting_of(&contribution.effect)) {
            if let Some(at) = needs.iter().position(|need| need.setting == setting || need.setting == root_of(setting))
            {
                ordered.push(needs.remove(at));
            }
        }
        ordered
    }

    /// The settings that composed projects have of plain Django, and that neither `startproject` nor a snippet sets.
    fn absent(&self) -> Vec<&'static str> {
        let base = self.project.facts.catalog.base;
        let roots = base.iter().filter_map(|contribution| setting_of(&contribution.effect)).map(root_of);
        let sets = |snippet: &Snippet, name: &str| match &snippet.anchor {
            Anchor::Merge(set) | Anchor::Instead(set) => set == name,
            _ => false,
        };
        let mut absent: Vec<&'static str> = Vec::new();
        for name in roots.filter(|name| self.missing(name).is_some()) {
            if !absent.contains(&name) && !self.found.iter().any(|snippet| sets(snippet, name)) {
                absent.push(name);
            }
        }
        absent
    }

    fn missing(&self, name: &str) -> Option<&Root> {
        let written = self.project.facts.catalog.plain.written.contains(&name);
        let root = self.project.settings.always.root(name).filter(|_| !written)?;
        parties(&root.node).iter().all(Option::is_none).then_some(root)
    }

    /// Drafts one of them: below what stands above it in a composed project, or into the list that every project has.
    fn need(&mut self, settings: &str, need: &Need) {
        let mut draft = self.draft();
        if let Some(root) = self.missing(need.root()) {
            let (expression, mut origins) = expression(&root.node, self.project.lists);
            origins.extend(need.by.clone());
            let prefix = format!("{} = ", root.name);
            // Where production has another value, this one is for development.
            if self.project.settings.production.root(&root.name).is_some() {
                let indent = if self.project.is_single() { 4 } else { 0 };
                if self.project.is_single() {
                    draft.line("if DEBUG:", &origins);
                }
                draft.reasons(indent, &origins);
                write(&mut draft, indent, &prefix, &expression, "", &origins);
                self.add(self.project.settings_path(Scope::Development), Anchor::End, draft);
            } else {
                draft.reasons(0, &origins);
                write(&mut draft, 0, &prefix, &expression, "", &origins);
                self.add(settings, self.below(need.root()), draft);
            }
        } else if let Some(name) = self.elements(need, &mut draft) {
            self.add(settings, Anchor::EndOf(name), draft);
        }
    }

    /// The elements of a list that every project has, and that is empty there.
    fn elements(&self, need: &Need, draft: &mut Draft) -> Option<String> {
        let at = path(need.setting);
        let root = self.project.settings.always.root(need.root())?;
        let mut node = &root.node;
        for step in &at[1..] {
            let Node::Branch(children) = node else { return None };
            node = &children.iter().find(|(known, _)| known == step)?.1;
        }
        let (Expression::Group { items, .. }, mut origins) = expression(node, self.project.lists) else { return None };
        if origins.iter().any(|origin| origin.by.is_some()) {
            return None;
        }
        origins.extend(need.by.clone());
        draft.reasons(4, &origins);
        for item in items {
            draft.line(format!("    {},", item.value.flat()), &origins);
        }
        Some(shown(&at))
    }

    /// Below the nearest setting above it that every project has.
    fn below(&self, name: &str) -> Anchor {
        let catalog = self.project.facts.catalog;
        let roots = catalog.base.iter().filter_map(|contribution| setting_of(&contribution.effect)).map(root_of);
        let above = roots.take_while(|root| *root != name).filter(|root| catalog.plain.written.contains(root)).last();
        above.map_or(Anchor::End, Anchor::Below)
    }
}

fn setting_of(effect: &'static Effect) -> Option<&'static str> {
    match effect {
        Effect::Setting(setting) => Some(setting.name),
        _ => None,
    }
}

fn root_of(setting: &'static str) -> &'static str {
    setting.split('.').next().unwrap_or(setting)
}

/// Who relies on something that a line of theirs names: the line says why.
fn silent(by: AddonId) -> Origin {
    Origin { by: Some(by), because: Localized::default(), source: "", placed_by: Vec::new() }
}

fn add(needs: &mut Vec<Need>, setting: &'static str, by: Vec<Origin>) {
    let at = needs.iter().position(|need| need.setting == setting).unwrap_or_else(|| {
        needs.push(Need { setting, by: Vec::new() });
        needs.len() - 1
    });
    for origin in by {
        if !needs[at].by.iter().any(|known| known.by == origin.by) {
            needs[at].by.push(origin);
        }
    }
}
