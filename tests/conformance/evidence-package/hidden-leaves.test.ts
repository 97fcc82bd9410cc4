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
function revokedDrafts(): readonly Draft[] {
  const second = eventSigner('second')
  return [
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
}

async function revokedLog(): Promise<EvidenceParts> {
  return (await createSample({ drafts: revokedDrafts(), attestations: [] })).parts
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
  expect(limit?.values).toMatchObject({ shown: parts.records.length - 1, size: String(parts.records.length) })
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

/** The bytes of every leaf, in order. */
async function allLeaves(): Promise<readonly Uint8Array[]> {
  const { sealed } = await createSample({ drafts: revokedDrafts(), attestations: [] })
  return sealed.map(({ entry }) => entry)
}

const leaves = await allLeaves()
/** No key is withdrawn in it: this one can be valid. */
const sound = await createSample({ attestations: [] })
const soundLeaves = sound.sealed.map(({ entry }) => entry)

test('with all leaves at hand, a withdrawal that is left out shows', async () => {
  const files = build({ ...parts, leaves })
  const result = await verify(relist(drop(files, last)))
  expect(wordOf(result.verdict)).toBe(`invalid FILE_MISSING keys/${last}.json`)
  const check = result.checks.find(({ id }) => id === 'leaves')
  expect(check).toMatchObject({ outcome: 'failed', code: 'PUBLIC_RECORD_MISSING' })
})

test('a whole list says that all keys are there, and a selection stays one', async () => {
  const files = build({ ...sound.parts, leaves: soundLeaves })
  const result = await verify(files)
  expect(result.verdict.kind).toBe('valid')
  expect(result.checks.find(({ id }) => id === 'leaves')?.outcome).toBe('passed')
  const event = sound.parts.records.find(({ kind }) => kind === 'event')?.index ?? 0n
  const chosen = new Map([...files].filter(([path]) => !path.startsWith(`events/${event}.`)))
  const selection = (await verify(relist(chosen))).limits.find(({ code }) => code === 'SELECTION')
  expect(selection?.values['keys']).toBe('all')
  if (selection === undefined) throw new Error('nothing is said about records that are left out')
  expect(sayLimit(selection, 'en')).toContain('all that were withdrawn, are here')
  expect(sayLimit(selection, 'de')).toContain('auch die zurückgezogenen')
})

test.each([
  ['one leaf less', soundLeaves.slice(0, -1), 'LEAVES_DIFFER'],
  [
    'two leaves changed places',
    [...soundLeaves.slice(1, 2), ...soundLeaves.slice(0, 1), ...soundLeaves.slice(2)],
    'LEAVES_DIFFER',
  ],
  ['a leaf of another log', [...soundLeaves.slice(0, -1), leaves[0] ?? new Uint8Array(1)], 'LEAVES_DIFFER'],
  ['an empty leaf', [new Uint8Array(), ...soundLeaves], 'LEAVES_MALFORMED'],
])('a list with %s is not that of the log', async (_, list, code) => {
  const result = await verify(build({ ...sound.parts, leaves: list }))
  expect(wordOf(result.verdict)).toBe('invalid FILE_CHANGED log/leaves')
  expect(result.checks.find(({ id }) => id === 'leaves')).toMatchObject({ outcome: 'failed', code })
})

test('a list that is cut anywhere, or longer, is refused', async () => {
  const files = build({ ...sound.parts, leaves: soundLeaves })
  const bytes = files.get('log/leaves') ?? new Uint8Array()
  for (const list of [
    bytes.subarray(0, -1),
    bytes.subarray(0, 71),
    Buffer.concat([bytes, bytes.subarray(0, 1)]),
  ]) {
    const result = await verify(relist(new Map(files).set('log/leaves', Uint8Array.from(list))))
    expect(result.verdict.kind).toBe('invalid')
  }
})
