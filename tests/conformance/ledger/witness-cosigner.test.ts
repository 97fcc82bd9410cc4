/** A log that asks witnesses, good ones and every kind of bad one. */
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { LedgerError } from '../../../packages/toolkit/src/adapters/ledger/errors.ts'
import { createCosigner } from '../../../packages/toolkit/src/adapters/ledger/witness/cosigner.ts'
import {
  type CosignerMemory,
  createCosignerMemory,
  openCosignerMemory,
} from '../../../packages/toolkit/src/adapters/ledger/witness/memory.ts'
import { fetchKnownCheckpoints } from '../../../packages/toolkit/src/adapters/ledger/witness/known-checkpoints.ts'
import type { Cosigned } from '../../../packages/toolkit/src/adapters/ledger/witness/port.ts'
import {
  createWitness,
  type RunningWitness,
  startWitness,
} from '../../../packages/toolkit/src/adapters/ledger/witness/start.ts'
import { sha256 } from '../../../packages/toolkit/src/base/index.ts'
import {
  formatTilePath,
  formatVerifierKey,
  growTree,
  openWitnessedCheckpoint,
  parsePolicy,
  parseVerifierKey,
  type Policy,
  rootOf,
  type TiledTree,
} from '../../../packages/toolkit/src/translog/index.ts'
import { toVerifier } from '../translog/signatures.ts'
import { createTestLog, createTestWitness, leavesOf, type TestLog } from './witness-logs.ts'

