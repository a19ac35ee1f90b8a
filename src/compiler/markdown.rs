//! Markdown to HTML, and what the checks want to know about it: headings, code blocks, tables, links.
//!
//! The HTML is shown at one depth only, the page of an add-on: addresses of other pages are relative to it.

mod table;

use catalog::{Lang, Localized};
use pulldown_cmark::{
    BlockQuoteKind, CodeBlockKind, CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, TextMergeWithOffset,
};
use table::Table;

use crate::{
    Location, Mistake,
    code::{self, Code, Fence, Language},
    highlight::Highlighter,
    html,
    link::{self, Link},
    mistake::SlipKind,
    names::{is_slug, owned},
    report::Mistakes,
    source::Source,
    typography::{self, CODE},
};

/// What a file of Markdown holds.
#[derive(Debug, Default)]
pub(crate) struct Prose {
    pub(crate) html: String,
    pub(crate) headings: Vec<Heading>,
    /// The code blocks; without their code where the fence is not sound.
    pub(crate) codes: Vec<(Location, Option<Code>)>,
    /// Columns and rows of each table.
    pub(crate) tables: Vec<(Location, (usize, usize))>,
    pub(crate) links: Vec<(Location, Link)>,
    /// Code inside sentences.
    pub(crate) inline: Vec<(Location, String)>,
    /// How many words there are, code apart.
    pub(crate) words: usize,
    /// The bold words that open a paragraph, with the number of headings before them.
    pub(crate) openers: Vec<(usize, String)>,
}

/// A heading, as the HTML has it.
#[derive(Debug)]
pub(crate) struct Heading {
    pub(crate) location: Location,
    pub(crate) level: u8,
    pub(crate) anchor: String,
    pub(crate) title: String,
}

/// Where the title of a heading ends.
const PERMALINK_BEGINS: &str = " <a class=\"permalink\" href=\"#";
const PERMALINK: Localized = Localized { en: "Link to this section", fr: "Lien vers cette section" };

/// Renders a file; mistakes are put down.
pub(crate) fn render(source: Source, lang: Lang, highlighter: &Highlighter, mistakes: &Mistakes) -> Prose {
    let options = Options::ENABLE_TABLES | Options::ENABLE_HEADING_ATTRIBUTES | Options::ENABLE_GFM;
    let mut renderer = Renderer {
        source,
        lang,
        highlighter,
        mistakes,
        prose: Prose::default(),
        heading: None,
        code: None,
        words: Vec::new(),
        opening: None,
        table: Table::default(),
    };
    for (event, range) in TextMergeWithOffset::new(Parser::new_ext(source.text, options).into_offset_iter()) {
        renderer.event(event, range.start, range.end);
    }
    renderer.prose
}

struct Renderer<'a> {
    source: Source,
    lang: Lang,
    highlighter: &'a Highlighter,
    mistakes: &'a Mistakes,
    prose: Prose,
    /// The heading that is being read.
    heading: Option<Heading>,
    /// The code block that is being read: its place, its fence if that is sound, its text.
    code: Option<(Location, Option<Fence>, String)>,
    /// The text of the paragraph that is being read, in parts with their offsets in the source.
    words: Vec<(usize, String)>,
    /// Where in the HTML the bold words begin that open the paragraph.
    opening: Option<usize>,
    table: Table,
}

