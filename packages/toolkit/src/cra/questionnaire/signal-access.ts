/** What each evidence signal needs beyond the tree (design 10.12): who lacks it gets `unknown`, never `no`. */
import signalAccessData from '../catalogue/signal-access.json' with { type: 'json' }

/**
 * `local`: files that are given; `token`: an account on the hosting platform, or its exported answers; `network`: a public
 * request; `runtime`: a running installation and its owner's consent.
 */
export type SignalAccess = 'local' | 'token' | 'network' | 'runtime'

export const signalAccess: ReadonlyMap<string, SignalAccess> = new Map(
  Object.entries(signalAccessData).map(([id, access]) => [id, readAccess(id, access)]),
)

function readAccess(id: string, access: string): SignalAccess {
  if (access === 'local' || access === 'token' || access === 'network' || access === 'runtime') return access
  throw new Error(`signal-access.json: ${id}: ${access} is no kind of access`)
}
