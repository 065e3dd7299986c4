"""A signed result as FHIR R4 (4.0.1) resources: to a file, or to the server that a person configured."""

from engine.export.fhir.fhir_bundle import bundle_of, write_bundle
from engine.export.fhir.fhir_server import FhirPeer, send_report

__all__ = ["FhirPeer", "bundle_of", "send_report", "write_bundle"]
