/** The shared ledger vectors through the writer itself: entries, commitments, the log of 600 entries. */
import { expect, test } from 'vitest'
import { checkLedger } from '../../../packages/toolkit/src/adapters/ledger/fsck.ts'
import { toSigner } from '../../../packages/toolkit/src/adapters/feddb/exchange/ed25519.ts'
import { createStore } from '../../../packages/toolkit/src/adapters/ledger/create.ts'
import { openWriter } from '../../../packages/toolkit/src/adapters/ledger/open.ts'
import { createMemory, toParts } from '../../../packages/toolkit/src/adapters/ledger/testing/logs.ts'
import { sha256, sha256Hex } from '../../../packages/toolkit/src/base/index.ts'
import {
  createCommitment,
  formatLedgerEntry,
  formatOpening,
  parseLedgerEntry,
  verifyOpening,
} from '../../../packages/toolkit/src/ledger/index.ts'
import { hashLeaf, parseVerifierKey } from '../../../packages/toolkit/src/translog/index.ts'
import { describeShared } from '../../shared.ts'
import { fromBase64, fromHex, readVectors, toBase64 } from '../translog/signatures.ts'

interface EventRow {
  readonly id: string
  readonly payload: string
  readonly envelope: {
    readonly payload: string
    readonly payloadType: string
    readonly signatures: readonly { keyid: string; sig: string }[]
  }
  readonly opening: string
  readonly salt: string
  readonly commitment: string
  readonly entry: string
  readonly leafHash: string
}

interface OwnLog {
  readonly _meta: { readonly verifierKey: string; readonly seedHex: string; readonly checkpoint: string }
  readonly resources: Readonly<Record<string, { readonly sha256: string; readonly length: number }>>
  readonly cases: readonly { readonly id: string; readonly expect: string; readonly tamper: Tamper | null }[]
}

interface Tamper {
  readonly path: string
  readonly xorOffset?: number
  readonly xorValue?: number
  readonly truncateTo?: number
  readonly delete?: boolean
  readonly alsoRecompute?: readonly string[]
}

describeShared('entries and commitments', () => {
  const rows = readVectors<{ readonly cases: readonly EventRow[] }>('ledger-event').cases
  // What these three break is the commitment itself; the others break the event behind it.
  const refused = [
    'sbom.generated-wrong-salt',
    'sbom.generated-short-salt',
    'sbom.generated-opening-reordered',
  ]

  test('each entry is read, written and hashed as in the vectors', () => {
    expect(rows.length).toBe(12)
    const wrong = rows.filter(({ entry, commitment, leafHash }) => {
      const bytes = Buffer.from(entry)
      const parsed = parseLedgerEntry(bytes)
      const written = parsed.ok ? formatLedgerEntry(parsed.value) : parsed
      return (
        !parsed.ok ||
        parsed.value.kind !== 'event' ||
        toBase64(parsed.value.commitment) !== commitment ||
        !written.ok ||
        Buffer.compare(written.value, bytes) !== 0 ||
        toBase64(hashLeaf(sha256, bytes)) !== leafHash
      )
    })
    expect(wrong.map(({ id }) => id)).toEqual([])
  })

  test('a commitment opens with its own salt and opening alone', () => {
    const opened = rows.filter(
      ({ commitment, salt, opening }) =>
        verifyOpening(fromBase64(commitment), { salt: fromBase64(salt), opening: Buffer.from(opening) }).ok,
    )
    expect(rows.filter((row) => !opened.includes(row)).map(({ id }) => id)).toEqual(refused)
    const valid = rows.filter(({ id }) =>
      ['sbom.generated', 'vuln.triaged', 'notification.submitted'].includes(id),
    )
    const wrong = valid.filter(({ payload, envelope, opening, salt, commitment }) => {
      const { payloadType, signatures } = envelope
      const made = formatOpening({ payload: Buffer.from(payload), payloadType, signatures })
      const own = createCommitment(fromBase64(salt), made)
      return Buffer.from(made).toString() !== opening || !own.ok || toBase64(own.value) !== commitment
    })
    expect(valid.length).toBe(3)
    expect(wrong.map(({ id }) => id)).toEqual([])
  })
})

describeShared('the log of 600 entries', () => {
  const { _meta, resources, cases } = readVectors<OwnLog>('tlog-own')

  async function writeOwn(batch: number): Promise<ReturnType<typeof createMemory>> {
    const log = createMemory()
    const key = parseVerifierKey(sha256, _meta.verifierKey)
    if (!key.ok) throw new Error(key.error.message)
    const parts = {
      ...toParts(log.place),
      signer: toSigner({ key: key.value, seed: fromHex(_meta.seedHex) }),
    }
    await createStore(parts)
    const { writer } = await openWriter(parts, () => undefined)
    const events = Array.from({ length: 600 }, (_, at) => {
      const entry = formatLedgerEntry({
        kind: 'event',
        commitment: Uint8Array.from(sha256(`shared entry ${at}`)),
      })
      return { id: `event-${at}`, entry: entry.ok ? entry.value : new Uint8Array() }
    })
    for (let from = 0; from < 600; from += batch) {
      await writer.append(events.slice(from, from + batch))
      await writer.publish()
    }
    await writer.close()
    return log
  }

  test.each([600, 256, 41])(
    'appended in batches of %i it has the files and the checkpoint of the vectors',
    async (batch) => {
      const files = (await writeOwn(batch)).memory.files('/log')
      const wrong = Object.entries(resources).filter(([path, { sha256: digest, length }]) => {
        const bytes = files.get(`/log/${path}`)
        return bytes?.length !== length || sha256Hex(bytes) !== digest
      })
      expect(wrong.map(([path]) => path)).toEqual([])
      expect(Buffer.from(files.get('/log/checkpoint') ?? []).toString()).toBe(_meta.checkpoint)
    },
  )

  test('the whole check accepts it and finds each tampering', async () => {
    const mismatches: string[] = []
    for (const { id, tamper, expect: expected } of cases) {
      const log = await writeOwn(600)
      if (tamper !== null) tamperWith(log.memory, tamper)
      if ((checkLedger(log.place).faults.length === 0) !== (expected === 'accept')) mismatches.push(id)
    }
    expect(cases.length).toBe(7)
    expect(mismatches).toEqual([])
  })
})

function tamperWith(memory: ReturnType<typeof createMemory>['memory'], tamper: Tamper): void {
  const { path, xorOffset, xorValue = 0, truncateTo } = tamper
  memory.overwrite(`/log/${path}`, (bytes) => {
    if (tamper.delete === true) return undefined
    if (xorOffset !== undefined) bytes[xorOffset] = (bytes[xorOffset] ?? 0) ^ xorValue
    return bytes.slice(0, truncateTo)
  })
  for (const tile of tamper.alsoRecompute ?? []) {
    const bundle = memory.files('/log').get(`/log/${path}`) ?? new Uint8Array()
    const hashes: Uint8Array[] = []
    for (let at = 0; at < bundle.length; ) {
      const end = at + 2 + (bundle[at] ?? 0) * 256 + (bundle[at + 1] ?? 0)
      hashes.push(hashLeaf(sha256, bundle.slice(at + 2, end)))
      at = end
    }
    memory.put(`/log/${tile}`, Buffer.concat(hashes))
  }
}
