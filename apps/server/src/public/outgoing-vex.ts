/** VEX of a release as OpenVEX and as CSAF, the latter with a new version only where a reader learns something else. */
import { validateCsaf } from '@occtet/toolkit/csaf'
import { readVex, type VexMeta, type VexStatement, writeVex } from '@occtet/toolkit/vex'
import { readBlob } from '../db/blobs.ts'
import type { PublicFileRow } from '../db/tables/public.ts'
import { toolVersion } from '../documents/tool-version.ts'
import type { OrgRows } from '../inventory/stored-json.ts'
import type { ReleaseDesk } from '../products/desk.ts'
import { csafFileName } from './addresses.ts'
import { aboutOf, type CsafAbout, type OutgoingFile, stemOf, toFile } from './outgoing-file.ts'
import type { Wishes } from './page-row.ts'

export interface Writing {
  readonly desk: ReleaseDesk
  readonly wishes: Wishes
  /** Live files of the page. */
  readonly published: readonly PublicFileRow[]

  readonly statements: readonly VexStatement[]
  readonly at: string
}

/** Why a file was not written. */
interface Loss {
  readonly code: string
  readonly message: string
}

export interface Written {
  readonly files: readonly OutgoingFile[]
  readonly issues: readonly Loss[]
}

export async function writeStatements(rows: OrgRows, writing: Writing): Promise<Written> {
  const open = writeVex(writing.statements, toMeta(writing, undefined), {
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
  if (writing.wishes.publisher.namespace === undefined)
    return lost({
      code: 'NAMESPACE_MISSING',
      message: 'CSAF names its publisher by an address under its control',
    })
  const id = `${stemOf(writing.desk)}-vex`.toLowerCase()
  const before = writing.published.find((file) => aboutOf(file)?.id === id)
  if (before !== undefined && (await saysTheSame(rows, before, writing.statements)))
    return { files: [], issues: [] }
  const meta = toMeta(writing, { id, before: before === undefined ? undefined : aboutOf(before) })
  const written = writeVex(writing.statements, meta, { format: 'csaf', version: '2.0' })
  if (!written.ok) return lost(written.error)
  const { text } = written.value
  const fault = await findFault(text)
  if (fault !== undefined) return lost({ code: 'CSAF_INVALID', message: fault })
  const about = toAbout(id, meta)
  const path = `${about.released.slice(0, 4)}/${csafFileName(id)}`
  return { files: [toFile({ kind: 'csaf', path, media: 'application/json', text, about })], issues: [] }
}

function lost(issue: Loss): Written {
  return { files: [], issues: [issue] }
}

/** The first test that fails; undefined for a valid document. */
async function findFault(text: string): Promise<string | undefined> {
  const { isValid, findings } = await validateCsaf(JSON.parse(text))
  if (isValid) return undefined
  const first = findings.find(({ group }) => group === 'mandatory')
  return first === undefined ? 'it is not valid' : `${first.test} ${first.path} ${first.message}`
}

function toAbout(id: string, { title, version, timestamp, revisions }: VexMeta): CsafAbout {
  const [initial] = revisions
  return {
    id,
    title,
    version: Number(version),
    released: initial?.date ?? timestamp,
    updated: timestamp,
    revisions,
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

interface CsafMeta {
  readonly id: string
  /** Of the version that is public now. */
  readonly before: CsafAbout | undefined
}

function toMeta({ desk, wishes, at }: Writing, csaf: CsafMeta | undefined): VexMeta {
  const { name, namespace = '' } = wishes.publisher
  const { subject } = desk
  const author = name === '' ? (subject.supplier ?? subject.name) : name
  const title = ['VEX of', subject.name, subject.version].filter((part) => part !== undefined).join(' ')
  return {
    ...(csaf === undefined ? {} : { id: csaf.id }),
    author,
    tooling: `occtet ${toolVersion}`,
    title,
    publisher: { name: author, namespace, category: 'vendor' },
    tlp: 'CLEAR',
    ...nextVersion(csaf?.before, at),
  }
}

/** A revision is never older than the one before it. */
function nextVersion(
  before: CsafAbout | undefined,
  at: string,
): Pick<VexMeta, 'timestamp' | 'version' | 'revisions'> {
  if (before === undefined) {
    const first = { number: '1', date: at, summary: 'First version' }
    return { timestamp: at, version: '1', revisions: [first] }
  }
  const last = Date.parse(before.updated)
  const timestamp = Date.parse(at) > last ? at : new Date(last + 1000).toISOString()
  const version = String(before.version + 1)
  const revision = { number: version, date: timestamp, summary: 'Statements changed' }
  return { timestamp, version, revisions: [...before.revisions, revision] }
}
