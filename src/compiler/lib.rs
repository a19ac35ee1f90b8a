//! How content becomes a catalog: TOML and Markdown -> checked model -> Rust statics. Native only.
//!
//! [`compile`] reads the whole content folder and either returns the catalog or *every* mistake in it. [`to_rust`] writes
//! the catalog as one Rust expression, so that the browser has nothing to parse. Only this crate makes
//! [`catalog::Html`].
//!
//! A catalog's data is `&'static`: in a program that compiled it itself, it is kept until the program ends.

mod addon;
mod address;
mod bake;
mod base;
mod check;
mod code;
mod compose;
mod condition;
mod grown;
mod highlight;
mod html;
mod link;
mod markdown;
mod measured;
mod mistake;
mod names;
mod option;
mod pins;
mod preset;
mod proof;
mod removed;
mod report;
mod shelves;
mod source;
mod survey;
mod synonyms;
mod tab;
mod table;
mod typography;
mod value;
mod wording;

use std::path::{Path, PathBuf};

use catalog::{Addon, Catalog, Condition, Footprint, Interface, Localized, Measured, Relation, RelationKind};

pub use bake::{Without, to_rust};
pub use grown::grown;
pub use mistake::{Edge, Mistake, Slip, SlipKind, Type};
pub use removed::Removed;
pub use report::{Finding, Location, Report};
pub use survey::{Block, Page, Snippet, Survey};

use base::Base;
use compose::Compose;
use highlight::Highlighter;
use names::Names;
use pins::Pins;
use report::Mistakes;
use source::{Source, keep};
use tab::Pages;

/// Compiles the content folder.
///
/// # Errors
///
/// All mistakes of all files at once, each with its place and what to do about it.
pub fn compile(content: &Path) -> Result<Catalog, Report> {
    checked(content).map(Draft::into_catalog)
}

/// Compiles the content folder, and tells what was read on the way.
///
/// # Errors
///
/// Those of [`compile`].
pub fn survey(content: &Path) -> Result<Survey, Report> {
    let mut draft = checked(content)?;
    let pages = draft.addons.iter_mut().flat_map(|addon| std::mem::take(&mut addon.pages.surveyed)).collect();
    let removed = std::mem::take(&mut draft.removed);
    Ok(Survey { catalog: draft.into_catalog(), pages, removed })
}

fn checked(content: &Path) -> Result<Draft, Report> {
    let mistakes = Mistakes::default();
    let draft = read(content, &mistakes);
    check::check(&draft, &mistakes);
    match mistakes.into_report() {
        Some(report) => Err(report),
        None => Ok(draft),
    }
}

/// All files and folders that [`compile`] reads: what a build that calls it depends on.
pub fn inputs(content: &Path) -> Vec<PathBuf> {
    source::all(content)
}

/// The content as it was read, with places: what the checks look at.
#[derive(Debug)]
pub(crate) struct Draft {
    base: Option<Base>,
    tags: shelves::Tags,
    capabilities: Vec<catalog::Capability>,
    addons: Vec<AddonDraft>,
    presets: Vec<catalog::Preset>,
    pins: Pins,
    proof: catalog::Proof,
    removed: Vec<Removed>,
    measured: measured::Footprints,
    synonyms: Vec<&'static [&'static str]>,
}

/// An add-on as it was read.
#[derive(Debug)]
pub(crate) struct AddonDraft {
    id: catalog::AddonId,
    facts: Option<addon::Facts>,
    compose: Compose,
    /// Whether `compose.toml` could be read.
    readable: bool,
    pages: Pages,
}

