/** `occtet case package` and `notify`: papers made from a case; nothing is sent. */
import { join } from 'node:path'
import { makePrivateFolder, writePrivately } from '@occtet/toolkit/adapters'
import {
  buildAdvisory,
  buildDecision,
  buildPackage,
  buildUserNotice,
  type CasePackage,
  formatPackage,
  statusOf,
  toRoutingFacts,
} from '@occtet/toolkit/cra'
import { append, findCase, type FoundCase } from '../case-store.ts'
import { guardStore } from '../guard-store.ts'
import type { Context } from '../context.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import { plainLines } from '../layout.ts'
import { flagOption, type Options, textOption } from '../options.ts'
import { languageOf, nameOf } from './case-status.ts'

type Stage = CasePackage['stage']

const stages: Readonly<Record<string, Stage>> = {
  'early-warning': 'early_warning',
  notification: 'notification',
  'final-report': 'final_report',
  interim: 'interim',
}

export async function runCasePackage(
  context: Context,
  { id, stage }: { readonly id: string; readonly stage?: string },
  options: Options,
): Promise<ExitCode> {
  const found = await guardStore(() => findCase(context, id, options))
  const now = Date.parse(context.now())
  const language = languageOf(options)
  const step = stages[stage ?? ''] ?? nextStage(found, now)
  const routing = toRoutingFacts(found.profile)
  const pack = buildPackage(step, { file: found.file, profile: found.profile, routing, language, now })
  const json = `${JSON.stringify(pack, null, 1)}\n`
  const text = formatPackage(pack, language)
  context.out(flagOption(options, 'json') ? json : plainLines(text))
  const decision = buildDecision({ file: found.file, language })
  await writePapers(context, options, [
    [nameOf(found.file, pack.stageId, 'txt'), text],
    [nameOf(found.file, pack.stageId, 'json'), json],
    ...(decision === undefined ? [] : [[nameOf(found.file, 'decision', 'md'), decision] as const]),
  ])
  return exitCodes.done
}

/** The first stage that is still to be sent; the last where all are. */
function nextStage({ file }: FoundCase, now: number): Stage {
  const { stages: all } = statusOf(file, now)
  const open = all.find(({ state }) => state !== 'submitted' && state !== 'already-provided')
  return open?.stage ?? 'final_report'
}

/** `--sent TEXT` records afterwards that users were informed, and how. */
export async function runCaseNotify(context: Context, id: string, options: Options): Promise<ExitCode> {
  const found = await guardStore(() => findCase(context, id, options))
  const language = languageOf(options)
  const { file, profile } = found
  const notice = buildUserNotice({ file, profile, language })
  const advisory = buildAdvisory({ file, profile, language, now: Date.parse(context.now()) })
  const csaf = advisory.ok ? advisory.value : null
  const missing = [...new Set([...notice.missing, ...(advisory.ok ? [] : advisory.error.missing)])]
  const value = {
    caseId: file.id,
    drill: file.id.startsWith('DRILL-'),
    markdown: notice.markdown,
    csaf,
    missing,
  }
  context.out(
    flagOption(options, 'json') ? `${JSON.stringify(value, null, 1)}\n` : plainLines(notice.markdown),
  )
  if (!advisory.ok) context.say(`no CSAF draft: ${advisory.error.missing.join('; ')}\n`)
  await writePapers(context, options, [
    [nameOf(file, 'users', 'md'), notice.markdown],
    ...(csaf === null ? [] : [[nameOf(file, 'csaf', 'json'), `${JSON.stringify(csaf, null, 2)}\n`] as const]),
  ])
  const sent = textOption(options, 'sent')
  if (sent !== undefined) {
    await append(context, found, { options, facts: [{ type: 'users-informed', text: sent }] })
    context.say(`recorded: users informed (${sent})\n`)
  }
  return exitCodes.done
}

/** Under `--out`, readable by the owner only. */
async function writePapers(
  context: Context,
  options: Options,
  papers: readonly (readonly [name: string, text: string])[],
): Promise<void> {
  const folder = textOption(options, 'out')
  if (folder === undefined) return
  await guardStore(() => {
    makePrivateFolder(folder)
    for (const [name, text] of papers) {
      writePrivately(join(folder, name), text)
      context.say(`${join(folder, name)}\n`)
    }
  })
}
