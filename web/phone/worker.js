// The service worker: the phone pages open without a network. The page that registers it gives VERSION, FILES and PAGES.
/* global VERSION, FILES, PAGES, SCOPE */
const FILES_CACHE = `zhuanban-files-${VERSION}`;
const PAGES_CACHE = `zhuanban-pages-${SCOPE}`;
const PATIENCE_MS = 6000;
const AWAY = `<!doctype html><html lang="zh-Hans"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>当前无网络</title><h1>当前无网络</h1><p>这一页要联网查看。</p><p><a href="${SCOPE}">回到登记页</a>：断网时可以照常登记。</p></html>`;

// A page is kept only when it is the page itself, not the sign-in page in its place.
async function keep(cache, url) {
  const response = await fetch(url, { credentials: "same-origin", cache: "no-cache" });
  if (response.ok && !response.redirected) await cache.put(url, response);
}

async function keepFonts(cache, url) {
  const css = await (await cache.match(url)).text();
  const names = Array.from(css.matchAll(/url\(["']?([^"')]+\.woff2[^"')]*)/g), (match) => new URL(match[1], new URL(url, self.location)).href);
  await Promise.all(names.map((name) => keep(cache, name)));
}

async function install() {
  const files = await caches.open(FILES_CACHE);
  await files.addAll(FILES.map((url) => new Request(url, { cache: "reload" })));
  await Promise.all(FILES.filter((url) => url.endsWith(".css")).map((url) => keepFonts(files, url)));
  const pages = await caches.open(PAGES_CACHE);
  await Promise.all(PAGES.map((url) => keep(pages, url).catch(() => null)));
  await self.skipWaiting();
}

async function activate() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith("zhuanban-files-") && name !== FILES_CACHE).map((name) => caches.delete(name)));
  await self.clients.claim();
}

function inTime(promise) {
  return new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error("slow")), PATIENCE_MS);
    promise.then(resolve, reject);
  });
}

// The network first, so that lists are fresh; what was kept when there is none, or when it is too slow.
async function page(request) {
  const cache = await caches.open(PAGES_CACHE);
  const url = new URL(request.url);
  const isKept = PAGES.includes(url.pathname) || url.pathname.startsWith(`${SCOPE}verify/`);
  const asked = fetch(request);
  try {
    const response = await inTime(asked);
    if (isKept && response.ok && !response.redirected && !url.search) await cache.put(url.pathname, response.clone());
    return response;
  } catch (error) {
    const kept = await cache.match(url.pathname);
    if (kept) return kept;
    return asked.catch(() => new Response(AWAY, { headers: { "Content-Type": "text/html; charset=utf-8" } }));
  }
}

// Files by their kept copy at once; a fresh copy is fetched behind it where there is a network.
async function file(event) {
  const cache = await caches.open(FILES_CACHE);
  const kept = await cache.match(event.request);
  const fresh = fetch(event.request).then(async (response) => {
    if (response.ok) await cache.put(event.request, response.clone());
    return response;
  });
  if (!kept) return fresh;
  event.waitUntil(fresh.catch(() => null));
  return kept;
}

async function picture(request) {
  const kept = await (await caches.open(PAGES_CACHE)).match(request);
  return kept || fetch(request);
}

// Exactly what today's list needs stays on the phone; photos and pages of other days go.
async function keepExactly(urls) {
  const cache = await caches.open(PAGES_CACHE);
  const wanted = new Set([...PAGES, ...urls]);
  for (const request of await cache.keys()) if (!wanted.has(new URL(request.url).pathname)) await cache.delete(request);
  for (const url of urls) {
    const isHere = url.startsWith("/files/photos/") && (await cache.match(url)); // a photo never changes
    if (!isHere) await keep(cache, url).catch(() => null);
  }
}

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("message", (event) => {
  if (event.data && Array.isArray(event.data.keep)) event.waitUntil(keepExactly(event.data.keep));
});
self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== self.location.origin) return;
  if (event.request.mode === "navigate" && url.pathname.startsWith(SCOPE)) event.respondWith(page(event.request));
  else if (url.pathname.startsWith("/static/")) event.respondWith(file(event));
  else if (url.pathname.startsWith("/files/photos/")) event.respondWith(picture(event.request));
});
