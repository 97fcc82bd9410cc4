/** Where each thing lies in an evidence package, and how large it may be (docs/adr/020-evidence-package.md). */

export const packageLimits = {
  /** Bytes of the `.zip`. */
  zipBytes: 256 * 1024 * 1024,
  /** Files in it. */
  files: 20_000,
  /** Bytes of one file, unpacked. */
  fileBytes: 64 * 1024 * 1024,
  /** Bytes of all files, unpacked. */
  totalBytes: 256 * 1024 * 1024,
  /** Unpacked bytes per packed byte of a file. */
  expansion: 200,
  /** Letters of a path. */
  pathLetters: 200,
} as const

/** A log with more leaves is handed over without them: 70 bytes each, once more in the page. */
export const MAX_LEAVES = 20_000

export const paths = {
  readme: 'README.txt',
  page: 'verify.html',
  manifest: 'manifest.json',
  policy: 'policy.txt',
  checkpoint: 'log/checkpoint',
  /** All leaves of the log, in order; only of logs that are small enough. */
  leaves: 'log/leaves',
} as const

/** What a path of the package names. Indices and sizes are below 2^63. */
export type Place =
  | { readonly kind: 'readme' | 'page' | 'manifest' | 'policy' | 'checkpoint' | 'leaves' }
  /** An older signed state of the log, and the proof that the newest one continues it. */
  | { readonly kind: 'old-checkpoint' | 'consistency'; readonly size: bigint }
  | { readonly kind: 'event' | 'event-proof' | 'public' | 'public-proof'; readonly index: bigint }
  | { readonly kind: 'attestation'; readonly name: string }
  /** A time stamp over the checkpoint of this size. */
  | { readonly kind: 'timestamp'; readonly size: bigint; readonly name: string }
  | { readonly kind: 'artefact'; readonly name: string }

const NUMBER = '(0|[1-9][0-9]{0,18})'
const NAME = '[A-Za-z0-9_][A-Za-z0-9._+-]{0,119}'
const NUMBER_END = 1n << 63n

type Reader = (text: string) => Place | undefined

const fixed = new Map<string, Place>([
  [paths.readme, { kind: 'readme' }],
  [paths.page, { kind: 'page' }],
  [paths.manifest, { kind: 'manifest' }],
  [paths.policy, { kind: 'policy' }],
  [paths.checkpoint, { kind: 'checkpoint' }],
  [paths.leaves, { kind: 'leaves' }],
])

const numbered: readonly (readonly [RegExp, (number: bigint) => Place])[] = [
  [new RegExp(`^log/${NUMBER}\\.checkpoint$`), (size) => ({ kind: 'old-checkpoint', size })],
  [new RegExp(`^log/${NUMBER}\\.consistency$`), (size) => ({ kind: 'consistency', size })],
  [new RegExp(`^events/${NUMBER}\\.json$`), (index) => ({ kind: 'event', index })],
  [new RegExp(`^events/${NUMBER}\\.tlog-proof$`), (index) => ({ kind: 'event-proof', index })],
  [new RegExp(`^keys/${NUMBER}\\.json$`), (index) => ({ kind: 'public', index })],
  [new RegExp(`^keys/${NUMBER}\\.tlog-proof$`), (index) => ({ kind: 'public-proof', index })],
]

const named: readonly Reader[] = [
  (path) => {
    const name = new RegExp(`^attestations/(${NAME})\\.intoto\\.jsonl$`).exec(path)?.[1]
    return name === undefined ? undefined : { kind: 'attestation', name }
  },
  (path) => {
    const [, size, name] = new RegExp(`^timestamps/${NUMBER}\\.(${NAME})\\.tsr$`).exec(path) ?? []
    const parsed = toNumber(size)
    return parsed === undefined || name === undefined ? undefined : { kind: 'timestamp', size: parsed, name }
  },
  (path) => {
    const name = new RegExp(`^artefacts/(${NAME}(?:/${NAME}){0,4})$`).exec(path)?.[1]
    return name === undefined ? undefined : { kind: 'artefact', name }
  },
]

/** Undefined for every path that has no place: `..`, an absolute path, another letter, another folder. */
export function parsePath(path: string): Place | undefined {
  if (path.length > packageLimits.pathLetters) return undefined
  const known = fixed.get(path)
  if (known !== undefined) return known
  for (const [pattern, toPlace] of numbered) {
    const number = toNumber(pattern.exec(path)?.[1])
    if (number !== undefined) return toPlace(number)
  }
  for (const read of named) {
    const place = read(path)
    if (place !== undefined) return place
  }
  return undefined
}

function toNumber(digits: string | undefined): bigint | undefined {
  if (digits === undefined) return undefined
  const number = BigInt(digits)
  return number < NUMBER_END ? number : undefined
}
