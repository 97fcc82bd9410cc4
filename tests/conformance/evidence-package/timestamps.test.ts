/** Time stamps in a package: counted with an authority that the reader trusts, not counted without, and refused where they lie. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { nodePlatform } from '../../../packages/toolkit/src/adapters/evidence-package/index.ts'
import { sha256 } from '../../../packages/toolkit/src/base/index.ts'
import {
  buildEvidencePackage,
  type EvidenceParts,
  type PackageResult,
  sayVerdict,
  type VerifyOptions,
  verifyEvidencePackage,
} from '../../../packages/toolkit/src/evidence-package/index.ts'
import {
  createSample,
  logKey,
  policy,
  type Sample,
} from '../../../packages/toolkit/src/evidence-package/testing/sample.ts'
import { parseNote } from '../../../packages/toolkit/src/translog/index.ts'
import { authority, describeOpenssl, type Holder, stamper, Workshop } from '../timestamps/openssl.ts'
import { response, tstInfo } from '../timestamps/tokens.ts'
import { DEFAULT_AT, wordOf } from './cases.ts'

describeOpenssl('time stamps in an evidence package', () => {
  let shop: Workshop
  let root: Holder
  let other: Holder
  let signer: Holder
  let alone: Sample

  beforeAll(async () => {
    shop = new Workshop()
    root = shop.issue({ name: 'Root', key: 'P-256', extensions: authority })
    other = shop.issue({ name: 'Other', key: 'P-256', extensions: authority })
    signer = shop.issue({ name: 'Stamps', key: 'P-256', issuer: root, extensions: stamper })
    alone = await createSample({ cosigners: [], policy: `log ${logKey}\nquorum none\n`, attestations: [] })
  })
  afterAll(() => shop.close())

  /** `time`: `YYYYMMDDHHMMSSZ`. Over the text of the note, without its signatures. */
  function stamp(note: string, time: string): Uint8Array {
    const parsed = parseNote(note)
    if (!parsed.ok) throw new Error(parsed.error.message)
    return response(shop.sign(tstInfo({ digest: sha256(parsed.value.text), time }), signer))
  }

  async function ask(
    change: Partial<EvidenceParts>,
    options: Partial<VerifyOptions> = {},
  ): Promise<PackageResult> {
    const files = buildEvidencePackage({ ...alone.parts, ...change })
    if (!files.ok) throw new Error(files.error.message)
    return await verifyEvidencePackage(files.value, {
      platform: nodePlatform,
      at: DEFAULT_AT,
      logKey,
      ...options,
    })
  }

  function stamps(): EvidenceParts['timestamps'] {
    return [
      { size: 4n, name: 'example', tsr: stamp(alone.noteAt(4), '20261103081000Z') },
      { size: 9n, name: 'example', tsr: stamp(alone.noteAt(9), '20261104101500Z') },
    ]
  }

  test('with the authority that the reader trusts they date every record, and somebody else vouches', async () => {
    const result = await ask({ timestamps: stamps() }, { timestampAnchors: [root.der] })
    expect(wordOf(result.verdict)).toBe('valid')
    const said = sayVerdict(result, 'en')
    expect([said.tone, said.headline]).toEqual([
      'good',
      'Nothing was changed: 9 records, signed log, no independent witness, 2 time stamps.',
    ])
    const [three, four] = [result.records[3], result.records[4]]
    expect(three?.notAfter).toMatchObject({
      time: '2026-11-03T08:10:00.000Z',
      source: 'time-stamp',
      isCompared: true,
    })
    expect([four?.notBefore?.time, four?.notAfter?.time]).toEqual([
      '2026-11-03T08:10:00.000Z',
      '2026-11-04T10:15:00.000Z',
    ])
    expect(result.limits.map(({ code }) => code)).toContain('NO_WITNESS')
    expect(result.limits.map(({ code }) => code)).not.toContain('NO_INDEPENDENT_TIME')
  })

  test.each([
    ['no authority', () => []],
    ['another authority', () => [other.der]],
  ])('%s: not counted, said as a limit, and no fault', async (_title, anchors) => {
    const result = await ask({ timestamps: stamps() }, { timestampAnchors: anchors() })
    expect(wordOf(result.verdict)).toBe('valid')
    expect(sayVerdict(result, 'en').tone).toBe('part')
    expect(result.records[3]?.notAfter).toBeUndefined()
    expect(result.limits.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['TIMESTAMP_NOT_COMPARED', 'NO_INDEPENDENT_TIME']),
    )
  })

  test('a stamp of another state is refused; one of a state that is not here does not count', async () => {
    const wrong = [{ size: 9n, name: 'example', tsr: stamp(alone.noteAt(4), '20261103081000Z') }]
    expect(wordOf((await ask({ timestamps: wrong }, { timestampAnchors: [root.der] })).verdict)).toBe(
      'invalid TIMESTAMP_INVALID 9.example.tsr',
    )
    const stray = [{ size: 7n, name: 'example', tsr: stamp(alone.noteAt(7), '20261104101500Z') }]
    const result = await ask({ timestamps: stray }, { timestampAnchors: [root.der] })
    expect([wordOf(result.verdict), result.checks.find(({ id }) => id === 'time-stamp')?.code]).toEqual([
      'valid',
      'STATE_MISSING',
    ])
  })

  test('one changed byte of a stamp is found, or changes no time', async () => {
    const tsr = stamp(alone.noteAt(9), '20261104101500Z')
    const times = new Set<string>()
    for (let at = 0; at < tsr.length; at += 29) {
      const changed = tsr.with(at, (tsr[at] ?? 0) ^ 1)
      const result = await ask(
        { timestamps: [{ size: 9n, name: 'example', tsr: changed }] },
        { timestampAnchors: [root.der] },
      )
      times.add(result.records[8]?.notAfter?.time ?? wordOf(result.verdict))
    }
    expect([...times].filter((time) => time.startsWith('20') && time !== '2026-11-04T10:15:00.000Z')).toEqual(
      [],
    )
    expect(times).toContain('invalid TIMESTAMP_INVALID 9.example.tsr')
  })

  test('a stamp makes old news of a package that nobody else dates', async () => {
    const late = { at: '2027-11-12T10:00:00.000Z', timestampAnchors: [root.der] }
    expect(wordOf((await ask({ timestamps: stamps() }, late)).verdict)).toBe('valid-but-stale CHECKPOINT_OLD')
    expect(wordOf((await ask({ timestamps: stamps() }, { ...late, policy })).verdict)).toBe(
      'invalid WITNESSES_TOO_FEW',
    )
  })
})