impl Renderer<'_> {
    fn mistake(&self, offset: usize, mistake: Mistake) {
        self.mistakes.add(self.source.location(offset), mistake);
    }

    fn push(&mut self, html: &str) {
        self.prose.html.push_str(html);
    }

    fn event(&mut self, event: Event, start: usize, end: usize) {
        match event {
            Event::Start(tag) => self.start(tag, start, end),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => match &mut self.code {
                Some((_, _, code)) => code.push_str(&text),
                None => self.text(&text, start),
            },
            Event::Code(code) => {
                self.words.push((start, CODE.to_string()));
                self.push("<code>");
                html::text(&mut self.prose.html, &code);
                self.push("</code>");
                self.title(&code);
                self.prose.inline.push((self.source.location(start), code.into_string()));
            }
            Event::SoftBreak => self.text("\n", start),
            Event::HardBreak => {
                self.words.push((start, "\n".to_owned()));
                self.push("<br>");
            }
            Event::Rule => self.push("<hr>"),
            Event::Html(html) | Event::InlineHtml(html) => {
                let html = html.lines().next().unwrap_or_default().to_owned();
                self.mistake(start, Mistake::RawHtml { html });
            }
            // Not switched on.
            Event::InlineMath(_) | Event::DisplayMath(_) | Event::FootnoteReference(_) | Event::TaskListMarker(_) => {}
        }
    }

    fn text(&mut self, text: &str, start: usize) {
        self.words.push((start, text.to_owned()));
        html::text(&mut self.prose.html, text);
        self.title(text);
    }

    fn title(&mut self, text: &str) {
        if let Some(heading) = &mut self.heading {
            heading.title.push_str(text);
        }
    }

    fn start(&mut self, tag: Tag, start: usize, end: usize) {
        match tag {
            Tag::Emphasis => self.push("<em>"),
            Tag::Strong => {
                if self.prose.html.ends_with("<p>") {
                    self.opening = Some(self.prose.html.len() + "<strong>".len());
                }
                self.push("<strong>");
            }
            Tag::Link { dest_url, .. } => self.link(&dest_url, start),
            Tag::Image { .. } => self.mistake(start, Mistake::Image),
            block => {
                self.paragraph_ends();
                self.start_block(block, start, end);
            }
        }
    }

    fn start_block(&mut self, tag: Tag, start: usize, end: usize) {
        match tag {
            Tag::Paragraph => self.push("<p>"),
            Tag::Heading { level, id, classes, attrs } => {
                let more = !classes.is_empty() || !attrs.is_empty();
                self.start_heading(level, id, more, start);
            }
            Tag::BlockQuote(kind) => self.push(&opening(kind, self.lang)),
            Tag::CodeBlock(kind) => self.start_code(&kind, start, end),
            Tag::List(None) => self.push("<ul>"),
            Tag::List(Some(1)) => self.push("<ol>"),
            Tag::List(Some(first)) => self.push(&format!("<ol start=\"{first}\">")),
            Tag::Item => self.push("<li>"),
            Tag::Table(alignments) => {
                self.prose.tables.push((self.source.location(start), (alignments.len(), 0)));
                self.table = Table::new(alignments);
                self.push("<div class=\"table\" tabindex=\"0\"><table>");
            }
            Tag::TableHead => {
                self.table.start_row(true);
                self.push("<thead><tr>");
            }
            Tag::TableRow => {
                self.table.start_row(false);
                self.push("<tr>");
            }
            Tag::TableCell => self.table.start_cell(&mut self.prose.html),
            // An HTML block's lines are reported one event later; the rest is not switched on.
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Emphasis => self.push("</em>"),
            TagEnd::Strong => {
                if let Some(opening) = self.opening.take() {
                    let opener = (self.prose.headings.len(), self.prose.html[opening..].to_owned());
                    self.prose.openers.push(opener);
                }
                self.push("</strong>");
            }
            TagEnd::Link => self.push("</a>"),
            TagEnd::Image => {}
            block => {
                self.paragraph_ends();
                self.end_block(block);
            }
        }
    }

    fn end_block(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => self.push("</p>"),
            TagEnd::Heading(_) => self.end_heading(),
            TagEnd::BlockQuote(kind) => self.push(if kind.is_some() { "</aside>" } else { "</blockquote>" }),
            TagEnd::CodeBlock => self.end_code(),
            TagEnd::List(ordered) => self.push(if ordered { "</ol>" } else { "</ul>" }),
            TagEnd::Item => self.push("</li>"),
            TagEnd::Table => {
                self.push("</tbody></table></div>");
            }
            TagEnd::TableHead => self.push("</tr></thead><tbody>"),
            TagEnd::TableRow => {
                if let Some((_, (_, rows))) = self.prose.tables.last_mut() {
                    *rows += 1;
                }
                self.push("</tr>");
            }
            TagEnd::TableCell => self.table.end_cell(&mut self.prose.html),
            _ => {}
        }
    }

    fn start_heading(&mut self, level: HeadingLevel, id: Option<CowStr>, more: bool, start: usize) {
        let location = self.source.location(start);
        if !matches!(level, HeadingLevel::H2 | HeadingLevel::H3) {
            self.mistake(start, Mistake::HeadingLevel { level: level as u8 });
        }
        // The tab's title is the `h2` of the page, so the file's `##` is one deeper.
        let level = level as u8 + 1;
        let anchor = id.as_deref().unwrap_or_default().to_owned();
        if id.is_some() && (more || !is_slug(&anchor)) {
            self.mistake(start, Mistake::BadAnchor { anchor: anchor.clone() });
        }
        self.push(&format!("<h{level} id=\""));
        html::attribute(&mut self.prose.html, &anchor);
        self.push("\">");
        self.heading = Some(Heading { location, level, anchor, title: String::new() });
    }

    fn end_heading(&mut self) {
        let Some(heading) = self.heading.take() else { return };
        if heading.anchor.is_empty() {
            self.mistakes.add(heading.location, Mistake::MissingAnchor { heading: heading.title.clone() });
        }
        self.push(PERMALINK_BEGINS);
        html::attribute(&mut self.prose.html, &heading.anchor);
        self.push(&format!("\" aria-label=\"{}\">#</a></h{}>", PERMALINK.get(self.lang), heading.level));
        self.prose.headings.push(heading);
    }

    fn start_code(&mut self, kind: &CodeBlockKind, start: usize, end: usize) {
        let info = match kind {
            CodeBlockKind::Fenced(info) => info.as_ref(),
            CodeBlockKind::Indented => "",
        };
        if matches!(kind, CodeBlockKind::Fenced(_)) && !is_closed(&self.source.text[start..end]) {
            self.mistake(start, Mistake::UnclosedFence);
        }
        let fence = self.fence(info, start);
        self.code = Some((self.source.location(start), fence, String::new()));
    }

    /// The words after a fence; none if the language is not known.
    fn fence(&self, info: &str, start: usize) -> Option<Fence> {
        let mut words = info.split_whitespace();
        let key = words.next().unwrap_or_default();
        let Some(language) = Language::from_key(key) else {
            let known = owned(Language::KEYS);
            self.mistake(start, Mistake::UnknownLanguage { language: key.to_owned(), known });
            return None;
        };
        let mut fence = Fence { language, file: None, django: None, partial: false, wrong: false };
        for word in words {
            match word.split_once('=') {
                Some(("file", path)) if !path.is_empty() => fence.file = Some(path.to_owned()),
                Some(("django", series)) if is_series(series) => fence.django = Some(series.to_owned()),
                None if word == "partial" => fence.partial = true,
                None if word == "wrong" => fence.wrong = true,
                _ => {
                    let known = owned(code::OPTIONS);
                    self.mistake(start, Mistake::UnknownFenceOption { option: word.to_owned(), known });
                }
            }
        }
        Some(fence)
    }

    fn end_code(&mut self) {
        let Some((location, fence, text)) = self.code.take() else { return };
        let Some(fence) = fence else { return self.prose.codes.push((location, None)) };
        let pieces = self.highlighter.pieces(fence.language, text.trim_end_matches('\n'));
        let code = Code { fence, pieces };
        let html = code.html(self.lang);
        self.push(&html);
        self.prose.codes.push((location, Some(code)));
    }

    fn link(&mut self, target: &str, start: usize) {
        let location = self.source.location(start);
        let (href, external) = match link::parse(target) {
            Ok(link) => {
                let href = (link.href(), matches!(link, Link::Outside(_)));
                self.prose.links.push((location, link));
                href
            }
            Err(mistake) => {
                self.mistakes.add(location, mistake);
                (String::new(), false)
            }
        };
        self.push("<a href=\"");
        html::attribute(&mut self.prose.html, &href);
        self.push(if external { "\" rel=\"external noopener\">" } else { "\">" });
    }

    /// Checks the words of a paragraph, heading, list item or cell that has ended.
    fn paragraph_ends(&mut self) {
        let words = std::mem::take(&mut self.words);
        let said = words.iter().flat_map(|(_, text)| text.split_whitespace());
        self.prose.words += said.filter(|word| word.contains(char::is_alphanumeric)).count();
        if self.lang != Lang::Fr || words.is_empty() {
            return;
        }
        let text: String = words.iter().map(|(_, text)| text.as_str()).collect();
        for (offset, slip) in typography::french(&text) {
            // A heading may be the English text of an error, as one would search for it.
            if self.heading.is_some() && matches!(slip.kind, SlipKind::NoSpaceBefore(_) | SlipKind::Apostrophe) {
                continue;
            }
            let mut before = 0;
            let part = words.iter().find(|(_, part)| {
                before += part.len();
                offset < before
            });
            if let Some((start, part)) = part {
                self.mistake(start + offset - (before - part.len()), Mistake::Typography(slip));
            }
        }
    }
}

