// Validates FHIR R4 bundles with the npm package "fhir"; prints what it says about each file as JSON.
const fs = require("fs");
const { Fhir } = require("fhir");

const fhir = new Fhir();
const said = {};
for (const path of process.argv.slice(2)) {
  const found = fhir.validate(JSON.parse(fs.readFileSync(path, "utf8")), { errorOnUnexpected: true });
  said[path] = { valid: found.valid, messages: found.messages };
}
console.log(JSON.stringify(said));
