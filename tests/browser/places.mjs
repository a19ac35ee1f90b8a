// Back and Forward return to where a page was left: walks along links, tabs and search results, with a record of each
// entry of the history.
import assert from "node:assert/strict";

import { cases, dice } from "./host.mjs";

const START = "addons/celery/";
// How far off a place may be, in pixels.
const OFF = 2;
// A browser keeps fifty entries of a history.
const SEGMENT = 30;
const WORDS = ["redis", "settings", "test", "cache", "production", "migrations", "middleware", "login", "files", "queries", "celery", "pitfalls"];

/** Waits until the page has come to rest: its chapter is there, and some frames long nothing has moved. */
const settle = (page) =>
  page.evaluate(async () => {
    const frame = () => new Promise((done) => requestAnimationFrame(done));
    const state = () => {
      const chapter = document.querySelector(".panel:not([hidden]) .prose");
      return chapter && !chapter.firstChild ? undefined : `${location.href} ${scrollY} ${document.documentElement.scrollHeight}`;
    };
    let before;
    for (let still = 0, left = 9_000; still < 8; left -= 1) {
      if (left === 0) throw new Error("the page does not come to rest");
      await frame();
      const now = state();
      still = now !== undefined && now === before ? still + 1 : 0;
      before = now;
    }
  });

const place = (page) => page.evaluate(() => ({ url: location.href, top: scrollY }));

/** Brings something into the middle of the window, as a reader has it there, and tells where the page is then. */
async function aim(page, selector, number) {
  await page.locator(selector).nth(number).evaluate((element) => element.scrollIntoView({ block: "center" }));
  await settle(page);
  return place(page);
}

/** What can be followed now, and how. */
const FOLLOWED = {
  contents: ".panel:not([hidden]) .outline a",
  tab: "[role=tab]",
  link: ".panel:not([hidden]) .prose a:not([rel~=external]):not(.permalink)",
  neighbour: ".neighbours a",
};

async function walk({ page, open, at, lang }) {
  const roll = dice(`places (${lang})`);
  const steps = cases(28, 1_200);
  let entries = [];
  let here = -1;
  let told = [];
  // What comes after a step that has left `from`; a step to where one is makes no entry of its own.
  const came = async (from, own = false) => {
    entries[here] = from;
    await settle(page);
    const now = await place(page);
    if (now.url !== from.url || own) {
      entries = entries.slice(0, here + 1);
      here += 1;
    }
    entries[here] = now;
  };
  const follow = async (selector) => {
    const all = await page.locator(selector).evaluateAll((links) =>
      links.map((link, number) => ({ number, shown: link.offsetParent !== null && link.origin === location.origin && link.pathname.includes("/addons/") })));
    const links = all.filter((link) => link.shown);
    if (!links.length) return;
    const { number } = links[roll(links.length)];
    const from = await aim(page, selector, number);
    await page.locator(selector).nth(number).evaluate((link) => link.click());
    await came(from);
  };
  const search = async () => {
    const name = await page.locator("h1").innerText();
    const from = await place(page);
    await page.keyboard.press("Control+k");
    await page.locator("dialog.palette[open]").waitFor();
    await page.keyboard.insertText(`${roll(2) ? `${name} ` : ""}${WORDS[roll(WORDS.length)]}`);
    // Lines about an add-on have actions; the others are commands.
    const lines = ".palette [role=option]:has(.hit-actions)";
    await page.locator(lines).first().waitFor();
    await page.evaluate(([lines, number]) => {
      const all = document.querySelectorAll(lines);
      all[number % all.length].click();
    }, [lines, roll(5)]);
    await page.locator("dialog.palette:not([open])").waitFor({ state: "attached" });
    // On a phone the search has an entry, which becomes that of the place.
    await came(from, page.viewportSize().width <= 640);
  };
  const scroll = async () => {
    await page.evaluate((part) => scrollTo(0, (document.documentElement.scrollHeight - innerHeight) * part), roll(1000) / 1000);
    await settle(page);
  };
  const go = async (distance) => {
    if (!entries[here + distance]) return;
    entries[here] = await place(page);
    await page.evaluate((distance) => new Promise((done) => {
      addEventListener("popstate", () => done(), { once: true });
      history.go(distance);
    }), distance);
    here += distance;
    await settle(page);
    const now = await place(page);
    assert.equal(now.url, entries[here].url, told.slice(-10).join(", "));
    assert.ok(Math.abs(now.top - entries[here].top) <= OFF, `${told.slice(-10).join(", ")}: left ${now.url} at ${entries[here].top}, back at ${now.top}`);
  };
  const acts = {
    contents: () => follow(FOLLOWED.contents), contentsAgain: () => follow(FOLLOWED.contents), tab: () => follow(FOLLOWED.tab),
    link: () => follow(FOLLOWED.link), linkAgain: () => follow(FOLLOWED.link), neighbour: () => follow(FOLLOWED.neighbour), search, scroll, scrollAgain: scroll,
    back: () => go(-1), backAgain: () => go(-1), backOnceMore: () => go(-1), forward: () => go(1), forwardAgain: () => go(1),
  };
  const names = Object.keys(acts);
  for (let done = 0; done < steps; done += 1) {
    if (done % SEGMENT === 0) {
      await page.goto("about:blank");
      await open(at(START));
      await settle(page);
      [entries, here, told] = [[await place(page)], 0, []];
    }
    // Each kind of step once, with a step back after it, before chance decides.
    const kinds = ["contents", "tab", "link", "neighbour", "search"];
    const name = done < 3 * kinds.length ? ["scroll", kinds[Math.floor(done / 3)], "back"][done % 3] : names[roll(names.length)];
    told.push(name);
    await acts[name]();
  }
  console.log(`# ${steps} steps`);
}

