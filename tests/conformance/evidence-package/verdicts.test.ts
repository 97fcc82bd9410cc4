/** Packages that were tampered with, one by one, each with the answer that it has to get. */
import { expect, test } from 'vitest'
import { nodePlatform } from '../../../packages/toolkit/src/adapters/evidence-package/index.ts'
import {
  buildEvidencePackage,
  type PackageFiles,
  type PackageResult,
  sayLimit,
  sayTime,
  sayVerdict,
  verifyEvidencePackage,
} from '../../../packages/toolkit/src/evidence-package/index.ts'
import { createSample, policy } from '../../../packages/toolkit/src/evidence-package/testing/sample.ts'
import { DEFAULT_AT, listCases, relist, sampleDocuments, wordOf } from './cases.ts'

const cases = await listCases()

function verify(
  files: PackageFiles,
  given: { readonly policy?: string; readonly logKey?: string; readonly at?: string } = { policy },
): Promise<PackageResult> {
  return verifyEvidencePackage(files, { platform: nodePlatform, at: DEFAULT_AT, ...given })
}

function caseOf(name: string) {
  const found = cases.find((one) => one.name === name)
  if (found === undefined) throw new Error(name)
  return found
}

async function resultOf(name: string): Promise<PackageResult> {
  const { files, given } = caseOf(name)
  return await verify(files, given)
}

test.each(cases.map((one) => [one.name, one] as const))(
  '%s',
  async (_name, { files, given, verdict, says }) => {
    const result = await verify(files, given)
    expect(wordOf(result.verdict)).toBe(verdict)
    const said = sayVerdict(result, 'en')
    if (says !== undefined) expect(said.headline).toContain(says)
    const isVouched =
      result.log?.witnesses.some(({ time, isCompared }) => time !== undefined && isCompared) === true
    expect(said.tone === 'good').toBe(verdict === 'valid' && isVouched)
    const german = sayVerdict(result, 'de')
    expect(german.tone).toBe(said.tone)
    expect(german.headline).not.toBe(said.headline)
  },
)

test('every byte of every file but the README counts, with a new list of files', async () => {
  const good = caseOf('untouched').files
  const missed: string[] = []
  for (const [path, bytes] of good) {
    if (['README.txt', 'manifest.json', 'policy.txt'].includes(path)) continue
    // A place in the middle, and the last letter that is no line feed.
    for (const at of new Set([0, bytes.length >> 1, Math.max(bytes.length - 3, 0)])) {
      const changed = bytes.with(at, (bytes[at] ?? 0) ^ 1)
      const result = await verify(relist(new Map(good).set(path, changed)))
      if (result.verdict.kind === 'valid') missed.push(`${path} ${at}`)
    }
  }
  expect(missed).toEqual([])
})

test('dropping one record alone does not show, and the answer says so', async () => {
  const result = await resultOf('two records chosen')
  expect(result.limits.find(({ code }) => code === 'SELECTION')?.values).toMatchObject({
    shown: 5,
    size: '9',
  })
  const whole = await resultOf('untouched')
  expect(whole.limits.map(({ code }) => code)).toEqual(['TIME_GAP', 'LATER_UNKNOWN', 'CONTENT_TRUE'])
})

test('what is not compared is a limit, and never part of a yes', async () => {
  const nothing = await resultOf('nothing compared')
  expect(nothing.limits.map(({ code }) => code)).toEqual(
    expect.arrayContaining(['LOG_KEY_NOT_COMPARED', 'WITNESSES_NOT_COMPARED']),
  )
  expect(nothing.anchor).toEqual({ logKey: 'package', witnesses: 'package' })
  const key = await resultOf('key compared')
  expect(key.anchor).toEqual({ logKey: 'compared', witnesses: 'package' })
  expect(key.checks.find(({ id }) => id === 'witnesses')).toMatchObject({
    outcome: 'open',
    code: 'WITNESSES_NOT_COMPARED',
  })
  expect(key.records.every(({ notAfter }) => notAfter?.isCompared === false)).toBe(true)
})

test('one broken record leaves the others proven, and names what is shown', async () => {
  const { verdict, records } = await resultOf('a decision turned round')
  expect(verdict.kind).toBe('invalid')
  expect(records.filter(({ state }) => state === 'proven').map(({ index }) => index)).toEqual([
    '0',
    '1',
    '2',
    '3',
    '4',
    '6',
    '7',
    '8',
  ])
  expect(sayVerdict(await resultOf('a decision turned round'), 'en').still).toBe(
    'Still shown to hold: 8 of 9 records. Only the marked ones do not.',
  )
})

