/** `occtet cra diligence list|decide|report`: due diligence on components (Art. 13(5)) and reports to makers (13(6)). */
import { updateRecordFile } from '@occtet/toolkit/adapters'
import {
  type ComponentDecision,
  collectComponentFacts,
  joinComponents,
  type DiligenceFile,
  formatDiligenceFile,
  parseDiligenceFile,
  recordWords,
} from '@occtet/toolkit/cra'
import { corePurl, parsePurl } from '@occtet/toolkit/model'
import type { Context } from '../context.ts'
import { toDecision, toDiligenceValue, toReport } from '../diligence-value.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import { CommandFailure } from '../failure.ts'
import { findPackage } from '../find-package.ts'
import { liner } from '../assessment-page.ts'
import { formatDiligence } from '../format-diligence.ts'
import { flagOption, listOption, type Options, textOption } from '../options.ts'
import {
  openDesk,
  openProductFolder,
  placeOfRecord,
  type ProductDesk,
  type ProductFolder,
  readRecord,
  unreadable,
} from '../product-desk.ts'
import { readTree } from '../read-tree.ts'
import { pageOf } from '../record-page.ts'
import { completeReport, newsOf, type ReportNews } from '../upstream-news.ts'
import { diligenceEvents } from '../record/cra-events.ts'
import { openRecorder } from '../record/recorder.ts'

const emptyFile: DiligenceFile = { schema: 'occtet.diligence/1', decisions: [], upstream: [] }

export async function runDiligenceList(context: Context, dir: string, options: Options): Promise<ExitCode> {
  const desk = await openDesk(context, dir, options)
  const today = context.now().slice(0, 10)
  const file = readRecord(desk, 'diligence.yaml', parseDiligenceFile) ?? emptyFile
  const value = toDiligenceValue(joinComponents(desk, file, today), {
    product: desk.profile.id,
    file: placeOfRecord('diligence.yaml', desk).path,
    today,
    isStarterSet: desk.isStarterSet,
  })
  context.out(
    flagOption(options, 'json')
      ? `${JSON.stringify(value, null, 1)}\n`
      : formatDiligence(value, pageOf(context, desk, options), flagOption(options, 'all')),
  )
  const isOpen = value.rows.some(({ state }) => state !== 'decided') || value.unreported.length > 0
  return flagOption(options, 'strict') && isOpen ? exitCodes.incomplete : exitCodes.done
}

export async function runDiligenceDecide(
  context: Context,
  named: string,
  options: Options,
): Promise<ExitCode> {
  const desk = await openDesk(context, textOption(options, 'dir') ?? '.', options)
  const decision = readDecision(context, desk, { named, options })
  await change(context, desk, (file) => ({ ...file, decisions: [...file.decisions, decision] }))
  const words = recordWords(pageOf(context, desk, options).language)
  if (desk.isStarterSet) context.say(`${words('starterSet')}\n`)
  if (flagOption(options, 'json')) {
    const value = {
      schema: 'occtet.cra-diligence-decision/1',
      product: desk.profile.id,
      file: placeOfRecord('diligence.yaml', desk).path,
      isStarterSet: desk.isStarterSet,
      decision: toDecision(decision),
    }
    context.out(`${JSON.stringify(value, null, 1)}\n`)
    return exitCodes.done
  }
  const advisories = (decision.advisories ?? []).join(', ')
  context.out(
    liner(pageOf(context, desk, options))(
      words('decided', {
        package: decision.package,
        version: decision.version ?? words('noVersion'),
        decision: words(`decision-${decision.decision}`),
        advisories: advisories === '' ? words('noneKnown') : advisories,
      }),
    ),
  )
  return exitCodes.done
}

