/** `occtet sbom enrich FILE`: what is missing, from lock files, the FedDB and the user's own registries; never guessed. */
import { homedir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { askRegistries, readClientSettings, type RegistryReport } from '@occtet/toolkit/adapters'
import type { AdvisoryStore } from '@occtet/toolkit/advisories'
import { parsePurl, type Purl } from '@occtet/toolkit/model'
import {
  type AdvisoryRecord,
  encodeBom,
  type EnrichInput,
  enrichBom,
  type EnrichReport,
  factsOfAdvisories,
  factsOfInventory,
  isStated,
  type PackageFacts,
  versionsOfSyntax,
  type WrittenBom,
} from '@occtet/toolkit/sbom'
import { type Context, registryCacheFolder } from '../context.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import { CommandFailure, offlineFailure } from '../failure.ts'
import { withStore } from '../feddb-store.ts'
import { formatEnrich } from '../format-enrich.ts'
import { formatLosses } from '../format-losses.ts'
import { flagOption, type Options, textOption } from '../options.ts'
import { recordValue } from '../record-value.ts'
import { readTree } from '../read-tree.ts'
import { readSbomSource, type SbomSource, tellIssues } from '../sbom-source.ts'
import { toolVersion } from '../tool-version.ts'
import { writeWhole } from '../write-whole.ts'
import { syntaxOption, versionOption } from './sbom-convert.ts'

export async function runEnrich(context: Context, path: string, options: Options): Promise<ExitCode> {
  requireSource(options)
  const source = await readSbomSource(context, path)
  const asked = await askUserRegistries(context, source, options)
  const report = enrichBom(source.document, await inputOf(context, options, { source, asked }))
  const written = write(report, source, options)
  const out = textOption(options, 'out')
  if (out !== undefined) writeWhole(out, written.text)
  if (flagOption(options, 'json'))
    context.out(`${JSON.stringify(toValue({ report, asked, written, out }), null, 1)}\n`)
  else if (out === undefined) context.out(written.text)
  tellIssues(context, source)
  context.say(formatEnrich(report, asked))
  context.say(formatLosses(written.losses, context.columns))
  const isWhole = report.missing.length === 0 && report.contradictions.length === 0
  return flagOption(options, 'strict') && !isWhole ? exitCodes.incomplete : exitCodes.done
}

interface Enriched {
  readonly report: EnrichReport
  readonly asked: RegistryReport | undefined
  readonly written: WrittenBom
  readonly out: string | undefined
}

function toValue({ report, asked, written: { to, text, losses }, out }: Enriched): object {
  const { document: _document, ...said } = report
  const { facts, ...registries } = asked ?? { facts: [] }
  const answered = asked === undefined ? {} : { registries: { ...registries, answered: facts.length } }
  const file = out === undefined ? { document: text } : { file: out }
  return { schema: 'urn:occtet:schema:sbom-enrich:1', to, ...said, ...answered, losses, ...file }
}

function requireSource(options: Options): void {
  if (
    textOption(options, 'from') !== undefined ||
    ['registries', 'feddb'].some((name) => flagOption(options, name))
  )
    return
  throw new CommandFailure({
    exitCode: exitCodes.usage,
    code: 'NO_SOURCE',
    message: 'there is nothing to fill it in from',
    hint: 'Give --from DIR for lock files, --feddb for advisories, --registries for the registries of your clients, or several.',
  })
}

async function inputOf(
  context: Context,
  options: Options,
  { source, asked }: { readonly source: SbomSource; readonly asked: RegistryReport | undefined },
): Promise<EnrichInput> {
  const from = textOption(options, 'from')
  const tree = from === undefined ? undefined : await readTree(context, from)
  const facts = [
    ...(tree === undefined ? [] : factsOfInventory(tree)),
    ...(flagOption(options, 'feddb') ? readAdvisories(context, source, options) : []),
    ...(asked?.facts ?? []),
  ]
  return tree === undefined ? { facts } : { facts, roots: { purls: tree.roots, source: 'lock files' } }
}

/** Throws (exit 4) where there is no FedDB. */
function readAdvisories(context: Context, source: SbomSource, options: Options): readonly PackageFacts[] {
  return withStore(context, options, (store) =>
    purlsOf(source).flatMap((text) => {
      const purl = parsePurl(text)
      return purl.ok ? (factsOfAdvisories(text, recordsAbout(store, purl.value)) ?? []) : []
    }),
  )
}

function recordsAbout(store: AdvisoryStore, purl: Purl): readonly AdvisoryRecord[] {
  const ids = [...new Set(store.claimsFor(purl).map(({ record }) => record))]
  return ids
    .flatMap((id) => store.recordsOf(id).filter((record) => record.id === id))
    .map(({ id, source, text }) => ({ id, source, value: recordValue(text) }))
}

function purlsOf({ document }: SbomSource): readonly string[] {
  return document.elements.flatMap(({ purl }) => (isStated(purl) ? [purl] : []))
}

/** Undefined without `--registries`: nobody is asked unless the user says so. */
async function askUserRegistries(
  context: Context,
  source: SbomSource,
  options: Options,
): Promise<RegistryReport | undefined> {
  if (!flagOption(options, 'registries')) return undefined
  if (context.isOffline || flagOption(options, 'offline')) throw offlineFailure('asking package registries')
  const home = context.env['HOME'] ?? homedir()
  return askRegistries(purlsOf(source), readClientSettings({ env: context.env, home }), {
    cache: join(registryCacheFolder(context), 'registries'),
    userAgent: `occtet/${toolVersion}`,
    now: Date.now,
    sleep: async (milliseconds) => sleep(milliseconds),
    isOffline: false,
  })
}

/** In the version of the file where it can be written; what cannot be is said by the losses. */
function write({ document }: EnrichReport, source: SbomSource, options: Options): WrittenBom {
  const isOwn = textOption(options, 'to') === undefined
  const to = isOwn ? (source.syntax ?? 'cyclonedx-json') : syntaxOption(options)
  const own = versionsOfSyntax(to).find((version) => version === source.document.specVersion)
  return encodeBom(document, to, versionOption(options, to) ?? own)
}
