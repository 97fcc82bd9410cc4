/**
 * The list of watched products, `private/watch/ID/`: a small file that says what was checked, and three big ones that it
 * names by their digest. The small one is written last, so a kill at any moment leaves the old state or the new one.
 * Trusted: whoever can write the folder decides what a re-check calls new.
 */
import { readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { compareCodeUnits, err, ok, type Result, sha256Hex } from '../../base/index.ts'
import { makePrivateFolder, writePrivately } from '../cases-files.ts'
import { WatchError } from './errors.ts'
import { type BigFile, type WatchedContent, type WatchedProduct, watchSchema } from './watched.ts'

const productFile = 'product.json'
const bigFiles: readonly BigFile[] = ['findings', 'inventory', 'records']

export function watchFolder(privateRoot: string): string {
  return join(privateRoot, 'watch')
}

/** The same for every spelling of the folder's path. */
export function watchIdOf(dir: string): string {
  return sha256Hex(absolute(dir)).slice(0, 16)
}

export function absolute(dir: string): string {
  try {
    return realpathSync(dir)
  } catch (cause) {
    // A folder that is gone keeps its place in the list.
    if (hasCode(cause, 'ENOENT')) return resolve(dir)
    throw failed(dir, cause)
  }
}

/** Sorted by id; one that cannot be read is told, and hides no other. */
export function listWatched(privateRoot: string): readonly Result<WatchedProduct, WatchError>[] {
  const folder = watchFolder(privateRoot)
  return namesIn(folder)
    .filter((name) => /^[0-9a-f]{16}$/.test(name))
    .sort(compareCodeUnits)
    .map((id) => readProduct(join(folder, id), id))
}

/** Durable when it returns. Throws CaseStoreError or WatchError when the disk fails. */
export function writeWatched(
  privateRoot: string,
  product: Omit<WatchedProduct, 'files' | 'schema'>,
  content: WatchedContent,
): void {
  const folder = join(watchFolder(privateRoot), product.id)
  makePrivateFolder(folder)
  const files = Object.fromEntries(
    bigFiles.map((kind) => {
      const text = `${JSON.stringify(content[kind])}\n`
      const name = `${kind}-${sha256Hex(text).slice(0, 16)}.json`
      if (!namesIn(folder).includes(name)) writePrivately(join(folder, name), text)
      return [kind, name]
    }),
  ) as WatchedProduct['files']
  renewWatched(privateRoot, { schema: watchSchema, ...product, files })
  const kept = new Set([productFile, ...Object.values(files)])
  for (const name of namesIn(folder)) if (!kept.has(name)) rmSync(join(folder, name), { force: true })
}

/** The small file alone: findings, inventory and records stay as they are. */
export function renewWatched(privateRoot: string, product: WatchedProduct): void {
  writePrivately(join(watchFolder(privateRoot), product.id, productFile), `${JSON.stringify(product)}\n`)
}

/** Throws WATCH_UNREADABLE where a file is missing or is not what its name says. */
export function readContent(privateRoot: string, { id, files }: WatchedProduct): WatchedContent {
  const folder = join(watchFolder(privateRoot), id)
  const read = (kind: BigFile): unknown => {
    const path = join(folder, files[kind])
    const text = readText(path)
    if (files[kind] !== `${kind}-${sha256Hex(text).slice(0, 16)}.json`)
      throw new WatchError(
        'WATCH_UNREADABLE',
        `${path} was changed after it was written; run \`occtet check\``,
      )
    return JSON.parse(text)
  }
  // `as`: written by writeWatched, and the digest in the name says that it is still the same.
  return {
    findings: read('findings') as WatchedContent['findings'],
    inventory: read('inventory') as WatchedContent['inventory'],
    records: read('records') as WatchedContent['records'],
  }
}

function readProduct(folder: string, id: string): Result<WatchedProduct, WatchError> {
  const path = join(folder, productFile)
  try {
    const value = JSON.parse(readText(path)) as Partial<WatchedProduct> | null
    if (value?.schema === watchSchema && value.id === id && isWhole(value)) return ok(value)
  } catch (cause) {
    if (!(cause instanceof SyntaxError) && !(cause instanceof WatchError)) throw cause
  }
  return err(
    new WatchError('WATCH_UNREADABLE', `${path} is no record of this version; run \`occtet check\` again`),
  )
}

/** Written by writeWatched; a file that somebody cut off or edited is refused rather than trusted. */
function isWhole(value: Partial<WatchedProduct>): value is WatchedProduct {
  const texts = [value.name, value.dir, value.checkedAt, value.inventory, value.root, value.reviews]
  const { files } = value
  return (
    texts.every((text) => typeof text === 'string') &&
    [value.layers, value.packages, value.excluded].every(Array.isArray) &&
    [value.prints, value.coverage, files].every((part) => typeof part === 'object' && part !== null) &&
    bigFiles.every((kind) => /^[a-z]+-[0-9a-f]{16}\.json$/.test(files?.[kind] ?? ''))
  )
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (cause) {
    if (hasCode(cause, 'ENOENT')) throw new WatchError('WATCH_UNREADABLE', `${path} is missing`, cause)
    throw failed(path, cause)
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch (cause) {
    if (hasCode(cause, 'ENOENT')) return []
    throw failed(folder, cause)
  }
}

function hasCode(cause: unknown, code: string): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === code
}

function failed(path: string, cause: unknown): WatchError {
  return new WatchError(
    'DISK_FAILED',
    `${path}: ${cause instanceof Error ? cause.message : String(cause)}`,
    cause,
  )
}
