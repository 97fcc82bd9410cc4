/** The files that a release would hand out: made from what is public already, and the same bytes until something changes. */
import { createHash } from 'node:crypto'
import { sha256Hex } from '@occtet/toolkit/base'
import { validateCsaf } from '@occtet/toolkit/csaf'
import type { Inventory } from '@occtet/toolkit/model'
import { writeCycloneDx, writeSpdx } from '@occtet/toolkit/sbom'
import {
  applyDecisions,
  readVex,
  type Statements,
  toStatements,
  type VexMeta,
  type VexStatement,
  writeVex,
} from '@occtet/toolkit/vex'
import type { PublicFileRow } from '../db/tables/public.ts'
import { toolVersion } from '../documents/tool-version.ts'
import type { ReleaseDesk } from '../products/desk.ts'
import { readDecisionSet } from '../triage/decision-store.ts'
import type { OrgRows } from '../inventory/stored-json.ts'
import { readBlob } from '../db/blobs.ts'
import { csafFileName } from './addresses.ts'
import type { Wishes } from './page-row.ts'

export interface OutgoingFile {
  readonly kind: PublicFileRow['kind']
  readonly path: string
  readonly media: string
  readonly bytes: Uint8Array
  readonly sha256: string
  readonly sha512: string
  readonly about: CsafAbout | undefined
}

/** What lists of CSAF documents say of one. */
export interface CsafAbout {
  readonly id: string
  readonly title: string
  readonly version: number
  readonly released: string
  readonly updated: string
  readonly revisions: VexMeta['revisions']
}

export interface Outgoing {
  readonly files: readonly OutgoingFile[]
  readonly statements: number
  readonly withheld: number
  readonly issues: readonly { readonly code: string; readonly message: string }[]
}

export interface OutgoingQuestion {
  readonly desk: ReleaseDesk
  readonly wishes: Wishes
  /** Live files of the page. */
  readonly published: readonly PublicFileRow[]
  /** `YYYY-MM-DD`. */
  readonly today: string
}

/** Undefined where nothing of the release was ever read. */
export async function collectOutgoing(
  rows: OrgRows,
  question: OutgoingQuestion,
): Promise<Outgoing | undefined> {
  const { desk } = question
  const inventory = await desk.inventory()
  if (inventory === undefined) return undefined
  const stated = await state(rows, question)
  const at = timeOf(desk, stated.statements)
  const written =
    stated.statements.length === 0
      ? {
          files: [],
          issues: [
            { code: 'NO_STATEMENTS', message: 'no public decision is in force, so there is no VEX document' },
          ],
        }
      : await writeStatements(rows, { ...question, statements: stated.statements, at })
  return {
    files: [...sbomFiles(desk, inventory, at), ...written.files],
    statements: stated.statements.length,
    withheld: stated.withheld.length,
    issues: written.issues,
  }
}

/** Only decisions that lie in the product's public files; whatever is private, and what is under embargo, stays. */
async function state(rows: OrgRows, { desk, today }: OutgoingQuestion): Promise<Statements> {
  const findings = (await desk.findings())?.findings ?? []
  const { files } = await readDecisionSet(rows, desk.product.id)
  const records = files.filter(({ place }) => place === 'tracked').map(({ record }) => record)
  const { id: product, version } = desk.subject
  const applied = applyDecisions(findings, records, {
    product,
    today,
    ...(version === undefined ? {} : { release: version }),
  })
  return toStatements(applied, desk.subject, { today })
}

/** When the facts last changed, so that looking twice gives the same bytes. */
function timeOf({ release }: ReleaseDesk, statements: readonly VexStatement[]): string {
  const times = [release.analysed_at ?? release.created_at, ...statements.map(({ at }) => at ?? '')]
  return new Date(
    Math.max(...times.map((time) => Date.parse(time)).filter((time) => !Number.isNaN(time))),
  ).toISOString()
}

function sbomFiles(desk: ReleaseDesk, inventory: Inventory, timestamp: string): readonly OutgoingFile[] {
  const meta = { toolVersion, timestamp }
  const stem = stemOf(desk)
  return [
    toFile({
      kind: 'sbom',
      path: `${stem}.cdx.json`,
      media: 'application/vnd.cyclonedx+json',
      text: writeCycloneDx(inventory, meta),
    }),
    toFile({
      kind: 'sbom',
      path: `${stem}.spdx.json`,
      media: 'application/spdx+json',
      text: writeSpdx(inventory, meta),
    }),
  ]
}

function stemOf({ product, release }: ReleaseDesk): string {
  return `${product.slug}-${release.version}`.replaceAll(/[^A-Za-z0-9.+-]+/g, '_').slice(0, 100)
}

interface Writing extends OutgoingQuestion {
  readonly statements: readonly VexStatement[]
  readonly at: string
}

interface Written {
  readonly files: readonly OutgoingFile[]
  readonly issues: Outgoing['issues']
}

