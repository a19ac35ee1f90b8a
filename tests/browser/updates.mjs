// One build per page, installed whole or not at all, replaced on a click; and the ways out when something is broken.
import assert from "node:assert/strict";

import { another, cases, dice, host, installed, saved, site, until, worker } from "./host.mjs";

const ALLOWED = { allowed: /request to http:\/\/127|Failed to load resource|Failed to fetch|two builds|RuntimeError|CompileError|TypeError|SyntaxError|MIME type|integrity|within 15 seconds|service ?worker|Uncaught|dynamically imported|memory access|unreachable|net::ERR|preload|The FetchEvent/i };
const english = (settings) => ({ languages: ["en"], ...ALLOWED, ...settings });

// The app runs, or the panel is there, or not even the boot script came.
const settled = (page) => page.waitForSelector("body[data-ready], .recovery, html:not(.booted) body");
const build = (page) => page.locator("html").getAttribute("data-build");
const caches_ = (page) => page.evaluate(() => caches.keys());

// From here on the host has this site, with these faults. What became of its worker: looked at when it is over, since its
// events may come before they are heard. A look of the browser's own that had begun before takes the place of ours, and has
// seen the site before: then it is looked once more.
async function update(page, state, site, fault = () => undefined) {
  await page.evaluate(async () => (window.waited = (await navigator.serviceWorker.getRegistration()).waiting));
  Object.assign(state, { site, fault });
  state.asked.length = 0;
  const look = () => page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    await registration.update();
    do await new Promise((resolve) => setTimeout(resolve, 50)); while (registration.installing);
    return registration.waiting === window.waited ? "redundant" : "installed";
  });
  let outcome;
  do outcome = await look(); while (!state.asked.includes("sw.js"));
  return outcome;
}

// A host with a site that can be exchanged while it runs.
async function hosted(guide, run, base) {
  const own = site(guide.dist);
  const state = { site: own, fault: () => undefined, asked: [] };
  const server = await host(guide.url, (path) => {
    state.asked.push(path);
    const now = state.switch ? state.switch(path) : state.site;
    const file = now.files.get(path);
    return file && { ...file, fault: state.fault(path) };
  }, base);
  try {
    return await run({ ...guide, own, state, url: server.url, at: (path) => new URL(`${guide.lang}/${path}`, server.url).href });
  } finally {
    await server.stop();
  }
}

// What becomes of a page, and the request at which its server must switch to another build for it: none, the one for the
// program, the one for the script that loads it.
const SURE = [
  ["ready", () => false],
  ["recovered", (path) => path.endsWith("_bg.wasm")],
  ["still", (path) => path.startsWith("boot-")],
];

const FAULTS = ["404", "html", "truncated", "bytes", "redirect", "cut"];

