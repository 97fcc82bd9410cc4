/**
 * Kills real ledger writers at seeded moments and checks what is left: the log is whole, everything that was acknowledged is
 * in it at its place, nothing is in it twice.
 */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  checkLedgerFolder,
  createLedger,
  type LedgerFolders,
  LedgerReader,
  openLedger,
} from '../../../packages/toolkit/src/adapters/ledger/index.ts'
import { seededRandom } from '../../random.ts'
import { buildChild, runChild } from '../../soak/killed-child.ts'
import { Heads } from './heads.ts'
import { eventOf, foldersIn, type Work, witnessOf } from './kill-work.ts'

export interface KillReport {
  readonly kills: number
  /** Kills that struck before the work was through. */
  readonly struck: number
  /** After how many an opening found entries that were not published. */
  readonly replayed: number
  readonly size: number
  /** Different checkpoints that were found after the kills. */
  readonly heads: number
  readonly problems: readonly string[]
}

export async function buildWriter(folder: string): Promise<string> {
  return await buildChild(
    folder,
    `import { readFileSync } from 'node:fs'
     import { work } from ${JSON.stringify(fileURLToPath(new URL('./kill-work.ts', import.meta.url)))}
     await work(JSON.parse(readFileSync(process.argv[2], 'utf8')))`,
  )
}

/** After so many kills a new log is begun: each kill is followed by a check of the whole log. */
const KILLS_A_LOG = 50

export async function runKills(kills: number, seed: number): Promise<KillReport> {
  const folder = mkdtempSync(join(tmpdir(), 'occtet-ledger-kill-'))
  let sum: KillReport = { kills: 0, struck: 0, replayed: 0, size: 0, heads: 0, problems: [] }
  try {
    const script = await buildWriter(folder)
    const random = seededRandom(seed)
    for (let log = 0; sum.kills < kills; log++) {
      const own = join(folder, String(log))
      mkdirSync(own)
      const left = Math.min(KILLS_A_LOG, kills - sum.kills)
      const report = await killRounds({ folder: own, script, kills: left, random })
      sum = add(sum, report, log)
      rmSync(own, { recursive: true, force: true })
    }
    return sum
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function add(a: KillReport, b: KillReport, log: number): KillReport {
  return {
    kills: a.kills + b.kills,
    struck: a.struck + b.struck,
    replayed: a.replayed + b.replayed,
    size: a.size + b.size,
    heads: a.heads + b.heads,
    problems: [...a.problems, ...b.problems.map((problem) => `log ${log}: ${problem}`)],
  }
}

interface Rounds {
  readonly folder: string
  readonly script: string
  readonly kills: number
  readonly random: () => number
}

async function killRounds({ folder, script, kills, random }: Rounds): Promise<KillReport> {
  const folders = foldersIn(folder)
  const ackPath = join(folder, 'acknowledged')
  const workPath = join(folder, 'work.json')
  await createLedger(folders, 'ledger.test.example/kill')
  const witnessPath = join(folder, 'witness')
  const heads = new Heads(folders)
  const problems: string[] = []
  let struck = 0
  let whole = 0
  for (let kill = 0; kill < kills; kill++) {
    const acknowledged = readAcks(ackPath).places
    // Some events that were acknowledged, and some that may or may not have come through, are appended again.
    const from = Math.max(0, acknowledged.size - 20)
    // Every other process asks a witness, which may be down; the others publish at once.
    const asks = kill % 2 === 1
    const told: Work = { folders, ackPath, from, rounds: 12, ...(asks ? { witnessPath } : {}) }
    writeFileSync(workPath, JSON.stringify(told))
    // How long the work takes depends on what else the machine does: measured again now and then.
    const isTiming = kill % 10 === 0
    const run = await runChild(script, [workPath], isTiming ? undefined : whole * (0.1 + 0.9 * random()))
    if (isTiming) whole = run.ms
    if (run.wasKilled) struck++
    heads.collect()
    problems.push(...check(folders, readAcks(ackPath)).map((problem) => `kill ${kill}: ${problem}`))
  }
  const { writer } = await openLedger(folders)
  await writer.close()
  const { places, replayed, doubts } = readAcks(ackPath)
  problems.push(...doubts, ...checkPublished(folders, places), ...heads.findForks())
  problems.push(...(await askLast(folders, witnessPath)))
  return { kills, struck, replayed, size: places.size, heads: heads.count, problems }
}

/** The witness finds the last tree to be a continuation of all that it ever cosigned. */
async function askLast(folders: LedgerFolders, witnessPath: string): Promise<readonly string[]> {
  const witness = witnessOf(folders, witnessPath)
  const { writer } = await openLedger(folders, { cosign: witness.cosign })
  await writer.refresh()
  await writer.close()
  return writer.publication?.kind === 'published' ? witness.alarms : ['the last tree was not cosigned']
}

export interface Acks {
  readonly places: ReadonlyMap<number, number>
  readonly replayed: number
  readonly doubts: readonly string[]
}

export function readAcks(path: string): Acks {
  const places = new Map<number, number>()
  const doubts: string[] = []
  let replayed = 0
  // A line that the kill cut off was not acknowledged.
  const lines = existsSync(path) ? readFileSync(path, 'utf8').split('\n').slice(0, -1) : []
  for (const line of lines) {
    const [event = '', place = ''] = line.split(' ')
    if (event === 'replayed') replayed += place === '0' ? 0 : 1
    else {
      const known = places.get(Number(event))
      if (known !== undefined && known !== Number(place))
        doubts.push(`event ${event} moved from ${known} to ${place}`)
      places.set(Number(event), Number(place))
    }
  }
  return { places, replayed, doubts }
}

/** Before anything repairs it: a killed writer's log has no fault, and holds what was acknowledged, published or waiting. */
function check(folders: LedgerFolders, { places }: Acks): readonly string[] {
  const { size, pending, faults } = checkLedgerFolder(folders)
  const problems = faults.map(({ file, code, message }) => `${file}: ${code}: ${message}`)
  const missing = [...places.values()].filter((place) => place >= Number(size) + pending)
  return missing.length === 0 ? problems : [...problems, `${missing.length} acknowledged entries are lost`]
}

export function checkPublished(
  folders: LedgerFolders,
  places: ReadonlyMap<number, number>,
): readonly string[] {
  const problems = [...check(folders, { places, replayed: 0, doubts: [] })]
  const reader = new LedgerReader(folders.dir)
  const { checkpoint } = reader.checkpoint()
  const entries = [...reader.entries(checkpoint, 0n, checkpoint.size)].map((entry) =>
    Buffer.from(entry).toString(),
  )
  if (new Set(entries).size !== entries.length) problems.push('an entry is there twice')
  for (const [event, place] of places) {
    if (entries[place] !== Buffer.from(eventOf(event).entry).toString())
      problems.push(`event ${event} is lost`)
  }
  return problems
}
