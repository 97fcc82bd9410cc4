/**
 * Three organisations on one machine, each with a log, a witness in a process of its own, and a monitor of all three. They
 * cosign each other; one shows two histories; one goes down.
 */
import type { ChildProcess } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { toVerifier } from '../../packages/toolkit/src/adapters/feddb/exchange/ed25519.ts'
import {
  clearWitnessFork,
  type Cosign,
  createCosigner,
  createLedger,
  createWitness,
  draftPeerCheckpoint,
  fetchKnownCheckpoints,
  type LedgerFolders,
  LedgerError,
  LedgerReader,
  type LedgerWriter,
  monitorLog,
  type MonitorReport,
  openCosignerMemory,
  openLedger,
  readWitnessStatus,
} from '../../packages/toolkit/src/adapters/ledger/index.ts'
import { sha256 } from '../../packages/toolkit/src/base/index.ts'
import { findDraftFault, formatLedgerEntry, type NewEntry } from '../../packages/toolkit/src/ledger/index.ts'
import {
  hashLeaf,
  openCheckpoint,
  openWitnessedCheckpoint,
  parsePolicy,
  parseSplitView,
  parseVerifierKey,
  type Policy,
  verifySplitView,
} from '../../packages/toolkit/src/translog/index.ts'
import { buildWitness, startChild } from '../conformance/ledger/witness-kill-run.ts'

const names = ['one', 'two', 'three'] as const
const folder = mkdtempSync(join(tmpdir(), 'occtet-three-'))
let script = ''

/** One organisation. */
interface Instance {
  readonly name: string
  readonly origin: string
  readonly folders: LedgerFolders
  readonly configPath: string
  readonly witnessKey: string
  readonly known: Set<string>
  logKey: string
  url: string
  child: ChildProcess | undefined
  writer: LedgerWriter | undefined
}

const instances: Instance[] = []

beforeAll(async () => {
  script = await buildWitness(folder)
  const logKeys: string[] = []
  for (const name of names) {
    const { verifierKey } = await createLedger(foldersOf(name), originOf(name))
    logKeys.push(verifierKey)
  }
  for (const [at, name] of names.entries()) {
    const configPath = join(folder, name, 'witness.json')
    const config = {
      format: 'occtet-witness/v1',
      name: `${name}.test.example/witness`,
      key: 'keys/witness.key',
      state: 'witness',
      prefix: '/witness',
      // Of its peers alone.
      logs: logKeys.filter((_, other) => other !== at),
    }
    writeFileSync(configPath, JSON.stringify(config))
    const { verifierKey } = await createWitness(configPath)
    const { child, url } = await startChild(script, configPath)
    instances.push({
      name,
      origin: originOf(name),
      folders: foldersOf(name),
      configPath,
      witnessKey: verifierKey,
      known: new Set(),
      logKey: logKeys[at] ?? '',
      url,
      child,
      writer: undefined,
    })
  }
})

afterAll(async () => {
  for (const instance of instances) {
    await instance.writer?.close().catch(() => undefined)
    await stopWitness(instance)
  }
  rmSync(folder, { recursive: true, force: true })
})

function originOf(name: string): string {
  return `${name}.test.example/log`
}

function foldersOf(name: string): LedgerFolders {
  mkdirSync(join(folder, name), { recursive: true })
  const at = (file: string): string => join(folder, name, file)
  return { dir: at('log'), keyPath: at('keys/log.key'), seenPath: at('keys/log.seen') }
}

/** One text for all: two of the three witnesses, or one. */
function policyOf(quorum: number): Policy {
  const lines = [
    ...instances.map(({ logKey }) => `log ${logKey}`),
    ...instances.map(({ name, witnessKey, url }) => `witness ${name} ${witnessKey} ${url}`),
    `group peers ${quorum} ${names.join(' ')}`,
    'quorum peers',
  ]
  const policy = parsePolicy(sha256, `${lines.join('\n')}\n`)
  if (!policy.ok) throw new Error(policy.error.message)
  return policy.value
}

function keyOf({ witnessKey }: Instance): ReturnType<typeof toVerifier>['key'] {
  const key = parseVerifierKey(sha256, witnessKey)
  if (!key.ok) throw new Error(key.error.message)
  return key.value
}

function cosignerOf(instance: Instance, quorum = 2, memory = 'cosigner.json'): Cosign {
  const path = join(folder, instance.name, memory)
  return createCosigner(policyOf(quorum), openCosignerMemory(path), { own: [keyOf(instance)] })
}

