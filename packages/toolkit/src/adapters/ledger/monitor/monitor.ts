/** One pass over a log: what everybody shows of it, whether that is one history, and what has changed (ledger reference, section 1.8). */
import { join } from 'node:path'
import { makeFolders, takeLock } from '../create.ts'
import { nodeDisk } from '../node-disk.ts'
import { raiseAlarms, rememberAlarms } from './alarms.ts'
import { writeEvidence } from './evidence.ts'
import type { Finding } from './histories.ts'
import type { Alarm, MonitorLimits, MonitorOptions, MonitorReport } from './model.ts'
import { type Observations, observe, type Sighting } from './observe.ts'
import {
  compareHistories,
  findAhead,
  findWaiting,
  followLog,
  newestTime,
  type Pass,
  pin,
  recall,
  toObserved,
  toState,
  toTree,
  toWatched,
} from './pass.ts'
import { type MonitorState, readMonitorState, statePath, writeMonitorState } from './state.ts'
import type { TailResult } from './tail.ts'

const defaults: MonitorLimits = { staleHours: 25, graceMinutes: 10, timeout: 10_000 }

/**
 * Costs as much as the log has grown, and a few tiles for each checkpoint that was seen. Throws LedgerError: POLICY_UNFIT,
 * WITNESS_DAMAGED, LEDGER_LOCKED while another pass uses the same memory, DISK_FAILED. Everything else is an alarm.
 */
export async function monitorLog(options: MonitorOptions): Promise<MonitorReport> {
  const { memory, origin } = options
  const limits = { ...defaults, ...options.limits }
  const watched = toWatched(options, limits)
  await makeFolders(nodeDisk, memory)
  const lock = takeLock(memory)
  try {
    const path = statePath(memory, origin)
    const before = readMonitorState(nodeDisk, path)
    const now = (options.clock ?? Date.now)()
    return await runPass({ options, limits, watched, path, before, now })
  } finally {
    lock.release()
  }
}

/** Somebody has looked at the evidence: its files stay, the alarm ends. False where there was none. Throws as `monitorLog`. */
export async function clearMonitorForks(memory: string, origin: string): Promise<boolean> {
  const path = statePath(memory, origin)
  const before = readMonitorState(nodeDisk, path)
  if (before.forks.length === 0) return false
  const lock = takeLock(memory)
  try {
    await writeMonitorState(nodeDisk, path, { ...readMonitorState(nodeDisk, path), forks: [] })
    return true
  } finally {
    lock.release()
  }
}

async function runPass(pass: Pass): Promise<MonitorReport> {
  const { watched } = pass
  const { head, pinned } = recall(pass)
  const observations = await observe(watched)
  const { sightings } = observations
  const log = sightings.find(({ kind }) => kind === 'log')
  const all = [...sightings, ...(head === undefined ? [] : [head]), ...pinned]
  const { findings, ofLog } = await compareHistories(pass, log, all)
  const forks = await keepEvidence(pass, findings)
  const isOneHistory = log !== undefined && (head === undefined || ofLog.has(head))
  const tail = isOneHistory ? await followLog(pass, log) : undefined
  // Tiles that compare well with entries that do not: then the tiles prove nothing.
  const compared = tail === undefined || tail.kind === 'complete' ? ofLog : new Set<Sighting>()
  const state: MonitorState = {
    ...(await toState(pass, log, tail)),
    forks,
    pinned: pin(all, compared, findings),
    cosignedAt: newestTime(pass, sightings, head),
    ahead: findAhead(pass, all, log),
    waiting: findWaiting(sightings, log),
  }
  const alarms = toAlarms(pass, {
    observations,
    state,
    log,
    head,
    findings: [...findings, ...toFindings(pass, tail)],
  })
  await writeMonitorState(nodeDisk, pass.path, { ...state, alarms: rememberAlarms(alarms) })
  const newest = tail?.kind === 'complete' ? log : head
  return { ...toReport(pass, observations, state), head: newest && toTree(newest), alarms }
}

function toReport(
  pass: Pass,
  { sightings, missed }: Observations,
  state: MonitorState,
): Omit<MonitorReport, 'head' | 'alarms'> {
  return {
    origin: pass.options.origin,
    at: new Date(pass.now).toISOString(),
    read: { from: String(pass.before.tail.size), to: String(state.tail.size) },
    observed: sightings.flatMap((each) =>
      each.kind === 'memory' ? [] : [toObserved(pass, each.kind, each)],
    ),
    ignored: missed.filter(({ kind }) => kind === 'seen').map(({ from, message }) => ({ from, message })),
  }
}

/** Names of all evidence files, old and new. */
async function keepEvidence(
  { options, watched, before }: Pass,
  findings: readonly Finding[],
): Promise<readonly string[]> {
  const place = { disk: nodeDisk, dir: options.memory, origin: options.origin, verifiers: watched.verifiers }
  const forks = new Set(before.forks)
  for (const finding of findings) {
    if (finding.kind === 'fork') forks.add(await writeEvidence(place, finding.evidence))
  }
  return [...forks]
}

function toFindings({ watched }: Pass, tail: TailResult | undefined): readonly Finding[] {
  if (tail === undefined || tail.kind === 'complete') return []
  return [{ kind: tail.kind, from: watched.log.address, message: tail.message }]
}

interface PassFacts {
  readonly observations: Observations
  readonly state: MonitorState
  readonly log: Sighting | undefined
  readonly head: Sighting | undefined
  readonly findings: readonly Finding[]
}

function toAlarms(
  { options, limits, watched, before, now }: Pass,
  { observations, state, log, head, findings }: PassFacts,
): readonly Alarm[] {
  return raiseAlarms({
    policy: options.policy,
    own: options.own ?? [],
    limits,
    now,
    address: watched.log.address,
    before,
    after: state,
    log,
    head,
    ...observations,
    findings,
    evidence: state.forks.map((name) => join(options.memory, name)),
  })
}
