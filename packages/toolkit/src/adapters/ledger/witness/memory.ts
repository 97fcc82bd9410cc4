/** What a log remembers of its witnesses: how large a tree each one cosigned. It saves a question; nothing is believed for it. */
import { dirname } from 'node:path'
import { formatCanonicalJson, parseJson, sha256Hex } from '../../../base/index.ts'
import { formatVerifierKey, type VerifierKey } from '../../../translog/index.ts'
import { makeFolders } from '../create.ts'
import { nodeDisk } from '../node-disk.ts'
import { replaceFile } from '../store.ts'

/** Whoever can change it costs the log a second question to each witness, no more. */
export interface CosignerMemory {
  /** Zero for a witness that never cosigned. */
  readonly sizeOf: (origin: string, witness: VerifierKey) => bigint
  /** Durable when it resolves. */
  readonly remember: (origin: string, sizes: ReadonlyMap<VerifierKey, bigint>) => Promise<void>
}

const FORMAT = 'occtet-cosigner-memory/v1'
const MAX_BYTES = 1024 * 1024

/** In a file; a missing or damaged one is an empty memory. */
export function openCosignerMemory(path: string): CosignerMemory {
  const sizes = readSizes(nodeDisk.read(path) ?? new Uint8Array())
  return createMemory(sizes, async () => {
    const text = formatCanonicalJson({
      format: FORMAT,
      sizes: Object.fromEntries([...sizes].map(([label, size]) => [label, String(size)])),
    })
    await makeFolders(nodeDisk, dirname(path))
    await replaceFile(nodeDisk, { path, bytes: Buffer.from(`${text}\n`) })
  })
}

function readSizes(bytes: Uint8Array): Map<string, bigint> {
  const parsed = bytes.length <= MAX_BYTES ? parseJson(Buffer.from(bytes).toString()) : undefined
  const value = parsed?.ok === true ? parsed.value.value : undefined
  const file = isRecord(value) && value['format'] === FORMAT ? value : {}
  const entries = isRecord(file['sizes']) ? Object.entries(file['sizes']) : []
  return new Map(
    entries.flatMap(([label, size]) =>
      typeof size === 'string' && /^[0-9]{1,18}$/.test(size) ? [[label, BigInt(size)] as const] : [],
    ),
  )
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}

/** For tests, and for logs that ask rarely. */
export function createCosignerMemory(): CosignerMemory {
  return createMemory(new Map(), () => Promise.resolve())
}

function createMemory(sizes: Map<string, bigint>, save: () => Promise<void>): CosignerMemory {
  return {
    sizeOf: (origin, witness) => sizes.get(labelOf(origin, witness)) ?? 0n,
    remember: async (origin, found) => {
      const changed = [...found].filter(([witness, size]) => sizes.get(labelOf(origin, witness)) !== size)
      for (const [witness, size] of changed) sizes.set(labelOf(origin, witness), size)
      if (changed.length > 0) await save()
    },
  }
}

function labelOf(origin: string, witness: VerifierKey): string {
  return sha256Hex(`${origin}\n${formatVerifierKey(witness)}`)
}
