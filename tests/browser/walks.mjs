// Walks of random actions through the list of add-ons: after each, every count and every card is what the content says.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { cases, dice, PATIENCE } from "./host.mjs";
import { texts } from "./texts.mjs";

const CONTENT = join(dirname(fileURLToPath(import.meta.url)), "../../content");
const SERIES = "6.1";

/** What the filters ask of every add-on, read from the content by itself: the lines of the files, by slug. */
function content() {
  const measured = readFileSync(join(CONTENT, "proof/footprint.toml"), "utf8").split("[[addons]]");
  return new Map(readdirSync(join(CONTENT, "addons")).map((slug) => {
    const text = readFileSync(join(CONTENT, "addons", slug, "addon.toml"), "utf8");
    const of = (key) => {
      const found = new RegExp(`^${key} = (.*)$`, "m").exec(text);
      assert.ok(found, `${slug} says nothing of ${key}`);
      return JSON.parse(found[1]);
    };
    const own = measured.find((entry) => entry.includes(`slug = "${slug}"`) && entry.includes(`series = "${SERIES}"`));
    const tables = own && !/^tables = \[\]$/m.test(own);
    const asynchronous = { yes: "yes", partly: "partly", "sync-only": "no" }[of("async")];
    return [slug, {
      tags: new Set(of("tags")), status: of("word"), service: of("services").length ? "yes" : "no",
      tables: own ? (tables ? "yes" : "no") : undefined, dev: of("dev_only") ? "yes" : "no", async: asynchronous,
    }];
  }));
}

const FACETS = ["fits", "status", "service", "tables", "dev", "async"];
const ANSWERS = { "fits-works": "yes", "fits-remark": "remark", "fits-unknown": "unknown", "fits-fails": "no" };

/** What the page shows, in one reading. */
const seen = (page) =>
  page.evaluate(() => ({
    groups: [...document.querySelectorAll(".filters fieldset")].map((group) => ({
      key: group.dataset.group,
      choices: [...group.querySelectorAll("input")].map((input) => ({
        key: input.value, count: Number(input.closest("label").querySelector(".count").textContent),
        checked: input.checked, disabled: input.disabled,
      })),
    })),
    cards: [...document.querySelectorAll(".card h2 a")].map((link) => link.pathname.split("/").at(-2)).sort(),
    said: Number.parseInt(document.querySelector("#result-count").textContent, 10),
    chips: document.querySelectorAll(".results-head .chips button").length,
  }));

/** Which add-ons answer how to a stack, read from the cards of a page that has only just been opened. */
async function answers(context, url, lang, stack, known) {
  if (!known.has(stack)) {
    const page = await context.newPage();
    await page.goto(new URL(`${lang}/?stack=${stack}`, url).href);
    await page.waitForSelector("body[data-ready]");
    const found = await page.evaluate(() =>
      [...document.querySelectorAll(".card")].map((card) => [
        card.querySelector("h2 a").pathname.split("/").at(-2), card.querySelector(".fits summary span").className,
      ]));
    await page.close();
    known.set(stack, new Map(found.map(([slug, answer]) => [slug, ANSWERS[answer]])));
  }
  return known.get(stack);
}

/** The same by brute force: every choice on every add-on. */
function expected(groups, chosen, addons, fits) {
  const has = (slug, group, key) => {
    if (group === "fits") return fits.get(slug) === key;
    return FACETS.includes(group) ? addons.get(slug)[group] === key : addons.get(slug).tags.has(key);
  };
  const passes = (slug, group) => {
    const keys = group.choices.filter((choice) => chosen.has(`${group.key}=${choice.key}`));
    return keys.length === 0 || keys.some((choice) => has(slug, group.key, choice.key));
  };
  const slugs = [...addons.keys()];
  return {
    groups: groups.map((group) => {
      const others = slugs.filter((slug) => groups.every((other) => other === group || passes(slug, other)));
      const choices = group.choices.map(({ key }) => {
        const checked = chosen.has(`${group.key}=${key}`);
        const count = others.filter((slug) => has(slug, group.key, key)).length;
        return { key, count, checked, disabled: count === 0 && !checked };
      });
      return { key: group.key, choices };
    }),
    cards: slugs.filter((slug) => groups.every((group) => passes(slug, group))).sort(),
  };
}

