//! The texts as such: none is empty, all are set well.

use std::fmt::Debug;

use super::*;

#[test]
fn thousands_stand_apart() {
    let check = |count, expected| assert_eq!(Lang::ALL.map(|lang| number(count, lang)), expected);
    check(7, ["7", "7"]);
    check(987, ["987", "987"]);
    check(9_876, ["9,876", "9\u{202f}876"]);
    check(1_234_567, ["1,234,567", "1\u{202f}234\u{202f}567"]);
}

fn texts<M: Message + Copy + Debug>(all: &[M]) -> Vec<(String, [&'static str; 2])> {
    let text = |message: &M| (format!("{message:?}"), Lang::ALL.map(|lang| message.text(lang)));
    all.iter().map(text).collect()
}

#[test]
fn no_text_is_empty_or_badly_set() {
    let all = [
        texts(Msg::ALL),
        texts(compose::Say::ALL),
        texts(stack::Fit::ALL),
        texts(side_by_side::Side::ALL),
        texts(relations::Bonds::ALL),
        texts(find::Find::ALL),
        texts(style::Part::ALL),
    ];
    for (message, texts) in all.into_iter().flatten() {
        for text in texts {
            assert!(!text.trim().is_empty(), "{message}");
            assert_eq!(text, text.trim(), "{message}");
            assert!(!text.contains('\''), "{message}: a straight apostrophe");
        }
        let french = texts[1];
        for sign in [" :", " ;", " !", " ?", " »", "« "] {
            assert!(!french.contains(sign), "{message}: a plain space beside {sign:?}");
        }
    }
}
