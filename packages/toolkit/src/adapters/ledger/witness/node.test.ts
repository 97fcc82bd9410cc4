/** A witness on a disk that breaks: whatever it answered is on the disk, and after a failure it answers nothing. */
import { expect, test } from 'vitest'
import { createSigningKey, toSigner, toVerifier } from '../../feddb/exchange/ed25519.ts'
import { sha256 } from '../../../base/index.ts'
import {
  createConsistencyProof,
  createVerifierKey,
  formatAddCheckpoint,
  hashLeaf,
  rootOf,
  signCheckpoint,
  type Signer,
} from '../../../translog/index.ts'
import { type FaultKind, MemoryDisk } from '../testing/memory-disk.ts'
import { WitnessNode } from './node.ts'
import type { WitnessPlace } from './state-files.ts'

const origin = 'log.test.example/a'
const log = signerOf(origin, 'ed25519')
const cosigner = signerOf('witness.test.example', 'cosignature')
const honest = Array.from({ length: 12 }, (_, at) => hashLeaf(sha256, Buffer.from(`a ${at}`)))
const forked = honest.map((leaf, at) => (at < 6 ? leaf : hashLeaf(sha256, Buffer.from(`b ${at}`))))

function signerOf(name: string, type: 'ed25519' | 'cosignature'): Signer {
  const made = createSigningKey(name)
  if (!made.ok) throw new Error(made.error.message)
  const key = createVerifierKey(sha256, { name, type, publicKey: made.value.key.publicKey })
  if (!key.ok) throw new Error(key.error.message)
  return toSigner({ key: key.value, seed: made.value.seed })
}

function open(memory: MemoryDisk, assertHeld: () => void = () => undefined): WitnessNode {
  const logs = new Map([[origin, [toVerifier(log.key)]]])
  const place: WitnessPlace = {
    disk: memory.disk,
    dir: '/state',
    logs,
    cosigners: [toVerifier(cosigner.key)],
  }
  const witness = { hash: sha256, logs, signers: [cosigner], afterFork: 'refuse' } as const
  return new WitnessNode({ place, witness, clock: () => 1_795_000_000_000, perMinute: 1000, assertHeld })
}

function bodyOf(leaves: readonly Uint8Array[], oldSize: number, size: number): Uint8Array {
  const root = rootOf(sha256, leaves.slice(0, size))
  const note = signCheckpoint({ origin, size: BigInt(size), root, extensions: [] }, [log])
  const proof =
    oldSize === 0 || oldSize === size
      ? undefined
      : createConsistencyProof(sha256, leaves.slice(0, size), oldSize)
  if (!note.ok || proof?.ok === false) throw new Error('the test log cannot sign')
  return Buffer.from(
    formatAddCheckpoint({ oldSize: BigInt(oldSize), proof: proof?.value ?? [], note: note.value }),
  )
}

/** Grows, is shown a fork at size 7, and goes on; answers by status. */
async function live(node: WitnessNode): Promise<readonly number[]> {
  const statuses: number[] = []
  for (const [leaves, oldSize, size] of [
    [honest, 0, 3],
    [honest, 3, 5],
    [honest, 5, 7],
    [forked, 7, 9],
    [honest, 7, 9],
  ] as const) {
    statuses.push((await node.add(bodyOf(leaves, oldSize, size))).status)
  }
  return statuses
}

const sizes = [3, 5, 7, 7, 9]

test('without faults it grows to the fork, and no further', async () => {
  const memory = new MemoryDisk(['/state'])
  expect(await live(open(memory))).toEqual([200, 200, 200, 422, 422])
  memory.cutPower()
  const again = open(memory).stateOf(origin)
  expect([again?.cosigned?.checkpoint.size, again?.fork === undefined]).toEqual([7n, false])
})

test.each<FaultKind>(['fail', 'lie', 'half'])(
  'each disk operation that goes wrong (%s) leaves what was answered, and a witness that has stopped',
  async (kind) => {
    const count = new MemoryDisk(['/state'])
    count.breakAt(undefined)
    await live(open(count))
    expect(count.steps).toBeGreaterThan(15)
    for (let step = 1; step <= count.steps; step++) {
      for (const crash of ['restart', 'power'] as const) {
        const memory = new MemoryDisk(['/state'])
        memory.breakAt(step, kind)
        const node = open(memory)
        const statuses = await live(node)
        const broken = statuses.indexOf(503)
        expect(broken, `step ${step}`).toBeGreaterThanOrEqual(0)
        expect(statuses.slice(broken).every((status) => status === 503)).toBe(true)
        expect(node.stopped?.code).toBe('DISK_FAILED')
        memory.breakAt(undefined)
        if (crash === 'power') memory.cutPower()
        const answered = Math.max(0, ...sizes.filter((_, at) => statuses[at] === 200))
        const kept = Number(open(memory).stateOf(origin)?.cosigned?.checkpoint.size ?? 0n)
        expect(kept, `step ${step}, ${crash}`).toBeGreaterThanOrEqual(answered)
        // The other history of a size that was answered gets nothing.
        if (answered === 7) expect((await open(memory).add(bodyOf(forked, kept, 7))).status).toBe(422)
      }
    }
  },
)

test('requests that wait together share a write, and each gets what it would have got alone', async () => {
  const memory = new MemoryDisk(['/state'])
  const node = open(memory)
  memory.breakAt(undefined)
  const first = node.add(bodyOf(honest, 0, 1))
  const others = Array.from({ length: 8 }, (_, at) => node.add(bodyOf(honest, at + 1, at + 2)))
  const answers = await Promise.all([first, ...others])
  expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 9 }, () => 200))
  // Two writes of four operations each, not nine.
  expect(memory.steps).toBe(8)
  memory.cutPower()
  expect(open(memory).stateOf(origin)?.cosigned?.checkpoint.size).toBe(9n)
})

test('a lock that was lost is noticed before anything is answered', async () => {
  const memory = new MemoryDisk(['/state'])
  let isHeld = true
  const node = open(memory, () => {
    if (!isHeld) throw new Error('taken over')
  })
  expect((await node.add(bodyOf(honest, 0, 3))).status).toBe(200)
  isHeld = false
  expect((await node.add(bodyOf(honest, 3, 4))).status).toBe(503)
  isHeld = true
  expect((await node.add(bodyOf(honest, 3, 4))).status).toBe(503)
  expect(open(memory).stateOf(origin)?.cosigned?.checkpoint.size).toBe(3n)
})

test('when it is closed, nothing is written behind the back of whoever has the lock next', async () => {
  const memory = new MemoryDisk(['/state'])
  const node = open(memory)
  const answer = node.add(bodyOf(honest, 0, 3))
  await node.close()
  const { steps } = memory
  expect((await answer).status).toBe(200)
  expect((await node.add(bodyOf(honest, 3, 4))).status).toBe(503)
  expect(memory.steps).toBe(steps)
  expect(node.stopped).toBeUndefined()
  expect(open(memory).stateOf(origin)?.cosigned?.checkpoint.size).toBe(3n)
})