async function openWriter(instance: Instance, quorum = 2): Promise<LedgerWriter> {
  await instance.writer?.close().catch(() => undefined)
  const { known } = await fetchKnownCheckpoints(policyOf(quorum), instance.origin)
  const { writer } = await openLedger(instance.folders, { cosign: cosignerOf(instance, quorum), known })
  instance.writer = writer
  return writer
}

let serial = 0

function entriesOf(instance: Instance, count: number): readonly NewEntry[] {
  return Array.from({ length: count }, () => {
    const id = `event-${serial++}`
    const entry = formatLedgerEntry({ kind: 'event', commitment: Uint8Array.from(sha256(id)) })
    if (!entry.ok) throw new Error(entry.error.message)
    instance.known.add(Buffer.from(hashLeaf(sha256, entry.value)).toString('hex'))
    return { id, entry: entry.value }
  })
}

async function monitor(
  watcher: Instance,
  watched: Instance,
  mirrors: readonly string[] = [],
  quorum = 2,
): Promise<MonitorReport> {
  return await monitorLog({
    policy: policyOf(quorum),
    origin: watched.origin,
    memory: join(folder, watcher.name, 'monitor'),
    sources: { log: watched.folders.dir, mirrors },
    own: [keyOf(watched)],
    ...(watcher === watched ? { knownEvents: watched.known } : {}),
  })
}

async function stopWitness(instance: Instance): Promise<void> {
  const { child } = instance
  if (child === undefined) return
  instance.child = undefined
  const gone = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGKILL')
  await gone
}

async function restartWitness(instance: Instance): Promise<void> {
  const port = Number(new URL(instance.url).port)
  instance.child = (await startChild(script, instance.configPath, port)).child
}

function three(): readonly [Instance, Instance, Instance] {
  const [one, two, rest] = instances
  if (one === undefined || two === undefined || rest === undefined)
    throw new Error('expected three instances')
  return [one, two, rest]
}

const alarmsOf = ({ alarms }: MonitorReport): readonly string[] =>
  alarms.map(({ code, from }) => `${code} ${from}`)

test('all three publish with the cosignatures of both others, and every monitor is content', async () => {
  for (const instance of three()) {
    const writer = await openWriter(instance)
    for (const count of [3, 300]) {
      await writer.append(entriesOf(instance, count))
      await writer.publish()
      expect(writer.publication).toMatchObject({ kind: 'published', quorum: 'met' })
      const states = writer.publication?.witnesses.map(({ name, state }) => `${name} ${state}`)
      expect(states).toEqual(names.map((name) => `${name} ${name === instance.name ? 'failed' : 'cosigned'}`))
    }
    const note = new LedgerReader(instance.folders.dir).checkpoint().note
    const opened = openWitnessedCheckpoint(note, policyOf(2), toVerifier)
    expect(opened.ok && [opened.value.size, opened.value.note.verified.length]).toEqual([303n, 3])
  }
  for (const watcher of three()) {
    for (const watched of three()) {
      const report = await monitor(watcher, watched)
      expect(alarmsOf(report)).toEqual([])
      expect(report.head?.size).toBe('303')
    }
  }
})

test('what each sees of the others is a draft that its own ledger takes', () => {
  for (const { folders, origin } of three()) {
    const { checkpoint } = new LedgerReader(folders.dir).checkpoint()
    const draft = draftPeerCheckpoint(checkpoint)
    const actor = { kind: 'service', who: { name: 'monitor' } } as const
    expect(findDraftFault({ ...draft, actor })).toBeUndefined()
    expect([draft.data.origin, draft.data.size]).toEqual([origin, 303])
  }
})

test('one witness stops: with one of two peers service goes on, and the loss is told', async () => {
  const [one, two, rest] = three()
  await stopWitness(two)
  const writer = await openWriter(one, 1)
  await writer.append(entriesOf(one, 5))
  await writer.publish()
  expect(writer.publication).toMatchObject({ kind: 'published', quorum: 'met' })
  expect(writer.publication?.witnesses.map(({ state }) => state)).toEqual(['failed', 'failed', 'cosigned'])
  expect(writer.publication?.witnesses[1]?.reason).toMatch(/ECONNREFUSED/)
  expect(alarmsOf(await monitor(rest, one, [], 1))).toEqual(['WITNESS_SILENT two'])
  // Where both are wanted, entries stay acknowledged and wait.
  const strict = await openWriter(one, 2)
  const [place] = await strict.append(entriesOf(one, 1))
  await strict.publish()
  expect([place?.index, strict.published.size, strict.publication?.kind]).toEqual([308n, 308n, 'missed'])
  const first = await monitor(one, one)
  const second = await monitor(one, one)
  expect(alarmsOf(first)).toEqual([`QUORUM_MISSED ${one.folders.dir}`, 'WITNESS_SILENT two'])
  expect(alarmsOf(second)).toContain(`QUORUM_MISSED ${one.folders.dir} (pending)`)
  await restartWitness(two)
  await strict.publish()
  expect([strict.published.size, strict.publication?.kind]).toEqual([309n, 'published'])
  expect(alarmsOf(await monitor(one, one))).toEqual([])
})