/// Marks the title of a heading as written in another language than its page. Where the languages' anchors differ, which
/// is a mistake that is put down elsewhere, nothing is marked.
pub(crate) fn mark_title(html: &mut String, level: u8, anchor: &str, lang: Lang) {
    let opening = format!("<h{level} id=\"{anchor}\">");
    let Some((before, after)) = html.split_once(&opening) else { return };
    let Some((title, after)) = after.split_once(PERMALINK_BEGINS) else { return };
    *html = format!("{before}{opening}<span lang=\"{}\">{title}</span>{PERMALINK_BEGINS}{after}", lang.code());
}

/// Whether a text is a Django series, such as `6.1`.
fn is_series(text: &str) -> bool {
    let number = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    text.split_once('.').is_some_and(|(first, second)| number(first) && number(second))
}

/// Whether the last line of a code block closes it, and no line inside looks like the beginning of the next block.
fn is_closed(block: &str) -> bool {
    let lines: Vec<_> = block.lines().map(|line| line.trim_start_matches([' ', '>']).trim_end()).collect();
    let closes = |line: &str| line.len() >= 3 && (line.bytes().all(|b| b == b'`') || line.bytes().all(|b| b == b'~'));
    let opens = |line: &&str| line.strip_prefix("```").is_some_and(|rest| rest.starts_with(char::is_alphabetic));
    lines.len() > 1 && lines.last().is_some_and(|line| closes(line)) && !lines[1..].iter().any(opens)
}

/// The beginning of a quote or a remark.
fn opening(kind: Option<BlockQuoteKind>, lang: Lang) -> String {
    let (class, title) = match kind {
        None => return "<blockquote>".to_owned(),
        Some(BlockQuoteKind::Note) => ("note", Localized { en: "Note", fr: "Remarque" }),
        Some(BlockQuoteKind::Tip) => ("tip", Localized { en: "Tip", fr: "Conseil" }),
        Some(BlockQuoteKind::Important) => ("important", Localized { en: "Important", fr: "Important" }),
        Some(BlockQuoteKind::Warning) => ("warning", Localized { en: "Warning", fr: "Attention" }),
        Some(BlockQuoteKind::Caution) => ("caution", Localized { en: "Danger", fr: "Danger" }),
    };
    format!("<aside class=\"note note-{class}\"><p class=\"note-title\">{}</p>", title.get(lang))
}

#[cfg(test)]
mod tests;
