// Runs before the first paint: sets the colours, then fetches and starts the app, and steps in when that fails or when
// the app breaks. Loaded from the head without `defer`; everything that needs the page waits for it.
(() => {
  "use strict";

  // The page, this script and the program carry the build that they belong to; only one build runs in a page.
  const BUILD = "__BUILD__";

  const script = document.currentScript ?? document.getElementById("boot");
  const html = document.documentElement;
  // Until this is there, a page shows everything it holds.
  html.classList.add("booted");
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

  // --- The way out of an offline copy that went wrong: the worker and its caches go, bookmarks and the caches of other
  // projects on this host stay. Also by `?reset` at the end of any address.
  const reset = async () => {
    const registrations = (await navigator.serviceWorker?.getRegistrations()) ?? [];
    await Promise.all(registrations.filter((one) => one.scope === root.href).map((one) => one.unregister()));
    const names = window.caches ? await caches.keys() : [];
    await Promise.all(names.filter((name) => name.startsWith(prefix)).map((name) => caches.delete(name)));
  };
  const here = new URL(location.href);
  if (here.searchParams.has("reset")) {
    here.searchParams.delete("reset");
    reset().finally(() => location.replace(here));
    return;
  }

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

  // --- The bookmarks as a file that the guide imports, without the program: the two copies merged as it merges them.
  const exported = () => {
    const entries = {};
    const unreadable = [];
    const texts = ["a", "b", "1"].map((end) => {
      try {
        return localStorage.getItem(`${prefix}bookmarks.${end}`);
      } catch {
        return null;
      }
    });
    texts.forEach((text, number) => {
      if (text === null) return;
      try {
        if (number < 2) {
          for (const [addon, facts] of Object.entries(JSON.parse(text.split(" ").slice(2).join(" ")))) {
            const own = (entries[addon] ??= structuredClone(facts));
            for (const name of ["kept", "note", "rank"]) {
              const [[count, tab], [ownCount, ownTab]] = [facts[name][1], own[name][1]];
              if (count > ownCount || (count === ownCount && tab > ownTab)) own[name] = facts[name];
            }
          }
        } else {
          JSON.parse(text).items.forEach(({ addon, note }, at) => (entries[addon] ??= { kept: [true], note: [note], rank: [at] }));
        }
      } catch {
        unreadable.push(text);
      }
    });
    const kept = Object.entries(entries).filter(([, facts]) => facts.kept[0]);
    kept.sort(([, one], [, two]) => one.rank[0] - two.rank[0]);
    const bookmarks = kept.map(([addon, facts]) => ({ addon, note: facts.note[0] ?? "" }));
    return { format: "django-addon-guide/bookmarks", version: 1, bookmarks, ...(unreadable.length && { unreadable }) };
  };

  // --- Where the app cannot run, the page stays readable: every chapter is shown, and a panel says why and what helps.
  const TEXTS = {
    en: {
      start: "Search, bookmarks and the composer could not start here; the pages stay readable.",
      wasm: "Search, bookmarks and the composer need WebAssembly, which this browser does not run (Lockdown Mode, enhanced security or Tor’s “Safer” level switch it off); the pages stay readable.",
      slow: "Search, bookmarks and the composer did not start within 15 seconds; the pages stay readable.",
      mixed: "Files of two editions of the guide came together, so search, bookmarks and the composer did not start; the pages stay readable. Reload, or reset the offline copy.",
      broken: "The guide has met a fault and stopped here. Your bookmarks are kept. Reload the page to go on.",
      reload: "Reload", reset: "Reset the offline copy", export: "Export bookmarks",
    },
    fr: {
      start: "Recherche, favoris et composition n’ont pas pu démarrer ici\u202f; les pages restent lisibles.",
      wasm: "Recherche, favoris et composition demandent WebAssembly, que ce navigateur n’exécute pas (le mode Isolement, la sécurité renforcée ou le niveau «\u202fPlus sûr\u202f» de Tor le coupent)\u202f; les pages restent lisibles.",
      slow: "Recherche, favoris et composition n’ont pas démarré en 15 secondes\u202f; les pages restent lisibles.",
      mixed: "Des fichiers de deux éditions du guide se sont mêlés\u202f: recherche, favoris et composition n’ont pas démarré\u202f; les pages restent lisibles. Rechargez, ou réinitialisez la copie hors ligne.",
      broken: "Le guide a rencontré une panne et s’est arrêté ici. Vos favoris sont conservés. Rechargez la page pour continuer.",
      reload: "Recharger", reset: "Réinitialiser la copie hors ligne", export: "Exporter les favoris",
    },
  };
  const showAll = () => {
    html.classList.add("no-app");
    for (const panel of document.querySelectorAll(".panel[hidden]")) panel.removeAttribute("hidden");
  };
  const address = (name) => new URL(script.dataset[name], location.href).href;
  // A host or a proxy may have told the browser to keep the answer that the program is not there: it is asked for past the
  // browser's cache, so that the next load meets what is there then. No reader waits long for it.
  const anew = () => Promise.allSettled(["js", "wasm"].map(async (name) => {
    const answer = await fetch(address(name), { cache: "reload", signal: AbortSignal.timeout?.(5000) });
    await answer.blob();
  }));
  let panel = null;
  const recover = (why, error) => {
    if (panel) return;
    console.error(error);
    if (why === "start") anew();
    const words = TEXTS[html.lang] ?? TEXTS.en;
    panel = document.createElement("section");
    panel.className = "recovery";
    panel.setAttribute("role", "alert");
    const reason = document.createElement("p");
    reason.textContent = words[why];
    panel.append(reason);
    const offer = (text, act) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = text;
      button.addEventListener("click", act);
      panel.append(button);
    };
    const reload = async () => {
      if (why === "start") await anew();
      location.reload();
    };
    offer(words.reload, reload);
    offer(words.reset, () => reset().finally(reload));
    offer(words.export, () => {
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([JSON.stringify(exported(), null, 2)], { type: "application/json" }));
      link.download = "django-addon-guide-bookmarks.json";
      link.click();
      URL.revokeObjectURL(link.href);
    });
    loaded.then(() => {
      if (why !== "broken") showAll();
      document.body.prepend(panel);
    });
  };
  // A page that is being left gives up what it was loading, in Firefox with an error: there is nothing to be said. Where
  // Back brings it back as it was, it starts anew.
  let left = false;
  const leave = () => (left = true);
  addEventListener("beforeunload", leave);
  addEventListener("pageshow", ({ persisted }) => persisted && !window.__guideReady && location.reload());
  const fail = (error) => left || window.__guideReady || recover("start", error);

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
    removeEventListener("beforeunload", leave);
    clearTimeout(watchdog);
    idle(look_after_worker);
  });
  const watchdog = setTimeout(() => recover("slow", new Error("the app did not start within 15 seconds")), 15_000);
  const idle = (run) => (window.requestIdleCallback ? requestIdleCallback(run) : setTimeout(run, 200));
  // A program that has trapped does nothing more, and says nothing.
  const trapped = (error) => typeof WebAssembly === "object" && error instanceof WebAssembly.RuntimeError;
  const look = (error) => (trapped(error) && window.__guideReady ? recover("broken", error) : fail(error));
  addEventListener("unhandledrejection", (event) => look(event.reason));
  addEventListener("error", (event) => trapped(event.error) && look(event.error));
  const mixed = () => {
    clearTimeout(watchdog);
    recover("mixed", new Error("files of two builds in one page"));
  };
  addEventListener("guide:mixed", mixed);

  if (typeof WebAssembly !== "object") {
    clearTimeout(watchdog);
    recover("wasm", new Error("this browser does not run WebAssembly"));
    return;
  }
  if ((html.dataset.build ?? BUILD) !== BUILD) {
    mixed();
    return;
  }
  // The program is asked for when the page has been painted: on a slow line it would hold up what the reader came for.
  // Nothing is painted in a tab in the background, and not every browser says when.
  const painted = new Promise((resolve) => {
    if (window.PerformanceObserver) new PerformanceObserver(resolve).observe({ type: "paint", buffered: true });
    loaded.then(() => setTimeout(resolve, 500));
  });
  painted
    .then(() => Promise.all([import(address("js")), fetch(address("wasm")), loaded]))
    .then(([app, wasm]) => app.default({ module_or_path: wasm }))
    .catch(fail);

  // --- What is clicked before the app is there is clicked again when it is. Its page has the same shape as this one, so
  // an element is known by the way to it.
  const early = [];
  const hear = ({ target }) => {
    const way = [];
    let element = target.closest?.("#app :is(button, input, summary)");
    for (; element && element.id !== "app"; element = element.parentElement) way.unshift([...element.parentElement.children].indexOf(element));
    if (way.length) early.push(way);
  };
  addEventListener("click", hear, true);
  addEventListener("guide:ready", () => {
    removeEventListener("click", hear, true);
    const app = document.getElementById("app");
    const elements = early.map((way) => way.reduce((element, number) => element?.children[number], app));
    for (const element of elements) element?.click();
  });

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
  if (Array.isArray(place) && place[0] === location.pathname) {
    // Where the history entry was left at: the app goes there too, instead of to the chapter of the address.
    history.replaceState(place[1], "");
    loaded.then(() => scrollTo(0, place[1]));
  }

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
    // What blocks workers may do so without an error.
    if (!registration) return;
    const watch = (worker) => {
      // Where none is active yet, this is the first copy and not a newer one.
      const first = !registration.active;
      worker?.addEventListener("statechange", () => {
        if (worker.state === "installed" && !first) say("guide:update-ready");
        if (worker.state === "activated" && first) say("guide:offline-ready");
      });
    };
    if (registration.waiting && registration.active) say("guide:update-ready");
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
