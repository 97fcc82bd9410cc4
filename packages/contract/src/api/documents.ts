/** Papers of a release: which are needed, what each lacks, how it reads, and the versions that were made of it. */
import * as z from 'zod/mini'
import { instant, pageOf, pageQuery, recorded } from './common.ts'
import { defineRoute } from './route.ts'

const text = z.string()
const some = text.check(z.minLength(1))
const count = z.int().check(z.minimum(0))
const sha256 = text.check(z.regex(/^[0-9a-f]{64}$/))

export const paperLanguage = z.enum(['en', 'de'])
export const paperFormat = z.enum(['html', 'pdf', 'docx', 'md', 'json', 'publication'])

const paperFile = z.strictObject({ format: paperFormat, name: some, bytes: count, sha256 })

const refusal = z.strictObject({
  code: z.enum(['NOT_FOR_ROLE', 'OUT_OF_SCOPE', 'ROUTE_NOT_ALLOWED', 'REPORTING_ONLY']),
  reason: some,
  article: some,
})

/** What changed against the version before it, statement by statement; at most 200 are listed, `total` counts all. */
const paperChanges = z.strictObject({
  total: count,
  listed: z.array(
    z.strictObject({
      label: text,
      article: text,
      kind: z.enum(['added', 'removed', 'changed', 'filled', 'emptied']),
      before: z.array(text),
      after: z.array(text),
    }),
  ),
})

const signature = z.strictObject({ by: some, at: instant, sha256 })

export const paperVersion = z.strictObject({
  paper: some,
  title: some,
  language: paperLanguage,
  /** 1, 2, 3 … of this paper in this release, whatever the language. */
  number: z.int().check(z.minimum(1)),
  state: z.enum(['draft', 'final']),
  createdAt: instant,
  by: some,
  /** Mandatory gaps at that time. */
  missing: count,
  /** Of the PDF: what a person checks before signing. */
  sha256,
  files: z.array(paperFile),
  /** Absent for the first one in this language. */
  changes: z.optional(paperChanges),
  /** Characters that the fonts of the PDF lack; they stand there as code points. */
  replaced: count,
  signature: z.optional(signature),
})

/** What a paper rests on that nobody has looked at for this release. */
const unread = z.array(z.enum(['inventory', 'findings', 'evidence']))

const paperRow = z.discriminatedUnion('status', [
  z.strictObject({ id: some, article: some, title: some, status: z.literal('refused'), refusal }),
  z.strictObject({
    id: some,
    article: some,
    title: some,
    status: z.enum(['complete', 'incomplete']),
    /** Mandatory parts only; `further` could be given as well. */
    missing: count,
    further: count,
    /** Statements that rest on something, of all. */
    grounded: count,
    total: count,
    latest: z.optional(
      z.strictObject({
        number: count,
        state: z.enum(['draft', 'final']),
        createdAt: instant,
        isSigned: z.boolean(),
      }),
    ),
  }),
])

export const paperList = z.strictObject({
  product: some,
  release: some,
  language: paperLanguage,
  /** False: the facts are not given, so that no paper is left out. */
  isRoleKnown: z.boolean(),
  unread,
  papers: z.array(paperRow),
})

/** Where a gap can be closed. The web makes the address of it. */
const target = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('question'), id: some }),
  /** Member of `product.yaml`. */
  z.strictObject({ kind: z.literal('profile'), field: some }),
  z.strictObject({ kind: z.literal('scope'), fact: some }),
  z.strictObject({ kind: z.literal('risk'), field: text }),
  z.strictObject({ kind: z.literal('diligence'), field: text }),
  z.strictObject({ kind: z.literal('inventory') }),
  /** On the paper itself. */
  z.strictObject({ kind: z.literal('paper') }),
])

