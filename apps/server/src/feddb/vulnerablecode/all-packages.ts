/** All vulnerable packages in one answer, sent while it is made: memory is that of one package and one chunk. */
import { toClaimPurl } from '@occtet/toolkit/advisories'
import { type AdvisoryClaim, type Purl, withVersion } from '@occtet/toolkit/model'
import type { FeddbContext, Shared } from '../app-context.ts'
import { problemResponse } from '../http/respond.ts'

/** What stands around the purls; `after` gets their number. */
export interface ListFrame {
  readonly before: string
  readonly after: (count: number) => string
}

/** Lists at work at one moment: each reads the whole database. */
const MAX_LISTS = 2
/** Characters of a chunk. */
const CHUNK = 64 * 1024
/** Milliseconds after which a smaller one is sent: packages with hundreds of claims must not hold up other requests. */
const TURN = 20

/** Without the seam a 501. An answer that fails on the way ends without its last bracket, so that no reader takes it for all. */
export function listAllPackages(c: FeddbContext, shared: Shared, frame: ListFrame): Response {
  const { listPackages } = shared.options
  if (listPackages === undefined) return noEnumeration()
  if (shared.lists.active >= MAX_LISTS) {
    return problemResponse({ status: 503, code: 'BUSY', message: 'other lists are being written; try again' })
  }
  const headers = { 'content-type': 'application/json', 'cache-control': 'no-store' }
  if (c.req.method === 'HEAD') return new Response(null, { headers })
  shared.lists.active++
  const texts = writeList(listPackages(), frame)
  let isOpen = true
  const end = (): void => {
    if (!isOpen) return
    isOpen = false
    shared.lists.active--
    texts.return()
  }
  // A client may leave before anything is read.
  c.req.raw.signal.addEventListener('abort', end, { once: true })
  return new Response(toStream(texts, end), { headers })
}

/** A list of everything is what snapshots are for: one page of it would look like all of it. */
export function noEnumeration(): Response {
  const message = 'all packages are not listed over this interface: fetch the snapshot below /feddb/ instead'
  return problemResponse({ status: 501, code: 'ENUMERATION_UNSUPPORTED', message })
}

function toStream(texts: Generator<string, void>, end: () => void): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        // Other requests get their turn between two chunks.
        await new Promise((resolve) => setImmediate(resolve))
        try {
          const next = texts.next()
          if (next.done !== true) return controller.enqueue(encoder.encode(next.value))
          end()
          controller.close()
        } catch (cause) {
          end()
          throw cause
        }
      },
      cancel: end,
    },
    { highWaterMark: 0 },
  )
}

function* writeList(
  packages: Iterable<readonly AdvisoryClaim[]>,
  { before, after }: ListFrame,
): Generator<string, void> {
  let text = before
  let count = 0
  let began = performance.now()
  for (const claims of packages) {
    for (const purl of vulnerablePurlsOf(claims)) {
      text += `${count === 0 ? '' : ','}${JSON.stringify(purl)}`
      count++
    }
    if (text === '' || (text.length < CHUNK && performance.now() - began < TURN)) continue
    yield text
    text = ''
    began = performance.now()
  }
  yield text + after(count)
}

/** Each version that a live claim lists; the package itself, without a version, where one has only ranges. */
function* vulnerablePurlsOf(claims: readonly AdvisoryClaim[]): Generator<string, void> {
  for (const [purl, { hasOnlyRanges, versions }] of groupVersions(claims)) {
    const versioned = [...versions].map((version) => withVersion(purl, version))
    if (hasOnlyRanges || versioned.some((one) => !one.ok)) yield purl
    for (const one of versioned) if (one.ok) yield one.value
  }
}

interface Versions {
  hasOnlyRanges: boolean
  readonly versions: Set<string>
}

/** Before any purl is built: hundreds of claims about one package list the same versions. */
function groupVersions(claims: readonly AdvisoryClaim[]): ReadonlyMap<Purl, Versions> {
  const byPurl = new Map<Purl, Versions>()
  for (const { ecosystem, name, versions, withdrawn } of claims) {
    const purl = withdrawn === undefined ? toClaimPurl(ecosystem, name)?.purl : undefined
    if (purl === undefined) continue
    const known = byPurl.get(purl) ?? { hasOnlyRanges: false, versions: new Set() }
    byPurl.set(purl, known)
    if (versions.length === 0) known.hasOnlyRanges = true
    for (const version of versions) known.versions.add(version)
  }
  return byPurl
}
