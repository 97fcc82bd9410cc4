/**
 * Runs a real writer under strace, which kills it at a chosen system call or lets that call fail, and judges what is left:
 * the log opens, the whole check finds nothing, every acknowledged event has its place, and there was never a second head.
 */
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  checkLedgerFolder,
  createLedger,
  LedgerError,
  openLedger,
} from '../../../packages/toolkit/src/adapters/ledger/index.ts'
import { buildChild } from '../../soak/killed-child.ts'
import { Heads } from './heads.ts'
import { checkPublished, readAcks } from './kill-run.ts'
import { eventOf, foldersIn, witnessOf } from './kill-work.ts'
import { appends, origin, type StraceWork } from './strace-work.ts'

/** From the system's packages, where it is allowed; else the tests say that they were skipped. */
const STRACE = 'strace'
/** Everything by which a writer changes the disk, or asks for what it needs to. */
const CALLS = [
  'openat',
  'write',
  'pwrite64',
  'fsync',
  'fdatasync',
  'rename',
  'mkdir',
  'link',
  'unlink',
  'rmdir',
  'close',
] as const
/** KILL: the process ends before the call. Else the call does nothing and fails. */
const FAULTS = ['signal=KILL', 'error=EIO', 'error=ENOSPC'] as const

/** Undefined where system calls can be watched here; else why not. */
export function whyNoStrace(): string | undefined {
  const run = spawnSync(STRACE, ['-qq', '-f', '-o', '/dev/null', '-e', 'trace=openat', 'true'], {
    encoding: 'utf8',
  })
  if (run.error !== undefined) return `strace does not start: ${run.error.message}`
  return run.status === 0 ? undefined : `strace may not trace: ${run.stderr.trim().slice(0, 200)}`
}

export interface Injection {
  readonly call: string
  readonly fault: string
  /** The call with this number fails, counted in each thread from one on. */
  readonly when: number
}

export interface StraceReport {
  readonly runs: number
  /** Runs in which the process did not reach its end. */
  readonly struck: number
  /** By system call, how many moments there are. */
  readonly moments: Readonly<Record<string, number>>
  readonly heads: number
  readonly problems: readonly string[]
}

/** At most `limit` runs, spread evenly over all moments; a moment is one call with one fault. */
export async function runInjections(folder: string, limit: number): Promise<StraceReport> {
  const script = await buildChild(
    folder,
    `import { readFileSync } from 'node:fs'
     import { live } from ${JSON.stringify(fileURLToPath(new URL('./strace-work.ts', import.meta.url)))}
     await live(JSON.parse(readFileSync(process.argv[2], 'utf8')))`,
  )
  const counts = await countCalls(script, join(folder, 'count'))
  const all = Object.entries(counts).flatMap(([call, numbers]) =>
    numbers.flatMap((when) => FAULTS.map((fault): Injection => ({ call, fault, when }))),
  )
  const step = Math.max(1, all.length / limit)
  const chosen = all.filter((_, at) => Math.floor(at / step) !== Math.floor((at - 1) / step))
  const problems: string[] = []
  let struck = 0
  let heads = 0
  let next = 0
  const worker = async (): Promise<void> => {
    for (let at = next++; at < chosen.length; at = next++) {
      const injection = chosen[at]
      if (injection === undefined) break
      const found = await injectOnce(script, join(folder, `run-${at}`), injection)
      if (found.wasStruck) struck++
      heads += found.heads
      const { call, fault, when } = injection
      problems.push(...found.problems.map((problem) => `${call} ${fault} when ${when}: ${problem}`))
    }
  }
  await Promise.all(cpus().slice(0, 4).map(worker))
  const moments = Object.fromEntries(Object.entries(counts).map(([call, { length }]) => [call, length]))
  return { runs: chosen.length, struck, moments, heads, problems }
}

interface Found {
  readonly wasStruck: boolean
  readonly heads: number
  readonly problems: readonly string[]
}

