/** A product as its small files, out and in: the same `.occtet/` that the command line reads and writes. */
import * as z from 'zod/mini'
import { instant, recorded } from './common.ts'
import { defineRoute } from './route.ts'

const text = z.string()
const count = z.int().check(z.minimum(0))
const path = '/api/orgs/:org/products/:product/exchange'
const write = { kind: 'organisation', permission: 'products.write' } as const

const change = z.strictObject({
  place: z.enum(['tracked', 'private']),
  path: text,
  /** `conflict`: both sides have it, with different content; one has to be chosen. */
  kind: z.enum(['new', 'same', 'conflict', 'only-here', 'refused']),
  /** Why a file is refused, or what it means. */
  code: z.optional(text),
  message: z.optional(text),
  /** Of a conflict, at most the first 16 KiB of each. */
  here: z.optional(text),
  there: z.optional(text),
})

export const exchangeImport = z.strictObject({
  id: text,
  /** Slug in the files, where they name one. */
  namedProduct: z.optional(text),
  receivedAt: instant,
  until: instant,
  changes: z.array(change),
  ignored: count,
  /** Things in the archive that are no files of a product. */
  issues: z.array(z.strictObject({ code: text, path: text, message: text })),
})

export const exchangeRoutes = {
  'exchange.export': defineRoute({
    method: 'GET',
    path,
    summary: 'Download the files of a product as a zip; private ones only where asked for and allowed',
    access: { kind: 'organisation', permission: 'export' },
    query: z.strictObject({ private: z.optional(z.enum(['yes', 'no'])) }),
    answer: { kind: 'file', media: ['application/zip'] },
  }),
  'exchange.upload': defineRoute({
    method: 'POST',
    path: `${path}/imports`,
    summary: 'Upload files of a product and see what would change',
    access: write,
    upload: { mostBytes: 64 * 1024 * 1024 },
    answer: { kind: 'json', schema: exchangeImport },
    status: 201,
    errors: ['ARCHIVE_UNREADABLE', 'ARCHIVE_HOSTILE', 'NO_PRODUCT_FILES', 'PRIVATE_NOT_ALLOWED'],
  }),
  'exchange.show': defineRoute({
    method: 'GET',
    path: `${path}/imports/:import`,
    summary: 'Show what an upload would change',
    access: write,
    answer: { kind: 'json', schema: exchangeImport },
  }),
  'exchange.apply': defineRoute({
    method: 'POST',
    path: `${path}/imports/:import/apply`,
    summary: 'Take the uploaded files over',
    access: write,
    /** Every conflict has to be chosen; `take`: paths whose uploaded content wins. */
    body: z.strictObject({
      take: z.array(z.strictObject({ place: z.enum(['tracked', 'private']), path: text })),
      keep: z.array(z.strictObject({ place: z.enum(['tracked', 'private']), path: text })),
    }),
    answer: { kind: 'json', schema: z.strictObject({ written: count, kept: count, recorded }) },
    errors: ['CONFLICT_OPEN', 'IMPORT_OVER'],
  }),
} as const