const PREFIXES = ["django-", "python-", "", ""];
const textOf = (stack) => stack.map((part, at) => part && PREFIXES[at] + part).filter(Boolean).join(",");
const LINKS = [["5.2", "", "", ""], ["6.0", "3.10", "", "asgi"], ["", "", "postgresql", ""], ["", "3.14", "mysql", ""]];
const NOTHING = ["", "", "", ""];
// A browser keeps fifty entries of a history.
const SEGMENT = 30;

/** One reader in one tab: what they have done so far, and how to do more. */
class Reader {
  constructor({ context, url, lang, t }, roll) {
    Object.assign(this, { context, url, lang, t, roll, own: NOTHING, addons: content(), known: new Map(), did: [] });
  }

  get entry() {
    return this.entries[this.at];
  }

  get stack() {
    return textOf(this.entry.link) ? this.entry.link : this.own;
  }

  get chosen() {
    return new Set([...this.entry.chosen].filter((choice) => textOf(this.stack) || !choice.startsWith("fits=")));
  }

  async begin() {
    await this.page?.close();
    this.page = await this.context.newPage();
    [this.entries, this.at, this.documents] = [[], -1, 0];
    await this.open(NOTHING);
  }

  push(change) {
    this.entries = [...this.entries.slice(0, this.at + 1), { ...this.entry, ...change }];
    this.at += 1;
  }

  async load(act) {
    await Promise.all([this.page.waitForEvent("load"), act()]);
    await this.page.waitForSelector("body[data-ready]");
  }

  async open(link) {
    await this.load(() => this.page.goto(new URL(`${this.lang}/?stack=${textOf(link)}&document=${this.documents}`, this.url).href));
    this.documents += 1;
    this.push({ chosen: new Set(), link, lang: this.lang, document: this.documents });
  }

  click(selector, number = 0) {
    return this.page.locator(selector).nth(number).evaluate((element) => element.click());
  }

  async choose(part, value) {
    const select = this.page.locator(".my-stack select").nth(part);
    await this.page.locator(".my-stack").evaluate((details) => (details.open = true));
    await select.selectOption(value);
    this.take(this.stack.with(part, value));
  }

  // What is the reader's own stands in no address.
  take(stack) {
    this.own = stack;
    this.entry.link = NOTHING;
  }

  async step(distance) {
    const act = () => this.page.evaluate((distance) => history.go(distance), distance);
    const there = this.entries[this.at + distance];
    if (there.document === this.entry.document) {
      await this.page.evaluate((distance) => new Promise((done) => {
        addEventListener("popstate", () => done(), { once: true });
        history.go(distance);
      }), distance);
    } else {
      await this.load(act);
    }
    this.at += distance;
    this.lang = there.lang;
  }

