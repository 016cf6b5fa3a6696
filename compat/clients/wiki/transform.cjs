// Reads {name: wiki} from standard input, prints {name: document} as the npm package reads it.
const fs = require("fs");
const { WikiMarkupTransformer } = require("@atlaskit/editor-wikimarkup-transformer");

console.warn = console.error = console.debug = () => {};
const transformer = new WikiMarkupTransformer();
const cases = JSON.parse(fs.readFileSync(0, "utf8"));
const documents = {};
for (const [name, wiki] of Object.entries(cases)) {
  try {
    documents[name] = transformer.parse(wiki).toJSON();
  } catch (error) {
    documents[name] = { type: "error", message: String(error.message) };
  }
}
process.stdout.write(JSON.stringify(documents));
