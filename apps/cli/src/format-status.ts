/** `db status` for people: the snapshot, its sources with their age, whom this node follows, and what it has published. */
import type { Peer } from '@occtet/toolkit/adapters'
import type { SourceStatus } from '@occtet/toolkit/model'
import { firstOf, fold, formatTable, plain, shorten } from './layout.ts'

export interface StatusView {
  readonly folder: string
  readonly snapshot: { readonly root: string; readonly size: number } | null
  readonly sources: readonly SourceStatus[]
  readonly asOf: string | null
  readonly published: Publication | null
  readonly peers: readonly Peer[]
}

/** What this node's newest checkpoint says, unchecked: `db verify` checks. */
export interface Publication {
  readonly origin: string
  readonly snapshots: number
  /** Nothing was imported since. */
  readonly isCurrent: boolean
}

export function formatStatus(status: StatusView): string {
  const { folder, snapshot, sources } = status
  const parts =
    snapshot === null
      ? [`No FedDB in ${plain(folder)}. Fill it with: occtet db sync --ecosystem npm\n`]
      : [
          `FedDB in ${plain(folder)}\n`,
          `Snapshot ${snapshot.root.slice(0, 8)}: ${snapshot.size} records of ${sources.length} sources\n`,
          ...formatPublication(status.published),
          ...formatSources(sources),
        ]
  return [...parts, ...formatPeers(status.peers)].join('')
}

function formatPublication(published: Publication | null): readonly string[] {
  if (published === null) return []
  const since = published.isCurrent ? '' : '; what came since is not published'
  return [
    fold('', `Published as number ${published.snapshots} of ${published.origin}${since}`, { indent: 0 }),
  ]
}

const NAME = 40
const COVERED = 3

function formatSources(sources: readonly SourceStatus[]): readonly string[] {
  const rows = sources.map(({ name, records, asOf, isStale, covers }) => [
    shorten(plain(name), NAME),
    String(records),
    `${asOf.slice(0, 10)}${isStale ? ' stale' : ''}`,
    covers.length === 0 ? '-' : plain(firstOf(covers, COVERED)),
  ])
  const head = ['source', 'records', 'as of', 'complete for']
  const table = formatTable([head, ...rows], { right: new Set([1]), indent: 2 })
  const hasPart = sources.some(({ covers }) => covers.length === 0)
  const note = '- knows a part only: where it says nothing, nothing is known.'
  return [...table.map((line) => `${line}\n`), hasPart ? `  ${note}\n` : '']
}

function formatPeers(peers: readonly Peer[]): readonly string[] {
  if (peers.length === 0) return []
  const rows = peers.map(({ origin, address, seen, types, trustedUntil }) => {
    const says = [
      seen === undefined ? 'never reached' : `number ${seen.size} seen last`,
      ...(types === undefined ? [] : [`only ${types.join(', ')}`]),
      ...(trustedUntil === undefined ? [] : [`trusted until ${trustedUntil.slice(0, 10)}`]),
    ]
    return fold('', `  ${origin}, ${says.join(', ')}`, { indent: 2 }) + fold('', address, { indent: 6 })
  })
  return ['Follows\n', ...rows]
}
