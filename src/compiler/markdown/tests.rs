//! What Markdown becomes, case by case.

use expect_test::{Expect, expect};

use super::*;

fn rendered(text: &str, lang: Lang) -> (String, String) {
    let mistakes = Mistakes::default();
    let source = Source { path: "use.md", text: text.to_owned().leak() };
    let prose = render(source, lang, &Highlighter::new(), &mistakes);
    (prose.html, mistakes.into_report().map(|report| report.to_string()).unwrap_or_default())
}

fn check(text: &str, lang: Lang, expected: Expect) {
    let (html, report) = rendered(text, lang);
    assert_eq!(report, "", "{text}");
    expected.assert_eq(&html);
}

#[test]
fn headings_are_one_deeper_and_can_be_linked_to() {
    check(
        "## A `b` & c {#a-b}\n\n### D {#d}",
        Lang::En,
        expect![[
            r##"<h3 id="a-b">A <code>b</code> &amp; c <a class="permalink" href="#a-b" aria-label="Link to this section">#</a></h3><h4 id="d">D <a class="permalink" href="#d" aria-label="Link to this section">#</a></h4>"##
        ]],
    );
    check(
        "## « Erreur » {#erreur}".replace("« ", "«\u{202F}").replace(" »", "\u{202F}»").as_str(),
        Lang::Fr,
        expect![[
            r##"<h3 id="erreur">« Erreur » <a class="permalink" href="#erreur" aria-label="Lien vers cette section">#</a></h3>"##
        ]],
    );
}

#[test]
fn code_has_a_caption_and_a_button() {
    check(
        "```python file=config/settings.py\nA = \"<b>\"\n```",
        Lang::En,
        expect![[
            r#"<figure class="code"><figcaption><span>config/settings.py</span><button type="button" class="copy" data-copy>Copy</button></figcaption><pre tabindex="0"><code lang="en" translate="no" class="language-python">A = <span class="s">"&lt;b&gt;"</span></code></pre></figure>"#
        ]],
    );
    check(
        "```text wrong partial\nNon\n```",
        Lang::Fr,
        expect![[
            r#"<figure class="code partial wrong"><figcaption><span>Texte</span><strong>À ne pas faire</strong><button type="button" class="copy" data-copy>Copier</button></figcaption><pre tabindex="0"><code lang="en" translate="no" class="language-text">Non</code></pre></figure>"#
        ]],
    );
    check(
        "- a\n\n  ```json\n  {}\n  ```",
        Lang::En,
        expect![[
            r#"<ul><li><p>a</p><figure class="code"><figcaption><span>JSON</span><button type="button" class="copy" data-copy>Copy</button></figcaption><pre tabindex="0"><code lang="en" translate="no" class="language-json">{}</code></pre></figure></li></ul>"#
        ]],
    );
}

#[test]
fn tables_are_aligned_by_class() {
    check(
        "| a | b | c |\n| --- | :-: | --: |\n| `x\\|y` | <https://a.example/> | 3 |",
        Lang::En,
        expect![[
            r#"<div class="table" tabindex="0"><table><thead><tr><th scope="col">a</th><th scope="col" class="middle">b</th><th scope="col" class="end">c</th></tr></thead><tbody><tr><td><code>x|y</code></td><td class="middle"><a href="https://a.example/" rel="external noopener">https://a.example/</a></td><td class="end">3</td></tr></tbody></table></div>"#
        ]],
    );
}

#[test]
fn comments_are_marked_as_the_readers_language() {
    let check = |lang, expected: &str| {
        let (html, _) = rendered("```python\nx = 1  # Oui\n```", lang);
        assert!(html.contains(expected), "{html}");
    };
    check(Lang::En, "<span class=\"c\"># Oui</span>");
    check(Lang::Fr, "<span class=\"c\" lang=\"fr\"># Oui</span>");
}

