/** A small ledger, made here in memory with keys that anybody can derive, and the parts of a package about it. */
import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto'
import {
  type AttestationSigner,
  createEnvelope,
  createPublicKey as toPublicKey,
  digestOfEnvelope,
  formatEnvelope,
  parseEnvelope,
  STATEMENT_PAYLOAD_TYPE,
} from '../../attestations/index.ts'
import { formatCanonicalJson, type Json, sha256, sha256Hex } from '../../base/index.ts'
import { createEvent, type EventDraft, type EventSigner, type SealedEvent } from '../../ledger/index.ts'
import {
  cosignCheckpoint,
  createConsistencyProof,
  createInclusionProof,
  createVerifierKey,
  formatNote,
  formatTlogProof,
  formatVerifierKey,
  hashLeaf,
  openCheckpoint,
  parseNote,
  rootOf,
  type Signer,
  signCheckpoint,
  type VerifierKey,
} from '../../translog/index.ts'
import { verify as verifySignature } from 'node:crypto'
import type { EvidenceParts, RecordPart } from '../model.ts'

export const origin = 'ledger.example/webshop'
/** Milliseconds since 1970 of the first record. */
export const STARTED = Date.parse('2026-11-02T08:00:00.000Z')
const HOUR = 3_600_000

function seedOf(label: string): Buffer {
  return createHash('sha256').update(`occtet evidence sample: ${label}`).digest()
}

function privateKeyOf(label: string): KeyObject {
  const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seedOf(label)])
  return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
}

function spkiOf(label: string): Buffer {
  return createPublicKey(privateKeyOf(label)).export({ format: 'der', type: 'spki' })
}

/** Random for a reader, the same in each run. */
export function bytesFrom(label: string): (count: number) => Uint8Array {
  let turn = 0
  return (count) => {
    turn++
    const blocks = Array.from({ length: Math.ceil(count / 32) }, (_, at) => seedOf(`${label} ${turn} ${at}`))
    return new Uint8Array(Buffer.concat(blocks).subarray(0, count))
  }
}

export function noteSigner(name: string, type: 'ed25519' | 'cosignature', label = name): Signer {
  const key = must(
    createVerifierKey(sha256, { name, type, publicKey: new Uint8Array(spkiOf(label).subarray(12)) }),
  )
  return { key, sign: (message) => new Uint8Array(sign(null, message, privateKeyOf(label))) }
}

export function eventSigner(label: string): EventSigner & { readonly spki: string } {
  const spki = spkiOf(label)
  return {
    keyid: sha256Hex(spki),
    spki: spki.toString('base64'),
    sign: (message) => new Uint8Array(sign(null, message, privateKeyOf(label))),
  }
}

export function attestationSigner(label: string): AttestationSigner {
  return {
    publicKey: must(toPublicKey('ed25519', new Uint8Array(spkiOf(label).subarray(12)))),
    sign: (message) => new Uint8Array(sign(null, message, privateKeyOf(label))),
  }
}

export function keyData(purpose: 'event' | 'attestation', label: string) {
  const { keyid, spki } = eventSigner(label)
  return { purpose, algorithm: 'ed25519', keyid, spki }
}

export const logSigner = noteSigner(origin, 'ed25519', 'log')
export const witnesses = ['north.example', 'south.example', 'west.example'].map((name) =>
  noteSigner(`${name}/witness`, 'cosignature', name),
)
export const logKey = formatVerifierKey(logSigner.key)
export const policy = [
  `log ${logKey}`,
  ...witnesses.map(({ key }) => `witness ${key.name.slice(0, -8)} ${formatVerifierKey(key)}`),
  'group others 2 north.example south.example west.example',
  'quorum others',
  '',
].join('\n')

const sbom = new TextEncoder().encode('{"bomFormat":"CycloneDX","specVersion":"1.6","components":[]}\n')
const technical = new TextEncoder().encode('<!doctype html><title>Technical documentation 1.4.0</title>\n')
export const artefacts = { sbom, technical }

export interface Draft extends EventDraft {
  readonly signers?: readonly EventSigner[]
}

