/** Collects every checkpoint that a log ever showed or stored, and says which of them are no part of its last tree. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { LedgerReader } from '../../../packages/toolkit/src/adapters/ledger/index.ts'
import type { LedgerFolders } from '../../../packages/toolkit/src/adapters/ledger/index.ts'
import { toVerifier } from '../../../packages/toolkit/src/adapters/feddb/exchange/ed25519.ts'
import { nodeDisk } from '../../../packages/toolkit/src/adapters/ledger/node-disk.ts'
import { readTiles } from '../../../packages/toolkit/src/adapters/ledger/store.ts'
import { sha256 } from '../../../packages/toolkit/src/base/index.ts'
import { openCheckpoint, readRoot } from '../../../packages/toolkit/src/translog/index.ts'

const NAMES = ['signed', 'checkpoint', 'checkpoint.pending']

export class Heads {
  readonly #notes = new Set<string>()
  readonly #folders: LedgerFolders

  constructor(folders: LedgerFolders) {
    this.#folders = folders
  }

  /** What lies there now; after a crash, before anything repairs it. */
  collect(): void {
    const { dir, seenPath } = this.#folders
    const paths = [seenPath, ...NAMES.map((name) => join(dir, name))].flatMap((path) => [path, `${path}.tmp`])
    for (const path of paths.filter((one) => existsSync(one))) {
      const text = readFileSync(path, 'utf8')
      // A file aside may be cut off: nobody was shown it, but its signature may be whole.
      if (text.endsWith('\n')) this.#notes.add(text)
    }
  }

  get count(): number {
    return this.#notes.size
  }

  /** Against the published tree, which has to be the last one. */
  findForks(): readonly string[] {
    this.collect()
    const reader = new LedgerReader(this.#folders.dir)
    const { size } = reader.checkpoint().checkpoint
    const tree = { size, read: readTiles({ dir: this.#folders.dir, disk: nodeDisk }) }
    return [...this.#notes].flatMap((note) => {
      const opened = openCheckpoint(note, reader.key.name, [toVerifier(reader.key)])
      if (!opened.ok) return note.includes('\n\n') && !note.endsWith('\n\n') ? [opened.error.message] : []
      if (opened.value.size > size) return [`size ${opened.value.size} was signed and is gone`]
      const root = readRoot(sha256, tree, opened.value.size)
      const isPart = root.ok && Buffer.compare(root.value, opened.value.root) === 0
      return isPart ? [] : [`two heads at size ${opened.value.size}`]
    })
  }
}