export async function runDiligenceReport(
  context: Context,
  { named, vulnerability }: { readonly named: string; readonly vulnerability: string },
  options: Options,
): Promise<ExitCode> {
  const dir = textOption(options, 'dir') ?? '.'
  const folder = openProductFolder(context, dir)
  const news: ReportNews = newsOf(options, {
    package: await packageOf(context, dir, named),
    vulnerability: vulnerability.trim(),
    today: context.now().slice(0, 10),
  })
  const file = await change(context, folder, (before) => ({
    ...before,
    upstream: completeReport(before.upstream, news),
  }))
  const report = file.upstream.find(
    (one) => one.package === news.package && one.vulnerability === news.vulnerability,
  )
  if (report === undefined) throw new Error('the report was written, so it is in the file')
  const page = pageOf(context, folder, options)
  const words = recordWords(page.language)
  const value = {
    schema: 'occtet.cra-diligence-report/1',
    product: folder.profile.id,
    file: placeOfRecord('diligence.yaml', folder).path,
    report: toReport(report),
  }
  const { reported, notReported } = report
  const outcome =
    reported === undefined
      ? words(`outcome-${notReported ?? 'open'}`)
      : words('outcome-reported', { to: reported.to, at: reported.at })
  context.out(
    flagOption(options, 'json')
      ? `${JSON.stringify(value, null, 1)}\n`
      : liner(page)(words('reportNoted', { vulnerability, package: report.package, outcome })),
  )
  return exitCodes.done
}

/** With version and the advisories that are open now, so that later changes show. */
function readDecision(
  context: Context,
  desk: ProductDesk,
  { named, options }: { readonly named: string; readonly options: Options },
): ComponentDecision {
  const { package: name, version } = findPackage(desk.inventory.components, named)
  const advisories = collectComponentFacts(desk.inventory, desk.findings)
    .filter((facts) => facts.package === name && facts.version === version)
    .flatMap((facts) => facts.advisories.map(({ id }) => id))
  const measures = listOption(options, 'measure')
  const checks = listOption(options, 'check')
  const decision = textOption(options, 'decision') as ComponentDecision['decision']
  if (decision === 'accepted-with-measures' && measures.length === 0) {
    throw new CommandFailure({
      exitCode: exitCodes.usage,
      code: 'MEASURE_MISSING',
      message: '--decision accepted-with-measures: name at least one with --measure TEXT',
    })
  }
  return {
    package: name,
    ...given('version', version),
    decision,
    why: textOption(options, 'why') ?? '',
    ...(measures.length === 0 ? {} : { measures }),
    ...(checks.length === 0 ? {} : { checks }),
    ...given('supportEnds', textOption(options, 'supportEnds')),
    ...given('maintainer', textOption(options, 'maintainer')),
    ...given('fallback', textOption(options, 'fallback')),
    by: textOption(options, 'by') ?? '',
    at: context.now().slice(0, 10),
    advisories: [...new Set(advisories)].sort(),
  }
}

function given<K extends string>(key: K, value: string | undefined): { readonly [name in K]?: string } {
  return (value === undefined ? {} : { [key]: value }) as { readonly [name in K]?: string }
}

/** A purl is taken as it is: the maker may have to be told of a component that the product no longer has. */
async function packageOf(context: Context, dir: string, named: string): Promise<string> {
  const parsed = parsePurl(named)
  if (parsed.ok) return corePurl(parsed.value)
  return findPackage((await readTree(context, dir)).components, named).package
}

/** Throws (exit 3) where the file cannot be read, (exit 2) where it could not hold what is given. */
async function change(
  context: Context,
  folder: ProductFolder,
  alter: (file: DiligenceFile) => DiligenceFile,
): Promise<DiligenceFile> {
  const { id } = folder.profile
  const changed = await openRecorder(context, { dir: folder.dir, id }).change((note) =>
    updateRecordFile<DiligenceFile>(
      placeOfRecord('diligence.yaml', folder),
      {
        parse: parseDiligenceFile,
        format: formatDiligenceFile,
        announce: (after, before) => note(diligenceEvents(id, after, before)),
      },
      (before) => alter(before ?? emptyFile),
    ),
  )
  if (changed.ok) return changed.value
  const { code, message } = changed.error
  if (code !== 'ENTRY_INVALID') throw unreadable({ code, message })
  throw new CommandFailure({ exitCode: exitCodes.usage, code, message: `nothing was written: ${message}` })
}
