//! The words for mistakes: the only place that has them. What is wrong, and the next step.

use catalog::Lang;

use crate::{
    Location, Mistake,
    mistake::{Slip, SlipKind, Type},
};

/// What is wrong, and what to do about it.
pub(crate) fn words(mistake: &Mistake) -> (String, String) {
    use Mistake::*;
    let (message, hint) = match mistake {
        MissingFile { name } => (format!("`{name}` is missing"), "write it; it must be UTF-8 text".into()),
        UnknownFile { name, known } => (format!("nothing reads `{name}`"), nearest(name, known)),
        BadSlug { slug } => (
            format!("`{slug}` cannot stand in an address"),
            "use lower-case letters, digits and single dashes, such as `django-example`".into(),
        ),
        MissingTab { tab, lang } => (
            format!("the tab `{tab}` has no {} text", language(*lang)),
            "every tab is written in both languages".into(),
        ),
        UndeclaredTab { tab, known } => (
            format!("there is no tab `{tab}`"),
            format!("{} (an add-on's own tab is declared in `addon.toml` under `[[tabs]]`)", nearest(tab, known)),
        ),
        BadTab { tab } => (
            format!("`{tab}` cannot be the key of a tab of its own"),
            "use a key that no other tab has, of lower-case letters, digits and single dashes".into(),
        ),
        Syntax { message } => {
            (format!("not TOML: {message}"), "the rest of the file is read once this is mended".into())
        }
        UnknownKey { key, known } => (format!("unknown key `{key}`"), nearest(last(key), known)),
        MissingKey { key } => {
            (format!("the key `{key}` is missing"), "add it; the authoring rules say what it means".into())
        }
        WrongType { key, wanted, found } => {
            (format!("`{key}` is {}", type_name(*found)), format!("write {}", type_name(*wanted)))
        }
        EmptyText { key } => (format!("`{key}` is empty"), "write a text or leave the key out".into()),
        MissingTranslation { key, lang } => {
            (format!("`{key}` has no {} text", language(*lang)), format!("write `{key}.{}`", lang.code()))
        }
        UnfilledPlaceholder { placeholder } => (
            format!("nothing fills `{{{placeholder}}}` here"),
            "placeholders stand in code, commands, paths and examples: say it in words".into(),
        ),
        UnknownWord { key, word, known } => (format!("`{key}` cannot be `{word}`"), nearest(word, known)),
        TooLong { key, length, limit } => (
            format!("`{key}` has {length} characters"),
            format!("at most {limit} fit on a card: shorten it by {}", length - limit),
        ),
        WrongCount { key, found, min, max } if min == max => {
            (format!("`{key}`: {found} where {min} must be"), format!("write exactly {min}"))
        }
        WrongCount { key, found, min, max } => {
            (format!("`{key}`: {found} where {min} to {max} must be"), format!("write {min} to {max}"))
        }
        OutOfRange { key, number, min, max } => {
            (format!("`{key}` cannot be {number}"), format!("write {min} to {max}"))
        }
        BadDate { key, text } => {
            (format!("`{key}` is `{text}`, which is not in the calendar"), "write it as `2026-11-22`".into())
        }
        AddressForm { url, better } => {
            (format!("`{url}` is not the one form of this address"), format!("write `{better}`"))
        }
        BadUrl { url } => (
            format!("`{url}` is not an address"),
            "write the whole address, beginning with `https://` and a host".into(),
        ),
        BadVersion { text } => (format!("`{text}` is not a version"), "write it as PyPI does, such as `5.2.1`".into()),
        BadSpecifier { text, problem } => (
            format!(
                "`{text}` is not a range of versions: {}",
                problem.lines().next().unwrap_or_default().trim_end_matches(':')
            ),
            "write a lower bound, an upper bound or both: `>=5.2,<6.1`".into(),
        ),
        BadPin { line } => (format!("`{line}` is not a pin"), "write `name==version`, as `pip freeze` does".into()),
        PinsDisagree { distribution, version, elsewhere } => (
            format!("{distribution} is pinned to {version} here and to {elsewhere} in another file of `pins/`"),
            "refresh the files together: they differ in Django alone".into(),
        ),
        NotPinned { distribution, version, pinned } => (
            format!("{distribution} is said to be {version}, but the pins have {pinned}"),
            format!("write {pinned}, or refresh `pins/`"),
        ),
        NeedlessVersion { distribution, pinned } => {
            (format!("{distribution} has a version here and a pin, {pinned}"), "leave the version out".into())
        }
        Unpinned { distribution, known } => (
            format!("{distribution} has no pin"),
            format!(
                "{} (a new one is installed into the proof's environments and frozen to `pins/`)",
                nearest(distribution, known)
            ),
        ),
        DuplicateName { name, first } => {
            (format!("a second add-on is called {name}"), format!("the first is in {}", place(first)))
        }
        DuplicateDistribution { distribution, first } => {
            (format!("a second add-on is the distribution {distribution}"), format!("the first is in {}", place(first)))
        }
        DuplicateKey { key, first } => {
            (format!("`{key}` stands here a second time"), format!("the first is in {}: take one away", place(first)))
        }
        NotOneWord { word } => (
            format!("`{word}` is not a single word"),
            "write one word; phrases that mean an add-on go to `[synonyms]` of its `addon.toml`".into(),
        ),
        LonelyWord => (
            "a group of synonyms needs two words".into(),
            "add a word that means the same, or take the group away".into(),
        ),
        UnknownTag { tag, known } => {
            (format!("unknown tag `{tag}`"), format!("{} (tags are declared in `tags.toml`)", nearest(tag, known)))
        }
        UnusedTag { tag } => (format!("no add-on has the tag `{tag}`"), "take it away, or give it to an add-on".into()),
        LonelyTag { tag, addon } => (
            format!("only {addon} has the tag `{tag}`"),
            "give it to another add-on, take it away, or say in `alone` why people search for it by that name".into(),
        ),
        NotAlone { tag } => {
            (format!("more than one add-on has the tag `{tag}`"), "take away the reason in `alone`".into())
        }
        ToldNowhere { target } => (
            format!("`{target}` is no section of an add-on"),
            "write `addon:<slug>#<anchor>`, the section that tells what became of the name".into(),
        ),
        UnknownAddon { addon, known } => (format!("there is no add-on `{addon}`"), nearest(addon, known)),
        UnknownCapability { capability, known } => {
            (format!("there is no capability `{capability}` in `capabilities.toml`"), nearest(capability, known))
        }
        UnknownOption { option, known } => (format!("there is no option `{option}`"), nearest(option, known)),
        UndeclaredVariable { variable, known } => (
            format!("no one declares the variable `{variable}`"),
            format!(
                "{} (variables are declared under `[[variables]]` here or in `base.toml`)",
                nearest(variable, known)
            ),
        ),
        LastAlternative { name } => (
            format!("the last alternative is {name}"),
            "the last one is always `Plain Django`: what doing without means".into(),
        ),
        DuplicateContribution { what, first } => (
            format!("{what} stands here a second time under the same conditions"),
            format!("the first is in {}: take one away", place(first)),
        ),
        NeverHolds { condition } => {
            (format!("`{condition}` can never hold"), "mend the condition, or take away what depends on it".into())
        }
        SelfRelation { kind } => (format!("the add-on {kind} itself"), "name another add-on".into()),
        VariableTypes { variable, kind, other, first } => (
            format!("the variable `{variable}` is of the type {kind} here, {other} in {}", place(first)),
            "give it one type, or two names".into(),
        ),
        DefaultNotAChoice { default, known } => {
            (format!("the default `{default}` is not one of the choices"), nearest(default, known))
        }
        DefaultOutOfRange { default, min, max } => {
            (format!("the default {default} is not between {min} and {max}"), "mend the default or the bounds".into())
        }
        BadValue { key, known } => (format!("`{key}` is not a kind of value"), nearest(key, known)),
        NotVerbatim { option } => (
            format!("the answer to `{option}` may need escaping and cannot stand in verbatim text"),
            "give it a rule that leaves nothing to escape (`identifier`, `slug`, `url-prefix`), or use `$option`"
                .into(),
        ),
        UnknownEntry { list, entry, known } => (format!("no one puts `{entry}` into {list}"), nearest(entry, known)),
        OrderCycle { list, edges } => {
            let edge =
                |edge: &crate::Edge| format!("`{}` before `{}` ({})", edge.first, edge.then, place(&edge.location));
            let edges: Vec<_> = edges.iter().map(edge).collect();
            (
                format!("the order of {list} runs in a circle: {}", edges.join(", ")),
                "take one of these rules away, or declare the add-ons as conflicting".into(),
            )
        }
        HeadingLevel { level } => (
            format!("a heading of level {level}"),
            "use `##` for a section and `###` for a part of one: the page has the levels above".into(),
        ),
        MissingAnchor { heading } => (
            format!("the heading “{heading}” has no anchor"),
            "end it with one, the same in both languages: `{#some-words}`".into(),
        ),
        BadAnchor { anchor } => (
            format!("`{{#{anchor}}}` is not an anchor"),
            "use lower-case ASCII letters, digits and single dashes: `{#some-words}`".into(),
        ),
        DuplicateAnchor { anchor, first } => (
            format!("the anchor `{anchor}` is taken"),
            format!("it stands in {}: anchors are unique in an add-on", place(first)),
        ),
        AnchorIsTab { anchor } => (
            format!("the anchor `{anchor}` is the key of a tab"),
            "choose another: both stand in the same addresses".into(),
        ),
        HeadingsDiffer { en, fr } => (
            format!("the heading is {} in English and {} in French", or_none(en), or_none(fr)),
            "both languages have the same anchors and levels in the same order".into(),
        ),
        CodeDiffers { en, fr, english } => (
            format!("the code is {} in English ({}) and {} in French", or_none(en), place(english), or_none(fr)),
            "both languages show the same code; only its comments are translated".into(),
        ),
        TablesDiffer { en, fr } => (
            format!("the table is {} in English and {} in French", shape(*en), shape(*fr)),
            "both languages have the same tables, row by row".into(),
        ),
        MissingSection { tab, anchor } => (
            format!("the tab `{tab}` has no section `{anchor}`"),
            format!("readers look for it in every add-on: write `## … {{#{anchor}}}`"),
        ),
        FewPitfalls { found, min } => {
            (format!("only {found} pitfalls"), format!("write at least {min}, each under a `##` heading"))
        }
        IncompletePitfall { anchor, wanted } => (
            format!("the pitfall `{anchor}` has no paragraph that opens with `**{wanted}**`"),
            "a pitfall has its cause and its remedy, each in a paragraph of its own".into(),
        ),
        RawHtml { html } => {
            (format!("HTML in the text: {}", html.trim()), "write Markdown; put code between backticks".into())
        }
        Image => ("a picture in the text".into(), "say it in words or in a table".into()),
        UnclosedFence => ("the code block does not end".into(), "close it with ``` on a line of its own".into()),
        UnknownLanguage { language, known } if language.is_empty() => {
            ("a code block without a language".into(), format!("write one after the fence: {}", list(known)))
        }
        UnknownLanguage { language, known } => (format!("unknown language `{language}`"), nearest(language, known)),
        UnknownFenceOption { option, known } => {
            (format!("unknown option `{option}` after the fence"), nearest(option, known))
        }
        LinkScheme { target } => (
            format!("a link to `{target}`, which is not an address that the guide links to"),
            "link to `https://…`, `addon:<slug>`, `addon:<slug>#<anchor>`, `#<anchor>` or `page:<name>`".into(),
        ),
        UnknownAnchor { addon, anchor, known } => {
            (format!("{addon} has no tab or heading `{anchor}`"), nearest(anchor, known))
        }
        UnknownPage { page, known } => (format!("there is no page `{page}`"), nearest(page, known)),
        Typography(slip) => typography(slip),
    };
    (message, hint)
}

