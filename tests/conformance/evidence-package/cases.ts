/** Packages good and bad, with the answer that each has to get: the same list for Node and for the page in a browser. */
import { sha256Hex } from '../../../packages/toolkit/src/base/index.ts'
import {
  buildEvidencePackage,
  type EvidenceParts,
  type PackageFiles,
  parsePath,
} from '../../../packages/toolkit/src/evidence-package/index.ts'
import { formatManifest, parseManifest } from '../../../packages/toolkit/src/evidence-package/manifest.ts'
import {
  artefacts,
  attestation,
  createSample,
  type Draft,
  drafts,
  eventSigner,
  keyData,
  logKey,
  noteSigner,
  origin,
  policy,
  type SampleOptions,
  witnesses,
} from '../../../packages/toolkit/src/evidence-package/testing/sample.ts'
import { formatVerifierKey } from '../../../packages/toolkit/src/translog/index.ts'

export interface PackageCase {
  readonly name: string
  readonly files: PackageFiles
  /** Default: the policy of the sample, and eight days after its last record. */
  readonly given?: { readonly policy?: string; readonly logKey?: string; readonly at?: string }
  /** `kind reason where`. */
  readonly verdict: string
  /** English, in the headline. */
  readonly says?: string
}

export const DEFAULT_AT = '2026-11-12T10:00:00.000Z'
export const UNCOMPARED = {}

/** `verdict` with what stands beside it. */
export function wordOf(verdict: {
  readonly kind: string
  readonly reason?: string
  readonly where?: string
}): string {
  return [verdict.kind, verdict.reason, verdict.where].filter((part) => part !== undefined).join(' ')
}

type Files = Map<string, Uint8Array>

function build(parts: EvidenceParts): Files {
  const files = buildEvidencePackage(parts)
  if (!files.ok) throw new Error(files.error.message)
  return new Map(files.value)
}

/** Whoever tampers writes a new list of files as well: it must not be the list alone that finds the change. */
export function relist(files: Files): Files {
  const manifest = parseManifest(files.get('manifest.json') ?? new Uint8Array())
  if (!manifest.ok) throw new Error(manifest.error.message)
  return files.set('manifest.json', Buffer.from(formatManifest(manifest.value, files)))
}

function edit(files: Files, path: string, change: (text: string) => string): Files {
  const text = Buffer.from(files.get(path) ?? new Uint8Array()).toString('utf8')
  const changed = change(text)
  if (changed === text) throw new Error(`${path}: nothing changed`)
  return relist(new Map(files).set(path, Buffer.from(changed)))
}

function without(files: Files, ...names: readonly string[]): Files {
  return relist(new Map([...files].filter(([path]) => !names.includes(path))))
}

function swap(files: Files, a: string, b: string): Files {
  const [first, second] = [files.get(a), files.get(b)]
  if (first === undefined || second === undefined) throw new Error(`${a} or ${b} is missing`)
  return relist(new Map(files).set(a, second).set(b, first))
}

async function sample(options: SampleOptions = {}): Promise<Files> {
  return build((await createSample(options)).parts)
}

const bad = (where: string): string => `invalid RECORD_BROKEN ${where}`

export async function listCases(): Promise<readonly PackageCase[]> {
  const good = await sample()
  return [
    ...goodCases(
      good,
      await sample({ withheld: [2, 3, 5, 6, 7, 8], closed: [4], attestations: [], artefacts: [] }),
    ),
    ...recordCases(good),
    ...(await logCases(good)),
    ...(await keyCases()),
    ...(await ageCases(good)),
    ...otherCases(good),
  ]
}

function goodCases(good: Files, part: Files): readonly PackageCase[] {
  return [
    {
      name: 'untouched',
      files: good,
      verdict: 'valid',
      says: '9 records, signed log, 2 independent witnesses',
    },
    {
      name: 'key compared',
      files: good,
      given: { logKey },
      verdict: 'valid',
      says: 'no independent witness',
    },
    {
      name: 'fingerprint compared',
      files: good,
      given: {
        logKey: sha256Hex(logKey)
          .replace(/(.{4})/g, '$1 ')
          .toUpperCase(),
      },
      verdict: 'valid',
    },
    {
      name: 'nothing compared',
      files: good,
      given: UNCOMPARED,
      verdict: 'unknown LOG_KEY_NOT_COMPARED',
      says: 'Whose they are, you have to compare',
    },
    { name: 'names kept back, one record closed', files: part, verdict: 'valid' },
    {
      name: 'two records chosen',
      files: without(good, ...[2, 4, 5, 6].flatMap((at) => [`events/${at}.json`, `events/${at}.tlog-proof`])),
      verdict: 'valid',
      says: '5 records',
    },
  ]
}

