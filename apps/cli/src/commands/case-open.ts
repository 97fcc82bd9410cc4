/** `occtet case open` and `drill`: a new case for the product of a folder. */
import { createCase } from '@occtet/toolkit/adapters'
import { catalogue, type CaseFact, toCaseSubject } from '@occtet/toolkit/cra'
import {
  append,
  openCaseRecorder,
  productFolder,
  profileOf,
  stampOf,
  toFailure,
  usage,
} from '../case-store.ts'
import { guardStore } from '../guard-store.ts'
import type { Context } from '../context.ts'
import type { ExitCode } from '../exit-codes.ts'
import { type Options, textOption } from '../options.ts'
import { caseEvents } from '../record/case-events.ts'
import { showCase } from './case-status.ts'

export async function runCaseOpen(
  context: Context,
  { kind, drill }: { readonly kind: string; readonly drill: boolean },
  options: Options,
): Promise<ExitCode> {
  const profile = profileOf(options)
  if (profile === undefined) {
    throw usage('there is no .occtet/product.yaml here; name its folder with --product')
  }
  const track = kind === 'inc' ? 'INC' : 'AEV'
  const chosen = { role: textOption(options, 'role'), tier: textOption(options, 'tier') }
  const subject = toCaseSubject(profile, { ...chosen, at: context.now().slice(0, 10) })
  const title = textOption(options, 'title') ?? ''
  if (title.trim() === '') throw usage('say in a few words what it is about, with --title')
  const fact: CaseFact = { type: 'opened', track, drill, title, subject, catalogue: catalogue.meta.version }
  const folder = productFolder(context, profile.id)
  const stamp = stampOf(context, options)
  const now = context.now()
  // Opening happens now; `--at` says when the signal arrived.
  const entry = { at: now, by: stamp.by, fact }
  const opened = await openCaseRecorder(context, profile.id, options).change((note) =>
    guardStore(() =>
      createCase(folder, { entry, now, announce: (after) => note(caseEvents(after, undefined)) }),
    ),
  )
  if (!opened.ok) throw toFailure(opened.error)
  const found = { file: opened.value, folder, profile }
  const signal = textOption(options, 'signal')
  if (signal === undefined) return showCase(context, found, options)
  const facts = [{ type: 'signal-arrived', text: signal }] as const
  return showCase(context, await append(context, found, { options, facts }), options)
}
