// MiniSearch as its documentation advises: a boosted title, prefixes, and one edit in five letters.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";

const require = createRequire(process.env.NODE_MODULES + "/");
const MiniSearch = require("minisearch");
const [texts, count] = [JSON.parse(readFileSync(process.argv[2], "utf8")), Number(process.argv[3])];

const index = new MiniSearch({
  idField: "key",
  fields: ["title", "headings", "teaser", "tags", "prose", "code"],
  searchOptions: { boost: { title: 2 }, fuzzy: 0.2, prefix: true },
});
index.addAll(texts);

for await (const line of createInterface({ input: process.stdin })) {
  const began = performance.now();
  const keys = index.search(JSON.parse(line)).slice(0, count).map((hit) => hit.id);
  console.log(JSON.stringify({ keys, ms: performance.now() - began }));
}
