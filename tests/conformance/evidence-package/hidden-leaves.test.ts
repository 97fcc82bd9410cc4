/** A maker who hides a leaf: what a package must not make look whole (issue 6). */
import { expect, test } from 'vitest'
import { nodePlatform } from '../../../packages/toolkit/src/adapters/evidence-package/index.ts'
import { formatBase64 } from '../../../packages/toolkit/src/translog/index.ts'
import {
  buildEvidencePackage,
  type EvidenceParts,
  type PackageFiles,
  type PackageResult,
  sayLimit,
  verifyEvidencePackage,
} from '../../../packages/toolkit/src/evidence-package/index.ts'
import { formatClosedFile } from '../../../packages/toolkit/src/evidence-package/record-file.ts'
import {
  createSample,
  type Draft,
  drafts,
  eventSigner,
  keyData,
  policy,
} from '../../../packages/toolkit/src/evidence-package/testing/sample.ts'
import { DEFAULT_AT, relist, wordOf } from './cases.ts'

const later = {
  time: '2026-11-04T08:00:00.000Z',
  actor: { kind: 'user', who: { name: 'Key keeper' } },
} as const

/** The key of all records is in other hands since before the first of them: nothing that it signed counts. */
async function revokedLog(): Promise<EvidenceParts> {
  const second = eventSigner('second')
  const rows: readonly Draft[] = [
    ...drafts(),
    {
      ...later,
      type: 'key.rotated',
      data: {
        ...keyData('event', 'second'),
        replaces: eventSigner('event').keyid,
        reason: 'stolen',
      },
      signers: [eventSigner('event'), second],
    },
    {
      ...later,
      type: 'key.revoked',
      data: {
        purpose: 'event',
        keyid: eventSigner('event').keyid,
        reason: 'stolen',
        compromisedSince: '2026-11-01T00:00:00.000Z',
      },
      signers: [second],
    },
  ]
  return (await createSample({ drafts: rows, attestations: [] })).parts
}

function build(parts: EvidenceParts): Map<string, Uint8Array> {
  const files = buildEvidencePackage(parts)
  if (!files.ok) throw new Error(files.error.message)
  return new Map(files.value)
}

function verify(files: PackageFiles): Promise<PackageResult> {
  return verifyEvidencePackage(files, { platform: nodePlatform, at: DEFAULT_AT, policy })
}

/** The leaf that shows itself, handed over as one whose content is gone. */
function close(files: Map<string, Uint8Array>, index: bigint): Map<string, Uint8Array> {
  const [entry, proof] = [files.get(`keys/${index}.json`), files.get(`keys/${index}.tlog-proof`)]
  if (entry === undefined || proof === undefined) throw new Error(`no public leaf ${index}`)
  return new Map(files)
    .set(`events/${index}.json`, Buffer.from(formatClosedFile(entry)))
    .set(`events/${index}.tlog-proof`, proof)
}

function drop(files: Map<string, Uint8Array>, index: bigint): Map<string, Uint8Array> {
  return new Map([...files].filter(([path]) => !path.startsWith(`keys/${index}.`)))
}

const parts = await revokedLog()
const whole = build(parts)
const last = BigInt(parts.records.length - 1)

test('the whole package is refused: its key was withdrawn', async () => {
  expect(wordOf((await verify(whole)).verdict)).toBe('invalid RECORD_BROKEN 0')
})

test('a withdrawal cannot be handed over as a record without content', async () => {
  const result = await verify(relist(drop(close(whole, last), last)))
  expect(wordOf(result.verdict)).toBe(`invalid RECORD_BROKEN ${last}`)
  expect(result.records.at(-1)?.checks[0]?.code).toBe('ENTRY_MALFORMED')
})

test('a record that is shown twice does not stand for one that is not shown', async () => {
  const result = await verify(relist(drop(close(whole, 0n), last)))
  expect(result.verdict.kind).toBe('invalid')
  const limit = result.limits.find(({ code }) => code === 'SELECTION')
  expect(limit?.values).toEqual({ shown: parts.records.length - 1, size: String(parts.records.length) })
})

test('a withdrawal that is left out does not show, and the answer says so', async () => {
  const result = await verify(relist(drop(whole, last)))
  const limit = result.limits.find(({ code }) => code === 'SELECTION')
  if (limit === undefined) throw new Error('nothing is said about records that are left out')
  expect(sayLimit(limit, 'en')).toContain('nor that a key was withdrawn')
  expect(sayLimit(limit, 'de')).toContain('Schlüssel zurückgezogen')
})

test('what is closed is a commitment, whatever base64 is written for it', async () => {
  const index = parts.records.find(({ kind }) => kind === 'event')?.index ?? 0n
  const files = new Map(whole).set(
    `events/${index}.json`,
    Buffer.from(`${JSON.stringify({ entry: formatBase64(Buffer.from('{"k":"event"}')) })}\n`),
  )
  const result = await verify(relist(files))
  expect(result.records.find((row) => row.index === String(index))?.state).toBe('broken')
})
