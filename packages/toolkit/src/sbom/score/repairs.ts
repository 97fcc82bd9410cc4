/** How each check is mended: data, exempt from the limits of size. Fields are those of CycloneDX 1.6, SPDX 2.3 and SPDX 3.0.1. */
import type { CheckName, Repair } from './model.ts'

const maker =
  'State who makes the product in .occtet/product.yaml (`occtet cra init`), with an e-mail address or website, and write the SBOM again.'
const enrich = 'occtet sbom enrich FILE --from DIR'
const registries = 'occtet sbom enrich FILE --registries'

export const repairs: Readonly<Record<CheckName, Repair>> = {
  'format-bsi-2.1': {
    command: 'occtet sbom convert FILE --to cyclonedx-json --spec-version 1.6',
    how: 'Convert it to CycloneDX 1.6 or SPDX 3.0.1; `occtet sbom validate` shows what does not fit the schema.',
    fields: { cyclonedx: 'specVersion', spdx: 'spdxVersion', spdx3: 'CreationInfo.specVersion' },
  },
  'format-bsi-2.0': {
    command: 'occtet sbom convert FILE --to cyclonedx-json',
    how: 'Convert it to CycloneDX 1.5 or later, or to SPDX 2.2.1 or later, as JSON or XML.',
    fields: { cyclonedx: 'specVersion', spdx: 'spdxVersion', spdx3: 'CreationInfo.specVersion' },
  },
  'format-known': {
    command: 'occtet sbom validate FILE',
    how: 'Mend what the official schema refuses, or write the SBOM again from the lock files.',
    fields: { cyclonedx: 'bomFormat', spdx: 'spdxVersion', spdx3: '@context' },
  },
  'no-vulnerabilities': {
    command: 'occtet vex export DIR --format csaf',
    how: 'Take vulnerabilities out of the SBOM and hand them on as VEX or CSAF.',
    fields: { cyclonedx: 'vulnerabilities', spdx: 'externalRefs of category SECURITY', spdx3: 'security_*' },
  },
  'creator-contact': {
    command: 'occtet inventory DIR --format cyclonedx-json',
    how: maker,
    fields: {
      cyclonedx: 'metadata.manufacturer.contact[].email or .url',
      spdx: 'creationInfo.creators: "Organization: NAME (EMAIL)"',
      spdx3: 'CreationInfo.createdBy with an e-mail identifier',
    },
  },
  'author-name': {
    command: 'occtet inventory DIR --format cyclonedx-json',
    how: maker,
    fields: {
      cyclonedx: 'metadata.authors or metadata.manufacturer',
      spdx: 'creationInfo.creators',
      spdx3: 'CreationInfo.createdBy',
    },
  },
  'author-not-a-tool': {
    how: maker,
    fields: {
      cyclonedx: 'metadata.authors or metadata.manufacturer',
      spdx: 'creationInfo.creators: "Person:" or "Organization:"',
      spdx3: 'CreationInfo.createdBy',
    },
  },
  signature: {
    command: 'occtet attest create sbom DIR --subject FILE --from FILE',
    how: 'Sign the SBOM; a signature beside the file is checked with `occtet attest verify`, not here.',
    fields: { cyclonedx: 'signature', spdx3: 'SpdxDocument.verifiedUsing' },
  },
  timestamp: {
    how: 'State when the SBOM was put together, as RFC 3339 date and time in UTC.',
    fields: {
      cyclonedx: 'metadata.timestamp',
      spdx: 'creationInfo.created',
      spdx3: 'CreationInfo.created',
    },
  },
  'document-id': {
    command: 'occtet sbom convert FILE --to cyclonedx-json',
    how: 'Give the SBOM an address of its own: a serial number, or a namespace.',
    fields: { cyclonedx: 'serialNumber', spdx: 'documentNamespace', spdx3: 'software_Sbom.spdxId' },
  },
  'document-version': {
    how: 'Number the editions of the SBOM.',
    fields: { cyclonedx: 'version' },
  },
  lifecycle: {
    how: 'Say at which point of the life of the product the SBOM was made: before, during or after the build.',
    fields: { cyclonedx: 'metadata.lifecycles[].phase', spdx3: 'software_Sbom.software_sbomType' },
  },
  'tool-name': {
    how: 'Name the tool that made the SBOM.',
    fields: {
      cyclonedx: 'metadata.tools.components[].name',
      spdx: 'creationInfo.creators: "Tool: NAME-VERSION"',
      spdx3: 'CreationInfo.createdUsing',
    },
  },
  'tool-version': {
    how: 'State the version of the tool that made the SBOM.',
    fields: {
      cyclonedx: 'metadata.tools.components[].version',
      spdx: 'creationInfo.creators: "Tool: NAME-VERSION"',
      spdx3: 'Tool.name with its version',
    },
  },
  'top-level': {
    command: enrich,
    how: 'Name the product and everything that it asks for itself; give the tree with --from to have both compared.',
    fields: {
      cyclonedx: 'metadata.component and dependencies[] of it',
      spdx: 'DESCRIBES and DEPENDS_ON',
      spdx3: 'rootElement and dependsOn',
    },
  },
  'known-unknowns': {
    command: 'occtet inventory DIR --format cyclonedx-json',
    how: 'Say for which components the list of dependencies is complete, and for which nobody knows.',
    fields: {
      cyclonedx: 'compositions[].aggregate',
      spdx: 'relationships to NONE or NOASSERTION',
      spdx3: 'Relationship.completeness',
    },
  },
  name: {
    how: 'Name the component as its maker does; where it has no name, by its file name.',
    fields: { cyclonedx: 'components[].name', spdx: 'packages[].name', spdx3: 'software_Package.name' },
  },
  version: {
    command: 'occtet inventory DIR --format cyclonedx-json',
    how: 'State the version; lock files pin it. Where the maker gave none, the date of the file.',
    fields: {
      cyclonedx: 'components[].version',
      spdx: 'packages[].versionInfo',
      spdx3: 'software_packageVersion',
    },
  },
  creator: {
    command: registries,
    how: 'State an e-mail address or website of whoever made the component.',
    fields: {
      cyclonedx: 'components[].manufacturer.contact[].email or .url, or authors[].email',
      spdx: 'packages[].originator: "Organization: NAME (EMAIL)"',
      spdx3: 'originatedBy with an e-mail identifier',
    },
  },
  'producer-name': {
    command: registries,
    how: 'Name whoever makes or supplies the component.',
    fields: {
      cyclonedx: 'components[].supplier or manufacturer',
      spdx: 'packages[].supplier or originator',
      spdx3: 'suppliedBy or originatedBy',
    },
  },
  filename: {
    how: 'State the name of the file that is delivered, without its folder. A logical component has none.',
    fields: {
      cyclonedx: 'property bsi:component:filename',
      spdx: 'packages[].packageFileName',
      spdx3: 'software_File.name behind hasDistributionArtifact',
    },
  },
  dependencies: {
    command: enrich,
    how: 'List what the component depends on; one that depends on nothing has an empty list.',
    fields: {
      cyclonedx: 'dependencies[].ref and dependsOn',
      spdx: 'relationships DEPENDS_ON or CONTAINS',
      spdx3: 'Relationship dependsOn or contains',
    },
  },
  'dependencies-complete': {
    command: enrich,
    how: 'List what the component depends on, and say whether the list is complete.',
    fields: {
      cyclonedx: 'dependencies[] and compositions[].aggregate',
      spdx3: 'Relationship dependsOn or contains, with completeness',
    },
  },
  related: {
    command: enrich,
    how: 'Say by what the component got into the product.',
    fields: {
      cyclonedx: 'dependencies[]',
      spdx: 'relationships DEPENDS_ON or CONTAINS',
      spdx3: 'Relationship dependsOn or contains',
    },
  },
  'license-distribution': {
    command: 'occtet licenses conclude PURL EXPRESSION',
    how: 'Conclude under which license whoever receives the component may use it, as an SPDX expression.',
    fields: {
      cyclonedx: 'components[].licenses[].expression with acknowledgement "concluded"',
      spdx: 'packages[].licenseConcluded',
      spdx3: 'hasConcludedLicense',
    },
  },
  'license-associated': {
    command: enrich,
    how: 'State the license as an SPDX identifier or expression; names and texts do not count.',
    fields: {
      cyclonedx: 'components[].licenses[]',
      spdx: 'packages[].licenseConcluded or licenseDeclared',
      spdx3: 'hasConcludedLicense or hasDeclaredLicense',
    },
  },
  'license-original': {
    command: enrich,
    how: 'State the license that the maker of the component gave it, as an SPDX expression.',
    fields: {
      cyclonedx: 'components[].licenses[].expression with acknowledgement "declared"',
      spdx: 'packages[].licenseDeclared',
      spdx3: 'hasDeclaredLicense',
    },
  },
  'license-concluded': {
    command: 'occtet licenses conclude PURL EXPRESSION',
    how: 'State the license that you concluded, as an SPDX expression.',
    fields: {
      cyclonedx: 'components[].licenses[].expression with acknowledgement "concluded"',
      spdx: 'packages[].licenseConcluded',
      spdx3: 'hasConcludedLicense',
    },
  },
  'license-declared': {
    command: enrich,
    how: 'State the license that the maker declares, as an SPDX expression.',
    fields: {
      cyclonedx: 'components[].licenses[].expression with acknowledgement "declared"',
      spdx: 'packages[].licenseDeclared',
      spdx3: 'hasDeclaredLicense',
    },
  },
  'license-any': {
    command: enrich,
    how: 'State the license.',
    fields: {
      cyclonedx: 'components[].licenses[]',
      spdx: 'packages[].licenseDeclared',
      spdx3: 'hasDeclaredLicense',
    },
  },
  'license-effective': {
    how: 'State under which of several licenses you use the component.',
    fields: {
      cyclonedx: 'property bsi:component:effectiveLicense',
      spdx3: 'Relationship other, comment hasEffectiveLicense',
    },
  },
  'hash-distribution': {
    command: registries,
    how: 'State the SHA-512 of the file that is delivered.',
    fields: {
      cyclonedx: 'components[].externalReferences[type=distribution].hashes[]',
      spdx3: 'software_File.verifiedUsing sha512 behind hasDistributionArtifact',
    },
  },
  'hash-sha512': {
    command: enrich,
    how: 'State the SHA-512 of the file that is delivered; many lock files hold it.',
    fields: {
      cyclonedx: 'components[].hashes[] or externalReferences[type=distribution].hashes[]',
      spdx: 'packages[].checksums[] SHA512',
      spdx3: 'verifiedUsing sha512',
    },
  },
  'hash-any': {
    command: enrich,
    how: 'State a digest of the component and its algorithm; many lock files hold one.',
    fields: {
      cyclonedx: 'components[].hashes[]',
      spdx: 'packages[].checksums[]',
      spdx3: 'verifiedUsing',
    },
  },
  'hash-source': {
    how: 'State a digest of the source code.',
    fields: {
      cyclonedx: 'components[].externalReferences[type=source-distribution].hashes[]',
      spdx: 'packages[].packageVerificationCode',
      spdx3: 'verifiedUsing of the source artefact',
    },
  },
  executable: {
    how: 'Say whether the file can be executed: `executable` or `non-executable`.',
    fields: {
      cyclonedx: 'property bsi:component:executable',
      spdx3: 'software_additionalPurpose executable of the delivered file',
    },
  },
  archive: {
    how: 'Say whether the file is an archive: `archive` or `no archive`.',
    fields: {
      cyclonedx: 'property bsi:component:archive',
      spdx3: 'software_additionalPurpose archive of the delivered file',
    },
  },
  structured: {
    how: 'Say whether the parts of the file can still be told apart: `structured` or `unstructured`.',
    fields: {
      cyclonedx: 'property bsi:component:structured',
      spdx3: 'software_additionalPurpose container or firmware of the delivered file',
    },
  },
  'source-uri': {
    command: registries,
    how: 'State the address of the source code, if it can be had.',
    fields: {
      cyclonedx: 'components[].externalReferences[type=source-distribution or vcs]',
      spdx: 'packages[].downloadLocation of the version control system',
      spdx3: 'externalRef sourceArtifact',
    },
  },
  'deployable-uri': {
    command: registries,
    how: 'State where exactly this file can be had, if it can.',
    fields: {
      cyclonedx: 'components[].externalReferences[type=distribution].url',
      spdx: 'packages[].downloadLocation',
      spdx3: 'software_downloadLocation',
    },
  },
  identifier: {
    how: 'State a package URL or CPE. `occtet inventory` writes package URLs from lock files.',
    fields: {
      cyclonedx: 'components[].purl, cpe or swid',
      spdx: 'packages[].externalRefs purl, cpe22Type or cpe23Type',
      spdx3: 'externalIdentifier packageUrl, cpe22, cpe23 or swid',
    },
  },
  purl: {
    how: 'State a package URL: without one the component is matched against no advisory.',
    fields: {
      cyclonedx: 'components[].purl',
      spdx: 'packages[].externalRefs purl',
      spdx3: 'software_packageUrl',
    },
  },
  'security-txt': {
    how: "State the address of the maker's security.txt.",
    fields: {
      cyclonedx: 'components[].externalReferences[type=rfc-9116]',
      spdx3: 'externalRef securityOther',
    },
  },
}
