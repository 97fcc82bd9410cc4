/** `occtet attest verify FILE --artefact FILE`: whether somebody's statements about a file may be relied on; offline. */
import { readBundleFile, sha256OfFile } from '@occtet/toolkit/adapters'
import { readAskedTypes } from '../attest/asked-type.ts'
import { guardAttest, misused, unfit } from '../attest/guard-attest.ts'
import { readTrustedKeys } from '../attest/trusted-keys.ts'
import { type Verdict, toVerdictValue } from '../attest/verdict-value.ts'
import { judgeAll, verifyLines } from '../attest/verify-lines.ts'
import { readSigstoreBundle, verifySigstore } from '../attest/verify-sigstore.ts'
import type { Context } from '../context.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import { formatVerdict } from '../format-attest.ts'
import { flagOption, numberOption, type Options, textOption } from '../options.ts'

/** Exit 0: valid, or valid-but-stale without --strict (then 4). Exit 1: not valid, or nothing of what was asked for. */
export async function runAttestVerify(context: Context, file: string, options: Options): Promise<ExitCode> {
  const path = textOption(options, 'artefact') ?? ''
  const types = readAskedTypes(textOption(options, 'type'))
  const sha256 = await guardAttest(async () => sha256OfFile(path))
  const sigstore = readSigstoreBundle(file)
  const verdict =
    sigstore === undefined
      ? await verifyBundle(context, { file, sha256, types }, options)
      : await verifyIdentity(sigstore, { artefact: path, types }, options)
  const language = textOption(options, 'lang') === 'de' ? 'de' : 'en'
  const told = { file, artefact: { file: path, sha256 }, at: context.now(), types, ...verdict }
  const value = toVerdictValue(told, language)
  context.out(
    flagOption(options, 'json')
      ? `${JSON.stringify(value, null, 1)}\n`
      : formatVerdict(value, language, Math.min(context.columns, 100)),
  )
  if (value.state === 'invalid' || value.state === 'none-asked') return exitCodes.gateFailed
  return value.state === 'valid-but-stale' && flagOption(options, 'strict')
    ? exitCodes.incomplete
    : exitCodes.done
}

async function verifyBundle(
  context: Context,
  asked: { readonly file: string; readonly sha256: string; readonly types: readonly string[] | undefined },
  options: Options,
): Promise<Verdict> {
  const keys = readTrustedKeys(options)
  const lines = await guardAttest(() => readBundleFile(asked.file))
  if (lines === undefined) throw unfit('FILE_UNREADABLE', `${asked.file} does not exist`)
  const judged = verifyLines(lines, {
    artefactSha256: asked.sha256,
    types: asked.types,
    keys,
    at: context.now(),
    knownAsOf: readKnownAsOf(textOption(options, 'knownAsOf')),
    maxAgeDays: numberOption(options, 'maxAge') ?? 30,
  })
  return { state: judgeAll(judged), lines: judged, sigstore: undefined }
}

async function verifyIdentity(
  bundle: string,
  asked: { readonly artefact: string; readonly types: readonly string[] | undefined },
  options: Options,
): Promise<Verdict> {
  const sigstore = await verifySigstore(bundle, { ...asked, options })
  const isGood = sigstore.answer.kind === 'valid' && sigstore.answer.artifact === 'same'
  const state = !isGood ? 'invalid' : sigstore.isOfType ? 'valid' : 'none-asked'
  return { state, lines: [], sigstore }
}

/** A day stands for its beginning: more is not claimed. */
function readKnownAsOf(text: string | undefined): string | undefined {
  if (text === undefined) return undefined
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00Z` : text
  const isTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/.test(time)
  if (isTime && !Number.isNaN(Date.parse(time))) return time
  throw misused('TIME_INVALID', `--known-as-of: expected a day or a time such as 2026-11-22, found ${text}`)
}