async function writeStatements(rows: OrgRows, writing: Writing): Promise<Written> {
  const open = writeVex(writing.statements, metaOf(writing, undefined), {
    format: 'openvex',
    version: '0.2.0',
  })
  const files = open.ok
    ? [
        toFile({
          kind: 'vex',
          path: `${stemOf(writing.desk)}.openvex.json`,
          media: 'application/json',
          text: open.value.text,
        }),
      ]
    : []
  const csaf = await writeCsaf(rows, writing)
  return {
    files: [...files, ...csaf.files],
    issues: [...(open.ok ? [] : [open.error]), ...csaf.issues].map(({ code, message }) => ({
      code,
      message,
    })),
  }
}

async function writeCsaf(rows: OrgRows, writing: Writing): Promise<Written> {
  if (writing.wishes.publisher.namespace === undefined) {
    return {
      files: [],
      issues: [
        { code: 'NAMESPACE_MISSING', message: 'CSAF names its publisher by an address under its control' },
      ],
    }
  }
  const id = `${stemOf(writing.desk)}-vex`.toLowerCase()
  const before = writing.published.find((file) => aboutOf(file)?.id === id)
  if (before !== undefined && (await saysTheSame(rows, before, writing.statements)))
    return { files: [], issues: [] }
  const meta = metaOf(writing, { id, before: before === undefined ? undefined : aboutOf(before) })
  const written = writeVex(writing.statements, meta, { format: 'csaf', version: '2.0' })
  if (!written.ok) return { files: [], issues: [written.error] }
  const report = await validateCsaf(JSON.parse(written.value.text))
  const first = report.findings.find(({ group }) => group === 'mandatory')
  if (!report.isValid)
    return {
      files: [],
      issues: [
        {
          code: 'CSAF_INVALID',
          message: `${first?.test ?? ''} ${first?.path ?? ''} ${first?.message ?? ''}`,
        },
      ],
    }
  const [initial] = meta.revisions
  const about: CsafAbout = {
    id,
    title: meta.title,
    version: Number(meta.version),
    released: initial?.date ?? meta.timestamp,
    updated: meta.timestamp,
    revisions: meta.revisions,
  }
  const path = `${about.released.slice(0, 4)}/${csafFileName(id)}`
  return {
    files: [toFile({ kind: 'csaf', path, media: 'application/json', text: written.value.text, about })],
    issues: [],
  }
}

/** A new version only where a reader learns something else. */
async function saysTheSame(
  rows: OrgRows,
  file: PublicFileRow,
  statements: readonly VexStatement[],
): Promise<boolean> {
  const bytes = await readBlob({ id: rows.id }, rows, file.digest)
  const read = bytes === undefined ? undefined : readVex(bytes, file.path)
  if (read?.ok !== true) return false
  const again = writeVex(
    statements,
    { ...plainMeta, title: 'x', author: 'x' },
    { format: 'csaf', version: '2.0' },
  )
  const next = again.ok ? readVex(Buffer.from(again.value.text), file.path) : undefined
  const keys = (all: readonly VexStatement[]): string =>
    JSON.stringify(all.map(({ supplier: _, at: __, ...one }) => JSON.stringify(one)).sort())
  return next?.ok === true && keys(read.value.document.statements) === keys(next.value.document.statements)
}

const plainMeta: Omit<VexMeta, 'title' | 'author'> = {
  timestamp: '2020-01-01T00:00:00Z',
  version: '1',
  publisher: { name: 'x', namespace: 'https://example.org', category: 'vendor' },
  tlp: 'CLEAR',
  revisions: [],
}

function metaOf(
  { desk, wishes, at }: Writing,
  csaf: { readonly id: string; readonly before: CsafAbout | undefined } | undefined,
): VexMeta {
  const { name, namespace } = wishes.publisher
  const author = name === '' ? (desk.subject.supplier ?? desk.subject.name) : name
  const before = csaf?.before
  const number = String((before?.version ?? 0) + 1)
  const last = before?.updated ?? ''
  // A revision is never older than the one before it.
  const timestamp =
    Date.parse(at) > Date.parse(last === '' ? '1970-01-01T00:00:00Z' : last)
      ? at
      : new Date(Date.parse(last) + 1000).toISOString()
  const revision = {
    number,
    date: timestamp,
    summary: before === undefined ? 'First version' : 'Statements changed',
  }
  return {
    ...(csaf === undefined ? {} : { id: csaf.id }),
    author,
    timestamp,
    version: number,
    tooling: `occtet ${toolVersion}`,
    title: `VEX of ${desk.subject.name}${desk.subject.version === undefined ? '' : ` ${desk.subject.version}`}`,
    publisher: { name: author, namespace: namespace ?? '', category: 'vendor' },
    tlp: 'CLEAR',
    revisions: [...(before?.revisions ?? []), revision],
  }
}

export function aboutOf({ about }: Pick<PublicFileRow, 'about'>): CsafAbout | undefined {
  return about === null ? undefined : (JSON.parse(about) as CsafAbout)
}

function toFile({
  text,
  about,
  ...named
}: Pick<OutgoingFile, 'kind' | 'path' | 'media'> & {
  readonly text: string
  readonly about?: CsafAbout
}): OutgoingFile {
  const bytes = Buffer.from(text, 'utf8')
  return { ...named, bytes, sha256: sha256Hex(bytes), sha512: sha512Hex(bytes), about }
}

export function sha512Hex(bytes: Uint8Array): string {
  return createHash('sha512').update(bytes).digest('hex')
}