const missingPart = z.strictObject({
  items: z.array(some),
  article: some,
  label: text,
  what: some,
  where: some,
  isMandatory: z.boolean(),
  /** First the one that needs least. */
  targets: z.array(target),
  /** Roles that may fill it. */
  roles: z.array(z.enum(['owner', 'manager', 'curator', 'assessor'])),
  /** Our estimate. */
  minutes: z.int().check(z.minimum(1)),
})

/** `proof`: `number` points into `proofs`; `stated`: the manufacturer says so, nothing else; `rule`: follows from the law. */
const mark = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('proof'), number: z.int().check(z.minimum(1)) }),
  z.strictObject({ kind: z.literal('stated') }),
  z.strictObject({ kind: z.literal('rule') }),
])

const found = z.array(text)

const shownStatement = {
  label: text,
  article: text,
  isMandatory: z.boolean(),
}

const filledStatement = z.strictObject({
  kind: z.literal('said'),
  ...shownStatement,
  value: z.array(text),
  marks: z.array(mark),
  /** The lines that stand beside it in the document. */
  basis: z.array(text),
  /** Words of a person: they stay in the language in which they were written. */
  isAsWritten: z.boolean(),
})

const gapStatement = z.strictObject({
  kind: z.literal('gap'),
  ...shownStatement,
  what: text,
  where: text,
  found,
})

const shown = z.discriminatedUnion('kind', [filledStatement, gapStatement])

const shownBlock = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('paragraph'), text }),
  z.strictObject({ kind: z.literal('list'), items: z.array(text), isOrdered: z.boolean() }),
  z.strictObject({ kind: z.literal('notice'), tone: z.enum(['note', 'warning']), text }),
  z.strictObject({ kind: z.literal('statement'), statement: shown }),
  z.strictObject({ kind: z.literal('key-values'), rows: z.array(shown) }),
  z.strictObject({
    kind: z.literal('checklist'),
    items: z.array(
      z.strictObject({
        text,
        article: text,
        state: z.enum(['yes', 'partial', 'no', 'not-applicable', 'open']),
        stateText: text,
        basis: text,
        marks: z.array(mark),
        found,
      }),
    ),
  }),
  z.strictObject({
    kind: z.literal('table'),
    caption: text,
    article: text,
    basis: text,
    marks: z.array(mark),
    columns: z.array(text),
    /** At most 100; `total` counts all. The document has them all. */
    rows: z.array(z.array(text)),
    total: count,
  }),
  z.strictObject({
    kind: z.literal('signature'),
    article: text,
    place: z.optional(text),
    name: z.optional(text),
    function: z.optional(text),
  }),
])

const proof = z.strictObject({
  number: z.int().check(z.minimum(1)),
  text,
  source: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('question'), id: some }),
    z.strictObject({ kind: z.literal('signal'), id: some }),
  ]),
})

/** The document as it would be written now, in the language asked for, always as a draft. */
export const paperPreview = z.strictObject({
  id: some,
  title: some,
  article: text,
  language: paperLanguage,
  product: z.strictObject({ name: text, version: z.optional(text) }),
  /** A person signs it by hand or here (declarations). */
  isSigned: z.boolean(),
  isComplete: z.boolean(),
  unread,
  /** First the loud one. */
  state: z.array(text),
  head: z.array(z.strictObject({ label: text, value: text })),
  sections: z.array(z.strictObject({ id: some, heading: text, blocks: z.array(shownBlock) })),
  foot: text,
  proofs: z.array(proof),
  missing: z.array(missingPart),
})

/** Members of `product.yaml` that papers print and that no other page asks for. Lists: one entry per line. */
export const paperField = z.enum([
  'product.type',
  'product.purl',
  'product.description',
  'product.intendedPurpose',
  'product.foreseeableUse',
  'product.environment',
  'product.hardware',
  'manufacturer.name',
  'manufacturer.address',
  'manufacturer.email',
  'manufacturer.website',
  'manufacturer.country',
  'security.contacts',
  'security.policyUrl',
  'security.encryptionKeyUrl',
  'security.acknowledgeDays',
  'security.fixTargetDays',
  'support.endsAt',
  'support.expectedUseYears',
  'support.reasons',
  'conformity.procedure',
  'conformity.notifiedBody.name',
  'conformity.notifiedBody.number',
  'conformity.notifiedBody.certificate',
  'conformity.standards',
  'conformity.signatory.name',
  'conformity.signatory.function',
  'conformity.signatory.place',
  'links.declaration',
  'links.userInformation',
  'links.sbom',
  'links.updates',
])