export default [
  ["a page is of one build, whenever the server switches", (guide) => hosted(guide, async ({ own, state, at, browser }) => {
    const look = async (page, path, builds) => {
      let loads = 0;
      page.on("load", () => (loads += 1));
      await page.goto(at(path));
      await settled(page);
      const id = await build(page);
      const its = builds.find((one) => one.build === id);
      assert.ok(its, id);
      assert.ok((await page.locator("main").innerText()).length > 100, "a blank page");
      let outcome = "still";
      if (await page.locator("body[data-ready]").count()) {
        outcome = "ready";
        const names = await page.$$eval("head [src], head link[rel=stylesheet]", (all) =>
          all.flatMap((one) => [one.src ?? one.href, one.dataset.js, one.dataset.wasm]).filter(Boolean).map((name) => new URL(name, location.href).pathname.slice(1)));
        assert.ok(names.every((name) => its.files.has(name)), `${names} in ${id}`);
      } else if (await page.locator(".recovery").count()) {
        outcome = "recovered";
      } else {
        // With its style sheet gone too, a page is text without any; a sheet that was refused is listed without rules.
        const styled = await page.evaluate(() => [...document.styleSheets].some((sheet) => sheet.cssRules.length > 0));
        if (styled) for (const panel of await page.locator(".panel").all()) assert.ok(await panel.isVisible());
      }
      assert.ok(loads <= 1, `${loads} loads`);
      return outcome;
    };
    // What becomes of pages, a tab each, whose server switches at the first request that `switches` says yes to.
    const visit = async (from, to, switches, paths, serviceWorkers) => {
      let switched = false;
      state.switch = (path) => ((switched ||= switches(path)) ? to : from);
      const context = await browser.newContext({ serviceWorkers });
      const pages = await Promise.all(paths.map(() => context.newPage()));
      const outcomes = await Promise.all(pages.map((page, tab) => look(page, paths[tab], [from, to])));
      await context.close();
      return outcomes;
    };
    for (const [outcome, switches] of SURE) assert.deepEqual(await visit(own, another(own, outcome), switches, ["addons/celery/"], "block"), [outcome]);
    const roll = dice("O1");
    const paths = ["", "addons/celery/", "compose/", "bookmarks/"];
    const counts = { ready: 0, recovered: 0, still: 0 };
    for (let number = 0; number < cases(10, 500); number += 1) {
      const other = another(own, number, roll(3) === 0);
      const [from, to] = roll(2) ? [own, other] : [other, own];
      const last = 1 + roll(8);
      let requests = 0;
      const tabs = Array.from({ length: roll(4) ? 1 : 3 }, () => paths[roll(paths.length)]);
      for (const outcome of await visit(from, to, () => ++requests > last, tabs, roll(2) ? "allow" : "block")) counts[outcome] += 1;
    }
    console.log(`# O1: ${counts.ready} pages ready, ${counts.recovered} said that files were missing or mixed, ${counts.still} stayed as they were sent`);
  }), english()],

  ["a boot script or a program of another build is refused", (guide) => hosted(guide, async ({ own, state, at, page, context }) => {
    await context.route("**/sw.js", (route) => route.abort());
    const other = another(own, "mixed", true);
    for (const mixed of [/^boot-/, /_bg\.wasm$/]) {
      state.switch = undefined;
      state.site = { ...own, files: new Map([...own.files].map(([path, file]) => [path, mixed.test(path) ? other.files.get(path) : file])) };
      await page.goto(at("addons/celery/"));
      await page.locator(".recovery").waitFor();
      assert.equal(await page.locator("body[data-ready]").count(), 0);
      assert.equal(await page.locator(".recovery button").count(), 3);
      for (const panel of await page.locator(".panel").all()) assert.ok(await panel.isVisible());
      await page.evaluate(() => caches.keys());
    }
  }), { ...ALLOWED, context: { serviceWorkers: "block" } }],

  ["an install that fails leaves the old build, and the next succeeds", (guide) => hosted(guide, async ({ own, state, at, page }) => {
    await page.goto(at(""));
    await settled(page);
    await installed(page);
    const before = await caches_(page);
    const kinds = [/^guide.*wasm$/, /^composer.*wasm$/, /^guide.*js$/, /^boot/, /^style/, /^search-en/, /^icon/, /^en\/index/, /^fr\/addons\/.*html$/, /^index/, /webmanifest$/];
    const files = kinds.map((kind) => [...own.files.keys()].find((path) => kind.test(path)));
    const all = files.flatMap((file) => [...FAULTS, "stall"].map((fault) => [file, fault])).concat([["", "put"]]);
    const roll = dice("O2");
    const chosen = process.env.ASSURE ? all : [["", "put"], ...Array.from({ length: 7 }, () => all[roll(all.length)])];
    const withWorker = (script) => ({ ...own, files: new Map(own.files).set("sw.js", { body: script, like: "sw.js" }) });
    let number = 0;
    for (const [file, fault] of chosen) {
      number += 1;
      let script = worker(own.files, `${number}`);
      if (fault === "put") script = Buffer.from(`Cache.prototype.put = () => Promise.reject(new DOMException("full", "QuotaExceededError"));\n${script}`);
      const outcome = await update(page, state, withWorker(script), (path) => (path === file ? fault : undefined));
      // Without this it could be a worker that was not looked for, or one that never came to the fault.
      assert.ok(state.asked.some((path) => (file ? path === file : path !== "sw.js")), `${file} ${fault}: was not met`);
      assert.equal(outcome, fault === "stall" ? "installed" : "redundant", `${file} ${fault}`);
      state.fault = () => undefined;
      if (fault !== "stall") {
        assert.ok((await caches_(page)).includes(before[0]), `${file} ${fault}: the old build is gone`);
        // Nothing half-installed stays, but for the build that waits since the case before. Waited for, since Chromium
        // looks for a newer worker by itself, a second after a page was opened, and may be at it again.
        await until(page, async () => (await caches.keys()).length <= 2).catch(async () => assert.fail(`${file} ${fault}: ${await caches_(page)} stay`));
        assert.equal(await update(page, state, withWorker(worker(own.files, `${number} again`))), "installed", `${file} ${fault}: the next attempt`);
      }
      await page.reload();
      await settled(page);
      assert.equal(await page.locator("body[data-ready]").count(), 1);
      // The page looks for a newer build when it has time: the next case begins when it has looked.
      await page.evaluate(async () => {
        await new Promise((resolve) => requestIdleCallback(() => setTimeout(resolve)));
        await (await navigator.serviceWorker.getRegistration()).update();
      });
    }
    console.log(`# O2: ${chosen.length} faults of an install`);
  }), english()],

  ["a roll-back that fails leaves the copy that is in use", (guide) => hosted(guide, async ({ own, state, at, page }) => {
    await page.goto(at(""));
    await settled(page);
    await installed(page);
    const [used] = await caches_(page);
    const file = [...own.files.keys()].find((path) => path.startsWith("style-"));
    const broken = (path) => (path === file ? "404" : undefined);
    const back = async () => {
      assert.equal(await update(page, state, another(own, "newer")), "installed");
      assert.equal((await caches_(page)).length, 2, "the newer build waits");
      return update(page, state, own, broken);
    };
    // Each once: the browser looks for a newer worker by itself too.
    const asked = () => [...new Set(state.asked)].filter((path) => path !== "sw.js");
    // Whole as it is, the build that is deployed again needs nothing from the host.
    assert.equal(await back(), "installed");
    assert.deepEqual(asked(), []);
    assert.deepEqual(await caches_(page), [used]);
    // With a file that the browser gave up, it needs that one alone; and what is left of it stays when it does not come.
    await page.evaluate(async ([used, file]) => (await caches.open(used)).delete(`/${file}`), [used, file]);
    assert.equal(await back(), "redundant");
    assert.deepEqual(asked(), [file]);
    assert.ok((await caches_(page)).includes(used), "the copy that is in use is gone");
    state.fault = (path) => (path === "sw.js" ? undefined : "404");
    for (const path of ["", "addons/celery/", "compose/"]) {
      await page.goto(at(path));
      assert.equal(await build(page), own.build, path);
    }
    assert.equal(await update(page, state, own), "installed");
    assert.deepEqual(asked(), [file]);
    assert.deepEqual(await caches_(page), [used]);
  }), english()],

  ["a file that was missing for a moment is not missing for a year", (guide) => hosted(guide, async ({ own, state, at, page }) => {
    for (const missing of [/^guide-.*_bg\.wasm$/, /^guide-.*\.js$/]) {
      // A build of its own, of which the browser has nothing yet.
      state.site = another(own, `${missing}`);
      state.fault = (path) => (missing.test(path) ? "404 for a year" : undefined);
      await page.goto(at(""));
      await page.locator(".recovery").waitFor();
      // While it is missing still, the host is asked each time.
      await page.locator(".recovery button").first().click();
      await page.waitForFunction(() => performance.getEntriesByType("navigation")[0].type === "reload");
      await page.locator(".recovery").waitFor();
      state.fault = () => undefined;
      await page.locator(".recovery button").first().click();
      await page.waitForSelector("body[data-ready]");
      await page.goto(at("about/"));
      await page.waitForSelector("body[data-ready]");
    }
  }), english({ context: { serviceWorkers: "block" } })],

  ["a new build waits for a click and leaves other tabs alone", (guide) => hosted(guide, async ({ own, state, at, page, context, t }) => {
    await page.goto(at("compose/"));
    await settled(page);
    await installed(page);
    const second = await context.newPage();
    await second.goto(at("compose/"));
    await settled(second);
    let loads = 0;
    page.on("load", () => (loads += 1));
    second.on("load", () => (loads += 1));
    const typed = second.locator("main input[type=text], main input:not([type])").first();
    // Key by key: a field that is filled by a script is not always one that was changed.
    if (await typed.count()) {
      await typed.press("ControlOrMeta+a");
      await typed.pressSequentially("typed-by-the-reader");
    }
    await second.locator(".choice input").first().check();
    const next = another(own, "next");
    state.site = next;
    await page.evaluate(async () => (await navigator.serviceWorker.getRegistration()).update());
    const notice = page.locator(".notices [role=status] .notice").filter({ has: page.getByRole("button", { name: t.update }) });
    await notice.waitFor();
    assert.equal(await build(page), own.build);
    // Dismissed, it comes back at the next visit; the keyboard reaches it.
    await notice.getByRole("button", { name: t.dismiss }).click();
    assert.equal(await notice.count(), 0);
    assert.equal(loads, 0, "nobody asked for a reload");
    await page.reload();
    await settled(page);
    await notice.waitFor();
    assert.equal(await build(page), own.build, "a reload is no click on Update");
    const button = notice.getByRole("button", { name: t.update });
    await page.bringToFront();
    await button.focus();
    loads = 0;
    await page.keyboard.press("Enter");
    await page.waitForFunction((id) => document.documentElement.dataset.build === id, next.build);
    await settled(page);
    await page.waitForLoadState();
    assert.equal(await page.locator("body[data-ready]").count(), 1);
    assert.equal(loads, 1, "the tab that asked, once");
    // The other tab has its build still: nothing typed is lost, and what it has not loaded yet is there.
    assert.equal(await build(second), own.build);
    assert.ok(await second.locator(".choice input").first().isChecked());
    if (await typed.count()) assert.equal(await typed.inputValue(), "typed-by-the-reader");
    state.asked.length = 0;
    await second.bringToFront();
    await second.keyboard.press("Control+k");
    await second.keyboard.type("celery");
    await second.locator(".palette [role=option]").first().waitFor();
    assert.deepEqual(state.asked.filter((path) => path.startsWith("search-")), []);
    // A page of the other build is opened by the browser, with its own program.
    while (await second.locator("dialog.palette[open]").count()) await second.keyboard.press("Escape");
    await second.locator(".brand").click();
    await second.locator(".card h2 a").first().click();
    await second.waitForFunction((id) => document.documentElement.dataset.build === id, next.build);
    await settled(second);
    assert.equal(await second.locator("body[data-ready]").count(), 1);
  }), ALLOWED],

  ["the off-switch frees the reader and touches nothing else", (guide) => hosted(guide, async ({ own, state, at, page }) => {
    await page.goto(at("addons/celery/"));
    await settled(page);
    await installed(page);
    await page.locator(".star").click();
    await page.evaluate(async () => {
      const theirs = await caches.open("sibling");
      await theirs.put("/sibling", new Response("theirs"));
      localStorage.setItem("sibling", "theirs");
    });
    const before = await page.evaluate(() => JSON.stringify({ ...localStorage }));
    state.site = { ...own, files: new Map(own.files).set("sw.js", { body: own.files.get("sw-off.js").body, like: "sw.js" }) };
    await page.reload();
    await until(page, async () => (await navigator.serviceWorker.getRegistration()) === undefined);
    await until(page, async () => (await caches.keys()).join() === "sibling");
    await page.goto(at("bookmarks/"));
    await settled(page);
    assert.equal(await page.locator(".kept h2").innerText(), "Celery");
    assert.equal(await page.evaluate(() => JSON.stringify({ ...localStorage })), before);
    state.site = own;
    await page.reload();
    await settled(page);
    await installed(page);
  }), english()],

  ["?reset takes the offline copy away, and nothing else", (guide) => hosted(guide, async ({ at, page }) => {
    await page.goto(at("addons/celery/"));
    await settled(page);
    await installed(page);
    await page.locator(".star").click();
    await page.evaluate(() => caches.open("sibling"));
    await page.goto(at("addons/celery/?reset#install"));
    await page.waitForURL(/celery\/#install$/);
    await settled(page);
    assert.equal(await page.locator(".star").getAttribute("aria-pressed"), "true");
    await installed(page);
    const names = await caches_(page);
    assert.ok(names.includes("sibling") && names.length === 2, names.join());
  }), english()],

  ["a program that breaks leaves a panel that needs no program", async ({ page, open, at, lang }) => {
    const paths = ["", "addons/celery/", "compose/", "bookmarks/", "about/"];
    for (let number = 0; number < cases(5, 20); number += 1) {
      await open(at(paths[number % paths.length]));
      if (number === 1) await page.locator(".star").click();
      // A real trap inside the program: a function of its table, called with what is no closure.
      await page.evaluate(async (number) => {
        const glue = await import(new URL(document.querySelector("script[data-js]").dataset.js, document.baseURI).href);
        const program = await glue.default();
        setTimeout(() => {
          const named = Object.entries(program).filter(([name, value]) => typeof value === "function" && value.length >= 3);
          for (const [, call] of [...named.slice(number % named.length), ...named]) call(-8, -8, -8);
          throw new Error("nothing trapped");
        });
      }, number);
      await page.locator(".recovery").waitFor();
      assert.equal(await page.locator(".recovery").count(), 1);
      assert.match(await page.locator(".recovery").innerText(), lang === "fr" ? /panne/ : /fault/);
    }
    const file = JSON.parse(await saved(page, () => page.locator(".recovery button").nth(2).click()));
    assert.deepEqual(file.bookmarks, [{ addon: "celery", note: "" }]);
    await page.locator(".recovery button").first().click();
    await page.waitForSelector("body[data-ready]");
    // The file is one that the guide takes.
    await open(at("bookmarks/"));
    await page.locator("input[type=file]").setInputFiles({ name: "b.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify(file)) });
    await page.locator(".import").waitFor();
  }, ALLOWED],

  ["a program that does not come is said after 15 seconds", async ({ page, url, at }) => {
    await page.route("**/*_bg.wasm", () => {});
    // Seconds of the page's own clock, which stands still but for what the test lets pass.
    await page.clock.install();
    await page.clock.pauseAt(Date.now() + 60_000);
    await page.goto(new URL(at("addons/celery/"), url).href, { waitUntil: "domcontentloaded" });
    await page.clock.runFor(14_000);
    assert.equal(await page.locator(".recovery").count(), 0);
    await page.clock.runFor(1_000);
    await page.locator(".recovery").waitFor();
    for (const panel of await page.locator(".panel").all()) assert.ok(await panel.isVisible());
  }, { ...ALLOWED, languages: ["en"] }],
];
