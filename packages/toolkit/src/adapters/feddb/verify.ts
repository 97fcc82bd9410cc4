/** Recomputes everything that the manifest says: what a checker would do who trusts nothing but the root. */
import { statSync } from 'node:fs'
import type { Manifest, SegmentRef } from '../../advisories/index.ts'
import { digestOfFile } from './arrivals.ts'
import { FeddbError, reasonOf } from './errors.ts'
import { segmentPath } from './files.ts'
import { readSnapshot } from './snapshot.ts'
import { checkLayer } from './verify-layer.ts'

export interface VerifyReport {
  /** Root that the manifest proves; undefined when there is no snapshot or its manifest is damaged. */
  readonly root: string | undefined
  readonly segments: number
  readonly bytes: number
  /** One line per thing that is missing or differs; empty when all holds. */
  readonly problems: readonly string[]
}

export async function verifyFeddb(dir: string): Promise<VerifyReport> {
  const problems: string[] = []
  return verifyManifest(dir, trySnapshot(dir, problems)?.manifest, problems)
}

/** The segments of a manifest, wherever it stands. `earlier`: problems that were found before. */
export async function verifyManifest(
  dir: string,
  manifest: Manifest | undefined,
  earlier: readonly string[] = [],
): Promise<VerifyReport> {
  const problems = [...earlier]
  let segments = 0
  let bytes = 0
  for (const layer of manifest?.layers ?? []) {
    const before = problems.length
    for (const [kind, ref] of layer.parts.flatMap((part) => Object.entries(part))) {
      const problem = await checkSegment(dir, ref)
      if (problem !== undefined) problems.push(`${kind} of ${layer.name}: ${problem}`)
      segments++
      bytes += ref.size
    }
    // Of files that are not what they should be nothing more can be said.
    if (problems.length === before) problems.push(...checkLayer(dir, layer))
  }
  return { root: manifest?.root, segments, bytes, problems }
}

function trySnapshot(dir: string, problems: string[]): ReturnType<typeof readSnapshot> {
  try {
    return readSnapshot(dir)
  } catch (cause) {
    if (!(cause instanceof FeddbError) || cause.code === 'DISK_FAILED') throw cause
    problems.push(cause.message)
    return undefined
  }
}

async function checkSegment(dir: string, ref: SegmentRef): Promise<string | undefined> {
  const path = segmentPath(dir, ref.digest)
  try {
    const { size } = statSync(path)
    if (size !== ref.size) return `${path}: expected ${ref.size} bytes, found ${size}`
    const digest = await digestOfFile(path)
    return digest === ref.digest ? undefined : `${path}: its digest is ${digest}`
  } catch (cause) {
    return `${path}: ${reasonOf(cause)}`
  }
}
