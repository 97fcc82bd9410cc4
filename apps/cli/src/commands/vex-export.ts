/** `occtet vex export`: what decisions in force state, as a document that other tools accept. */
import { basename } from 'node:path'
import { validateCsaf } from '@occtet/toolkit/csaf'
import type { EventDraft } from '@occtet/toolkit/ledger'
import {
  type DecisionRecord,
  fixedCandidates,
  packageOf,
  readVex,
  type StatementOptions,
  type Statements,
  toStatements,
  type VexStatement,
  type VexTarget,
  writeVex,
} from '@occtet/toolkit/vex'
import type { Context } from '../context.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import { CommandFailure } from '../failure.ts'
import { type FindingDesk, openFindingDesk } from '../finding-desk.ts'
import { plain } from '../layout.ts'
import { listOption, type Options, textOption } from '../options.ts'
import { metaOf, type Published, readPublished, targetOf } from '../vex-meta.ts'
import { writeWhole } from '../write-whole.ts'
import { warningsOf } from './triage.ts'
import { fit, person, program } from '../record/draft.ts'
import { subjectOf, vexEvents } from '../record/output-events.ts'
import { openRecorder } from '../record/recorder.ts'

export async function runVexExport(context: Context, dir: string, options: Options): Promise<ExitCode> {
  const target = targetOf(options)
  const out = textOption(options, 'out')
  const published = readPublished(out, target)
  const desk = await openFindingDesk(context, dir, options)
  if (target.format === 'csaf') requireNamespace(desk, options)
  if (published !== undefined) {
    requireSameProduct(published, desk, out ?? '')
    requireData(desk, out ?? '')
  }
  for (const warning of warningsOf(desk)) context.say(`! ${plain(warning)}\n`)
  const stated = stateAll(context, desk, { options, published })
  if (stated.statements.length === 0) {
    throw new CommandFailure({
      exitCode: exitCodes.usage,
      code: 'NO_STATEMENTS',
      message: 'no decision is in force, so there is nothing to state',
      hint: 'Decide first (occtet triage decide), or give --open under_investigation.',
    })
  }
  const text = await write(context, { desk, target, statements: stated.statements, published, options })
  if (published !== undefined && isUnchanged(published.statements, text)) {
    context.say(`${plain(out ?? '')}: nothing changed, so it stays as it is\n`)
    return exitCodes.done
  }
  if (out === undefined) context.out(text)
  else {
    await openRecorder(context, { dir: desk.dir, id: desk.profile?.id }).change(async (note) =>
      writeWhole(out, text, note(exportEvents(desk, { out, text, target, context, options }))),
    )
    context.say(`written: ${plain(out)} (${stated.statements.length} statements)\n`)
  }
  tellWithheld(context, stated)
  return exitCodes.done
}

/** The next version of a document would lose what it says of other products, under the id that their readers know. */
function requireSameProduct({ statements }: Published, { subject }: FindingDesk, out: string): void {
  const own = packageOf(subject.purl)
  const other = statements
    .flatMap(({ products }) => products)
    .find(({ purl }) => purl !== undefined && packageOf(purl) !== own)
  if (other === undefined) return
  throw new CommandFailure({
    exitCode: exitCodes.usage,
    code: 'OTHER_PRODUCT',
    message: `${out} is there already and speaks of ${other.purl ?? ''}, not of ${subject.purl}`,
    hint: 'Give another --out.',
  })
}

/** Without the advisories that a decision was made on, the next version would silently drop what readers were told. */
function requireData({ data, decisions }: FindingDesk, out: string): void {
  const gone = decisions.unused.filter(({ reason }) => reason === 'ADVISORY_GONE')
  if (data.kind !== 'starter-set' || gone.length === 0) return
  throw new CommandFailure({
    exitCode: exitCodes.incomplete,
    code: 'DATA_MISSING',
    message: `only the starter set is loaded, and it knows nothing of ${gone.map(({ id }) => id).join(', ')}: the next version of ${out} would drop what it says of them`,
    hint: 'Use the database that the decisions were made with (--db), or fill it: occtet db sync.',
  })
}

interface Given {
  readonly options: Options
  readonly published: Published | undefined
}

function stateAll(context: Context, desk: FindingDesk, { options, published }: Given): Statements {
  const now = context.now()
  const open = textOption(options, 'open') as StatementOptions['open']
  const wanted = listOption(options, 'fixed')
  const candidates = new Map(
    fixedCandidates(
      desk.stored.stored.map(({ record }) => record),
      desk.decisions.unused,
      now.slice(0, 10),
    ).map((record) => [record.id, record]),
  )
  const fixed = wanted.map((id) => candidates.get(id) ?? notFixable(id, [...candidates.keys()]))
  return toStatements(desk.decisions, desk.subject, {
    today: now.slice(0, 10),
    now,
    ...(open === undefined ? {} : { open }),
    ...(published === undefined ? {} : { published: published.statements }),
    fixed,
  })
}