const who = { kind: 'user', who: { name: 'R. Ines Tal', email: 'tal@webshop.example' } } as const
const service = { kind: 'service', who: { name: 'occtet 0.1.0' } } as const

/** Hours after the first record. */
function at(hours: number): string {
  return new Date(STARTED + hours * HOUR).toISOString()
}

export const attestation = createAttestation()

function createAttestation(): string {
  const statement: Json = {
    _type: 'https://in-toto.io/Statement/v1',
    subject: [{ name: 'sbom.cdx.json', digest: { sha256: sha256Hex(sbom) } }],
    predicateType: 'https://in-toto.io/attestation/svr/v0.2',
    predicate: {
      verifier: { id: 'https://occtet.example/verifier', policies: [] },
      timeCreated: at(50),
      properties: ['OCCTET_SBOM_VALID'],
    },
  }
  const payload = new TextEncoder().encode(formatCanonicalJson(statement))
  const envelope = createEnvelope(STATEMENT_PAYLOAD_TYPE, payload, [attestationSigner('attestation')])
  return formatEnvelope(must(parseEnvelope(JSON.stringify(envelope))))
}

export function drafts(): readonly Draft[] {
  const subject = (name: string, bytes: Uint8Array) => [{ name, digest: { sha256: sha256Hex(bytes) } }]
  const product = 'webshop-api'
  return [
    {
      type: 'log.created',
      time: at(0),
      actor: service,
      data: { organisation: 'Webshop example', origin, key: keyData('event', 'event') },
    },
    { type: 'key.added', time: at(0), actor: service, data: keyData('attestation', 'attestation') },
    { type: 'product.registered', time: at(1), actor: who, product, data: { name: 'Webshop API' } },
    {
      type: 'sbom.generated',
      time: at(24),
      actor: service,
      product,
      subject: subject('sbom.cdx.json', sbom),
      data: { format: 'CycloneDX', specVersion: '1.6', components: 241 },
    },
    {
      type: 'scan.completed',
      time: at(24.5),
      actor: service,
      product,
      data: {
        scanner: 'occtet',
        database: 'FedDB',
        findings: { critical: 1, high: 4 },
        resultSha256: sha256Hex('findings'),
      },
    },
    {
      type: 'vuln.triaged',
      time: at(26),
      actor: who,
      product,
      data: {
        vulnerability: 'GHSA-35jh-r3h4-6jhm',
        component: 'pkg:npm/lodash@4.17.20',
        decision: 'not_affected',
      },
    },
    {
      type: 'vex.issued',
      time: at(27),
      actor: who,
      product,
      data: { format: 'OpenVEX', documentSha256: sha256Hex('vex'), version: '1' },
    },
    {
      type: 'document.issued',
      time: at(49),
      actor: who,
      product,
      subject: subject('technical-documentation.html', technical),
      data: { kind: 'technical-documentation', documentSha256: sha256Hex(technical), version: '1.4.0' },
    },
    {
      type: 'attestation.issued',
      time: at(50),
      actor: service,
      product,
      data: {
        predicateType: 'https://in-toto.io/attestation/svr/v0.2',
        envelopeSha256: digestOfEnvelope(must(parseEnvelope(attestation))),
        subjects: [sha256Hex(sbom)],
      },
    },
  ]
}

export interface SampleOptions {
  readonly drafts?: readonly Draft[]
  readonly log?: Signer
  readonly policy?: string
  /** Witnesses under each state. */
  readonly cosigners?: readonly Signer[]
  /** Older states, by size. */
  readonly olderSizes?: readonly number[]
  /** Hours after the first record at which a state of this size is cosigned. */
  readonly cosignedAt?: (size: number) => number
  /** Indices of records whose content is left out. */
  readonly closed?: readonly number[]
  /** Indices of records without disclosures. */
  readonly withheld?: readonly number[]
  /** Indices that the package shows; default all. */
  readonly shown?: readonly number[]
  readonly attestations?: EvidenceParts['attestations']
  readonly artefacts?: EvidenceParts['artefacts']
}

function hoursOf(draft: Draft | undefined): number {
  return (Date.parse(draft?.time ?? at(0)) - STARTED) / HOUR
}

