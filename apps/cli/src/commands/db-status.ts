/** `occtet db status`: what is loaded, how old it is, who is followed, and what was published. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { hasFeddb, readPeers } from '@occtet/toolkit/adapters'
import { parseCheckpoint, parseNote } from '@occtet/toolkit/translog'
import { type Context, feddbFolder } from '../context.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import { withStore } from '../feddb-store.ts'
import { formatStatus, type Publication } from '../format-status.ts'
import { flagOption, type Options, textOption } from '../options.ts'

export function runStatus(context: Context, options: Options): ExitCode {
  const folder = feddbFolder(context, textOption(options, 'db'))
  const nodes = { published: readPublication(folder), peers: readPeers(folder) }
  const status = hasFeddb(folder)
    ? withStore(context, options, ({ snapshot, sources, asOf }) => ({
        folder,
        snapshot,
        sources,
        asOf,
        ...nodes,
      }))
    : { folder, snapshot: null, sources: [], asOf: null, ...nodes }
  context.out(flagOption(options, 'json') ? `${JSON.stringify(status, null, 1)}\n` : formatStatus(status))
  return exitCodes.done
}

/** Null where nothing was published, or the checkpoint is damaged, which `db verify` and `db publish` tell. */
function readPublication(folder: string): Publication | null {
  const checkpoint = join(folder, 'checkpoint')
  if (!existsSync(checkpoint)) return null
  const note = parseNote(readFileSync(checkpoint, 'utf8'))
  const head = note.ok ? parseCheckpoint(note.value.text) : note
  if (!head.ok) return null
  const { origin, size } = head.value
  const isCurrent = readName(folder, 'CURRENT') === readName(folder, 'PUBLISHED')
  return { origin, snapshots: Number(size), isCurrent }
}

function readName(folder: string, file: string): string {
  const path = join(folder, file)
  return existsSync(path) ? readFileSync(path, 'utf8').trim() : ''
}
