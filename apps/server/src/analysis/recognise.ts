/** What an uploaded file is, by its content first and its name second. */
import { isArchive } from '@occtet/toolkit/adapters'
import { ecosystems } from '@occtet/toolkit/inventory'
import { decodeSbom, detectSyntax } from '@occtet/toolkit/sbom'
import type { UploadRow } from '../db/tables/products.ts'

export type UploadKind = Extract<UploadRow['kind'], 'sbom' | 'vex' | 'lockfile' | 'archive'>

/** Undefined: nothing that we can read, and no file that names packages. */
export function recognise(bytes: Uint8Array, name: string): UploadKind | undefined {
  if (isArchive(bytes)) return 'archive'
  const text = decodeSbom(bytes)
  if (!text.ok) return undefined
  return recogniseText(text.value) ?? (isLockfile(name) ? 'lockfile' : undefined)
}

/** CycloneDX with statements and without components is VEX; one that has both is an SBOM. */
function recogniseText(text: string): UploadKind | undefined {
  const has = (pattern: RegExp): boolean => pattern.test(text)
  if (has(/"@context"\s*:\s*"https:\/\/openvex\.dev\//) || has(/"category"\s*:\s*"csaf_/)) return 'vex'
  const isCyclone = has(/"bomFormat"\s*:/)
  if (isCyclone && has(/"vulnerabilities"\s*:\s*\[/) && !has(/"components"\s*:\s*\[\s*\{/)) return 'vex'
  if (isCyclone || has(/"(spdxVersion|SPDXID|spdxId)"\s*:/)) return 'sbom'
  return detectSyntax(text) === undefined ? undefined : 'sbom'
}

function isLockfile(name: string): boolean {
  const path = name.split('/')
  const tails = path.map((_, at) => path.slice(at).join('/'))
  return ecosystems.some(({ files }) => files.some((glob) => tails.some((tail) => fits(glob, tail))))
}

/** Globs of ecosystems are names, or names with stars, below any folder. */
function fits(glob: string, path: string): boolean {
  const bare = glob.replace(/^\*\*\//, '')
  const pattern = bare.replaceAll(/[.+^${}()|[\]\\]/g, '\\$&').replaceAll(/\*+/g, '[^/]*')
  return new RegExp(`^${pattern}$`).test(path)
}

/** A path as files of a tree have it; undefined where it leads anywhere else. */
export function uploadName(name: string): string | undefined {
  const path = name.replaceAll('\\', '/')
  if (path.startsWith('/') || /^[A-Za-z]:/.test(path) || /\p{Cc}/u.test(path)) return undefined
  const parts = path.split('/').filter((part) => part !== '' && part !== '.')
  return parts.length === 0 || parts.includes('..') ? undefined : parts.join('/')
}

/** The exact text of a file of the product, a byte-order mark too; undefined where it is no plain UTF-8, or no database keeps it. */
export function exactText(bytes: Uint8Array): string | undefined {
  const own = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const text = own.toString('utf8')
  return Buffer.from(text, 'utf8').equals(own) && !text.includes('\0') ? text : undefined
}
