/** Readers of `documents.json`, `sbom-rules.json`, `retention.json` and `osps.json`. */
import { figure, list, oneOf, shape, text, texts } from './shape.ts'

/** One point that a paper must or may contain. */
export const documentItem = shape(
  {
    id: text,
    ref: text,
    set: text,
    item: text,
    who: oneOf(['manufacturer', 'open_source_steward', 'importer', 'distributor']),
  },
  { autoEvidence: texts, prefillFrom: text, condition: text },
)

export const sbomRules = shape({
  legalMinimum: texts,
  recommended: texts,
  publication: text,
  bsi: shape({
    source: text,
    status: text,
    formats: texts,
    rules: texts,
    fields: list(
      shape({
        level: oneOf(['sbom', 'component']),
        field: text,
        need: oneOf(['required', 'required_if_exists', 'optional']),
        cyclonedx: text,
        spdx3: text,
      }),
    ),
    note: text,
  }),
})

export const retention = list(shape({ what: text, ref: text, rule: text }))

export const osps = shape({
  controls: list(shape({ id: text, title: text, lowestLevel: figure })),
  note: text,
  scorecardNote: text,
})

export type DocumentItem = ReturnType<typeof documentItem>
export type SbomRules = ReturnType<typeof sbomRules>
export type RetentionRule = ReturnType<typeof retention>[number]
export type OspsEntries = ReturnType<typeof osps>