/** The links to what the composer arranges, from both pages that have them. */
const ARRANGED = { "relations/": ".bonds a[href*='/compose/']", "about/": ".pairs .arranged a" };

async function arranged({ page, open, at, lang }) {
  const roll = dice(`arranged (${lang})`);
  for (const [path, selector] of Object.entries(ARRANGED)) {
    await open(at(path));
    const all = await page.locator(selector).count();
    assert.ok(all > 5, `${all} links at ${path}`);
    const numbers = cases([0, roll(all), all - 1], [...Array(all).keys()]);
    for (const number of numbers) {
      const from = await aim(page, selector, number);
      await page.locator(selector).nth(number).evaluate((link) => link.click());
      await page.locator(".page.compose").waitFor();
      await page.waitForSelector("body[data-ready]");
      await settle(page);
      const explained = await page.evaluate(() => {
        const list = document.querySelector("#arranged[open]");
        return list && { top: list.getBoundingClientRect().top, height: innerHeight, reasons: [...list.querySelectorAll("li .hint")].map((reason) => reason.textContent.trim()) };
      });
      assert.ok(explained, `${path}, link ${number}: nothing says what is arranged, the page is at ${(await place(page)).top}`);
      assert.ok(explained.top >= 0 && explained.top < explained.height / 2, `${path}, link ${number}: the explanation begins at ${explained.top}`);
      assert.ok(explained.reasons.length && explained.reasons.every((reason) => reason), `${path}, link ${number}: ${explained.reasons}`);
      await page.goBack();
      await page.waitForURL(from.url);
      await page.waitForSelector("body[data-ready]");
      await page.locator(selector).first().waitFor({ state: "attached" });
      await settle(page);
      const back = await place(page);
      assert.ok(Math.abs(back.top - from.top) <= OFF, `${path}: left at ${from.top}, back at ${back.top}`);
    }
    console.log(`# ${numbers.length} links of ${path}`);
  }
}

// Wide enough that the search, which takes the place of a scroll bar, moves nothing.
const DESKTOP = { context: { viewport: { width: 1440, height: 900 } } };
const PHONE = { context: { viewport: { width: 360, height: 740 } } };

export default [
  ["Back and Forward return to where an add-on was left", walk, DESKTOP],
  ["Back and Forward return to where an add-on was left, on a phone", walk, PHONE],
  ["a link to what the composer arranges leads to the explanation", arranged],
  ["a link to what the composer arranges leads to the explanation, on a phone", arranged, PHONE],
];