test('one shows two histories: the others refuse, alarm with proof within one pass, and go on when told to', async () => {
  const [one, two, rest] = three()
  // Key and folder in other hands.
  const stolen = foldersOf('stolen')
  cpSync(join(one.folders.dir, '..'), join(stolen.dir, '..'), { recursive: true })
  rmSync(join(stolen.dir, 'LOCK'), { force: true })
  const writer = one.writer ?? (await openWriter(one))
  await writer.append(entriesOf(one, 20))
  await writer.publish()
  expect(writer.publication?.kind).toBe('published')
  // With witnesses the forger is stopped by the very signature of the log.
  const forged = entriesOf({ ...one, known: new Set() }, 20)
  const cosign = cosignerOf({ ...one, name: 'stolen' })
  const { writer: forger } = await openLedger(stolen, { cosign })
  await forger.append(forged)
  const stopped = await forger.publish().then(
    () => 'published',
    (cause: unknown) => (cause instanceof LedgerError ? cause.code : String(cause)),
  )
  expect(stopped).toBe('FORKED')
  await forger.close().catch(() => undefined)
  for (const peer of [two, rest]) {
    const status = readWitnessStatus(peer.configPath).logs.find(({ origin }) => origin === one.origin)
    expect([status?.state, status?.cosigned?.size]).toEqual(['forked', '329'])
    expect(provenSizes(readFileSync(status?.evidence ?? '', 'utf8'), one)).toEqual([329n, 329n])
  }
  // Without witnesses he can show it to somebody, where a monitor finds it.
  rmSync(join(stolen.dir, 'alarm'), { force: true })
  const { writer: shameless } = await openLedger(stolen)
  await shameless.publish()
  await shameless.close()
  for (const watcher of [one, two, rest]) {
    const report = await monitor(watcher, one, [stolen.dir])
    expect(alarmsOf(report)).toContain(`FORKED ${one.folders.dir}`)
    const forks = report.alarms.filter(({ code }) => code === 'FORKED')
    expect(forks.map(({ evidence = '' }) => provenSizes(readFileSync(evidence, 'utf8'), one))).toEqual([
      [329n, 329n],
    ])
  }
  // The honest log is refused too, until the operators of the witnesses have looked at it.
  await writer.append(entriesOf(one, 1))
  await writer.publish()
  expect(writer.publication?.kind).toBe('missed')
  expect(writer.publication?.witnesses.map(({ claim }) => claim)).toEqual([undefined, 'FORKED', 'FORKED'])
  for (const peer of [two, rest]) {
    await stopWitness(peer)
    expect(await clearWitnessFork(peer.configPath, one.origin)).toBe(true)
    await restartWitness(peer)
  }
  await writer.publish()
  expect([writer.publication?.kind, writer.published.size]).toEqual(['published', 330n])
})

test('an older copy of a log, put back, is not signed on', async () => {
  const [, two] = three()
  const older = foldersOf('older')
  await two.writer?.close()
  cpSync(join(two.folders.dir, '..'), join(older.dir, '..'), { recursive: true })
  const writer = await openWriter(two)
  await writer.append(entriesOf(two, 40))
  await writer.publish()
  expect(writer.publication?.kind).toBe('published')
  const { known } = await fetchKnownCheckpoints(policyOf(2), two.origin)
  const code = await openLedger(older, { known }).then(
    () => 'opened',
    (cause: unknown) => (cause instanceof LedgerError ? cause.code : String(cause)),
  )
  expect(code).toBe('ROLLED_BACK')
})

function provenSizes(text: string, { origin, logKey }: Instance): readonly bigint[] {
  const file = parseSplitView(text)
  const key = parseVerifierKey(sha256, logKey)
  if (!file.ok || !key.ok) throw new Error('the evidence cannot be read')
  const open = (note: string): ReturnType<typeof openCheckpoint> =>
    openCheckpoint(note, origin, [toVerifier(key.value)])
  const proven = verifySplitView(sha256, file.value, open)
  if (!proven.ok) throw new Error(proven.error.message)
  return [proven.value.older.size, proven.value.newer.size]
}
