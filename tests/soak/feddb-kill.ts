/**
 * Kills real imports at seeded moments and checks what is left: the snapshot before or the new one, whole, and an
 * import that works again.
 *
 *     npx tsx tests/soak/feddb-kill.ts [KILLS] [SEED]
 */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { importSources, openFeddb, verifyFeddb } from '../../packages/toolkit/src/adapters/feddb/index.ts'
import { put, zip } from '../../packages/toolkit/src/adapters/feddb/testing/feeds.ts'
import { readPlain, seededRandom } from '../conformance/advisories/plain-reader.ts'
import { sharedPath } from '../shared.ts'
import { buildChild, runChild } from './killed-child.ts'

export interface KillReport {
  readonly kills: number
  /** Kills that struck before the import was through. */
  readonly struck: number
  /** After how many the new snapshot was seen. */
  readonly published: number
  /** After how many the layer lay in several parts. */
  readonly laidOver: number
  readonly problems: readonly string[]
}

const child = `
import { importSources } from ${JSON.stringify(fileURLToPath(new URL('../../packages/toolkit/src/adapters/feddb/index.ts', import.meta.url)))}
await importSources([process.argv[3]], { dir: process.argv[2], clock: () => 1795305600000 })
`

export async function runKills(kills: number, seed: number): Promise<KillReport> {
  const folder = mkdtempSync(join(tmpdir(), 'occtet-kill-'))
  try {
    const script = await buildChild(folder, child)
    return await killRounds({ folder, script, kills, seed })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

interface Rounds {
  readonly folder: string
  readonly script: string
  readonly kills: number
  readonly seed: number
}

/** Three states of one source: from the first to the second much changes, from the second to the third little. */
const steps: readonly (readonly [from: number, to: number])[] = [
  [0, 1],
  [1, 2],
  [2, 1],
  [1, 0],
]

async function killRounds({ folder, script, kills, seed }: Rounds): Promise<KillReport> {
  const random = seededRandom(seed)
  const states = [sharedPath('data/osv-earlier/rustsec'), sharedPath('data/osv/rustsec'), editState(folder)]
  const roots: string[] = []
  for (const [at, state] of states.entries()) {
    roots.push((await importSources([state], { dir: join(folder, `state-${at}`), clock: Date.now })).root)
  }
  const dir = join(folder, 'feddb')
  await importSources([states[0] ?? ''], { dir, clock: Date.now })
  let whole: readonly number[] = []
  const problems: string[] = []
  let struck = 0
  let published = 0
  let laidOver = 0
  for (let kill = 0; kill < kills; kill++) {
    const before = openFeddb(dir, Date.now).snapshot.root
    const [step, next] = chooseStep(roots.indexOf(before), random())
    // How long an import takes depends on what else the machine does: measured again every few kills.
    if (kill % 12 === 0) whole = await timeSteps({ script, dir: join(folder, 'timing'), states })
    const moment = random() * (whole[step] ?? 0) * 1.3
    // Every fourth import is let through, so that the walk reaches all states however fast the machine is.
    const run = await runChild(script, [dir, states[next] ?? ''], kill % 4 === 3 ? undefined : moment)
    if (run.wasKilled) struck++
    const after = openFeddb(dir, Date.now).snapshot.root
    if (after !== before && after !== roots[next]) problems.push(`kill ${kill}: root ${after}`)
    if (!run.wasKilled && after !== roots[next]) problems.push(`kill ${kill}: an acknowledged import is lost`)
    if (after !== before) published++
    const verified = await verifyFeddb(dir)
    problems.push(...verified.problems.map((problem) => `kill ${kill}: ${problem}`))
    // Four kinds of segments, no signals: more than three files are more than a base.
    if (verified.segments > 3) laidOver++
  }
  const last = await importSources([states[1] ?? ''], { dir, clock: Date.now })
  if (last.root !== roots[1]) problems.push(`last import: root ${last.root}`)
  if (readdirSync(join(dir, 'tmp')).length > 0) problems.push('temporary files are left')
  return { kills, struck, published, laidOver, problems }
}

/** From the middle state either way. */
function chooseStep(state: number, random: number): readonly [step: number, next: number] {
  const step = state === 0 ? 0 : state === 2 ? 2 : random < 0.6 ? 1 : 3
  return [step, steps[step]?.[1] ?? 0]
}

/** The current feed with every fiftieth record written anew. */
function editState(folder: string): string {
  const items = [...readPlain(sharedPath('data/osv'))]
    .filter(({ source }) => source === 'rustsec')
    .map(({ text, value }, at) => ({
      name: `${value.id}.json`,
      data: at % 50 === 0 ? JSON.stringify({ ...value, summary: 'written anew' }) : text,
    }))
  put(join(folder, 'edited', 'rustsec', 'crates.io', 'all.zip'), zip(items))
  return join(folder, 'edited', 'rustsec')
}

/** Milliseconds of each step, without a kill. */
async function timeSteps(target: {
  readonly script: string
  readonly dir: string
  readonly states: readonly string[]
}): Promise<readonly number[]> {
  const { script, dir, states } = target
  await runChild(script, [dir, states[0] ?? ''], undefined)
  const times: number[] = []
  for (const [, to] of steps) times.push((await runChild(script, [dir, states[to] ?? ''], undefined)).ms)
  return times
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [kills = 300, seed = 20261122] = process.argv.slice(2).map(Number)
  const report = await runKills(kills, seed)
  console.log(JSON.stringify({ seed, ...report }))
  if (report.problems.length > 0) process.exitCode = 1
}
