/** Reads the log from the server and computes it again, away from the page. */
import { ed25519 } from '@noble/curves/ed25519.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { formatTilePath, listChangedBundles, listTiles } from '@occtet/toolkit/translog'
import { checkTree, type SeenLog, type TreeAnswer } from './check-tree.ts'

export interface VerifyOrder {
  readonly origin: string
  readonly key: string
  readonly checkpoint: string
  readonly size: number
  /** Address of a tile, but for its path at the end. */
  readonly tileUrl: string
  readonly seen: SeenLog | undefined
}

export type VerifyNews =
  | { readonly kind: 'progress'; readonly done: number; readonly total: number }
  | { readonly kind: 'failed' }
  | { readonly kind: 'answer'; readonly answer: TreeAnswer; readonly milliseconds: number }

const AT_ONCE = 6

self.addEventListener('message', (event: MessageEvent<VerifyOrder>) => {
  run(event.data).catch(() => tell({ kind: 'failed' }))
})

async function run(order: VerifyOrder): Promise<void> {
  const began = performance.now()
  const tiles = await readTiles(order)
  const answer = checkTree({
    ...order,
    read: (tile) => tiles.get(formatTilePath(tile)),
    hash: sha256,
    verifyEd25519,
  })
  tell({ kind: 'answer', answer, milliseconds: Math.max(1, Math.round(performance.now() - began)) })
}

function verifyEd25519(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  try {
    return ed25519.verify(signature, message, publicKey, { zip215: false })
  } catch {
    // No signature of this kind at all.
    return false
  }
}

/** A part that is not there is left out: the check names it. Rejects where the server cannot be asked. */
async function readTiles({ size, tileUrl }: VerifyOrder): Promise<ReadonlyMap<string, Uint8Array>> {
  const count = BigInt(size)
  const paths = [...listTiles(count), ...listChangedBundles(0n, count)].map(formatTilePath)
  const tiles = new Map<string, Uint8Array>()
  let next = 0
  let done = 0
  const work = async (): Promise<void> => {
    for (let path = paths[next++]; path !== undefined; path = paths[next++]) {
      const response = await fetch(`${tileUrl}${encodeURIComponent(path)}`)
      if (response.ok) tiles.set(path, new Uint8Array(await response.arrayBuffer()))
      else if (response.status !== 404) throw new Error('the server did not answer')
      tell({ kind: 'progress', done: ++done, total: paths.length })
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  return tiles
}

function tell(news: VerifyNews): void {
  self.postMessage(news)
}
