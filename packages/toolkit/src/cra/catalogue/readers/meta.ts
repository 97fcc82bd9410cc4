/** Readers of `meta.json`, `dates.json`, `status.json` and `sources.json`: what the facts are, of when, and from where. */
import { day, list, scalarsByName, shape, text, textsByName } from './shape.ts'

export const meta = shape({
  title: text,
  /** Version of the catalogue; answers and reports keep it. */
  version: text,
  /** Date of the facts. */
  asOf: day,
  language: text,
  regulation: shape({
    number: text,
    name: text,
    oj: text,
    eli: text,
    celex: text,
    consolidated: text,
    corrigenda: list(shape({ oj: text, effect: text, verification: text })),
  }),
  disclaimer: text,
  /** What each verification mark means. */
  verificationLevels: textsByName,
  /** The mark of a record that carries none of its own. */
  defaultVerification: text,
  /** How many requirements there are, by part of Annex I, and how that was checked. */
  counts: scalarsByName,
})

export const dates = shape({
  dates: list(shape({ date: day, what: text, ref: text, verification: text })),
  relatedDates: list(shape({ date: day, what: text, verification: text })),
  transition: textsByName,
})

/** How things stand that change from month to month, such as cited standards; each with its own date. */
export const status = list(
  shape({ topic: text, status: text, asOf: text, verification: text }, { consequence: text }),
)

export const sources = list(shape({ id: text, title: text, url: text, reliability: text }))

export type CatalogueMeta = ReturnType<typeof meta>
export type CatalogueDates = ReturnType<typeof dates>
export type StatusEntry = ReturnType<typeof status>[number]
export type SourceEntry = ReturnType<typeof sources>[number]
