// Pagefind: indexes the rendered pages into static files, and searches them as a browser would.
import { readFile, rm } from "node:fs/promises";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const pagefind = await import(pathToFileURL(process.env.NODE_MODULES + "/pagefind/lib/index.js"));
const [texts, count] = [
  JSON.parse(await readFile(process.argv[2], "utf8")),
  Number(process.argv[3]),
];
const output = process.argv[2].replace(/\.json$/, "-pagefind");

const escape = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;");
const { index } = await pagefind.createIndex();
for (const text of texts) {
  const content = `<html lang="en"><head><title>${escape(text.title)}</title></head><body><main
    data-pagefind-body><h1>${escape(text.title)}</h1><p>${escape(text.teaser)}</p>${text.html}
    <p>${escape(text.tags)}</p></main></body></html>`;
  await index.addHTMLFile({ url: `/${text.key}/`, content });
}
await rm(output, { recursive: true, force: true });
await index.writeFiles({ outputPath: output });
await pagefind.close();

// What its script expects of a browser.
globalThis.fetch = async (address) => {
  const path = output + String(address).replace(/^.*?\/pagefind\//, "/").split("?")[0];
  return new Response(await readFile(path));
};
globalThis.window = globalThis;
globalThis.location = new URL("http://localhost/");
globalThis.document = { querySelector: () => null, currentScript: null };
const search = await import(pathToFileURL(`${output}/pagefind.js`));
await search.options({ basePath: "/pagefind/", baseUrl: "/" });
await search.init();

for await (const line of createInterface({ input: process.stdin })) {
  const began = performance.now();
  const { results } = await search.search(JSON.parse(line));
  const data = await Promise.all(results.slice(0, count).map((hit) => hit.data()));
  const keys = data.map((page) => Number(page.url.replaceAll("/", "")));
  console.log(JSON.stringify({ keys, ms: performance.now() - began }));
}
