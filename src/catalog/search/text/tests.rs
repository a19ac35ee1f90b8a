//! Ranges of words, beside what trying every word finds.

use proptest::prelude::*;

use super::*;
use crate::search::{
    document::{Documents, Field},
    write::write,
};

proptest! {
    #[test]
    fn ranges_are_what_trying_every_word_finds(
        // Some share more bytes than a stored word can say.
        words in prop::collection::btree_set("(a{31})?[ab]{1,4}[a-d]{0,5}", 1..120),
        key in "(a{31})?[ab]{0,4}[a-d]{0,5}",
    ) {
        let words: Vec<String> = words.into_iter().collect();
        let documents = Vec::from([Vec::from([(Field::Prose, words.join(" "))])]);
        let bytes = write(&[Documents { documents, names: Vec::new() }], &[]);
        let text = Text::read(bytes).expect("what is written can be read");
        let at = |is_before: &dyn Fn(&str) -> bool| words.partition_point(|word| is_before(word)) as u16;
        let start = at(&|word| *word < *key);
        prop_assert_eq!(text.beginning(&key), start..at(&|word| *word < *key || word.starts_with(&key)));
        prop_assert_eq!(text.exact(&key), start..at(&|word| *word <= *key));
    }
}
