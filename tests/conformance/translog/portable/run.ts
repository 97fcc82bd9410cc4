/** All translog vectors, with whatever cryptography the place has: Node, or a browser without it. */
import { canonicalizeJson } from '../../../../packages/toolkit/src/base/index.ts'
import {
  checkConsistency,
  checkInclusion,
  checkRoot,
  type ConsistencyRow,
  type InclusionRow,
  type RootRow,
} from './merkle.ts'
import {
  checkCheckpoint,
  checkKey,
  checkNote,
  checkPolicy,
  checkProof,
  checkSplit,
  type CheckpointRow,
  type KeyRow,
  type NoteRow,
  type PolicyRow,
  type ProofRow,
  type SplitRow,
} from './notes.ts'
import { fromHex, judge, type Outcome, toBytes, toHex, type Tools, type Verdict } from './outcome.ts'
import {
  type BundleRow,
  checkBundle,
  checkOwnLog,
  checkPath,
  checkTessera,
  type OwnLog,
  type OwnRow,
  type PathRow,
  type TesseraRow,
} from './tiles.ts'

interface JsonRow {
  readonly id: string
  readonly input: string
  readonly outputHex?: string
  readonly expect: Verdict
}

interface SignatureRow {
  readonly id: string
  readonly publicKeyHex: string
  readonly messageHex: string
  readonly contextHex?: string
  readonly signatureHex: string
  readonly expect: Verdict
}

/** A file of vectors as it was parsed. */
export interface VectorFile {
  readonly _meta: unknown
  readonly cases: readonly unknown[]
}

type Check = (row: unknown, file: VectorFile, tools: Tools) => string

/** What each file's rows go through. The files are ours, so their shapes are taken as they are documented. */
export const checks: Readonly<Record<string, Check>> = {
  'merkle-roots': (row, _, tools) => checkRoot(row as RootRow, tools),
  'merkle-inclusion': (row, _, tools) => checkInclusion(row as InclusionRow, tools),
  'merkle-consistency': (row, _, tools) => checkConsistency(row as ConsistencyRow, tools),
  'tile-paths': (row) => checkPath(row as PathRow),
  'entry-bundles': (row, _, tools) => checkBundle(row as BundleRow, tools),
  'tlog-own': (row, file, tools) => checkOwnLog(row as OwnRow, file as unknown as OwnLog, tools),
  'tlog-tessera': (row, file, tools) => {
    const { verifierKey } = file._meta as { readonly verifierKey: string }
    return checkTessera(row as TesseraRow, verifierKey, tools)
  },
  'signed-note': (row, _, tools) =>
    'vkey' in (row as KeyRow | NoteRow) ? checkKey(row as KeyRow, tools) : checkNote(row as NoteRow, tools),
  checkpoint: (row) => checkCheckpoint(row as CheckpointRow),
  cosignature: (row, _, tools) => checkNote(row as NoteRow, tools),
  policy: (row, _, tools) => checkPolicy(row as PolicyRow, tools),
  'tlog-proof': (row, file, tools) => checkProof(row as ProofRow, policyOf(file), tools),
  'split-view': (row, file, tools) => {
    const { verifierKey } = file as unknown as { readonly verifierKey: string }
    return checkSplit(row as SplitRow, verifierKey, tools)
  },
  jcs: (row) => checkJson(row as JsonRow),
  'ed25519-wycheproof': (row, _, tools) => checkSignature(row as SignatureRow, tools.verifyEd25519, 64),
  'ml-dsa-44-wycheproof': (row, _, tools) => {
    const { contextHex = '' } = row as SignatureRow
    return checkSignature(row as SignatureRow, tools.verifyMlDsaIn(fromHex(contextHex)), 2420)
  },
}

/** One outcome for each case of each file; a case that throws is one as well. */
export function runVectors(files: Readonly<Record<string, VectorFile>>, tools: Tools): readonly Outcome[] {
  return Object.entries(files).flatMap(([name, file]) => {
    const check = checks[name]
    if (check === undefined) throw new Error(`nothing checks ${name}`)
    return rowsOf(file).map((row, at) => ({
      file: name,
      id: labelOf(row, at),
      found: tryCheck(() => check(row, file, tools)),
    }))
  })
}

/** `signed-note` has verifier keys beside its notes. */
export function rowsOf(file: VectorFile): readonly unknown[] {
  const { vkeys = [] } = file as { readonly vkeys?: readonly unknown[] }
  return [...file.cases, ...vkeys]
}

function tryCheck(check: () => string): string {
  try {
    return check()
  } catch (cause) {
    return `threw ${String(cause)}`
  }
}

function labelOf(row: unknown, at: number): string {
  const { id } = row as { readonly id?: string }
  return id ?? String(at)
}

function policyOf(file: VectorFile): string {
  return (file as unknown as { readonly policy: string }).policy
}

function checkJson({ input, outputHex, expect }: JsonRow): string {
  const form = canonicalizeJson(input)
  return judge(
    expect === 'accept' ? (outputHex ?? '') : 'none',
    form.ok ? toHex(toBytes(form.value)) : 'none',
  )
}

/** Lengths are told apart before the algorithm is asked, as `openNote` does. */
function checkSignature(row: SignatureRow, verify: Tools['verifyEd25519'], length: number): string {
  const signature = fromHex(row.signatureHex)
  const isValid =
    signature.length === length && verify(fromHex(row.publicKeyHex), fromHex(row.messageHex), signature)
  return judge(row.expect, isValid ? 'accept' : 'reject')
}
