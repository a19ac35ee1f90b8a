//! What could not be read of a kind of thing that is kept: to download or to forget.

use leptos::prelude::*;

use crate::{
    copies, download,
    i18n::Msg,
    keeping::Shelf,
    replica::Replica,
    session::Session,
    storage::{Browser, Key, Store},
};

/// The notice, where there is something.
pub(crate) fn aside<R: Replica>(shelf: Shelf<R>, said: &'static str, file: &'static str) -> impl IntoView {
    let session = Session::get();
    let root = session.root.get_value();
    let forgotten = RwSignal::new(false);
    let aside = Memo::new(move |_| {
        // Reading may have mended a copy, whatever is said of it.
        shelf.list.track();
        shelf.keeping.track();
        forgotten.track();
        session.root.with_value(|root| copies::aside::<R>(&Browser(root)))
    });
    let download = move |number: usize, key: Key| {
        if let Ok(Some(text)) = Browser(&root).get(key) {
            download::save(&format!("{file}-damaged-{number}.txt"), "text/plain", text.as_bytes());
        }
    };
    let forget = move |_| {
        // What could be read of them may stand nowhere else yet.
        if shelf.edit(|_| ()).1 {
            let _ = session.root.with_value(|root| copies::forget_aside::<R>(&Browser(root)));
        }
        forgotten.update(|forgotten| *forgotten = !*forgotten);
        crate::ui::focus_main();
    };
    move || {
        let keys = aside.get();
        let buttons = (1..).zip(keys.clone()).map(|(number, key)| {
            let download = download.clone();
            view! {
                <button type="button" on:click=move |_| download(number, key)>
                    {format!("{} {number}", session.t(Msg::DownloadDamaged))}
                </button>
            }
        });
        (!keys.is_empty()).then(|| {
            view! {
                <div class="notice warning aside">
                    <span>{said}</span>
                    {buttons.collect_view()}
                    <button type="button" on:click=forget>{session.t(Msg::ForgetDamaged)}</button>
                </div>
            }
        })
    }
}