const folder = mkdtempSync(join(tmpdir(), 'occtet-cosigner-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const witnesses: RunningWitness[] = []
const servers: Server[] = []
afterEach(async () => {
  for (const witness of witnesses.splice(0)) await witness.stop()
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

const origin = 'log.test.example/a'
const log = createTestLog(origin, leavesOf('a', 600))
const twin = createTestLog(origin, [...leavesOf('a', 20), ...leavesOf('b', 580)])
const vkey = formatVerifierKey(log.verifier.key)

interface Peer {
  readonly name: string
  readonly vkey: string
  readonly url: string | undefined
}

let made = 0

async function startPeer(name: string): Promise<Peer & { readonly witness: RunningWitness }> {
  const dir = join(folder, String(made++))
  mkdirSync(dir)
  const configPath = join(dir, 'config.json')
  const config = {
    format: 'occtet-witness/v1',
    name: `${name}.test.example`,
    key: 'key',
    state: 'state',
    logs: [vkey],
  }
  writeFileSync(configPath, JSON.stringify(config))
  await createWitness(configPath)
  const witness = await startWitness({ configPath })
  witnesses.push(witness)
  return { name, vkey: witness.verifierKey, url: witness.url, witness }
}

/** A witness whose key nobody uses and whose server does what it likes. */
async function startFake(name: string, listener: RequestListener): Promise<Peer> {
  const server = createServer(listener)
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { name, vkey: fakeKey(name), url: `http://127.0.0.1:${port}` }
}

function fakeKey(name: string): string {
  const [cosigner] = createTestWitness(`${name}.test.example`, []).cosigners
  return cosigner === undefined ? '' : formatVerifierKey(cosigner.key)
}

function policyOf(peers: readonly Peer[], quorum: string): Policy {
  const lines = [
    `log ${vkey}`,
    ...peers.map((peer) => `witness ${peer.name} ${peer.vkey} ${peer.url ?? ''}`.trim()),
    ...(quorum === 'none' ? [] : [`group all-peers ${quorum} ${peers.map(({ name }) => name).join(' ')}`]),
    `quorum ${quorum === 'none' ? 'none' : 'all-peers'}`,
  ]
  const policy = parsePolicy(sha256, `${lines.join('\n')}\n`)
  if (!policy.ok) throw new Error(policy.error.message)
  return policy.value
}

function treeOf({ leaves }: TestLog, size: number): TiledTree {
  const files = new Map<string, Uint8Array>()
  const head = { size: 0n, root: rootOf(sha256, []), read: () => undefined }
  const growth = growTree(sha256, head, leaves.slice(0, size))
  if (!growth.ok) throw new Error(growth.error.message)
  for (const { tile, bytes } of growth.value.tiles) files.set(formatTilePath(tile), bytes)
  return { size: BigInt(size), read: (tile) => files.get(formatTilePath(tile)) }
}

async function cosign(
  policy: Policy,
  from: TestLog,
  size: number,
  more: { memory?: CosignerMemory; note?: string; timeout?: number; treeSize?: number } = {},
): Promise<Cosigned> {
  const asked = createCosigner(policy, more.memory ?? createCosignerMemory(), {
    timeout: more.timeout ?? 1000,
  })
  const root = rootOf(sha256, from.leaves.slice(0, size))
  const note = more.note ?? from.sign(size)
  return await asked({ note, size: BigInt(size), root }, treeOf(from, more.treeSize ?? size))
}

const codeOf = async (work: Promise<unknown>): Promise<string> =>
  await work.then(
    () => 'none',
    (cause: unknown) => (cause instanceof LedgerError ? cause.code : String(cause)),
  )

const statesOf = ({ witnesses: answers }: Cosigned): readonly string[] =>
  answers.map(({ name, state }) => `${name} ${state}`)

describe('asking good witnesses', () => {
  test('all are asked at once, and the note meets the policy', async () => {
    const peers = [await startPeer('one'), await startPeer('two'), await startPeer('three')]
    const policy = policyOf(peers, '2')
    const memory = createCosignerMemory()
    for (const size of [1, 2, 255, 256, 257, 600]) {
      const cosigned = await cosign(policy, log, size, { memory })
      expect(cosigned.quorum).toBe('met')
      expect(statesOf(cosigned)).toEqual(['one cosigned', 'two cosigned', 'three cosigned'])
      expect(cosigned.alarms).toEqual([])
      const opened = openWitnessedCheckpoint(cosigned.note, policy, toVerifier)
      expect(opened.ok && [opened.value.size, opened.value.note.verified.length]).toEqual([BigInt(size), 4])
    }
  })

  test('one that is down costs the quorum nothing, and is named; below the quorum nothing is met', async () => {
    const [one, two, three] = [await startPeer('one'), await startPeer('two'), await startPeer('three')]
    await three.witness.stop()
    witnesses.pop()
    const policy = policyOf([one, two, three], '2')
    const cosigned = await cosign(policy, log, 10)
    expect([cosigned.quorum, ...statesOf(cosigned)]).toEqual([
      'met',
      'one cosigned',
      'two cosigned',
      'three failed',
    ])
    expect(cosigned.witnesses[2]?.reason).toMatch(/ECONNREFUSED/)
    const missed = await cosign(policyOf([one, two, three], 'all'), log, 10)
    expect([missed.quorum, ...statesOf(missed)]).toEqual([
      'missed',
      'one cosigned',
      'two cosigned',
      'three failed',
    ])
    expect(openWitnessedCheckpoint(missed.note, policyOf([one, two, three], 'all'), toVerifier).ok).toBe(
      false,
    )
  })

  test('asked again with the note that missed its quorum, only those are asked that have not answered', async () => {
    const one = await startPeer('one')
    let asked = 0
    const late = await startFake('late', (_request, response) => {
      asked++
      response.writeHead(503).end()
    })
    const policy = policyOf([one, late], 'all')
    const first = await cosign(policy, log, 10)
    expect([first.quorum, asked]).toEqual(['missed', 1])
    await one.witness.stop()
    witnesses.pop()
    const second = await cosign(policy, log, 10, { note: first.note })
    expect(statesOf(second)).toEqual(['one cosigned', 'late failed'])
    expect([second.note, asked]).toEqual([first.note, 2])
  })

  test('"none" is told apart from a quorum that is met, and cosignatures are still collected', async () => {
    const one = await startPeer('one')
    const cosigned = await cosign(policyOf([one], 'none'), log, 10)
    expect([cosigned.quorum, ...statesOf(cosigned)]).toEqual(['none', 'one cosigned'])
    const alone = await cosign(policyOf([], 'none'), log, 10)
    expect([alone.quorum, alone.witnesses, alone.note]).toEqual(['none', [], log.sign(10)])
  })

  test('the witness of this instance is not asked and never counts', async () => {
    const [one, own] = [await startPeer('one'), await startPeer('own')]
    const key = parseVerifierKey(sha256, own.vkey)
    if (!key.ok) throw new Error(key.error.message)
    const policy = policyOf([one, own], '2')
    const ask = createCosigner(policy, createCosignerMemory(), { own: [key.value] })
    const root = rootOf(sha256, log.leaves.slice(0, 5))
    const cosigned = await ask({ note: log.sign(5), size: 5n, root }, treeOf(log, 5))
    expect([cosigned.quorum, ...statesOf(cosigned)]).toEqual(['missed', 'one cosigned', 'own failed'])
    expect(cosigned.witnesses[1]?.reason).toMatch(/never counts/)
  })

  test('what it forgot about a witness costs one more question; what it remembers is in a file', async () => {
    const one = await startPeer('one')
    const policy = policyOf([one], 'all')
    const path = join(folder, 'memory', 'cosigner.json')
    expect((await cosign(policy, log, 100, { memory: openCosignerMemory(path) })).quorum).toBe('met')
    const key = policy.witnesses[0]?.key
    if (key === undefined) throw new Error('no witness')
    expect(openCosignerMemory(path).sizeOf(origin, key)).toBe(100n)
    expect((await cosign(policy, log, 300, { memory: createCosignerMemory() })).quorum).toBe('met')
    for (const damage of [
      '',
      '{',
      '{"format":"occtet-cosigner-memory/v1","sizes":{"x":-1}}',
      '[]',
      readFileSync(path, 'utf8').replace('100', '900'),
    ]) {
      writeFileSync(path, damage)
      expect((await cosign(policy, log, 400, { memory: openCosignerMemory(path) })).quorum).toBe('met')
    }
  })

  test('a policy that does not know the log, or its key, is a mistake of our own', async () => {
    const other = createTestLog('log.test.example/b', leavesOf('a', 10))
    const failed = async (from: TestLog): Promise<string> =>
      await codeOf(cosign(policyOf([], 'none'), from, 5))
    expect(await failed(other)).toBe('POLICY_UNFIT')
    expect(await failed({ ...log, sign: (size) => log.sign(size).replace(/.{4}(.{8}\n)$/, 'AAAA$1') })).toBe(
      'POLICY_UNFIT',
    )
  })
})

describe('what a witness knows against us', () => {
  test('an older copy of the log that grows again is stopped by its own signature', async () => {
    const one = await startPeer('one')
    const policy = policyOf([one], 'all')
    const memory = createCosignerMemory()
    expect((await cosign(policy, log, 300, { memory })).quorum).toBe('met')
    const restored = await cosign(policy, log, 250, { memory })
    expect([restored.quorum, restored.witnesses[0]?.claim]).toEqual(['missed', 'ROLLED_BACK'])
    expect(restored.alarms).toMatchObject([{ code: 'ROLLED_BACK', witness: 'one' }])
    expect(restored.alarms?.[0]?.note.startsWith(`${origin}\n300\n`)).toBe(true)
  })

  test('a late round of a log that has moved on is no rollback', async () => {
    const one = await startPeer('one')
    const policy = policyOf([one], 'all')
    await cosign(policy, log, 300)
    const late = await cosign(policy, log, 250, { treeSize: 300 })
    expect([late.quorum, late.alarms, late.witnesses[0]?.claim]).toEqual(['missed', [], undefined])
  })

  test.each([40, 60, 64])('another history from size %i on is stopped by its own signature', async (size) => {
    const one = await startPeer('one')
    const policy = policyOf([one], 'all')
    const memory = createCosignerMemory()
    expect((await cosign(policy, log, size, { memory })).quorum).toBe('met')
    for (const grown of [size, size + 1, size + 100]) {
      const forked = await cosign(policy, twin, grown, { memory })
      expect([forked.quorum, forked.witnesses[0]?.claim]).toEqual(['missed', 'FORKED'])
      expect(forked.alarms).toMatchObject([{ code: 'FORKED', witness: 'one' }])
    }
  })
})

describe('what witnesses remember', () => {
  test('is fetched before an older copy is signed on; who is silent is named', async () => {
    const [one, two] = [await startPeer('one'), await startPeer('two')]
    const liar = await startFake('liar', (_request, response) => {
      response.writeHead(200).end(createTestLog('log.test.example/other', []).sign(0))
    })
    const policy = policyOf([one, two, liar, { name: 'mute', vkey: fakeKey('mute'), url: undefined }], 'any')
    await cosign(policyOf([one], 'all'), log, 300)
    const { known, silent } = await fetchKnownCheckpoints(policy, origin)
    expect(known.map(({ from, note }) => [from, note.split('\n')[1]])).toEqual([['one', '300']])
    expect(silent.map(({ from }) => from)).toEqual(['two', 'liar', 'mute'])
    expect(await codeOf(fetchKnownCheckpoints(policy, 'log.test.example/b'))).toBe('POLICY_UNFIT')
  })
})

describe('bad witnesses stop nobody', () => {
  const good = createTestWitness('fake.test.example', [log.verifier])
  const bad: readonly (readonly [string, RequestListener, RegExp])[] = [
    ['nothing at all', () => undefined, /within 300 ms/],
    [
      'a byte now and then',
      (_request, response) => {
        response.writeHead(200)
        const timer = setInterval(() => response.write('x'), 20)
        response.on('close', () => clearInterval(timer))
      },
      /within 300 ms/,
    ],
    [
      'more than anybody wants',
      (_request, response) => {
        response.writeHead(200)
        const pour = (): void => {
          while (!response.destroyed && response.write('x'.repeat(8192))) continue
        }
        response.on('drain', pour)
        pour()
      },
      /more than 65536 bytes/,
    ],
    [
      'a lie about its length',
      (_request, response) => {
        response.writeHead(200, { 'content-length': '1000' })
        response.end('short')
      },
      /.+/,
    ],
    [
      'a redirect',
      (_request, response) => {
        response.writeHead(302, { location: 'http://127.0.0.1:1/steal' }).end()
      },
      /^302/,
    ],
    [
      'garbage',
      (_request, response) => void response.writeHead(200).end(Buffer.from([0xff, 0xfe, 0, 10, 10])),
      /without a cosignature/,
    ],
    ['an empty answer', (_request, response) => void response.writeHead(200).end(), /without a cosignature/],
    [
      'lines of strangers',
      (_request, response) => {
        response.writeHead(200).end(`— stranger.example ${Buffer.alloc(76, 3).toString('base64')}\n`)
      },
      /without a cosignature/,
    ],
    [
      'a size that nobody has',
      (_request, response) => void response.writeHead(409).end('9223372036854775807\n'),
      /says that it cosigned size/,
    ],
    [
      'another size each time',
      (() => {
        let size = 0
        return (_request, response) => void response.writeHead(409).end(`${++size}\n`)
      })(),
      /another size each time/,
    ],
    [
      'a conflict without a size',
      (_request, response) => void response.writeHead(409).end(),
      /409 without a size/,
    ],
    [
      'a refusal',
      (_request, response) => void response.writeHead(422).end('forked!\u001b[31m'),
      /^422: forked! \[31m$/,
    ],
    [
      'somebody else’s checkpoint as proof',
      (request, response) => {
        if (request.method === 'POST') response.writeHead(422).end('no')
        else response.writeHead(200).end(createTestLog('log.test.example/other', []).sign(0))
      },
      /^422/,
    ],
    [
      'our own checkpoint as proof',
      (request, response) => {
        if (request.method === 'POST') response.writeHead(422).end('no')
        else response.writeHead(200).end(log.sign(30))
      },
      /^422/,
    ],
    ['a cut connection', (request) => void request.socket.destroy(), /.+/],
  ]

  test.each(bad)('%s', async (_title, listener, reason) => {
    const [one, fake] = [await startPeer('one'), await startFake('fake', listener)]
    const before = performance.now()
    const cosigned = await cosign(policyOf([one, fake], 'any'), log, 50, { timeout: 300 })
    // Three requests at most, each of 300 ms.
    expect(performance.now() - before).toBeLessThan(3000)
    expect([cosigned.quorum, ...statesOf(cosigned)]).toEqual(['met', 'one cosigned', 'fake failed'])
    expect(cosigned.witnesses[1]?.reason).toMatch(reason)
    // A claim is told, but only what our own key signed is an alarm.
    expect(cosigned.alarms).toEqual([])
  })

  test('a cosignature of another checkpoint, or of another key under the same name, does not count', async () => {
    const [signer] = good.witness.signers
    if (signer === undefined) throw new Error('no signer')
    const { decideWitnessRequest, openWitnessRequest, formatAddCheckpoint } = await import(
      '../../../packages/toolkit/src/translog/index.ts'
    )
    const lineFor = (size: number): string => {
      const body = Buffer.from(formatAddCheckpoint({ oldSize: 0n, proof: [], note: log.sign(size) }))
      const request = openWitnessRequest(good.witness, body)
      if (!request.ok) throw new Error(request.error.body)
      const state = { cosigned: undefined, fork: undefined }
      return decideWitnessRequest(good.witness, state, { request: request.value, now: 1n }).answer.body
    }
    const answers = new Map([
      ['wrong', lineFor(49)],
      ['right', lineFor(50)],
    ])
    for (const [kind, line] of answers) {
      const fake = await startFake('fake', (_request, response) => void response.writeHead(200).end(line))
      const peer = { ...fake, vkey: formatVerifierKey(signer.key) }
      const cosigned = await cosign(policyOf([peer], 'all'), log, 50)
      expect(cosigned.quorum).toBe(kind === 'right' ? 'met' : 'missed')
      const impostor = await cosign(policyOf([{ ...fake, vkey: fakeKey('fake') }], 'all'), log, 50)
      expect(impostor.quorum).toBe('missed')
    }
  })
})
