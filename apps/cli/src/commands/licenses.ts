/** `occtet licenses list|notice|check|conclude`: which licenses, what they ask for, what to pass on. */
import { join } from 'node:path'
import { addConclusion } from '@occtet/toolkit/adapters'
import { writeNotices } from '@occtet/toolkit/documents'
import { buildNotices, obligationsIn, readLicenseText } from '@occtet/toolkit/licenses'
import type { EventDraft } from '@occtet/toolkit/ledger'
import { type Inventory, parseLicenseExpression, parsePurl, type Purl } from '@occtet/toolkit/model'
import { guardStore } from '../guard-store.ts'
import { type Context, privateFolder } from '../context.ts'
import { whoDecides } from '../decision-desk.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import { CommandFailure } from '../failure.ts'
import { formatLicenses, sayConflict } from '../format-licenses.ts'
import type { ComponentLicense } from '@occtet/toolkit/policy'
import { type LicenseDesk, openLicenses } from '../license-desk.ts'
import { plain } from '../layout.ts'
import { flagOption, type Options, textOption } from '../options.ts'
import { readTree } from '../read-tree.ts'
import { requireFolder } from '../require-folder.ts'
import { writeWhole } from '../write-whole.ts'
import { select } from './inventory.ts'
import { productIdOf } from '../case-product.ts'
import { settingEvents } from '../record/cra-events.ts'
import { openRecorder } from '../record/recorder.ts'

interface Looked {
  readonly inventory: Inventory
  readonly desk: LicenseDesk
  readonly licenses: readonly ComponentLicense[]
}

async function look(context: Context, dir: string, options: Options): Promise<Looked> {
  requireFolder(dir)
  const inventory = select(await readTree(context, dir), {
    firstParty: false,
    production: flagOption(options, 'production'),
  })
  const desk = openLicenses({ dir, inventory })
  return { inventory, desk, licenses: inventory.components.map((component) => desk.licenseOf(component)) }
}

export async function runLicensesList(context: Context, dir: string, options: Options): Promise<ExitCode> {
  const { licenses } = await look(context, dir, options)
  context.out(
    flagOption(options, 'json')
      ? `${JSON.stringify(toValue(licenses), null, 1)}\n`
      : formatLicenses(licenses, { columns: context.columns, all: flagOption(options, 'all') }),
  )
  return exitCodes.done
}

function toValue(licenses: readonly ComponentLicense[]): object {
  return {
    schema: 'urn:occtet:schema:licenses:1',
    components: licenses.map(({ component, facts, resolved }) => ({
      purl: component.purl,
      ...(resolved.effective === undefined ? {} : { effective: resolved.effective }),
      basis: resolved.basis,
      declared: facts.declared,
      detected: facts.detected,
      ...(facts.concluded === undefined ? {} : { concluded: facts.concluded }),
      conflicts: resolved.conflicts.map((conflict) => ({
        kind: conflict.kind,
        message: sayConflict(conflict),
      })),
      unread: resolved.unread.map(({ text, source }) => ({ text, source })),
      obligations: obligationsFor(resolved.effective),
    })),
  }
}

function obligationsFor(effective: string | undefined): readonly object[] {
  const parsed = effective === undefined ? undefined : parseLicenseExpression(effective)
  if (parsed?.ok !== true) return []
  return obligationsIn(parsed.value).map((one) =>
    one.kind === 'known'
      ? { id: one.id, class: one.class, terms: one.terms }
      : { id: one.id, class: 'unknown', terms: [] },
  )
}

/** Exit 4 with --strict where the notices are not complete; the gaps stand in the file and on standard error. */
export async function runLicensesNotice(context: Context, dir: string, options: Options): Promise<ExitCode> {
  const { inventory, desk, licenses } = await look(context, dir, options)
  const components = licenses.map(({ component, facts }) => ({
    name: component.purl,
    facts,
    texts: desk.texts.textsOf(component.purl),
  }))
  const format = textOption(options, 'format') === 'html' ? 'html' : 'text'
  const text = writeNotices(components, { format, product: inventory.name })
  const out = textOption(options, 'out')
  if (out === undefined) context.out(text)
  else {
    writeWhole(out, text)
    context.say(`written: ${plain(out)}\n`)
  }
  const { gaps, groups } = buildNotices(components)
  const standard = groups.filter(({ origin }) => origin === 'standard').flatMap(({ members }) => members)
  const bare = new Set(standard.filter(({ copyrights }) => copyrights.length === 0).map(({ name }) => name))
  if (gaps.length === 0 && bare.size === 0) return exitCodes.done
  const count = (kind: string): number => gaps.filter((gap) => gap.kind === kind).length
  context.say(
    `NOT COMPLETE: ${count('no-license')} components without a known license, ${count('no-text')} without its text, ${count('contradiction')} whose texts contradict it, ${bare.size} with the standard text and no copyright line; install the packages first, so that their texts can be read\n`,
  )
  return flagOption(options, 'strict') ? exitCodes.incomplete : exitCodes.done
}

/** A person's word, with reason and source; nothing declared or detected is changed. */
export async function runLicensesConclude(
  context: Context,
  { purl, expression }: { readonly purl: string; readonly expression: string },
  options: Options,
): Promise<ExitCode> {
  const dir = textOption(options, 'product') ?? '.'
  const parsed = parsePurl(purl)
  if (!parsed.ok) throw usage('PURL_INVALID', `${purl}: ${parsed.error.message}`)
  const license = parseLicenseExpression(expression)
  if (!license.ok) {
    const reading = readLicenseText(expression)
    const meant = 'proposal' in reading ? ` (perhaps ${JSON.stringify(reading.proposal)})` : ''
    throw usage('LICENSE_INVALID', `${expression}: ${license.error.message}${meant}`)
  }
  const component = findComponent((await readTree(context, dir)).components, parsed.value, dir)
  const lockFolder = join(privateFolder(context), '.licenses')
  const conclusion = {
    purl: component,
    expression,
    by: whoDecides(context, options),
    at: context.now(),
    reason: textOption(options, 'reason') ?? '',
    source: textOption(options, 'source') ?? '',
  }
  const product = productIdOf(dir)
  const toEvents = (made: unknown): readonly EventDraft[] =>
    settingEvents(product ?? dir, `license of ${component}`, JSON.stringify(made))
  const saved = await openRecorder(context, { dir, id: product }).change((note) =>
    guardStore(() => addConclusion({ dir, lockFolder }, conclusion, (made) => note(toEvents(made)))),
  )
  if (!saved.ok)
    throw new CommandFailure({
      exitCode: exitCodes.inputUnreadable,
      code: 'LICENSES_UNREADABLE',
      message: saved.error,
    })
  context.say(`written: ${plain(saved.value)}\n`)
  return exitCodes.done
}

/** Qualifiers such as the address of the download may be left out where no second component is meant by that. */
export function findComponent(components: Inventory['components'], purl: Purl, dir: string): Purl {
  const purls = new Set(components.map((component) => component.purl))
  if (purls.has(purl)) return purl
  const [only, second] = [...purls].filter((one) => one.startsWith(`${purl}?`) || one.startsWith(`${purl}#`))
  if (only === undefined) throw usage('COMPONENT_UNKNOWN', `${purl} is no component of ${dir}`)
  if (second === undefined) return only
  throw usage('COMPONENT_UNCLEAR', `${purl} may be ${only} or ${second}: give the whole purl`)
}

function usage(code: string, message: string): CommandFailure {
  return new CommandFailure({ exitCode: exitCodes.usage, code, message })
}