function notFixable(id: string, others: readonly string[]): DecisionRecord {
  throw new CommandFailure({
    exitCode: exitCodes.usage,
    code: 'NOT_FIXED',
    message: `${id} is no decision whose finding this release no longer has`,
    hint: others.length === 0 ? 'There is none at present.' : `Such are: ${others.join(', ')}.`,
  })
}

/** Whether a reader of the new document learns what the old one said; the order does not matter. */
function isUnchanged(before: readonly VexStatement[], text: string): boolean {
  const read = readVex(text, 'new')
  const keys = (statements: readonly VexStatement[]): string =>
    JSON.stringify(statements.map((statement) => JSON.stringify(statement)).sort())
  return read.ok && keys(before) === keys(read.value.document.statements)
}

interface Writing extends Given {
  readonly desk: FindingDesk
  readonly target: VexTarget
  readonly statements: readonly VexStatement[]
}

/** Throws (exit 70) rather than write a document that its own standard refuses. */
async function write(
  context: Context,
  { desk, target, statements, published, options }: Writing,
): Promise<string> {
  const { subject, profile } = desk
  const meta = metaOf(context, { subject, website: profile?.manufacturer?.website }, { options, published })
  const written = writeVex(statements, meta, target)
  if (!written.ok) {
    throw new CommandFailure({
      exitCode: exitCodes.usage,
      code: written.error.code,
      message: written.error.message,
    })
  }
  const isWhite = meta.tlp === 'CLEAR'
  // A purl names the product as well as its name does, and CLEAR is what everybody assumes.
  const told = written.value.losses.filter(
    ({ field }) => field !== 'products.name' && !(isWhite && field === 'document.tlp'),
  )
  for (const { message, vulnerability } of told)
    context.say(
      `not kept${vulnerability === undefined ? '' : ` of ${plain(vulnerability)}`}: ${plain(message)}\n`,
    )
  if (target.format === 'csaf') await requireValid(JSON.parse(written.value.text))
  return written.value.text
}

async function requireValid(document: unknown): Promise<void> {
  const report = await validateCsaf(document)
  const first = report.findings.find(({ group }) => group === 'mandatory')
  if (!report.isValid)
    throw new Error(
      `the document is not valid CSAF: ${first?.test ?? ''} ${first?.path ?? ''} ${first?.message ?? ''}`,
    )
}

function requireNamespace({ profile }: FindingDesk, options: Options): void {
  if ((textOption(options, 'namespace') ?? profile?.manufacturer?.website ?? '') !== '') return
  throw new CommandFailure({
    exitCode: exitCodes.usage,
    code: 'NAMESPACE_MISSING',
    message: 'CSAF names its publisher by an address under its control',
    hint: 'Give --namespace https://…, or manufacturer.website in .occtet/product.yaml.',
  })
}

const reasons = {
  EMBARGO: 'under embargo',
  NOT_IN_FORCE: 'their decision is waiting, stale, expired or revoked',
  OPEN: 'nobody decided',
} as const

function tellWithheld(context: Context, { withheld }: Statements): void {
  for (const [reason, words] of Object.entries(reasons)) {
    const own = withheld.filter((one) => one.reason === reason)
    if (own.length > 0)
      context.say(`${own.length} ${own.length === 1 ? 'finding is' : 'findings are'} not stated: ${words}\n`)
  }
}

const formatNames = { openvex: 'OpenVEX', cyclonedx: 'CycloneDX', csaf: 'CSAF', spdx: 'SPDX' } as const

function exportEvents(
  { subject }: FindingDesk,
  written: {
    readonly out: string
    readonly text: string
    readonly target: VexTarget
    readonly context: Context
    readonly options: Options
  },
): readonly EventDraft[] {
  const { out, text, target, context, options } = written
  const by = textOption(options, 'by') ?? context.env['OCCTET_BY']
  const file = subjectOf(basename(out), text)
  const read = readVex(new TextEncoder().encode(text), out)
  const version = read.ok ? read.value.document.version : undefined
  return vexEvents({
    product: subject.id,
    by: by === undefined ? program : person(by),
    file,
    data: {
      format: formatNames[target.format],
      documentSha256: file.digest.sha256,
      version: fit(version ?? '1', 100),
      ...(read.ok ? { statements: read.value.document.statements.length } : {}),
    },
  })
}
