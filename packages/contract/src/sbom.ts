/** What `occtet sbom convert|score|diff|merge|enrich --json` print. */
import * as z from 'zod/mini'
import { count, issue, severityLevel } from './shapes.ts'

export const bomSyntax = z.enum([
  'cyclonedx-json',
  'cyclonedx-xml',
  'spdx-json',
  'spdx-tag-value',
  'spdx3-json',
])
const format = z.strictObject({ syntax: bomSyntax, version: z.string() })

const loss = z.strictObject({
  /** While reading, a place of the file; while writing, one of the neutral document. */
  while: z.enum(['reading', 'writing']),
  where: z.string(),
  count: z.int().check(z.positive()),
  kind: z.enum(['left-out', 'reduced', 'moved']),
  reason: z.string(),
})

/** The new document as text, or where it was written to. */
const written = { document: z.optional(z.string()), file: z.optional(z.string()) }

export const sbomConversion = z.strictObject({
  schema: z.literal('urn:occtet:schema:sbom-conversion:1'),
  from: format,
  to: format,
  ...written,
  losses: z.array(loss),
  issues: z.array(issue),
})

const named = {
  ref: z.string(),
  name: z.string(),
  version: z.optional(z.string()),
  purl: z.optional(z.string()),
}

const verdict = z.enum(['met', 'not-met', 'cannot-tell'])

const ruleResult = z.strictObject({
  id: z.string(),
  field: z.string(),
  section: z.string(),
  need: z.enum(['required', 'if-exists', 'optional', 'practice']),
  weight: z.union([z.literal(1), z.literal(2), z.literal(3)]),
  scope: z.enum(['document', 'component']),
  verdict,
  reason: z.optional(z.string()),
  /** Components, or 1 for the document. */
  met: count,
  notMet: count,
  cannotTell: count,
  missing: z.array(z.strictObject({ ...named, reason: z.optional(z.string()) })),
  repair: z.strictObject({
    command: z.optional(z.string()),
    how: z.string(),
    fields: z.strictObject({
      cyclonedx: z.optional(z.string()),
      spdx: z.optional(z.string()),
      spdx3: z.optional(z.string()),
    }),
  }),
})

export const sbomScore = z.strictObject({
  schema: z.literal('urn:occtet:schema:sbom-score:1'),
  path: z.string(),
  syntax: z.union([bomSyntax, z.literal('tree')]),
  specVersion: z.string(),
  components: count,
  leftOut: z.strictObject({ files: count, services: count, snippets: count }),
  standards: z.array(
    z.strictObject({
      id: z.enum(['bsi-2.1', 'bsi-2.0', 'ntia-2021', 'cisa-2026', 'cra']),
      title: z.string(),
      edition: z.string(),
      rank: z.enum(['law', 'guidance']),
      note: z.string(),
      /** Rules by verdict. */
      met: count,
      notMet: count,
      cannotTell: count,
      /** Ids of rules, the most telling first. */
      repairFirst: z.array(z.string()),
      rules: z.array(ruleResult),
    }),
  ),
})

const versions = z.array(z.nullable(z.string()))
const diffed = z.strictObject({ key: z.string(), name: z.string(), versions })
const side = z.strictObject({
  components: count,
  name: z.optional(z.string()),
  version: z.optional(z.string()),
})
const risk = z.strictObject({
  key: z.string(),
  vulnerability: z.string(),
  level: severityLevel,
  purls: z.array(z.string()),
})

export const sbomDiff = z.strictObject({
  schema: z.literal('urn:occtet:schema:sbom-diff:1'),
  before: side,
  after: side,
  added: z.array(diffed),
  removed: z.array(diffed),
  changed: z.array(
    z.strictObject({
      key: z.string(),
      name: z.string(),
      versions: z.optional(z.strictObject({ before: versions, after: versions })),
      fields: z.array(
        z.strictObject({
          field: z.enum(['license', 'hash', 'supplier', 'scope']),
          kind: z.enum(['changed', 'stated', 'unstated']),
          version: z.optional(z.string()),
          before: z.array(z.string()),
          after: z.array(z.string()),
        }),
      ),
    }),
  ),
  unchanged: count,
  paths: z.strictObject({ before: z.string(), after: z.string() }),
  /** Something was not read: what is not listed may be there all the same. */
  isPartial: z.strictObject({ before: z.boolean(), after: z.boolean() }),
  vulnerabilities: z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('compared'),
      asOf: z.string(),
      newly: z.array(risk),
      noLonger: z.array(risk),
      unknownBefore: z.array(risk),
      unknownNow: z.array(risk),
      still: count,
      unknown: z.strictObject({ before: count, after: count }),
    }),
    /** There is no FedDB on this machine: nothing is known. */
    z.strictObject({ kind: z.literal('no-data') }),
    z.strictObject({ kind: z.literal('not-asked') }),
  ]),
})

export const sbomMerge = z.strictObject({
  schema: z.literal('urn:occtet:schema:sbom-merge:1'),
  to: format,
  conflicts: z.array(
    z.strictObject({
      purl: z.string(),
      field: z.string(),
      values: z.array(z.strictObject({ value: z.string(), origins: z.array(z.string()) })),
      kept: z.optional(z.string()),
    }),
  ),
  origins: z.array(z.strictObject({ name: z.string(), id: z.string() })),
  components: z.strictObject({ before: count, after: count }),
  losses: z.array(loss),
  ...written,
})

const enrichedField = z.enum(['hash', 'license', 'dependencies', 'originator', 'reference'])

export const sbomEnrich = z.strictObject({
  schema: z.literal('urn:occtet:schema:sbom-enrich:1'),
  to: format,
  filled: z.array(
    z.strictObject({
      ref: z.string(),
      purl: z.optional(z.string()),
      field: enrichedField,
      value: z.string(),
      source: z.string(),
    }),
  ),
  contradictions: z.array(
    z.strictObject({
      ref: z.string(),
      purl: z.string(),
      field: z.literal('hash'),
      stated: z.string(),
      found: z.string(),
      source: z.string(),
    }),
  ),
  missing: z.array(
    z.strictObject({
      ref: z.string(),
      name: z.string(),
      purl: z.optional(z.string()),
      fields: z.array(z.union([enrichedField, z.enum(['purl', 'version'])])),
    }),
  ),
  /** Absent unless `--registries` was given. */
  registries: z.optional(
    z.strictObject({
      asked: count,
      answered: count,
      unknown: z.array(z.string()),
      failed: z.array(z.strictObject({ purl: z.string(), reason: z.string() })),
      notAsked: z.array(z.strictObject({ type: z.string(), components: count, reason: z.string() })),
    }),
  ),
  losses: z.array(loss),
  ...written,
})
