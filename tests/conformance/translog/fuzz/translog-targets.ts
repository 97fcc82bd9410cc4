/** The parsers of translog. */
import { sha256 } from '../../../../packages/toolkit/src/base/index.ts'
import { joinCosignature, splitCosignature } from '../../../../packages/toolkit/src/translog/cosignature.ts'
import {
  cosignCheckpoint,
  formatCheckpoint,
  formatEntryBundle,
  formatNote,
  formatSigningKey,
  formatTile,
  formatTilePath,
  formatTlogProof,
  formatVerifierKey,
  hashLeaf,
  openCheckpoint,
  parseCheckpoint,
  parseEntryBundle,
  parseNote,
  parsePolicy,
  parseSigningKey,
  parseTile,
  parseTilePath,
  parseTlogProof,
  parseVerifierKey,
  rootOf,
  signCheckpoint,
  type SigningKeyFunctions,
  verifyTlogProof,
} from '../../../../packages/toolkit/src/translog/index.ts'
import {
  createSigner,
  toVerifier,
  valueOf as take,
} from '../../../../packages/toolkit/src/translog/testing/signers.ts'
import {
  accepted,
  acceptedIf,
  type FuzzTarget,
  type Mutation,
  refused,
  textTarget,
  toText,
  valueOf,
} from './target.ts'

const origin = 'ledger.example/a'
const log = createSigner(origin)
const witness = createSigner('witness.example', 'cosignature')
const pqWitness = createSigner('pq.example', 'ml-dsa-44')
const logVerifiers = [log, witness, pqWitness].map(toVerifier)

const leaves = Array.from({ length: 9 }, (_, at) => hashLeaf(sha256, Buffer.from(`fuzz ${at}`)))
const checkpointOf = (size: number, extensions: readonly string[] = []) => ({
  origin,
  size: BigInt(size),
  root: rootOf(sha256, leaves.slice(0, size)),
  extensions,
})
export const signedNote = take(signCheckpoint(checkpointOf(9), [log]))
const opened = take(openCheckpoint(signedNote, origin, logVerifiers))
const lines = [witness, pqWitness].map((signer) => take(cosignCheckpoint(opened, signer, 1_700_000_000n)))
const signatures = [...opened.note.signatures, ...lines]
export const cosignedNote = take(formatNote({ text: opened.note.text, signatures }))
const unsignedText = 'first\n\nsecond é\n'
const freeNote = take(formatNote({ text: unsignedText, signatures: signatures.slice(0, 2) }))
const texts = [checkpointOf(9), checkpointOf(0), checkpointOf(3, ['extension', 'two words'])].map((one) =>
  take(formatCheckpoint(one)),
)
const vkeys = [log, witness, pqWitness, createSigner('ecdsa.example', 'ecdsa')].map(({ key }) =>
  formatVerifierKey(key),
)

const functions: SigningKeyFunctions = {
  hash: sha256,
  toPublicKey: (seed) => sha256(seed),
  toMlDsaPublicKey: (seed) => Uint8Array.from({ length: 1312 }, (_, at) => sha256(seed)[at % 32] ?? 0),
}
const signingKeys = [log, witness].map(({ key }) => {
  const seed = sha256(key.name)
  return formatSigningKey({
    key: take(parseVerifierKey(sha256, vkeyOf(key.name, key.type === 'ed25519' ? 1 : 4, sha256(seed)))),
    seed,
  })
})

/** `name+id+base64` made by hand, so that the target does not test the format with itself. */
function vkeyOf(name: string, type: number, publicKey: Uint8Array): string {
  const body = Buffer.concat([Buffer.from([type]), publicKey])
  const id = Buffer.from(sha256(Buffer.concat([Buffer.from(`${name}\n`), body])))
    .subarray(0, 4)
    .toString('hex')
  return `${name}+${id}+${body.toString('base64')}`
}

