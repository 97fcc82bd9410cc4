/** A product as one archive: `.occtet/` as it lies in the repository, private files under `private/<product>/`. */
import { packEvidence, type UnpackedFile } from '@occtet/toolkit/adapters'
import { err, ok, type Result } from '@occtet/toolkit/base'
import { parseProfile } from '@occtet/toolkit/cra'
import { openArchive } from '../analysis/archive/open-archive.ts'
import { exactText } from '../analysis/recognise.ts'
import type { ProductFile } from '../db/product-files.ts'
import { checkOf, mostBytesOf, type Place } from './known-files.ts'

const README = 'OCCTET-EXCHANGE.txt'

/** The same bytes for the same files. */
export function packProduct(slug: string, files: readonly ProductFile[]): Uint8Array {
  const text =
    'Files of one product. Put .occtet/ into its repository, and private/ into the folder OCCTET_HOME.\n'
  const entries = files.map(({ place, path, text: own }): [string, Uint8Array] => [
    place === 'tracked' ? `.occtet/${path}` : `private/${slug}/${path}`,
    Buffer.from(own, 'utf8'),
  ])
  return packEvidence(new Map([[README, Buffer.from(text, 'utf8')], ...entries]))
}

export interface IncomingFile {
  readonly place: Place
  readonly path: string
  readonly text: string
}

export interface RefusedFile {
  readonly place: Place
  readonly path: string
  readonly code: 'FILE_UNKNOWN' | 'FILE_INVALID' | 'FILE_TOO_LARGE' | 'NOT_TEXT' | 'OTHER_PRODUCT'
  readonly message: string
}

export interface Incoming {
  /** By place and path. */
  readonly files: readonly IncomingFile[]
  readonly refused: readonly RefusedFile[]
  /** Files of the archive that are no files of a product. */
  readonly ignored: number
  readonly skipped: readonly { readonly path: string; readonly reason: string }[]
  /** Id of the profile in it. */
  readonly namedProduct?: string
}

export interface IncomingError {
  readonly code: 'ARCHIVE_UNREADABLE' | 'ARCHIVE_HOSTILE' | 'NO_PRODUCT_FILES'
  readonly message: string
}

const MOST_FILES = 20_000

/** Untrusted bytes. Nothing is unpacked to disk; each file is read by its own parser before it counts. */
export async function readProductArchive(
  bytes: Uint8Array,
  slug: string,
): Promise<Result<Incoming, IncomingError>> {
  const archive = await openArchive(bytes)
  if (!archive.ok) {
    const isHostile = archive.error.code === 'ARCHIVE_TOO_LARGE'
    return err({ code: isHostile ? 'ARCHIVE_HOSTILE' : 'ARCHIVE_UNREADABLE', message: archive.error.message })
  }
  const { files: entries, skipped } = archive.value
  const placed = entries.map((entry) => ({
    entry,
    at: placeOf(
      entry.path,
      entries.some(({ path }) => path === 'product.yaml'),
    ),
  }))
  const own = placed.flatMap(({ entry, at }) => (at === undefined ? [] : [{ entry, at }]))
  if (own.length === 0) return err({ code: 'NO_PRODUCT_FILES', message: 'expected a folder .occtet in it' })
  if (own.length > MOST_FILES)
    return err({ code: 'ARCHIVE_HOSTILE', message: `it has more than ${MOST_FILES} files of a product` })
  const read = own.map(({ entry, at }) => readFile(at, entry))
  const files = read.flatMap((one) => ('text' in one ? [one] : []))
  const named = nameIn(files)
  const isOther = named !== undefined && named !== slug
  const other = isOther ? files.filter(({ path }) => path === 'product.yaml') : []
  return ok({
    files: files.filter((one) => !other.includes(one)),
    refused: [
      ...read.flatMap((one) => ('text' in one ? [] : [one])),
      ...other.map((one) => toOther(one, named ?? '')),
    ],
    ignored: entries.filter(({ path }) => path !== README).length - own.length,
    skipped,
    ...(named === undefined ? {} : { namedProduct: named }),
  })
}

interface At {
  readonly place: Place
  readonly path: string
}

/** `isBare`: somebody packed the folder `.occtet` alone; a private folder has no profile, so it cannot be taken for one. */
function placeOf(path: string, isBare: boolean): At | undefined {
  if (path.startsWith('.occtet/')) return { place: 'tracked', path: path.slice('.occtet/'.length) }
  const found = /^private\/[^/]+\/(.+)$/.exec(path)
  if (found?.[1] !== undefined) return { place: 'private', path: found[1] }
  return isBare && checkOf('tracked', path) !== undefined ? { place: 'tracked', path } : undefined
}

function readFile(at: At, entry: UnpackedFile): IncomingFile | RefusedFile {
  const check = checkOf(at.place, at.path)
  if (check === undefined) return { ...at, code: 'FILE_UNKNOWN', message: 'no product has such a file' }
  const most = mostBytesOf(at.path)
  if (entry.size > most) return { ...at, code: 'FILE_TOO_LARGE', message: `expected at most ${most} bytes` }
  const bytes = entry.read()
  if (!bytes.ok) return { ...at, code: 'NOT_TEXT', message: bytes.error.message }
  const text = exactText(bytes.value)
  if (text === undefined) return { ...at, code: 'NOT_TEXT', message: 'expected UTF-8 text' }
  const wrong = check(text)
  return wrong === undefined ? { ...at, text } : { ...at, code: 'FILE_INVALID', message: wrong.slice(0, 500) }
}

function nameIn(files: readonly IncomingFile[]): string | undefined {
  const profile = files.find(({ place, path }) => place === 'tracked' && path === 'product.yaml')
  const read = profile === undefined ? undefined : parseProfile(profile.text)
  return read?.ok === true ? read.value.id : undefined
}

function toOther({ place, path }: IncomingFile, named: string): RefusedFile {
  return { place, path, code: 'OTHER_PRODUCT', message: `it is the profile of ${named}` }
}
