// The list of add-ons: cards, tags, order, the address.
import assert from "node:assert/strict";

const shown = (page) => page.locator(".card").count();
const announced = async (page) => Number.parseInt(await page.locator("#result-count").innerText(), 10);

export default [
  ["tags widen inside a group and narrow between groups", async ({ page, open, at }) => {
    await open(at(""));
    const all = await shown(page);
    const groups = page.locator(".filters fieldset");
    const first = groups.nth(0).locator("input:enabled");
    await first.nth(0).check();
    const one = await shown(page);
    assert.ok(one > 0 && one < all);
    await first.nth(1).check();
    const two = await shown(page);
    assert.ok(two >= one, "a second tag of the group shows more");
    assert.equal(await announced(page), two);
    const other = groups.nth(1).locator("input:enabled").first();
    const promised = Number(await groups.nth(1).locator("label", { has: page.locator("input:enabled") }).first().locator(".count").innerText());
    await other.check();
    assert.equal(await shown(page), promised, "the count of a tag is what it shows");
    assert.ok((await shown(page)) <= two);
  }],
  ["the filter lives in the address", async ({ page, open, at, t }) => {
    await open(at(""));
    const all = await shown(page);
    await page.locator(".filters input:enabled").first().check();
    const some = await shown(page);
    assert.match(page.url(), /\?tags=/);
    await page.reload();
    await page.waitForSelector("body[data-ready]");
    assert.equal(await shown(page), some);
    assert.ok(await page.locator(".filters input:enabled").first().isChecked());
    await page.getByRole("button", { name: t.clear }).click();
    assert.equal(await shown(page), all);
    assert.doesNotMatch(page.url(), /tags=/);
    await page.goBack();
    assert.equal(await shown(page), some);
    await page.goForward();
    assert.equal(await shown(page), all);
  }],
  ["too many tags show what to take away", async ({ page, open, at, t }) => {
    await open(at(""));
    // Two tags of different groups that no add-on has together, found by the counts that become zero.
    const tags = (key) => page.locator(`.filters fieldset[data-group=${key}]`);
    const tagsOf = (group) => group.locator("input").evaluateAll((inputs) => inputs.map((input) => input.value));
    const [a, b] = [await tagsOf(tags("area")), await tagsOf(tags("names"))];
    await open(at(`?tags=${a[0]}`));
    const empty = await tags("names").locator("label.zero input").first().getAttribute("value");
    assert.ok(b.includes(empty));
    await open(at(`?tags=${a[0]},${empty}`));
    await page.getByText(t.nothing).waitFor();
    await page.locator(".empty .chips button").first().click();
    assert.ok((await shown(page)) > 0);
  }],
  ["unknown tags in the address are ignored", async ({ page, open, at }) => {
    await open(at(""));
    const all = await shown(page);
    await open(at("?tags=nothing,%3Cscript%3E,%ff&order=%00"));
    assert.equal(await shown(page), all);
  }],
  ["the order follows the choice", async ({ page, open, at, t }) => {
    await open(at(""));
    const names = () => page.locator(".card h2").allInnerTexts();
    const byName = await names();
    assert.deepEqual(byName, [...byName].sort((a, b) => a.toLowerCase().localeCompare(b.toLowerCase(), "en")));
    await page.getByLabel(t.order).selectOption("footprint");
    await page.waitForURL(/order=footprint/);
    const costs = await page.locator(".card .cost").allInnerTexts();
    const grades = costs.map((cost) => t.exits.indexOf(cost.trim().split(" · ").at(-1)));
    assert.ok(!grades.includes(-1), costs.join("; "));
    assert.deepEqual(grades, grades.toSorted((a, b) => a - b));
  }],
  ["a card leads to its add-on and Back to the same place", async ({ page, open, at }) => {
    await open(at(""));
    const link = page.locator(".card h2 a").nth(5);
    const name = await link.innerText();
    await link.scrollIntoViewIfNeeded();
    await page.evaluate(() => scrollTo(0, 300));
    // Where the page is when it is left: a driver may scroll to what it clicks.
    await page.evaluate(() => addEventListener("click", () => (window.leftAt = scrollY), { capture: true, once: true }));
    await link.click();
    await page.locator("article.addon h1", { hasText: name }).waitFor();
    await page.waitForFunction(() => document.activeElement?.tagName === "H1").catch(() => assert.fail("the heading has no focus"));
    assert.match(await page.title(), new RegExp(name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")));
    assert.equal(await page.evaluate(() => scrollY), 0);
    await page.goBack();
    await page.locator(".cards").waitFor();
    const leftAt = await page.evaluate(() => window.leftAt);
    assert.ok(leftAt > 100, `left at ${leftAt}`);
    await page.waitForFunction(() => scrollY === window.leftAt);
  }],
];
