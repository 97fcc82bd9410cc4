/** One answer as a file that proves itself: what a node's signed snapshot says about a package, to be checked offline with the node's key. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  type AnswerProof,
  formatManifest,
  formatSnapshotEntry,
  type Layer,
  layerKey,
  type PackageKey,
  packageKeysOf,
  parseClaimRows,
  parseSnapshotEntry,
  type SnapshotEntry,
  selectClaims,
  sourceLabel,
  verifyAnswer,
} from '../../../advisories/index.ts'
import { sha256 } from '../../../base/index.ts'
import { type AdvisoryClaim, type Purl, parsePurl } from '../../../model/index.ts'
import {
  hashLeaf,
  parseCheckpoint,
  parseNote,
  readInclusionProof,
  verifyCheckpointInclusion,
} from '../../../translog/index.ts'
import { reasonOf } from '../errors.ts'
import { guard } from '../files.ts'
import { proveBucket } from '../prove.ts'
import { readSnapshot } from '../snapshot.ts'
import { ExchangeError } from './errors.ts'
import { openSigned, originOf } from './history.ts'
import { openSignedManifest } from './signed-manifest.ts'
import { CHECKPOINT, readLastEntry, readTiles } from './snapshot-log.ts'

const FORMAT = 'occtet-feddb-answer/1'

/** Plain JSON. Larger than the answer, because it shows that no other layer of the snapshot has anything to say. */
export interface ProvenAnswer {
  readonly format: typeof FORMAT
  readonly purl: Purl
  /** The node's signed note. */
  readonly checkpoint: string
  readonly entry: SnapshotEntry
  /** From the entry up to the root of the log; base64. */
  readonly inclusion: readonly string[]
  /** Text of the manifest that the entry names. */
  readonly manifest: string
  /** One for each layer that knows the package's type, and each of its keys. */
  readonly proofs: readonly (AnswerProof & { readonly via?: string })[]
}

export interface CheckedAnswer {
  readonly purl: Purl
  readonly origin: string
  readonly root: string
  /** When the node published it, as it says. */
  readonly published: string
  /** All that the snapshot says about the package, whatever its version. */
  readonly claims: readonly AdvisoryClaim[]
}

/** Of the snapshot that was published last. Throws ExchangeError where there is none, or another has been imported since. */
export function proveAnswer(dir: string, purl: Purl): ProvenAnswer {
  const path = join(dir, CHECKPOINT)
  const snapshot = readSnapshot(dir)
  if (snapshot === undefined || !existsSync(path)) throw unpublished(dir)
  const checkpoint = guard(path, () => readFileSync(path, 'utf8'))
  const size = sizeOf(dir, checkpoint)
  const read = readTiles(dir)
  const entry = readLastEntry(read, size)
  const inclusion = readInclusionProof(sha256, { size, read }, { index: size - 1n, size })
  if (!entry.ok || !inclusion.ok) throw new ExchangeError('TAMPERED', `${dir}: its log is damaged`)
  if (entry.value.manifest !== snapshot.name) throw unpublished(dir)
  const { layers } = snapshot.manifest
  const proofs = questionsOf(layers, purl).flatMap((question) => {
    const proof = proveBucket(dir, question)
    return proof === undefined ? [] : [question.via === undefined ? proof : { ...proof, via: question.via }]
  })
  return {
    format: FORMAT,
    purl,
    checkpoint,
    entry: entry.value,
    inclusion: inclusion.value.map((hash) => Buffer.from(hash).toString('base64')),
    manifest: formatManifest(snapshot.manifest),
    proofs,
  }
}

/** `keys`: the node's, `name+id+key`, as the user trusts them. Needs neither network nor store. Throws ExchangeError. */
export function checkAnswer(text: string, keys: readonly string[]): CheckedAnswer {
  const answer = parseAnswer(text)
  const here = { address: 'the proof' }
  const origin = originOf(here, answer.checkpoint)
  const checkpoint = openSigned(here, answer.checkpoint, { origin, keys })
  const leaf = new TextEncoder().encode(formatSnapshotEntry(answer.entry))
  const place = { index: checkpoint.size - 1n, leafHash: hashLeaf(sha256, leaf), checkpoint }
  const inclusion = answer.inclusion.map((hash) => new Uint8Array(Buffer.from(hash, 'base64')))
  const included = verifyCheckpointInclusion(sha256, place, inclusion)
  if (!included.ok) throw tampered(`its snapshot is not the newest of the log (${included.error.message})`)
  const manifest = openSignedManifest(answer.manifest, answer.entry, 'its manifest')
  return {
    purl: answer.purl,
    origin,
    root: manifest.root,
    published: answer.entry.time,
    claims: checkProofs(manifest.layers, answer),
  }
}