  /** What can be done now: names with functions, those done more often named more often. */
  acts(now) {
    const some = (list) => list[this.roll(list.length)];
    const acts = { choose: async () => {
      const part = this.roll(4);
      const values = await this.page.locator(".my-stack select").nth(part).locator("option").evaluateAll((all) => all.map((one) => one.value));
      await this.choose(part, some(values));
    } };
    const inputs = now.groups.flatMap((group) => group.choices.map((choice) => ({ group: group.key, ...choice })));
    const free = inputs.map((choice, at) => ({ ...choice, at })).filter((choice) => !choice.disabled);
    const toggle = (name) => {
      const chosen = this.chosen;
      if (!chosen.delete(name)) chosen.add(name);
      this.push({ chosen });
    };
    acts.tick = acts.tickMore = acts.tickOnceMore = async () => {
      const choice = some(free);
      await this.click(".filters input", choice.at);
      toggle(`${choice.group}=${choice.key}`);
    };
    if (this.chosen.size) {
      acts.clear = async () => {
        await this.page.getByRole("button", { name: this.texts.clear }).evaluate((button) => button.click());
        this.push({ chosen: new Set() });
      };
      acts.untick = async () => {
        const choice = some(free.filter((choice) => choice.checked));
        await this.click(".filters input", choice.at);
        toggle(`${choice.group}=${choice.key}`);
      };
    }
    if (textOf(this.stack)) {
      acts.forget = async () => {
        await this.click(".my-stack-actions .quiet");
        this.take(NOTHING);
      };
    }
    const theirs = textOf(this.entry.link);
    if (theirs && theirs !== textOf(this.own)) {
      acts.adopt = async () => {
        await this.click(".link-notice button", 0);
        this.take(this.entry.link);
      };
      acts.returnToMine = async () => {
        await this.click(".link-notice button", 1);
        this.entry.link = NOTHING;
      };
    }
    acts.follow = () => this.open(some(LINKS));
    acts.language = async () => {
      await this.load(() => this.click("a[data-language]"));
      this.lang = this.lang === "en" ? "fr" : "en";
      this.documents += 1;
      this.push({ lang: this.lang, document: this.documents });
    };
    if (this.at > 0) acts.back = acts.backAgain = () => this.step(-1);
    if (this.at + 1 < this.entries.length) acts.forward = acts.forwardAgain = () => this.step(1);
    return acts;
  }

  get texts() {
    return this.t[this.lang];
  }

  /** Compares what is shown with what the content says, as soon as the page has followed. */
  async check() {
    const stack = textOf(this.stack);
    const fits = stack ? await answers(this.context, this.url, this.lang, stack, this.known) : new Map();
    let now;
    let wrong;
    for (const end = Date.now() + PATIENCE; Date.now() < end; ) {
      now = await seen(this.page);
      try {
        this.compare(now, fits);
        return now;
      } catch (error) {
        wrong = error;
        await this.page.waitForTimeout(25);
      }
    }
    throw new Error(`after ${this.did.slice(-12).join(", ")} (${this.page.url()}, stack ${stack || "none"}): ${wrong.message}`);
  }

  compare(now, fits) {
    const keys = now.groups.map((group) => group.key);
    assert.equal(keys.includes("fits"), textOf(this.stack) !== "", `groups: ${keys}`);
    const right = expected(now.groups, this.chosen, this.addons, fits);
    assert.deepEqual(now.groups, right.groups);
    assert.deepEqual(now.cards, right.cards);
    assert.equal(now.said, right.cards.length);
    assert.equal(now.chips, this.chosen.size);
  }

  async act(name) {
    const now = await this.check();
    const acts = this.acts(now);
    const names = Object.keys(acts);
    const chosen = name ?? names[this.roll(names.length)];
    this.did.push(chosen);
    await acts[chosen]();
  }
}

export default [
  ["after any action, every count and every card is what the content says", async (guide) => {
    const steps = cases(10, 1_200);
    const reader = new Reader({ ...guide, t: texts }, dice(`filters (${guide.lang})`));
    for (let done = 0; done < steps; done += 1) {
      if (done % SEGMENT === 0) await reader.begin();
      if (done === 0) {
        // What a reader does first with a stack, and what undoes it.
        await reader.check();
        await reader.choose(0, "5.2");
        for (const name of ["tick", "untick", "forget", "back", "choose", "language"]) await reader.act(name);
      }
      await reader.act();
    }
    await reader.check();
    console.log(`# ${steps} actions`);
  }, { chromium: "Firefox keeps whole pages for Back, which the walk cannot tell from loaded ones" }],
];