test('times: not later than the quorum, not before an older state', async () => {
  const { records } = await resultOf('untouched')
  const [three, four] = [records[3], records[4]]
  expect(three?.notAfter).toMatchObject({
    time: '2026-11-03T08:06:00.000Z',
    source: 'witness',
    isCompared: true,
  })
  expect(three?.notBefore).toBeUndefined()
  expect(four?.notBefore?.time).toBe('2026-11-03T08:06:00.000Z')
  expect(four && sayTime(four, 'en')).toBe(
    'In the log not later than 4 Nov 2026, 10:06 UTC (north.example/witness, south.example/witness). Not yet in it on 3 Nov 2026, 08:06 UTC.',
  )
})

test('a record that names a time when others saw the log without it is marked', async () => {
  const { records, limits } = await resultOf('written down later than it says')
  expect(records.at(-1)?.writtenLate).toBeGreaterThan(3600)
  const late = limits.find(({ code }) => code === 'WRITTEN_LATE')
  expect(late?.values['records']).toContain('9')
  expect(late && sayLimit(late, 'en')).toContain('others saw the log without it')
})

test('erased content: its fingerprint remains, and the record that tells of it is named', async () => {
  const { records } = await resultOf('content erased on request')
  expect(records[4]).toMatchObject({ kind: 'closed', state: 'proven', erasedBy: '9' })
  expect(records[4]?.content).toBeUndefined()
  const kept = await resultOf('names kept back, one record closed')
  expect(kept.records[4]).toMatchObject({ kind: 'closed', state: 'proven' })
  expect(kept.records[4]?.erasedBy).toBeUndefined()
  expect(kept.records[5]?.content?.withheld).toBe(1)
  expect(kept.records[5]?.content?.sentence.en).toContain('Somebody (not named here)')
  expect(JSON.stringify(kept)).not.toContain('@webshop.example')
})

test('the broken history of keys is named where it breaks', async () => {
  const { records } = await resultOf('the records of keys left out')
  expect(records[0]?.checks).toMatchObject([
    { id: 'inclusion', outcome: 'passed' },
    { outcome: 'failed', code: 'HISTORY_START_INVALID' },
  ])
})

test('documents of the reader are a part of the question', async () => {
  const { files } = caseOf('a document left out')
  const name = 'mine.html'
  const ask = (bytes: Uint8Array) =>
    verifyEvidencePackage(files, {
      platform: nodePlatform,
      at: DEFAULT_AT,
      policy,
      artefacts: [{ name, bytes }],
    })
  const right = await ask(sampleDocuments.technical)
  expect([wordOf(right.verdict), right.documents.find((one) => one.name === name)?.state]).toEqual([
    'valid',
    'recorded',
  ])
  expect(right.documents.some(({ state }) => state === 'absent')).toBe(false)
  const wrong = await ask(new Uint8Array([1]))
  expect(wordOf(wrong.verdict)).toBe('invalid DOCUMENT_NOT_RECORDED mine.html')
})

test('a check that stops is "could not be checked", never a yes', async () => {
  const { files } = caseOf('untouched')
  let calls = 0
  const verifyEvent = (...question: Parameters<typeof nodePlatform.verifyEvent>) => {
    calls++
    // The history of keys asks first, twice for each of two leaves.
    if (calls > 8) throw new Error('out of order')
    return nodePlatform.verifyEvent(...question)
  }
  const platform = { ...nodePlatform, verifyEvent }
  const result = await verifyEvidencePackage(files, { platform, at: DEFAULT_AT, policy })
  expect(result.records.some(({ state }) => state === 'not-checked')).toBe(true)
  expect(wordOf(result.verdict)).not.toBe('valid')
  expect(sayVerdict(result, 'en').tone).not.toBe('good')
})

test('the same parts give the same bytes, in whatever order they come', async () => {
  const { parts } = await createSample()
  const turned = { ...parts, records: parts.records.toReversed(), artefacts: parts.artefacts.toReversed() }
  const [a, b] = [buildEvidencePackage(parts), buildEvidencePackage(turned)]
  if (!a.ok || !b.ok) throw new Error('not built')
  expect([...a.value].map(([path, bytes]) => [path, Buffer.from(bytes).toString('hex')])).toEqual(
    [...b.value].map(([path, bytes]) => [path, Buffer.from(bytes).toString('hex')]),
  )
})

test.each([
  [
    'PART_TWICE',
    {
      artefacts: [
        { name: 'a', bytes: new Uint8Array() },
        { name: 'A', bytes: new Uint8Array() },
      ],
    },
  ],
  ['PART_NAME_INVALID', { artefacts: [{ name: '../a', bytes: new Uint8Array() }] }],
  ['PART_NAME_INVALID', { artefacts: [{ name: 'ä.pdf', bytes: new Uint8Array() }] }],
  ['PART_TOO_LARGE', { artefacts: [{ name: 'a', bytes: new Uint8Array(64 * 1024 * 1024 + 1) }] }],
  ['PAGE_INVALID', { page: '<html></html>' }],
] as const)('parts that make no package: %s', async (code, change) => {
  const { parts } = await createSample()
  const built = buildEvidencePackage({ ...parts, ...change })
  expect(built.ok ? 'ok' : built.error.code).toBe(code)
})