/** Of our own log: the checkpoint is checked by whoever gets the proof. */
function sizeOf(dir: string, note: string): bigint {
  const parsed = parseNote(note)
  const checkpoint = parsed.ok ? parseCheckpoint(parsed.value.text) : parsed
  if (checkpoint.ok && checkpoint.value.size > 0n) return checkpoint.value.size
  throw unpublished(dir)
}

interface Question {
  readonly layer: string
  readonly via?: string
  readonly kind: 'packages'
  readonly key: PackageKey
}

/** What has to be shown so that nothing can be left out: follows from the signed manifest alone. */
function questionsOf(layers: readonly Layer[], purl: Purl): readonly Question[] {
  return packageKeysOf(purl).keys.flatMap((key) => {
    const type = key.slice(4, key.indexOf('/'))
    return layers
      .filter((layer) => layer.types.some(([own]) => own === type))
      .map(({ name, via }): Question => {
        const question = { layer: name, kind: 'packages' as const, key }
        return via === undefined ? question : { ...question, via }
      })
  })
}

function checkProofs(
  layers: readonly Layer[],
  { purl, proofs, entry }: ProvenAnswer,
): readonly AdvisoryClaim[] {
  const byLayer = questionsOf(layers, purl).map((question) => {
    const proof = proofs.find((one) => one.key === question.key && nameOf(one) === nameOf(question))
    const { layer, kind, key } = question
    const verified = verifyAnswer(proof, { layer, kind, key }, entry.root)
    if (!verified.ok) throw tampered(`${layer}: ${verified.error.message}`)
    const origin = layers.find((one) => layerKey(one) === nameOf(question))
    const { value } = verified.value
    return value === undefined || origin === undefined ? [] : readClaims(value, sourceLabel(origin))
  })
  return selectClaims(byLayer, packageKeysOf(purl).selects)
}

/** The node signed this text; that it is well-formed is still its word only. */
function readClaims(value: string, source: string): readonly AdvisoryClaim[] {
  try {
    return parseClaimRows(value, source)
  } catch (cause) {
    throw tampered(`what it shows is no list of claims (${reasonOf(cause)})`)
  }
}

function nameOf({ layer, via }: { readonly layer: string; readonly via?: string }): string {
  return layerKey(via === undefined ? { name: layer } : { name: layer, via })
}

function parseAnswer(text: string): ProvenAnswer {
  const value = parseJson(text)
  const purl = typeof value['purl'] === 'string' ? parsePurl(value['purl']) : undefined
  const entry = parseSnapshotEntry(formatSnapshotEntry(value['entry'] as SnapshotEntry))
  const isWhole =
    value['format'] === FORMAT &&
    typeof value['checkpoint'] === 'string' &&
    typeof value['manifest'] === 'string' &&
    areTexts(value['inclusion']) &&
    Array.isArray(value['proofs'])
  if (!isWhole || purl?.ok !== true || !entry.ok) throw tampered(`expected a file of the form ${FORMAT}`)
  // `as`: each member was looked at; the proofs are checked one by one.
  return { ...(value as unknown as ProvenAnswer), purl: purl.value, entry: entry.value }
}

function parseJson(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null) return value as Readonly<Record<string, unknown>>
  } catch {
    // The one message below fits every text that is no object.
  }
  throw tampered(`expected a file of the form ${FORMAT}`)
}

function areTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((item) => typeof item === 'string')
}

function tampered(why: string): ExchangeError {
  return new ExchangeError('TAMPERED', `the proof does not hold: ${why}`)
}

function unpublished(dir: string): ExchangeError {
  return new ExchangeError(
    'NOTHING_TO_PUBLISH',
    `${dir}: what is here was not published; run \`occtet db publish\` first`,
  )
}