/** A key whose id fits whatever was changed, so that the other checks are reached. */
const repairId: Mutation = (input) => {
  const [prefix = '', name = '', , base64 = ''] =
    /^((?:PRIVATE\+KEY\+)?)([^+]*)\+([^+]*)\+(.+)$/s.exec(toText(input))?.slice(1) ?? []
  const body = Buffer.from(base64, 'base64')
  if (body.length < 1) return input
  const publicKey = prefix === '' ? body.subarray(1) : sha256(body.subarray(1))
  const id = vkeyOf(name, body[0] ?? 0, publicKey).slice(name.length + 1, name.length + 9)
  return Buffer.from(`${prefix}${name}+${id}+${base64}`)
}

const policies = [
  `log ${vkeys[0]} https://ledger.example/\nwitness W0 ${vkeys[1]}\nwitness W1 ${vkeys[2]} https://pq.example/\ngroup G 1 W0 W1\ngroup H all G\nquorum H\n`,
  `# comment\n\nlog\t${vkeys[0]}\nquorum none`,
  `witness A ${vkeys[1]}\nquorum A\n`,
]

/** Comments, empty lines and the kind of white space mean nothing: without them a policy must say the same. */
function checkPolicy(input: Uint8Array) {
  const text = toText(input)
  const policy = parsePolicy(sha256, text, { mlDsa: true })
  if (!policy.ok) return refused
  const words = text.split('\n').map((line) => line.split(/[\t ]+/).filter((word) => word !== ''))
  const plain = words.filter(([keyword]) => keyword !== undefined && !keyword.startsWith('#'))
  const again = parsePolicy(sha256, plain.map((line) => `${line.join(' ')}\n`).join(''), { mlDsa: true })
  const keys = [...policy.value.logs, ...policy.value.witnesses].map(({ key }) => formatVerifierKey(key))
  const listed = plain.flat()
  return acceptedIf(
    again.ok && show(again.value) === show(policy.value) && keys.every((key) => listed.includes(key)),
    'says something else without comments, or has a key that is not listed',
  )
}

function show(value: unknown): string {
  return JSON.stringify(value, (_, member: unknown) => (typeof member === 'bigint' ? String(member) : member))
}

const proofHashes = [leaves[1], leaves[2], leaves[3]].map((hash) => hash ?? new Uint8Array(32))
const proofs = [
  { extra: undefined, index: 0n, hashes: proofHashes, checkpoint: signedNote },
  { extra: Buffer.from('{"a":1}'), index: 5n, hashes: [], checkpoint: cosignedNote },
].map((proof) => take(formatTlogProof(proof)))

/** Of a log with one leaf: its proof is empty, so that a wrong acceptance is easy. */
const single = take(signCheckpoint(checkpointOf(1), [log]))
const singleProof = take(formatTlogProof({ extra: undefined, index: 0n, hashes: [], checkpoint: single }))
const nineProof = take(
  formatTlogProof({
    extra: undefined,
    index: 8n,
    hashes: [rootOf(sha256, leaves.slice(0, 8))],
    checkpoint: signedNote,
  }),
)

const bundleWidths = [1, 2, 3, 256]
const bundles = bundleWidths.map((width) =>
  take(formatEntryBundle(Array.from({ length: width }, (_, at) => Buffer.from('e'.repeat(at % 7))))),
)

