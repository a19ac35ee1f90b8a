//! Handing files and texts to the reader: downloads and the clipboard.

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

/// Offers bytes as a file to save; false where the browser refuses.
pub(crate) fn save(name: &str, kind: &str, bytes: &[u8]) -> bool {
    offer(name, kind, bytes).is_ok()
}

fn offer(name: &str, kind: &str, bytes: &[u8]) -> Result<(), JsValue> {
    let parts = js_sys::Array::of1(&js_sys::Uint8Array::from(bytes));
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &options)?;
    let address = Url::create_object_url_with_blob(&blob)?;
    let document = web_sys::window().and_then(|window| window.document()).ok_or(JsValue::NULL)?;
    let link: HtmlAnchorElement = document.create_element("a")?.unchecked_into();
    link.set_href(&address);
    link.set_download(name);
    link.click();
    Url::revoke_object_url(&address)
}

/// Puts a text on the clipboard; false where the browser refuses.
pub(crate) async fn copy(text: &str) -> bool {
    let Some(window) = web_sys::window() else { return false };
    // Absent on pages that are not served securely, whatever the bindings say.
    let clipboard = js_sys::Reflect::get(&window.navigator(), &"clipboard".into()).unwrap_or(JsValue::UNDEFINED);
    if clipboard.is_undefined() {
        return false;
    }
    let promise = window.navigator().clipboard().write_text(text);
    JsFuture::from(promise).await.is_ok()
}

/// The text at an address; none where it cannot be had.
pub(crate) async fn fetch_text(address: &str) -> Option<String> {
    JsFuture::from(fetch(address).await?.text().ok()?).await.ok()?.as_string()
}

/// The bytes at an address; none where they cannot be had.
pub(crate) async fn fetch_bytes(address: &str) -> Option<Vec<u8>> {
    let buffer = JsFuture::from(fetch(address).await?.array_buffer().ok()?).await.ok()?;
    Some(js_sys::Uint8Array::new(&buffer).to_vec())
}

async fn fetch(address: &str) -> Option<web_sys::Response> {
    let window = web_sys::window()?;
    let response: web_sys::Response = JsFuture::from(window.fetch_with_str(address)).await.ok()?.dyn_into().ok()?;
    response.ok().then_some(response)
}

/// Makes the copy buttons of compiled code blocks work, wherever they are.
#[cfg(feature = "browser")]
pub(crate) fn follow_copy_buttons(window: &web_sys::Window, session: crate::session::Session) {
    use crate::{i18n::Msg, navigation::listen};

    /// How long a button says that it has copied, in milliseconds.
    const SAID: u64 = 1600;

    listen(window, "click", move |event| {
        let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        let Some(button) = target.and_then(|target| target.closest("[data-copy]").ok().flatten()) else { return };
        let code =
            button.closest("figure").ok().flatten().and_then(|figure| figure.query_selector("pre").ok().flatten());
        let text = code.and_then(|code| code.text_content()).unwrap_or_default();
        leptos::task::spawn_local(async move {
            if !copy(&text).await {
                session.say(session.t(Msg::CopyFailed).to_owned(), None);
                return;
            }
            button.set_text_content(Some(session.t(Msg::Copied)));
            let after = std::time::Duration::from_millis(SAID);
            leptos::prelude::set_timeout(move || button.set_text_content(Some(session.t(Msg::Copy))), after);
        });
    });
}
