// The guide without a network. One build is one cache, installed whole or not at all; a page that is open keeps its
// build until the reader asks for the new one. The cache names hold the path of the guide's folder: on a shared origin
// nothing of anybody else is read or deleted.
"use strict";

const BUILD = "__BUILD__";
const DIGEST = "__DIGEST__";
const FILES = new Map("__FILES__");
const ROOT = new URL(self.registration.scope).pathname;
const PREFIX = `django-addon-guide:${ROOT}:`;
// What a cache holds whose build has been in use.
const USED = `${ROOT}.used`;
const CACHE = `${PREFIX}${BUILD}-${DIGEST}`;
// A name that holds the hash of the file: no other build means other bytes by it.
const HASHED = /-[0-9a-f]{16}(_bg)?\.\w+$/;

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
  else if (HASHED.test(path)) event.respondWith(former(request));
});

async function install() {
  // A build that is deployed again may be in use here: what is there of it stays, and only what is not is fetched.
  const known = await caches.open(CACHE);
  const inUse = (await known.match(USED)) !== undefined;
  const there = new Set((await known.keys()).map(({ url }) => new URL(url).pathname));
  const missing = [...FILES.keys()].filter((path) => !there.has(ROOT + path));
  const halt = new AbortController();
  const files = missing.map(async (path) => known.put(ROOT + path, await load(path, halt.signal)));
  try {
    await Promise.all(files);
  } catch (error) {
    // Nothing may be on its way into the cache when it is taken away.
    halt.abort();
    await Promise.allSettled(files);
    if (!inUse) await caches.delete(CACHE);
    throw error;
  }
  // Builds that waited for a click that never came.
  await forget((await others()).filter((other) => !other.used));
}

// The guide's other caches, the oldest first.
async function others() {
  const names = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  // Not by opening it, which would bring back a cache that somebody takes away at this moment.
  const used = async (cacheName) => (await caches.match(USED, { cacheName })) !== undefined;
  return Promise.all(names.map(async (name) => ({ name, used: await used(name) })));
}

const forget = (some) => Promise.all(some.map(({ name }) => caches.delete(name)));

async function activate() {
  const older = await others();
  await (await caches.open(CACHE)).put(USED, new Response());
  // The last one before this stays: pages of that build may be open in other tabs, and go on until they are reloaded.
  const last = older.filter((other) => other.used).at(-1);
  await forget(older.filter((other) => other !== last));
  // The page of a first visit is looked after at once; at an update it reloads anyway.
  if (older.length === 0) await self.clients.claim();
}

// Past the HTTP cache, and only with the bytes of this build.
async function load(path, signal) {
  // A folder by its own address: many hosts redirect from its index.html.
  const address = ROOT + path.replace(/(^|\/)index\.html$/, "$1");
  const answer = await fetch(address, { cache: "reload", integrity: FILES.get(path), redirect: "error", signal });
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer;
}

// For a page of the build before this one, which is open in another tab.
async function former(request) {
  for (const cacheName of await caches.keys()) {
    if (!cacheName.startsWith(PREFIX)) continue;
    const found = await caches.match(request.url, { cacheName });
    if (found) return found;
  }
  return fetch(request);
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
