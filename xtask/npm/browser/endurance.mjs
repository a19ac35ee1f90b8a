// A long visit: 2,000 route changes within one document. Wasm memory and what hangs in the page should be flat after
// the first 200; the browser collects its garbage before each look.
//
//     XTASK=... NODE_PATH=... node endurance.mjs CHROME [ROUTES]

import { head, launch, newPage, ready, row, serve } from "./guide.mjs";

const [executablePath, routes = "2000"] = process.argv.slice(2);
const LOOKS = 10;

const server = await serve();
const browser = await launch(executablePath);
const { context, page, session } = await newPage(browser);
await context.addInitScript(() => {
  // The memory of the program, which the glue keeps to itself.
  for (const name of ["instantiate", "instantiateStreaming"]) {
    const own = WebAssembly[name];
    WebAssembly[name] = async (...given) => {
      const made = await own.apply(WebAssembly, given);
      window.programMemory = (made.instance ?? made).exports.memory;
      return made;
    };
  }
});
await page.goto(new URL("en/", server.address).href);
await ready(page);
await session.send("Performance.enable");
await session.send("HeapProfiler.enable");

const look = async () => {
  await session.send("HeapProfiler.collectGarbage");
  const { metrics } = await session.send("Performance.getMetrics");
  const metric = (name) => metrics.find((one) => one.name === name).value;
  return {
    wasm: await page.evaluate(() => window.programMemory.buffer.byteLength),
    nodes: metric("Nodes"),
    listeners: metric("JSEventListeners"),
    heap: metric("JSHeapUsedSize"),
  };
};

// Clicks links as a reader would: the list, an add-on, another tab, what was kept, about; then the next add-on.
const walk = (from, steps) =>
  page.evaluate(async ([from, steps]) => {
    const frame = () => new Promise((painted) => requestAnimationFrame(() => setTimeout(painted)));
    const arrive = async (selector) => {
      for (let tries = 0; tries < 200; tries += 1) {
        const found = document.querySelector(selector);
        if (found) return found;
        await frame();
      }
      throw new Error(`${selector} did not come at ${location.pathname}`);
    };
    const menu = (end) => [...document.querySelectorAll(".menu a")].find((link) => link.getAttribute("href").endsWith(end));
    for (let step = from; step < from + steps; step += 1) {
      switch (step % 4) {
        case 0: {
          const cards = document.querySelectorAll(".card h2 a");
          cards[Math.floor(step / 4) % cards.length].click();
          const prose = await arrive(".panel .prose > *");
          document.querySelectorAll("[role=tab]")[2].click();
          if (!prose) throw new Error("no prose");
          break;
        }
        case 1: menu("/bookmarks/").click(); await arrive(".page.bookmarks"); break;
        case 2: menu("/about/").click(); await arrive(".page.about"); break;
        default: menu("/en/").click(); await arrive(".page.browse .card");
      }
      await frame();
    }
  }, [from, steps]);

head("Route changes", "wasm memory", "DOM nodes", "listeners", "JS heap");
const each = Number(routes) / LOOKS;
for (let turn = 0; turn <= LOOKS; turn += 1) {
  if (turn) await walk((turn - 1) * each, each);
  const { wasm, nodes, listeners, heap } = await look();
  row((turn * each).toLocaleString("en"), `${(wasm / 2 ** 20).toFixed(2)} MiB`, nodes.toLocaleString("en"), listeners, `${(heap / 2 ** 20).toFixed(1)} MiB`);
  console.error(`${turn * each} of ${routes}`);
}
await browser.close();
await server.stop();
