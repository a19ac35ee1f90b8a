// The guide without a network. One build is one cache, installed whole or not at all; a page that is open keeps its
// build until the reader asks for the new one. The cache names hold the path of the guide's folder: on a shared origin
// nothing of anybody else is read or deleted.
"use strict";

const BUILD = "__BUILD__";
const FILES = new Map("__FILES__");
const ROOT = new URL(self.registration.scope).pathname;
const PREFIX = `django-addon-guide:${ROOT}:`;
const CACHE = PREFIX + BUILD;

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("message", (event) => {
  if (event.data === "skip-waiting") event.waitUntil(self.skipWaiting());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin || !url.pathname.startsWith(ROOT)) return;
  const path = url.pathname.slice(ROOT.length).replace(/(^|\/)$/, "$1index.html");
  if (FILES.has(path)) event.respondWith(stored(path));
});

async function install() {
  const known = await caches.open(CACHE);
  try {
    await Promise.all([...FILES.keys()].map(async (path) => known.put(ROOT + path, await load(path))));
  } catch (error) {
    await caches.delete(CACHE);
    throw error;
  }
}

async function activate() {
  const names = await caches.keys();
  const older = names.filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  await Promise.all(older.map((name) => caches.delete(name)));
  // The page of a first visit is looked after at once; at an update it reloads anyway.
  if (older.length === 0) await self.clients.claim();
}

// Past the HTTP cache, and only with the bytes of this build.
async function load(path) {
  // A folder by its own address: many hosts redirect from its index.html.
  const address = ROOT + path.replace(/(^|\/)index\.html$/, "$1");
  const answer = await fetch(address, { cache: "reload", integrity: FILES.get(path), redirect: "error" });
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer;
}

async function stored(path) {
  const cache = await caches.open(CACHE);
  const found = await cache.match(ROOT + path);
  if (found) return found;
  // Evicted in part: repaired if the server still has these bytes, else left to the server as it is now.
  const answer = await load(path).catch(() => null);
  if (!answer) return fetch(ROOT + path);
  await cache.put(ROOT + path, answer.clone());
  return answer;
}