#[test]
fn what_programs_say_is_marked_as_english() {
    let check = |text: &str, expected: &str| {
        let mut html = text.to_owned();
        mark_title(&mut html, 3, "a", Lang::En);
        assert_eq!(html, expected);
    };
    check(
        "<h3 id=\"a\">No <code>x</code> <a class=\"permalink\" href=\"#a\">#</a></h3>",
        "<h3 id=\"a\"><span lang=\"en\">No <code>x</code></span> <a class=\"permalink\" href=\"#a\">#</a></h3>",
    );
    check("<h3 id=\"b\">No</h3>", "<h3 id=\"b\">No</h3>");
}

#[test]
fn a_column_without_a_name_names_the_rows() {
    check(
        "| | b |\n| --- | --- |\n| a | 1 |",
        Lang::En,
        expect![[
            r#"<div class="table" tabindex="0"><table><thead><tr><td></td><th scope="col">b</th></tr></thead><tbody><tr><th scope="row">a</th><td>1</td></tr></tbody></table></div>"#
        ]],
    );
}

#[test]
fn remarks_have_titles() {
    check(
        "> [!WARNING]\n> Hot.\n>\n> > Said she.",
        Lang::En,
        expect![[
            r#"<aside class="note note-warning"><p class="note-title">Warning</p><p>Hot.</p><blockquote><p>Said she.</p></blockquote></aside>"#
        ]],
    );
    check(
        "> [!WARNING]\n> Chaud.",
        Lang::Fr,
        expect![[r#"<aside class="note note-warning"><p class="note-title">Attention</p><p>Chaud.</p></aside>"#]],
    );
}

#[test]
fn links_lead_where_they_should() {
    check(
        "[a](addon:a) [b](addon:b#c) [d](#d) [e](page:compose) [f](https://f.example/?g=1&h)",
        Lang::En,
        expect![[
            r##"<p><a href="../a/">a</a> <a href="../b/#c">b</a> <a href="#d">d</a> <a href="../../compose/">e</a> <a href="https://f.example/?g=1&amp;h" rel="external noopener">f</a></p>"##
        ]],
    );
}

#[test]
fn text_is_escaped() {
    check(
        "1 < 2 & *\"3\"* **4** \\<b> `<i>`  \nnext\nline\n\n3. three\n\n---",
        Lang::En,
        expect![[r#"
            <p>1 &lt; 2 &amp; <em>"3"</em> <strong>4</strong> &lt;b&gt; <code>&lt;i&gt;</code><br>next
            line</p><ol start="3"><li>three</li></ol><hr>"#]],
    );
}

/// What the authoring rules promise to whoever shows the HTML.
#[test]
fn nothing_inline_gets_through() {
    let attacks = [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "[x](data:text/html,hi)",
        "[x](//evil.example)",
        "[x](HTTPS://evil.example)",
        "<javascript:alert(1)>",
        "![x](https://evil.example/x.png)",
        "## x {#a\"onclick=\"b}",
        "## x {onclick=b #x}",
        "```python file=\"><script>\nA\n```",
    ];
    for attack in attacks {
        let (html, report) = rendered(attack, Lang::En);
        let harmless = ["<script", "<img", "=\"javascript:", "=\"data:", "evil", "onclick=\"", "style="];
        let found = harmless.iter().find(|needle| html.contains(**needle));
        assert_eq!(found, None, "{attack}: {html}");
        assert!(!report.is_empty() || attack.starts_with("```"), "{attack} is reported");
    }
}

#[test]
fn fences_must_close() {
    for open in ["```python\nA", "```python\nA\n\n```bash\nB\n```", "> ```python\n> A", "- ```python\n  A"] {
        assert!(rendered(open, Lang::En).1.contains("does not end"), "{open}");
    }
    for closed in
        ["```python\nA\n```", "````text\n```\n````", "~~~text\nA\n~~~", "> ```text\n> A\n> ```", "```text\n```"]
    {
        assert_eq!(rendered(closed, Lang::En).1, "", "{closed}");
    }
}