async function injectOnce(script: string, folder: string, injection: Injection): Promise<Found> {
  const { call, fault, when } = injection
  const told = prepare(folder)
  const heads = new Heads(told.folders)
  const end = await trace(script, folder, [
    '-o',
    '/dev/null',
    '-e',
    `trace=${call}`,
    '-e',
    `inject=${call}:${fault}:when=${when}`,
  ])
  heads.collect()
  const problems: string[] = []
  try {
    problems.push(...(await judge(told)), ...heads.findForks())
  } catch (cause) {
    problems.push(cause instanceof LedgerError ? `${cause.code}: ${cause.message}` : String(cause))
  }
  // What went wrong is kept, to be looked at.
  if (problems.length === 0) rmSync(folder, { recursive: true, force: true })
  return { wasStruck: end !== 0, heads: heads.count, problems }
}

/** Without strace: what was left is whole; the same work again ends as if nothing had happened. */
export async function judge({ folders, ackPath, witnessPath }: StraceWork): Promise<readonly string[]> {
  const problems: string[] = []
  const before = readAcks(ackPath)
  const isCreated = existsSync(join(folders.dir, 'ledger.json'))
  if (isCreated) {
    const { faults } = checkLedgerFolder(folders)
    problems.push(...faults.map(({ file, code, message }) => `${file}: ${code}: ${message}`))
  } else {
    if (before.places.size > 0) problems.push('events were acknowledged, and there is no log')
    await createLedger(folders, origin)
  }
  const witness = witnessOf(folders, witnessPath)
  const { writer } = await openLedger(folders, { cosign: witness.cosign })
  const total = appends.reduce((sum, count) => sum + count, 0)
  const places = await writer.append(Array.from({ length: total }, (_, at) => eventOf(at)))
  const now = new Map(places.map(({ index }, at) => [at, Number(index)]))
  for (const [event, place] of before.places) {
    if (now.get(event) !== place) problems.push(`event ${event} moved from ${place} to ${now.get(event)}`)
  }
  await writer.close()
  problems.push(...before.doubts, ...witness.alarms, ...checkPublished(folders, now))
  if (writer.published.size !== BigInt(total)) problems.push(`${writer.published.size} entries, not ${total}`)
  return problems
}

export function prepare(folder: string): StraceWork {
  mkdirSync(folder, { recursive: true })
  const told: StraceWork = {
    folders: foldersIn(folder),
    ackPath: join(folder, 'acknowledged'),
    witnessPath: join(folder, 'witness'),
    markPath: join(folder, 'MARK'),
  }
  writeFileSync(join(folder, 'work.json'), JSON.stringify(told))
  return told
}

/** For each call the numbers at which some thread makes it, on a file of the log, after the program has started. */
async function countCalls(
  script: string,
  folder: string,
): Promise<Readonly<Record<string, readonly number[]>>> {
  prepare(folder)
  const log = join(folder, 'calls')
  // Each descriptor with its path: what a thread writes to wake another one is none of the log's business.
  const end = await trace(script, folder, ['-y', '-o', log, '-e', `trace=${CALLS.join(',')}`])
  if (end !== 0) throw new Error(`the run without a fault ended with ${end}`)
  const numbers = new Map<string, Set<number>>(CALLS.map((call) => [call, new Set()]))
  const counters = new Map<string, number>()
  let hasBegun = false
  for (const line of readFileSync(log, 'utf8').split('\n')) {
    const [, thread = '', call = ''] = /^(\d+) +([a-z0-9_]+)\(/.exec(line) ?? []
    if (line.includes('/MARK"')) hasBegun = true
    const count = (counters.get(`${thread} ${call}`) ?? 0) + 1
    counters.set(`${thread} ${call}`, count)
    if (hasBegun && line.includes(folder)) numbers.get(call)?.add(count)
  }
  return Object.fromEntries([...numbers].map(([call, set]) => [call, [...set].sort((a, b) => a - b)]))
}

/** The exit code; for a signal, none. One thread for files, so that a call has the same number each time. */
function trace(script: string, folder: string, options: readonly string[]): Promise<number | null> {
  return new Promise((resolve, reject) => {
    const program = [process.execPath, script, join(folder, 'work.json')]
    const running = spawn(STRACE, ['-f', '-qq', '--seccomp-bpf', ...options, ...program], {
      stdio: 'ignore',
      env: { ...process.env, UV_THREADPOOL_SIZE: '1' },
    })
    running.on('error', reject)
    running.on('exit', resolve)
  })
}
