/** Reader of `obligations-*.json`: who must do what, from when, and what a breach may cost. */
import { day, oneOf, orNull, shape, text, texts } from './shape.ts'

export const obligation = shape({
  id: text,
  role: oneOf([
    'manufacturer',
    'authorised_representative',
    'importer',
    'distributor',
    'importer_or_distributor_as_manufacturer',
    'modifier',
    'all_economic_operators',
    'open_source_steward',
  ]),
  ref: text,
  title: text,
  duty: text,
  /** What brings it about. */
  trigger: text,
  deadline: orNull(text),
  retention: orNull(text),
  appliesFrom: day,
  /** Null: Art. 64(2)-(4) names no fine for it. */
  penaltyTier: orNull(oneOf(['T1', 'T2', 'T3', 'NONE'])),
  /** An option may be used or left; a power is the Commission's and binds nobody. */
  kind: oneOf(['obligation', 'option', 'prohibition', 'power']),
  /** Ids of documents and of reports. */
  documents: texts,
  requirements: texts,
  /** Ids of evidence signals. */
  autoEvidence: texts,
  notes: orNull(text),
  verification: text,
})

export type Obligation = ReturnType<typeof obligation>