fn read(content: &Path, mistakes: &Mistakes) -> Draft {
    let folders = source::names(&content.join("addons"));
    let mut names = Names {
        addons: folders.iter().filter_map(|name| name.strip_suffix('/')).map(|name| &*name.to_owned().leak()).collect(),
        ..Names::default()
    };
    let pins = Pins::read(content, mistakes);
    let tags = toml(content, "tags.toml", mistakes, shelves::tags);
    names.tags = tags.as_ref().map(|(_, tags)| tags.iter().map(|(_, tag, _)| *tag).collect());
    let capabilities = toml(content, "capabilities.toml", mistakes, |table| shelves::capabilities(table, &names));
    names.capabilities = capabilities.as_ref().map(|all| all.iter().map(|capability| capability.id.0).collect());
    let removed = removed::read(content, mistakes);
    let measured = measured::read(content, &names, mistakes);
    let synonyms = toml(content, "synonyms.toml", mistakes, synonyms::synonyms).unwrap_or_default();
    let base = toml(content, "base.toml", mistakes, |table| base::base(table, &mut names, &pins));

    let highlighter = Highlighter::new();
    let addons = names.addons.iter().map(|slug| {
        let folder = format!("addons/{slug}");
        let id = addon::slug(slug, Location { file: folder.clone().leak(), line: 1 }, mistakes);
        let facts =
            toml(content, &format!("{folder}/addon.toml"), mistakes, |table| addon::facts(table, &names, &pins));
        let compose = toml(content, &format!("{folder}/compose.toml"), mistakes, |table| compose::addon(table, &names));
        let own = facts.as_ref().map(|facts| facts.tabs.as_slice());
        let pages = tab::read(content, id, &folder, own, &highlighter, mistakes);
        let readable = compose.is_some();
        AddonDraft { id, facts, compose: compose.unwrap_or_default(), readable, pages }
    });
    let addons: Vec<AddonDraft> = addons.collect();
    let presets = toml(content, "presets.toml", mistakes, |table| preset::presets(table, &names, &addons));
    let proof = proof::read(content, &names, mistakes);
    Draft {
        addons,
        base,
        tags: tags.unwrap_or_default(),
        capabilities: capabilities.unwrap_or_default(),
        presets: presets.unwrap_or_default(),
        pins,
        proof,
        removed,
        measured,
        synonyms,
    }
}

/// Reads a TOML file that must be there.
fn toml<T>(content: &Path, path: &str, mistakes: &Mistakes, read: impl FnOnce(&table::Table) -> T) -> Option<T> {
    match Source::read(content, path) {
        Some(source) => table::read_file(source, mistakes, read),
        None => {
            let location = Location { file: path.to_owned().leak(), line: 1 };
            mistakes.add(location, Mistake::MissingFile { name: path.to_owned() });
            None
        }
    }
}

impl Draft {
    fn into_catalog(self) -> Catalog {
        let base = self.base.unwrap_or_else(Base::nothing);
        let measured = |addon: &AddonDraft| self.measured.addons.get(addon.id.0).copied();
        let addons = self.addons.into_iter().filter_map(|addon| {
            let measured = measured(&addon);
            addon.into_addon(measured)
        });
        let mut addons: Vec<Addon> = addons.collect();
        for addon in &mut addons {
            let boots = self.proof.boots.iter().filter(|boots| boots.addons.contains(&addon.id));
            addon.versions.boots = keep(boots.map(|boots| boots.series).collect());
        }
        addons.sort_by_key(|addon| (addon.name.to_lowercase(), addon.id));
        let base_contributions = only(base.compose.contributions);
        let pins = self.pins.of(addons.iter(), base_contributions);
        Catalog {
            edition: base.edition,
            series: keep(base.series),
            base: base_contributions,
            plain: base::only_set(base.plain, base_contributions, &addons),
            environment: base.environment,
            addons: keep(addons),
            tag_groups: keep(self.tags.0),
            capabilities: keep(self.capabilities),
            presets: keep(self.presets),
            pins: keep(pins),
            modules: self.measured.modules,
            proof: self.proof,
            synonyms: keep(self.synonyms),
        }
    }
}

impl AddonDraft {
    fn into_addon(self, measured: Option<Measured>) -> Option<Addon> {
        let facts = self.facts?;
        Some(Addon {
            id: self.id,
            name: facts.name.1,
            distribution: facts.distribution.1,
            companions: facts.companions,
            import: facts.import,
            licence: facts.licence,
            summary: facts.summary,
            tags: facts.tags,
            aliases: facts.aliases,
            synonyms: facts.synonyms,
            dev_only: facts.dev_only,
            links: facts.links,
            status: facts.status,
            versions: facts.versions,
            footprint: Footprint { measured, caveats: caveats(&self.compose.relations), ..facts.footprint },
            alternatives: facts.alternatives,
            tabs: keep(self.pages.tabs),
            relations: only(self.compose.relations),
            contributions: only(self.compose.contributions),
            environment: self.compose.environment,
            options: keep(self.compose.options),
        })
    }
}

/// The remarks that hang on the interface alone, and so can be made before anything is composed.
fn caveats(relations: &[(Location, Relation)]) -> &'static [(Interface, Localized)] {
    let caveat = |(_, relation): &(Location, Relation)| match (relation.kind, relation.when.0) {
        (RelationKind::Advises { headline }, [Condition::Interface(interface)]) => Some((*interface, headline)),
        _ => None,
    };
    keep(relations.iter().filter_map(caveat).collect())
}

/// A list without its places.
fn only<T>(list: Vec<(Location, T)>) -> &'static [T] {
    keep(list.into_iter().map(|(_, item)| item).collect())
}