function recordCases(good: Files): readonly PackageCase[] {
  const record = 'events/5.json'
  const proof = 'events/5.tlog-proof'
  const payload = (change: (text: string) => string) => (file: string) => {
    const json = JSON.parse(file) as { readonly envelope: { readonly payload: string } }
    const event = Buffer.from(json.envelope.payload, 'base64').toString('utf8')
    return file.replace(json.envelope.payload, Buffer.from(change(event)).toString('base64'))
  }
  const broken: readonly (readonly [string, Files])[] = [
    [
      'a decision turned round',
      edit(
        good,
        record,
        payload((text) => text.replace('not_affected', 'affected')),
      ),
    ],
    [
      'a record dated back',
      edit(
        good,
        record,
        payload((text) => text.replace('2026-11-03', '2026-10-03')),
      ),
    ],
    ['another salt', edit(good, record, (text) => text.replace(/"salt":"...../, '"salt":"AAAAA'))],
    ['another signature', edit(good, record, (text) => text.replace(/"sig":"...../, '"sig":"AAAAA'))],
    ['a member more', edit(good, record, (text) => text.replace('{"d', '{"d":1,"d'))],
    ['no JSON', edit(good, record, () => 'no')],
    ['another name for who did it', edit(good, record, (text) => text.replace('R. Ines Tal', 'R. Ines Tol'))],
    ['another place', edit(good, proof, (text) => text.replace('index 5', 'index 6'))],
    ['another path', edit(good, proof, (text) => text.replace(/(index 5\n)...../, '$1AAAAA'))],
    ['no path', edit(good, proof, (text) => text.replace(/(index 5\n)[^\n]+\n/, '$1'))],
    ['another state', edit(good, proof, (text) => text.replace('webshop\n9\n', 'webshop\n8\n'))],
    ['no proof', without(good, proof)],
    ['no record', without(good, record)],
    ['records swapped', swap(good, record, 'events/6.json')],
    ['proofs swapped', swap(good, proof, 'events/6.tlog-proof')],
  ]
  return broken.map(([name, files]) => ({
    name,
    files,
    verdict: bad('5'),
    says: 'record 5 does not match the log',
  }))
}

async function logCases(good: Files): Promise<readonly PackageCase[]> {
  const stranger = noteSigner(origin, 'ed25519', 'stranger')
  const theirs = await sample({
    log: stranger,
    policy: policy.replace(logKey, formatVerifierKey(stranger.key)),
  })
  // The log's own key signed another history of the same length.
  const changed = drafts().map((draft, at) =>
    at === 6 ? { ...draft, time: '2026-11-01T11:00:00.000Z' } : draft,
  )
  const fork = await createSample({ drafts: changed })
  const forked = build({ ...(await createSample()).parts, records: fork.parts.records })
  const rewritten = build({
    ...fork.parts,
    olderCheckpoints: (await createSample({ olderSizes: [8] })).parts.olderCheckpoints,
  })
  return [
    { name: 'another log with its own key', files: theirs, verdict: 'invalid LOG_SIGNATURE_INVALID' },
    {
      name: 'another log, key compared',
      files: theirs,
      given: { logKey },
      verdict: 'invalid LOG_KEY_DIFFERS',
    },
    {
      name: 'another log, nothing compared',
      files: theirs,
      given: UNCOMPARED,
      verdict: 'unknown LOG_KEY_NOT_COMPARED',
    },
    {
      name: 'a policy for others',
      files: good,
      given: {
        policy: policy.replaceAll(logKey, formatVerifierKey(noteSigner('other.example', 'ed25519').key)),
      },
      verdict: 'invalid LOG_UNKNOWN',
    },
    {
      name: 'two histories',
      files: forked,
      verdict: 'invalid HISTORY_REWRITTEN',
      says: 'shown in two versions',
    },
    { name: 'an older state of another history', files: rewritten, verdict: 'invalid HISTORY_REWRITTEN' },
    {
      name: 'an older state with another proof',
      files: edit(good, 'log/4.consistency', (text) => text.replace(/^...../, 'AAAAA')),
      verdict: 'invalid HISTORY_REWRITTEN',
    },
    {
      name: 'one witness of two',
      files: await sample({ cosigners: witnesses.slice(0, 1) }),
      verdict: 'invalid WITNESSES_TOO_FEW',
      says: 'too few witnesses',
    },
    {
      name: 'no witness and none asked for',
      files: await sample({ cosigners: [], policy: `log ${logKey}\nquorum none\n`, attestations: [] }),
      given: { policy: `log ${logKey}\nquorum none\n` },
      verdict: 'valid',
      says: 'no independent witness',
    },
    {
      name: 'a witness forged',
      files: edit(good, 'log/checkpoint', (text) =>
        text.replace(/(north.example\/witness ......)...../, '$1AAAAA'),
      ),
      verdict: 'invalid LOG_SIGNATURE_INVALID',
    },
    {
      name: 'the state signed by nobody',
      files: edit(good, 'log/checkpoint', (text) => text.replace(`— ${origin} `, '— someone.example ')),
      verdict: 'invalid LOG_SIGNATURE_INVALID',
    },
    {
      name: 'a statement that nobody else dates',
      files: await sample({ cosigners: [], policy: `log ${logKey}\nquorum none\n` }),
      given: { logKey },
      verdict: 'valid-but-stale ATTESTATION_STALE',
    },
    { name: 'no state', files: without(good, 'log/checkpoint'), verdict: 'invalid FILE_MISSING' },
    {
      name: 'an unreadable policy',
      files: edit(good, 'policy.txt', () => 'quorum'),
      given: UNCOMPARED,
      verdict: 'invalid POLICY_INVALID',
    },
  ]
}

const service = { kind: 'service', who: { name: 'occtet 0.1.0' } } as const

async function keyCases(): Promise<readonly PackageCase[]> {
  const revoke = (compromisedSince?: string): Draft => ({
    type: 'key.revoked',
    time: '2026-11-04T11:00:00.000Z',
    actor: service,
    data: {
      purpose: 'event',
      keyid: eventSigner('event').keyid,
      reason: 'lost',
      ...(compromisedSince === undefined ? {} : { compromisedSince }),
    },
    signers: [eventSigner('second')],
  })
  const second: Draft = {
    type: 'key.added',
    time: '2026-11-02T08:00:00.000Z',
    actor: service,
    data: keyData('event', 'second'),
    signers: [eventSigner('event'), eventSigner('second')],
  }
  const [created, attester, ...rest] = drafts()
  if (created === undefined || attester === undefined) throw new Error('no drafts')
  const history = (...more: readonly Draft[]): SampleOptions => ({
    drafts: [created, attester, second, ...rest, ...more],
    olderSizes: [10],
    attestations: [],
  })
  const late: Draft = {
    type: 'product.registered',
    time: '2026-11-04T12:00:00.000Z',
    actor: service,
    data: { name: 'X' },
  }
  const foreign = { ...late, signers: [eventSigner('thief')] }
  const erasing: Draft = {
    type: 'data.erased',
    time: '2026-11-05T08:00:00.000Z',
    actor: service,
    data: {
      depth: 'payload',
      scope: 'event',
      entries: [{ first: 4, last: 4 }],
      disclosures: [],
      reason: 'on request',
      ground: 'data-subject-request',
    },
  }
  return [
    { name: 'a key taken back', files: await sample(history(revoke())), verdict: 'valid' },
    {
      name: 'signed with a key taken back',
      files: await sample(history(revoke(), late)),
      verdict: bad('11'),
    },
    {
      name: 'signed after the key fell into other hands',
      files: await sample(history(revoke('2026-11-03T00:00:00.000Z'))),
      verdict: bad('0'),
    },
    { name: 'signed by nobody known', files: await sample(history(foreign)), verdict: bad('10') },
    {
      name: 'the records of keys left out',
      files: without(await sample(), 'keys/0.json', 'keys/0.tlog-proof'),
      verdict: bad('1'),
    },
    {
      name: 'content erased on request',
      files: await sample({ drafts: [...drafts(), erasing], closed: [4] }),
      verdict: 'valid',
    },
    {
      name: 'written down later than it says',
      files: await sample({
        drafts: [...drafts(), { ...late, time: '2026-11-02T09:30:00.000Z' }],
        olderSizes: [4, 9],
        cosignedAt: (size) => size * 12,
      }),
      verdict: 'valid',
    },
  ]
}

async function ageCases(good: Files): Promise<readonly PackageCase[]> {
  return [
    {
      name: 'a year later',
      files: good,
      given: { policy, at: '2027-11-12T10:00:00.000Z' },
      verdict: 'valid-but-stale CHECKPOINT_OLD',
      says: 'up to 4 Nov 2026',
    },
    {
      name: 'a statement past its knowledge',
      files: good,
      given: { policy, at: '2026-12-24T10:00:00.000Z' },
      verdict: 'valid-but-stale ATTESTATION_STALE',
    },
    {
      name: 'a statement changed',
      files: edit(good, 'attestations/sbom.cdx.json.intoto.jsonl', (text) =>
        text.replace(/"sig":"...../, '"sig":"AAAAA'),
      ),
      verdict: 'invalid ATTESTATION_INVALID sbom.cdx.json',
    },
    {
      name: 'a statement that was not logged',
      files: await sample({ shown: [0, 1, 2, 3, 4, 5, 6, 7] }),
      verdict: 'invalid ATTESTATION_INVALID sbom.cdx.json',
    },
    {
      name: 'no statement in its file',
      files: await sample({ attestations: [{ name: 'sbom', lines: '\n' }] }),
      verdict: 'invalid ATTESTATION_INVALID sbom',
    },
    {
      name: 'the same statement twice',
      files: await sample({ attestations: [{ name: 'sbom', lines: `${attestation}\n${attestation}\n` }] }),
      verdict: 'valid',
    },
  ]
}

function otherCases(good: Files): readonly PackageCase[] {
  const document = 'artefacts/technical-documentation.html'
  const unlisted = (path: string, text: string): Files => new Map(good).set(path, Buffer.from(text))
  return [
    {
      name: 'a document changed',
      files: edit(good, document, (text) => text.replace('1.4.0', '1.5.0')),
      verdict: 'invalid DOCUMENT_NOT_RECORDED technical-documentation.html',
      says: 'no record knows the document technical-documentation.html',
    },
    { name: 'a document left out', files: without(good, document), verdict: 'valid' },
    {
      name: 'README changed',
      files: unlisted('README.txt', 'call this number'),
      verdict: 'invalid FILE_CHANGED README.txt',
    },
    {
      name: 'a file more',
      files: unlisted('artefacts/more.pdf', 'x'),
      verdict: 'invalid FILE_UNLISTED artefacts/more.pdf',
    },
    {
      name: 'a file less',
      files: new Map([...good].filter(([path]) => path !== 'README.txt')),
      verdict: 'invalid FILE_MISSING README.txt',
    },
    {
      name: 'no time stamp at all',
      files: relist(unlisted('timestamps/9.tsa.tsr', 'not DER')),
      verdict: 'invalid TIMESTAMP_INVALID 9.tsa.tsr',
    },
    {
      name: 'no record',
      files: without(
        good,
        ...[...good.keys()].filter(
          (path) => isRecord(path) || path.startsWith('att') || path.startsWith('art'),
        ),
      ),
      verdict: 'invalid NOTHING_RECORDED',
    },
    {
      name: 'no list',
      files: new Map([...good].filter(([path]) => path !== 'manifest.json')),
      verdict: 'invalid NOT_A_PACKAGE',
    },
    {
      name: 'another format',
      files: unlisted('manifest.json', '{"format":"x"}'),
      verdict: 'invalid NOT_A_PACKAGE',
    },
    { name: 'nothing', files: new Map(), verdict: 'invalid NOT_A_PACKAGE' },
  ]
}

function isRecord(path: string): boolean {
  return ['event', 'event-proof', 'public', 'public-proof'].includes(parsePath(path)?.kind ?? '')
}

export const sampleDocuments = artefacts
