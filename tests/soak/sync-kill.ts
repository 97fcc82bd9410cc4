/**
 * Kills real syncs at seeded moments: what is left is the state before or the new one, whole; the node's last state is
 * remembered; and the next sync gets there.
 *
 *     npx tsx tests/soak/sync-kill.ts [KILLS] [SEED]
 */
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import {
  importSources,
  openFeddb,
  openKeyFile,
  publishFeddb,
  syncFeddb,
  verifyFeddb,
} from '../../packages/toolkit/src/adapters/feddb/index.ts'
import { seededRandom } from '../conformance/advisories/plain-reader.ts'
import { sharedPath } from '../shared.ts'
import { buildChild, runChild } from './killed-child.ts'

export interface SyncKillReport {
  readonly kills: number
  readonly struck: number
  /** After how many the new state was seen. */
  readonly arrived: number
  readonly problems: readonly string[]
}

const child = `
import { syncFeddb } from ${JSON.stringify(fileURLToPath(new URL('../../packages/toolkit/src/adapters/feddb/index.ts', import.meta.url)))}
const [dir, address, key] = process.argv.slice(2)
await syncFeddb({ dir, address, keys: [key], clock: () => 1795305600000 })
`

interface Rounds {
  readonly folder: string
  readonly script: string
  readonly key: string
  /** Folders that the node has published, old and new. */
  readonly states: readonly [string, string]
  readonly roots: readonly [string, string]
}

export async function runSyncKills(kills: number, seed: number): Promise<SyncKillReport> {
  const folder = mkdtempSync(join(tmpdir(), 'occtet-sync-kill-'))
  try {
    const [first, second] = [await publishState(folder, 0), await publishState(folder, 1)]
    const rounds = {
      folder,
      script: await buildChild(folder, child),
      key: second.key,
      states: [first.to, second.to] as const,
      roots: [first.root, second.root] as const,
    }
    return await killRounds(rounds, kills, seededRandom(seed))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function publishState(
  folder: string,
  state: 0 | 1,
): Promise<{ to: string; root: string; key: string }> {
  const dir = join(folder, 'node')
  const to = join(folder, `state-${state}`)
  const data = state === 0 ? 'data/osv-earlier/rustsec' : 'data/osv/rustsec'
  await importSources([sharedPath(data)], { dir, clock: Date.now })
  const signer = openKeyFile(join(folder, 'node.key'), 'node.example/feddb')
  const report = publishFeddb({ dir, signers: [signer], now: '2026-11-22T00:00:00Z', to })
  return { to, root: report.root, key: report.keys[0] ?? '' }
}

async function killRounds(rounds: Rounds, kills: number, random: () => number): Promise<SyncKillReport> {
  const { folder, script, key, states, roots } = rounds
  const template = join(folder, 'follower')
  await syncFeddb({ dir: template, address: states[0], keys: [key], clock: Date.now })
  const problems: string[] = []
  let [struck, arrived, whole] = [0, 0, 0]
  for (let kill = 0; kill < kills; kill++) {
    const dir = join(folder, `round-${kill}`)
    // Every other follower starts from nothing.
    const before = kill % 2 === 0 ? roots[0] : undefined
    if (before !== undefined) cpSync(template, dir, { recursive: true })
    // How long a sync takes depends on what else the machine does: measured again every few kills.
    if (kill % 8 === 0)
      whole = (await runChild(script, [join(folder, `timing-${kill}`), states[1], key], undefined)).ms
    const run = await runChild(script, [dir, states[1], key], random() * whole * 1.2)
    if (run.wasKilled) struck++
    const found = existsSync(dir) ? openFeddb(dir, Date.now).snapshot.root : undefined
    if (found === roots[1]) arrived++
    problems.push(
      ...(await judge({ dir, before, after: roots[1], run, found })).map((text) => `kill ${kill}: ${text}`),
    )
    const last = await syncFeddb({ dir, address: states[1], keys: [key], clock: Date.now })
    if (last.root !== roots[1]) problems.push(`kill ${kill}: the next sync ends at ${last.root}`)
    rmSync(dir, { recursive: true, force: true })
  }
  return { kills, struck, arrived, problems }
}

interface Left {
  readonly dir: string
  readonly before: string | undefined
  readonly after: string
  readonly run: { readonly wasKilled: boolean }
  readonly found: string | undefined
}

const EMPTY = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'

async function judge({ dir, before, after, run, found }: Left): Promise<readonly string[]> {
  const problems: string[] = []
  const allowed = [before ?? EMPTY, after, ...(before === undefined ? [undefined] : [])]
  if (!allowed.includes(found)) problems.push(`root ${found}`)
  if (!run.wasKilled && found !== after) problems.push(`an acknowledged sync is lost: ${found}`)
  if (found !== undefined && found !== EMPTY) problems.push(...(await verifyFeddb(dir)).problems)
  return problems
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [kills = 250, seed = 20261122] = process.argv.slice(2).map(Number)
  const report = await runSyncKills(kills, seed)
  console.log(JSON.stringify({ seed, ...report }))
  if (report.problems.length > 0) process.exitCode = 1
}