fn typography(Slip { kind, around }: &Slip) -> (String, String) {
    let message = match kind {
        SlipKind::SpaceBefore(sign) => format!("a plain space before `{sign}`: …{around}…"),
        SlipKind::NoSpaceBefore(sign) => format!("no space before `{sign}`: …{around}…"),
        SlipKind::AfterQuote => format!("no narrow space after `«`: …{around}…"),
        SlipKind::Apostrophe => format!("a straight apostrophe: …{around}…"),
    };
    let hint = match kind {
        SlipKind::Apostrophe => "French has ’ (U+2019); code stands between backticks",
        _ => "French has a narrow no-break space (U+202F) there; code stands between backticks",
    };
    (message, hint.into())
}

/// The known name that is nearest to an unknown one, or all of them where none is near.
fn nearest(name: &str, known: &[String]) -> String {
    let distance = |known: &&String| strsim::damerau_levenshtein(name, known);
    match known.iter().min_by_key(distance) {
        None => "take it away: nothing more can stand here".into(),
        Some(best) if distance(&best) <= best.chars().count().div_ceil(3).min(4) => format!("did you mean `{best}`?"),
        Some(_) if known.len() <= 20 => format!("one of {}", list(known)),
        Some(_) => format!("none of the {} known names is like it", known.len()),
    }
}

fn list(names: &[String]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

fn place(location: &Location) -> String {
    format!("content/{}:{}", location.file, location.line)
}

fn last(key: &str) -> &str {
    key.rsplit('.').next().unwrap_or(key)
}

fn or_none(text: &Option<String>) -> String {
    text.as_ref().map_or_else(|| "not there".into(), |text| format!("`{}`", text.trim()))
}

fn shape(shape: Option<(usize, usize)>) -> String {
    shape.map_or_else(|| "not there".into(), |(columns, rows)| format!("{columns} × {rows} (columns × rows)"))
}

fn language(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "English",
        Lang::Fr => "French",
    }
}

fn type_name(kind: Type) -> &'static str {
    match kind {
        Type::Text => "a text in quotes",
        Type::Integer => "a whole number",
        Type::Float => "a number with a point",
        Type::Boolean => "`true` or `false`",
        Type::Date => "a date without quotes",
        Type::List => "a list",
        Type::Texts => "a list of texts",
        Type::Tables => "a list of tables",
        Type::Table => "a table",
    }
}
