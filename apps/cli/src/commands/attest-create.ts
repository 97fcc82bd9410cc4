/** `occtet attest create KIND [DIR]`: a signed statement about artefacts, added to the bundle beside them. */
import { resolve } from 'node:path'
import { BUNDLE_SUFFIX } from '@occtet/toolkit/attestations'
import { makeDocument, makeFoss } from '../attest/from-file.ts'
import { makeAssessment, makeDiligence } from '../attest/from-product.ts'
import { makeResult, makeSbom, makeScan, makeVex } from '../attest/from-report.ts'
import { type AttestKind, toCreatedValue } from '../attest/created-value.ts'
import { issueRecorded } from '../attest/issue-recorded.ts'
import { ledgerOf, openKey } from '../attest/key.ts'
import type { Made, Making } from '../attest/making.ts'
import { readSubjects } from '../attest/subjects.ts'
import { readProfile } from '../case-product.ts'
import type { Context } from '../context.ts'
import { whoDecides } from '../decision-desk.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import { formatCreated } from '../format-attest.ts'
import { flagOption, listOption, type Options, textOption } from '../options.ts'
import { person } from '../record/draft.ts'
import { openRecorder } from '../record/recorder.ts'
import { requireFolder } from '../require-folder.ts'

const makers: Readonly<Record<AttestKind, (making: Making) => Made | Promise<Made>>> = {
  sbom: makeSbom,
  vex: makeVex,
  scan: makeScan,
  result: makeResult,
  assessment: makeAssessment,
  diligence: makeDiligence,
  foss: makeFoss,
  document: makeDocument,
}

interface Asked {
  readonly kind: AttestKind
  readonly dir: string
}

/** Throws (exit 2 or 3) before anything is written where the statement would not be true, or not verify. */
export async function runAttestCreate(
  context: Context,
  { kind, dir }: Asked,
  options: Options,
): Promise<ExitCode> {
  requireFolder(dir)
  const profile = readProfile(dir)
  const paths = listOption(options, 'subject')
  const subjects = await readSubjects(paths)
  const home = ledgerOf(context, { dir, id: profile?.id })
  const making: Making = { context, dir, options, subjects, profile, origin: home?.origin }
  const { statement, notes } = await makers[kind](making)
  const bundle = textOption(options, 'out') ?? `${paths[0] ?? ''}${BUNDLE_SUFFIX}`
  const recorder = openRecorder(context, { dir, id: profile?.id })
  const placed = await issueRecorded(context, {
    recorder,
    statement,
    open: async () => openKey(context, home, options),
    actor: () => person(whoDecides(context, options)),
    product: profile?.id,
    // What waits to be recorded is found again from any folder.
    bundle: resolve(bundle),
  })
  const value = toCreatedValue(
    { kind, bundle, subjects, notes, origin: recorder.origin, product: profile?.id },
    placed,
  )
  context.out(
    flagOption(options, 'json')
      ? `${JSON.stringify(value, null, 1)}\n`
      : formatCreated(value, Math.min(context.columns, 100)),
  )
  return exitCodes.done
}
