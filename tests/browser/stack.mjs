// The reader's own stack: said once, answered everywhere, with its source; by keyboard alone.
import assert from "node:assert/strict";

import { until } from "./host.mjs";

const fields = (page) => page.locator(".my-stack select");

async function say(page, { django, python, database, interface: server }) {
  await page.locator(".my-stack summary").focus();
  await page.keyboard.press("Enter");
  for (const [at, value] of [django, python, database, server].entries()) {
    if (value === undefined) continue;
    await fields(page).nth(at).focus();
    await fields(page).nth(at).selectOption(value);
  }
}

const answers = (page) => page.locator(".card .fits summary").allInnerTexts();

export default [
  ["nothing is answered before something is said", async ({ page, open, at }) => {
    await open(at(""));
    assert.deepEqual(await answers(page), []);
    assert.equal(await page.locator("[data-group=fits]").count(), 0);
  }],
  ["every card answers, with where it is known from", async ({ page, open, at, lang }) => {
    await open(at(""));
    await say(page, { django: "6.1", python: "3.13" });
    const cards = await page.locator(".card").count();
    assert.equal((await answers(page)).length, cards);
    for (const answer of await answers(page)) assert.match(answer, /^[✔⚠?✖] \S/);
    const first = page.locator(".card .fits").first();
    await first.locator("summary").focus();
    await page.keyboard.press("Enter");
    const reasons = await first.locator("li").allInnerTexts();
    assert.equal(reasons.length, 2);
    assert.match(reasons[0], /Django 6\.1/);
    assert.match(reasons[0], lang === "fr" ? /démarré par nos soins, édition \d{4}-\d\d \(Django 6\.1\.\d+\)/ : /booted by us, edition \d{4}-\d\d \(Django 6\.1\.\d+\)/);
    assert.match(reasons[1], /Python 3\.13.*>=3/);
  }],
  ["it is kept, and can be filtered by", async ({ page, open, at }) => {
    await open(at(""));
    await say(page, { django: "5.2", python: "3.10" });
    await page.reload();
    await page.waitForSelector("body[data-ready]");
    assert.match(await page.locator(".my-stack-now").innerText(), /Django 5\.2 · Python 3\.10/);
    const fails = page.locator("[data-group=fits] input").last();
    const promised = Number(await fails.locator("..").locator(".count").innerText());
    assert.ok(promised > 0, "some package declares a newer Python");
    await fails.focus();
    await page.keyboard.press("Space");
    assert.equal(await page.locator(".card").count(), promised);
    for (const answer of await answers(page)) assert.match(answer, /^✖/);
    assert.match(page.url(), /fits=no/);
    assert.doesNotMatch(page.url(), /stack=/, "one's own stack is nobody's business until it is shared");
  }],
  ["a link carries a stack, and the reader's own is one key away", async ({ page, open, at, t }) => {
    await open(at("?stack=django-5.2,python-3.10,asgi"));
    assert.match(await page.locator(".my-stack-now").innerText(), /Django 5\.2 · Python 3\.10 · ASGI/);
    const notice = page.locator(".link-notice");
    await notice.waitFor();
    await notice.getByRole("button", { name: t.backToMine }).focus();
    await page.keyboard.press("Enter");
    await notice.waitFor({ state: "detached" });
    assert.deepEqual(await answers(page), []);
    assert.doesNotMatch(page.url(), /stack=/);
    await page.goto(page.url());
    await open(at("?stack=django-5.2,nonsense,python-9.9"));
    await page.getByRole("button", { name: t.takeStack }).focus();
    await page.keyboard.press("Enter");
    await open(at(""));
    assert.match(await page.locator(".my-stack-now").innerText(), /^Django 5\.2$/);
    await page.locator(".my-stack summary").press("Enter");
    await page.getByRole("button", { name: t.shareStack }).focus();
    await page.keyboard.press("Enter");
    await until(page, async () => (await navigator.clipboard.readText()).includes("stack=django-5.2"));
  }],
  ["an add-on's page answers among its facts", async ({ page, open, at }) => {
    await open(at("addons/pillow/?stack=python-3.10"));
    const own = page.locator(".facts .own");
    assert.match(await own.innerText(), /✖/);
    assert.match(await own.innerText(), />=3\.11/);
  }],
  ["a fresh composition starts from it, and each choice answers to the project", async ({ page, open, at, t }) => {
    await open(at(""));
    await say(page, { django: "5.2", python: "3.10", database: "postgresql", interface: "asgi" });
    await open(at("compose/"));
    const target = page.locator("fieldset.target select");
    assert.equal(await target.nth(0).inputValue(), "5.2");
    assert.equal(await target.nth(1).inputValue(), "3.10");
    assert.equal(await target.nth(2).inputValue(), "postgresql");
    assert.equal(await target.nth(3).inputValue(), "asgi");
    assert.match(await page.locator("#fits-pillow").innerText(), /^✖/);
    await target.nth(1).focus();
    await target.nth(1).selectOption("3.13");
    assert.doesNotMatch(await page.locator("#fits-pillow").innerText(), /✖/);
    await page.getByRole("button", { name: t.forMyStack }).focus();
    await page.keyboard.press("Enter");
    assert.equal(await target.nth(1).inputValue(), "3.10");
    await target.nth(0).selectOption("6.1");
    await page.getByRole("button", { name: t.keepStack }).focus();
    await page.keyboard.press("Enter");
    await open(at(""));
    assert.match(await page.locator(".my-stack-now").innerText(), /Django 6\.1/);
  }],
];
