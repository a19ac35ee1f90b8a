// The page about the guide itself.
import assert from "node:assert/strict";

export default [
  ["says what the guide rests on", async ({ page, open, at }) => {
    await open(at("about/"));
    const text = await page.locator("main").innerText();
    assert.match(text, /Django 5\.2\.\d+/);
    assert.match(text, /Django 6\.1\.\d+/);
    assert.ok((await page.locator("kbd").count()) > 4);
  }],
];