export const translogTargets: readonly FuzzTarget[] = [
  {
    name: 'note',
    samples: [signedNote, cosignedNote, freeNote].map((note) => Buffer.from(note)),
    check: (input) => {
      const note = parseNote(input)
      const ofText = parseNote(toText(input))
      if (note.ok && !ofText.ok) return acceptedIf(false, 'is a note as bytes and none as text')
      return note.ok ? accepted(input, valueOf(formatNote(note.value))) : refused
    },
  },
  {
    name: 'opened checkpoint',
    samples: [signedNote, cosignedNote].map((note) => Buffer.from(note)),
    check: (input) => {
      const checkpoint = openCheckpoint(input, origin, logVerifiers)
      return checkpoint.ok
        ? acceptedIf(checkpoint.value.note.text === opened.note.text, 'a text that nobody signed opens')
        : refused
    },
  },
  textTarget('checkpoint', texts, {
    parse: parseCheckpoint,
    format: (value) => valueOf(formatCheckpoint(value)),
  }),
  {
    ...textTarget('verifier key', vkeys, {
      parse: (text) => parseVerifierKey(sha256, text, { mlDsa: true }),
      format: formatVerifierKey,
    }),
    mutations: [repairId],
  },
  {
    ...textTarget('signing key', signingKeys, {
      parse: (text) => parseSigningKey(functions, text),
      format: formatSigningKey,
    }),
    mutations: [repairId],
  },
  { name: 'policy', samples: policies.map((policy) => Buffer.from(policy)), check: checkPolicy },
  {
    name: 'tlog-proof',
    samples: proofs.map((proof) => Buffer.from(proof)),
    check: (input) => {
      const proof = parseTlogProof(input)
      return proof.ok ? accepted(input, valueOf(formatTlogProof(proof.value))) : refused
    },
  },
  {
    name: 'verified tlog-proof',
    samples: [singleProof, nineProof].map((proof) => Buffer.from(proof)),
    check: (input) => {
      const answers = [0, 8].flatMap((index) => {
        const leafHash = leaves[index] ?? new Uint8Array()
        const verified = verifyTlogProof(sha256, { proof: input, leafHash }, (note) =>
          openCheckpoint(note, origin, logVerifiers),
        )
        return verified.ok ? [verified.value.inclusion.index === BigInt(index)] : []
      })
      return answers.length === 0
        ? refused
        : acceptedIf(answers.every(Boolean), 'a leaf is proved at another place')
    },
  },
  textTarget(
    'tile path',
    ['tile/0/000', 'tile/63/x001/x234/067.p/255', 'tile/entries/x018/x446/x744/x073/x709/x551/615'],
    {
      parse: parseTilePath,
      format: formatTilePath,
    },
  ),
  {
    name: 'entry bundle',
    samples: bundles,
    mutations: [(input) => Buffer.concat([input, Buffer.from([0, 0])])],
    check: (input) => {
      const read = bundleWidths.map((width) => parseEntryBundle(input, width)).filter((bundle) => bundle.ok)
      if (read.length > 1) return acceptedIf(false, 'has two widths')
      const [bundle] = read
      return bundle === undefined ? refused : accepted(input, valueOf(formatEntryBundle(bundle.value)))
    },
  },
  {
    name: 'tile',
    samples: [leaves.slice(0, 1), leaves.slice(0, 2)].map((hashes) => take(formatTile(hashes))),
    mutations: [(input) => Buffer.concat([input, input.slice(0, 32)])],
    check: (input) => {
      const width = Math.max(1, Math.floor(input.length / 32))
      const tile = parseTile(input, width)
      if (parseTile(input, width + 1).ok) return acceptedIf(false, 'has two widths')
      if (!tile.ok) return refused
      const again = formatTile(tile.value)
      return width > 256
        ? acceptedIf(!again.ok, 'a tile of more than 256 hashes is written')
        : accepted(input, valueOf(again))
    },
  },
  {
    name: 'cosignature',
    samples: lines.map(({ signature }) => signature),
    mutations: [(input) => Uint8Array.from({ length: 2428 }, (_, at) => input[at] ?? 0)],
    check: (input) => {
      const parts = [64, 2420].flatMap((length) => splitCosignature(input, length) ?? [])
      const [only, second] = parts
      if (second !== undefined) return acceptedIf(false, 'has two lengths')
      return only === undefined ? refused : accepted(input, joinCosignature(only.timestamp, only.signature))
    },
  },
]
