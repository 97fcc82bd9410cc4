/**
 * Time stamps of checkpoints as files: `anchors/` beside the log's folder of tiles. For each stamp a `.note` (what was
 * stamped, with its signatures) and a `.tsr` (the authority's answer); renewals of a stamp are numbered after it.
 * Trust: none of the files is believed; whoever can write there can remove stamps, but make none.
 */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { mkdir, open, rename } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { hasCode } from '../feddb/errors.ts'

/** Paths of one stamp and of what renews it, oldest first. */
export interface AnchorFiles {
  /** Without folder and ending, such as `0000000600-20261122T120000Z-1f2e3d4c`. */
  readonly name: string
  readonly note: string
  readonly responses: readonly [string, ...string[]]
}

const MAX_BYTES = 256 * 1024
const firstPattern = /^(\d{10,}-\d{8}T\d{6}Z-[0-9a-f]{8})\.tsr$/

/** Size first, so that files sort as the log grew; the digest keeps two stamps of one second apart. */
export function nameAnchor({
  size,
  genTime,
  response,
}: {
  size: bigint
  genTime: string
  response: Uint8Array
}): string {
  const time = `${genTime.slice(0, 19).replace(/[-:]/g, '')}Z`
  const digest = createHash('sha256').update(response).digest('hex').slice(0, 8)
  return `${String(size).padStart(10, '0')}-${time}-${digest}`
}

/** In the order of their names; none where there is no folder. */
export function listAnchors(folder: string): readonly AnchorFiles[] {
  const names = new Set(readNames(folder))
  return [...names]
    .sort()
    .flatMap((file) => firstPattern.exec(file)?.[1] ?? [])
    .map((name) => {
      const renewals: string[] = []
      while (names.has(renewalName(name, renewals.length + 1))) {
        renewals.push(join(folder, renewalName(name, renewals.length + 1)))
      }
      return {
        name,
        note: join(folder, `${name}.note`),
        responses: [join(folder, `${name}.tsr`), ...renewals] as const,
      }
    })
}

export function renewalName(name: string, number: number): string {
  return `${name}.r${number}.tsr`
}

function readNames(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch (cause) {
    if (hasCode(cause, 'ENOENT')) return []
    throw cause
  }
}

/** Undefined where there is no such file, or one that is too large to be ours. */
export function readAnchorFile(path: string): Uint8Array | undefined {
  try {
    return statSync(path).size > MAX_BYTES ? undefined : Uint8Array.from(readFileSync(path))
  } catch (cause) {
    if (hasCode(cause, 'ENOENT')) return undefined
    throw cause
  }
}

/** Durable when it returns: whole under its name, or not there. Replaces a file of that name. */
export async function writeAnchorFile(path: string, bytes: Uint8Array): Promise<void> {
  const folder = dirname(path)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const temporary = join(folder, `.${basename(path)}.tmp`)
  const file = await open(temporary, 'w', 0o600)
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(temporary, path)
  await syncFolder(folder)
}

async function syncFolder(folder: string): Promise<void> {
  // Windows has no such call for folders.
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