const langQuery = z.strictObject({ lang: z.optional(paperLanguage) })
const base = '/api/orgs/:org/products/:product/releases/:release/documents'
/** `:release` may be `current`. */
const notMade = ['PROFILE_MISSING', 'FILE_DAMAGED', 'PAPER_REFUSED'] as const

export const documentRoutes = {
  'documents.list': defineRoute({
    method: 'GET',
    path: base,
    summary: 'List the papers of a release and what each of them lacks',
    access: { kind: 'organisation', permission: 'read' },
    query: langQuery,
    answer: { kind: 'json', schema: paperList },
    errors: ['PROFILE_MISSING', 'FILE_DAMAGED'],
  }),
  'documents.fill': defineRoute({
    method: 'PATCH',
    path: '/api/orgs/:org/products/:product/paper-facts',
    summary: 'State members of the product file that papers print; an empty text takes one back',
    access: { kind: 'organisation', permission: 'products.write' },
    body: z.strictObject({
      fields: z.partialRecord(paperField, z.string().check(z.maxLength(20_000))),
    }),
    answer: { kind: 'json', schema: z.strictObject({ recorded }) },
    errors: ['PROFILE_MISSING', 'FILE_DAMAGED', 'FIELD_INVALID'],
  }),
  /** Holds answers and notes that may be private; what was issued can be read by all. */
  'documents.preview': defineRoute({
    method: 'GET',
    path: `${base}/:paper`,
    summary: 'Show a paper as it would be written now',
    access: { kind: 'organisation', permission: 'private.read' },
    query: langQuery,
    answer: { kind: 'json', schema: paperPreview },
    errors: notMade,
  }),
  'documents.versions': defineRoute({
    method: 'GET',
    path: `${base}/:paper/versions`,
    summary:
      'List the versions that were made of a paper, newest first; drafts only to those who may read what is private',
    access: { kind: 'organisation', permission: 'read' },
    query: z.strictObject(pageQuery),
    answer: { kind: 'json', schema: pageOf(paperVersion) },
  }),
  'documents.create': defineRoute({
    method: 'POST',
    path: `${base}/:paper/versions`,
    summary: 'Make a version of a paper in every format',
    access: { kind: 'organisation', permission: 'documents.create' },
    body: z.strictObject({ language: paperLanguage, state: z.enum(['draft', 'final']) }),
    answer: { kind: 'json', schema: z.strictObject({ version: paperVersion, recorded }) },
    status: 201,
    errors: [...notMade, 'PAPER_INCOMPLETE', 'PERSON_NEEDED'],
  }),
  'documents.download': defineRoute({
    method: 'GET',
    path: `${base}/:paper/versions/:number/files/:format`,
    summary: 'Download one file of a version',
    access: { kind: 'organisation', permission: 'read' },
    answer: {
      kind: 'file',
      media: [
        'text/html',
        'application/pdf',
        'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
        'text/markdown',
        'application/json',
        'text/plain',
      ],
    },
  }),
  'documents.sign': defineRoute({
    method: 'POST',
    path: `${base}/:paper/versions/:number/sign`,
    summary: 'Sign a final version whose digest was checked',
    access: { kind: 'organisation', permission: 'documents.sign' },
    body: z.strictObject({ sha256 }),
    answer: { kind: 'json', schema: z.strictObject({ version: paperVersion, recorded }) },
    errors: ['NOT_FINAL', 'ALREADY_SIGNED', 'DIGEST_DIFFERS', 'NOT_TO_SIGN', 'PERSON_NEEDED'],
  }),
} as const