export interface Sample {
  readonly parts: EvidenceParts
  readonly sealed: readonly SealedEvent[]
  readonly leafHashes: readonly Uint8Array[]
  /** A signed and cosigned state. */
  readonly noteAt: (size: number) => string
}

export async function createSample(options: SampleOptions = {}): Promise<Sample> {
  const rows = options.drafts ?? drafts()
  const random = bytesFrom('salt')
  const sealed: SealedEvent[] = []
  for (const { signers = [eventSigner('event')], ...draft } of rows) {
    const made = await createEvent(draft, { origin, now: STARTED, random, signers })
    sealed.push(must(made))
  }
  const leafHashes = sealed.map(({ entry }) => hashLeaf(sha256, entry))
  const {
    cosigners = witnesses.slice(0, 2),
    log = logSigner,
    cosignedAt = (size) => hoursOf(rows[size - 1]) + 0.1,
  } = options
  const noteAt = (size: number): string => {
    const root = rootOf(sha256, leafHashes.slice(0, size))
    return cosign(must(signCheckpoint({ origin, size: BigInt(size), root, extensions: [] }, [log])), {
      key: log.key,
      cosigners,
      seconds: BigInt(Math.round((STARTED + cosignedAt(size) * HOUR) / 1000)),
    })
  }
  const size = sealed.length
  const checkpoint = noteAt(size)
  const shown = options.shown ?? sealed.map((_, index) => index)
  const records = shown.map((index): RecordPart => {
    const hashes = must(createInclusionProof(sha256, leafHashes, index))
    const proof = must(formatTlogProof({ extra: undefined, index: BigInt(index), hashes, checkpoint }))
    return toPart(must2(sealed[index]), { index, proof, options })
  })
  const olderCheckpoints = (options.olderSizes ?? [4]).map((older) => ({
    size: BigInt(older),
    note: noteAt(older),
    consistency: must(createConsistencyProof(sha256, leafHashes, older)),
  }))
  const parts: EvidenceParts = {
    createdAt: '2026-11-10T09:00:00.000Z',
    title: 'Webshop API 1.4.0: evidence for a customer',
    policy: options.policy ?? policy,
    checkpoint,
    olderCheckpoints,
    records,
    attestations: options.attestations ?? [{ name: 'sbom.cdx.json', lines: `${attestation}\n` }],
    timestamps: [],
    artefacts: options.artefacts ?? [
      { name: 'sbom.cdx.json', bytes: sbom },
      { name: 'technical-documentation.html', bytes: technical },
    ],
  }
  return { parts, sealed, leafHashes, noteAt }
}

function toPart(
  { envelope, salt, disclosures, entry }: SealedEvent,
  {
    index,
    proof,
    options,
  }: { readonly index: number; readonly proof: string; readonly options: SampleOptions },
): RecordPart {
  const base = { index: BigInt(index), proof }
  if (new TextDecoder().decode(entry).includes('"k":"public"')) return { kind: 'public', ...base, entry }
  if (options.closed?.includes(index) === true) return { kind: 'closed', ...base, entry }
  const isWithheld = options.withheld?.includes(index) === true
  return { kind: 'event', ...base, envelope, salt, disclosures: isWithheld ? [] : disclosures }
}

function cosign(
  note: string,
  {
    key,
    cosigners,
    seconds,
  }: { readonly key: VerifierKey; readonly cosigners: readonly Signer[]; readonly seconds: bigint },
): string {
  const verifier = {
    key,
    verify: (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) => {
      const der = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), publicKey])
      return verifySignature(
        null,
        message,
        createPublicKey({ key: der, format: 'der', type: 'spki' }),
        signature,
      )
    },
  }
  const checkpoint = must(openCheckpoint(note, key.name, [verifier]))
  const lines = cosigners.map((signer) => must(cosignCheckpoint(checkpoint, signer, seconds)))
  const { text, signatures } = must(parseNote(note))
  return must(formatNote({ text, signatures: [...signatures, ...lines] }))
}

function must<T, E>(
  result: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: E },
): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error))
  return result.value
}

function must2<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('there is no such record')
  return value
}
