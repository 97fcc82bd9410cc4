/** What `occtet documents` prints, and papers as JSON. */
import * as z from 'zod/mini'
import { count, timestamp } from './shapes.ts'

const text = z.string()
const filled = z.string().check(z.minLength(1))
const language = z.enum(['en', 'de'])
const sha256 = z.string().check(z.regex(/^[0-9a-f]{64}$/))

const missingPart = z.strictObject({
  items: z.array(filled),
  article: filled,
  label: text,
  what: filled,
  where: filled,
  isMandatory: z.boolean(),
})

const paperCheck = z.strictObject({
  paper: filled,
  title: text,
  missing: z.array(missingPart),
  grounded: count,
  total: count,
  isComplete: z.boolean(),
})

const refusalCode = z.enum(['NOT_FOR_ROLE', 'OUT_OF_SCOPE', 'ROUTE_NOT_ALLOWED', 'REPORTING_ONLY'])

/** `occtet documents list`. */
export const documentsList = z.strictObject({
  product: filled,
  language,
  /** False: the facts are not given, so that no paper is left out. */
  isRoleKnown: z.boolean(),
  papers: z.array(
    z.discriminatedUnion('status', [
      z.strictObject({
        id: filled,
        article: filled,
        status: z.literal('refused'),
        refusal: z.strictObject({ code: refusalCode, reason: filled, article: filled }),
      }),
      z.strictObject({
        id: filled,
        article: filled,
        status: z.enum(['complete', 'incomplete']),
        title: text,
        /** Mandatory parts only. */
        missing: count,
      }),
    ]),
  ),
})

/** `occtet documents check`. */
export const documentsCheck = z.strictObject({ product: filled, language, papers: z.array(paperCheck) })

/** `occtet documents create`. */
export const documentsCreate = z.strictObject({
  papers: z.array(
    z.strictObject({
      id: filled,
      title: text,
      state: z.enum(['draft', 'released']),
      isComplete: z.boolean(),
      missing: z.array(missingPart),
      files: z.array(
        z.strictObject({
          path: filled,
          format: z.enum(['html', 'pdf', 'docx', 'md', 'json', 'publication']),
          bytes: count,
          sha256,
        }),
      ),
    }),
  ),
  refused: z.array(z.strictObject({ id: filled, code: refusalCode, reason: filled, article: filled })),
})

const place = z.strictObject({
  path: text,
  line: count,
  in: z.optional(z.enum(['forge', 'history'])),
  changedAt: z.optional(text),
  commit: z.optional(text),
})

const ground = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('evidence'),
    signal: filled,
    strength: z.enum(['strong', 'medium', 'weak']),
    places: z.array(place),
    readAt: text,
  }),
  z.strictObject({ kind: z.literal('answer'), question: filled, by: text, at: text, catalogue: text }),
  z.strictObject({ kind: z.literal('manufacturer'), field: filled }),
  z.strictObject({ kind: z.literal('rule'), rule: filled }),
])

const gap = z.strictObject({ kind: z.literal('missing'), what: filled, where: filled })
const found = z.array(z.strictObject({ text, basis: ground }))

const statementHead = {
  kind: z.literal('statement'),
  article: filled,
  items: z.array(filled),
  label: text,
  isMandatory: z.boolean(),
}

/** A statement rests on something, or is a gap: there is no third kind. */
const statement = z.union([
  z.strictObject({
    ...statementHead,
    value: z.array(text).check(z.minLength(1)),
    basis: ground,
    also: z.array(ground),
  }),
  z.strictObject({ ...statementHead, basis: gap, found }),
])

const checkItem = z.strictObject({
  article: filled,
  items: z.array(filled),
  text: filled,
  state: z.enum(['yes', 'partial', 'no', 'not-applicable', 'open']),
  basis: z.union([ground, gap]),
  found,
  isMandatory: z.boolean(),
})

const block = z.union([
  z.strictObject({ kind: z.literal('paragraph'), text }),
  z.strictObject({ kind: z.literal('list'), items: z.array(text), isOrdered: z.boolean() }),
  z.strictObject({ kind: z.literal('notice'), tone: z.enum(['note', 'warning']), text }),
  z.strictObject({ kind: z.literal('key-values'), rows: z.array(statement) }),
  z.strictObject({ kind: z.literal('checklist'), items: z.array(checkItem) }),
  z.strictObject({
    kind: z.literal('table'),
    caption: text,
    article: filled,
    basis: ground,
    columns: z.array(text),
    rows: z.array(z.array(text)),
  }),
  z.strictObject({
    kind: z.literal('signature'),
    article: filled,
    place: z.optional(text),
    name: z.optional(text),
    function: z.optional(text),
  }),
  statement,
])

/** A paper as `occtet documents create --format json` writes it. */
export const paper = z.strictObject({
  schema: z.literal('occtet.paper/1'),
  paper: z.strictObject({
    id: filled,
    title: filled,
    article: filled,
    language,
    product: z.strictObject({ id: filled, name: text, version: z.optional(text) }),
    date: timestamp,
    catalogue: z.strictObject({ version: text, asOf: text, disclaimer: text }),
    toolVersion: text,
    state: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('draft') }),
      z.strictObject({ kind: z.literal('released'), by: filled, at: timestamp }),
    ]),
    sections: z.array(z.strictObject({ id: filled, heading: text, blocks: z.array(block) })),
    publication: z.optional(z.strictObject({ fileName: filled, text })),
  }),
  check: paperCheck,
})
