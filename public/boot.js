// Runs before the first paint: sets the colours, then fetches and starts the app, and steps in when that fails.
// Loaded from the head without `defer`; everything that needs the page waits for it.
(() => {
  "use strict";

  const script = document.currentScript;
  const html = document.documentElement;
  const root = new URL(html.dataset.root || "./", location.href);
  const prefix = `django-addon-guide:${root.pathname}:`;

  // --- What the app kept. It is stored as JSON; storage may be blocked or hold anything.
  const stored = (name) => {
    try {
      return JSON.parse(localStorage.getItem(prefix + name));
    } catch {
      return null;
    }
  };
  const store = (name, value) => {
    try {
      localStorage.setItem(prefix + name, JSON.stringify(value));
    } catch {
      // Nothing is lost: the choice holds for this page.
    }
  };

  const theme = stored("theme");
  if (theme === "light" || theme === "dark") html.dataset.theme = theme;

  // --- The page without a language: on to the remembered one, else to the browser's.
  const languages = script.dataset.languages?.split(" ");
  if (languages) {
    const wanted = [stored("language"), ...navigator.languages.map((tag) => tag.slice(0, 2).toLowerCase())];
    const language = wanted.find((code) => languages.includes(code)) ?? languages[0];
    location.replace(new URL(`${language}/${location.search}${location.hash}`, root));
    return;
  }

  // --- Markup from scripts: a trip-wire against what could run code. The app's own markup holds none of it.
  if (window.trustedTypes) {
    const dangerous = /<(script|iframe|object|embed|base|meta|link)\b|\son\w+\s*=|javascript:/i;
    trustedTypes.createPolicy("default", {
      createHTML(markup) {
        if (dangerous.test(markup)) throw new TypeError("refused: markup that could run code");
        return markup;
      },
      createScriptURL(address) {
        if (new URL(address, location.href).href !== new URL("sw.js", root).href) {
          throw new TypeError("refused: a script that is not the guide's worker");
        }
        return address;
      },
    });
  }

  // --- Where the app cannot run, the page stays readable: every chapter is shown.
  const showAll = () => {
    html.classList.add("no-app");
    for (const panel of document.querySelectorAll(".panel[hidden]")) panel.removeAttribute("hidden");
  };
  const fail = (error) => {
    if (window.__guideReady) return;
    console.error(error);
    showAll();
    const french = html.lang === "fr";
    const notice = document.createElement("p");
    notice.className = "boot-failed";
    notice.setAttribute("role", "alert");
    notice.textContent = french
      ? "Recherche, favoris et composition n’ont pas pu démarrer ici ; les pages restent lisibles. "
      : "Search, bookmarks and the composer could not start here; the pages stay readable. ";
    const again = document.createElement("button");
    again.type = "button";
    again.textContent = french ? "Recharger" : "Reload";
    again.addEventListener("click", () => location.reload());
    notice.append(again);
    const place = () => document.body.prepend(notice);
    document.body ? place() : addEventListener("DOMContentLoaded", place);
  };

  // --- A link to a chapter or to a heading in one shows it before the app is there.
  const reveal = () => {
    const wanted = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
    const panel = wanted && wanted.closest(".panel");
    if (!panel) return;
    for (const other of document.querySelectorAll(".panel")) {
      if (other !== panel) other.setAttribute("hidden", "until-found");
    }
    panel.removeAttribute("hidden");
    for (const tab of document.querySelectorAll("[role=tab][aria-controls]")) {
      tab.setAttribute("aria-selected", String(tab.getAttribute("aria-controls") === panel.id));
    }
    wanted.scrollIntoView();
  };
  const loaded = new Promise((resolve) => {
    if (document.readyState === "loading") addEventListener("DOMContentLoaded", resolve);
    else resolve();
  });
  loaded.then(reveal);

  // --- The app.
  addEventListener("guide:ready", () => {
    html.classList.add("ready");
    clearTimeout(watchdog);
    idle(look_after_worker);
  });
  const watchdog = setTimeout(() => fail(new Error("the app did not start within 15 seconds")), 15_000);
  const idle = (run) => (window.requestIdleCallback ? requestIdleCallback(run) : setTimeout(run, 200));
  addEventListener("unhandledrejection", (event) => fail(event.reason));

  if (typeof WebAssembly !== "object") {
    clearTimeout(watchdog);
    loaded.then(() => fail(new Error("this browser does not run WebAssembly")));
    return;
  }
  const address = (name) => new URL(script.dataset[name], location.href).href;
  Promise.all([import(address("js")), loaded])
    .then(([app]) => app.default({ module_or_path: address("wasm") }))
    .catch(fail);

  // --- The other language is another page: the choice is remembered, and the place in the page travels along.
  const PLACE = prefix + "place";
  addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-language]");
    if (!link) return;
    store("language", link.dataset.language);
    try {
      sessionStorage.setItem(PLACE, JSON.stringify([new URL(link.href).pathname, scrollY]));
    } catch {
      // The page opens at its top.
    }
  });
  let place = null;
  try {
    place = JSON.parse(sessionStorage.getItem(PLACE));
    sessionStorage.removeItem(PLACE);
  } catch {
    // The page opens at its top.
  }
  const arrive = () => Array.isArray(place) && place[0] === location.pathname && scrollTo(0, place[1]);
  loaded.then(arrive);
  // The app scrolls to the chapter of the address first.
  addEventListener("guide:ready", () => requestAnimationFrame(() => requestAnimationFrame(arrive)), { once: true });

  // --- The address of the page changes without a load: what is relative to it must not.
  loaded.then(() => {
    for (const link of document.querySelectorAll("link[rel=icon], link[rel=manifest]")) link.setAttribute("href", link.href);
  });

  // --- The offline copy. A new one waits until the reader asks for it.
  const say = (name) => dispatchEvent(new Event(name));
  async function look_after_worker() {
    const workers = navigator.serviceWorker;
    if (!workers) return;
    let registration;
    try {
      registration = await workers.register(new URL("sw.js", root), { scope: root.pathname, updateViaCache: "none" });
    } catch {
      return;
    }
    const first = !workers.controller;
    const watch = (worker) =>
      worker?.addEventListener("statechange", () => {
        if (worker.state === "installed" && !first) say("guide:update-ready");
        if (worker.state === "activated" && first) say("guide:offline-ready");
      });
    if (registration.waiting && !first) say("guide:update-ready");
    watch(registration.installing);
    registration.addEventListener("updatefound", () => watch(registration.installing));

    let asked = false;
    addEventListener("guide:update", () => {
      asked = true;
      const waiting = registration.waiting;
      if (waiting) waiting.postMessage("skip-waiting");
      else location.reload();
    });
    workers.addEventListener("controllerchange", () => asked && location.reload());
    let checked = Date.now();
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible" && Date.now() - checked > 3_600_000) {
        checked = Date.now();
        registration.update().catch(() => {});
      }
    });
  }
})();
