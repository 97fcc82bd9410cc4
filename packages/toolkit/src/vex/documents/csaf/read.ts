/** Reads CSAF 2.0 and 2.1: the VEX profile, and what security advisories state in the same members. */
import { type CsafDocument, type CsafVulnerability, toCsafDocument } from '../../../csaf/index.ts'
import type { VexDocument, VexStatement } from '../../model.ts'
import { memberOf, present, textOf } from '../fields.ts'
import { vexLimits } from '../limits.ts'
import { collectIssues, type Issues, type Source, type VexReading } from '../reading.ts'
import { givenText } from '../sentences.ts'
import { nestPaths, normalizeStatement, type VexPath } from '../statements.ts'
import { isTelling } from './names.ts'
import { type FacetContext, type Facets, MAX_TOLD, readFacets, statusGroups } from './read-facets.ts'
import { createPathFinder, type FindPaths } from './read-products.ts'

export function readCsafVex(source: Source): VexReading {
  const opened = toCsafDocument(source.json.value, source.path)
  const issues = collectIssues(source.path)
  if (!opened.ok) {
    const document = {
      format: 'csaf',
      formatVersion: '',
      id: `sha256:${source.digest}`,
      statements: [],
    } as const
    return { document, issues: [opened.error], lines: [] }
  }
  const { value: document, issues: lost } = opened.value
  const find = createPathFinder(document, issues)
  const budget = { left: MAX_TOLD }
  const read = document.vulnerabilities.flatMap((flaw, index) => {
    const line = source.json.lineOf(['vulnerabilities', index])
    return readVulnerability(flaw, { document, find, issues, line, budget }).map(
      (one) => [one, line] as const,
    )
  })
  if (read.length > vexLimits.statements) issues.unkept(`statements after the first ${vexLimits.statements}`)
  const kept = read.slice(0, vexLimits.statements)
  noteHead(document, issues)
  return {
    document: { ...readHead(document, source), statements: kept.map(([statement]) => statement) },
    issues: [...lost, ...issues.list()],
    lines: kept.map(([, line]) => line),
  }
}

function readHead(
  { csafVersion, tracking, publisher }: CsafDocument,
  source: Source,
): Omit<VexDocument, 'statements'> {
  return {
    format: 'csaf',
    formatVersion: csafVersion,
    id: tracking.id,
    ...present({
      author: publisher.name === '' ? undefined : publisher.name,
      role: publisher.category,
      version: tracking.version === '' ? undefined : tracking.version,
      issued: tracking.initialRelease,
      updated: tracking.currentRelease,
      tooling: toolOf(source.json.value),
    }),
  }
}

function toolOf(root: unknown): string | undefined {
  const tracking = memberOf(memberOf(root, 'document'), 'tracking')
  return textOf(memberOf(memberOf(tracking, 'generator'), 'engine'), 'name')
}

function noteHead({ notes, references, aggregateSeverity }: CsafDocument, issues: Issues): void {
  issues.unkept('notes of the document', notes.length)
  issues.unkept('references of the document', references.length)
  issues.unkept('aggregate severity', aggregateSeverity === undefined ? 0 : 1)
}

interface Context extends FacetContext {
  readonly find: FindPaths
  readonly line: number
}

function readVulnerability(flaw: CsafVulnerability, context: Context): readonly VexStatement[] {
  const { issues, line } = context
  const vulnerability = readNames(flaw, issues)
  if (vulnerability === undefined) {
    issues.add('SHAPE_UNEXPECTED', 'a vulnerability without CVE and id is not read', line)
    return []
  }
  noteRest(flaw, issues)
  const facets = readFacets(flaw, context)
  const notes = flaw.notes
    .filter(({ category }) => category !== 'description')
    .map(({ text }) => text)
    .join('\n\n')
  const found = new Map<
    string,
    { readonly words: Omit<VexStatement, 'products'>; readonly paths: VexPath[] }
  >()
  const bare: Facets = { responses: [], ...present({ at: context.document.tracking.currentRelease }) }
  for (const [group, status] of statusGroups) {
    for (const id of flaw.status[group]) {
      const said = facets.get(id) ?? { key: '', facets: bare }
      const key = `${status} ${said.key}`
      const words = { vulnerability, status, ...said.facets, ...(notes === '' ? {} : { notes }) }
      const entry = found.get(key) ?? { words, paths: [] }
      for (const path of context.find(id)) entry.paths.push(path)
      found.set(key, entry)
    }
  }
  return [...found.values()]
    .filter(({ paths }) => paths.length > 0)
    .map(({ words, paths }) => normalizeStatement({ ...words, products: nestPaths(paths) }))
}

function readNames(flaw: CsafVulnerability, issues: Issues): VexStatement['vulnerability'] | undefined {
  const telling = flaw.ids.filter(({ text }) => isTelling(text)).map(({ text }) => text)
  issues.unkept('ids without letters', flaw.ids.length - telling.length)
  const [first] = flaw.ids
  const fallback = first === undefined ? undefined : `${first.system} ${first.text}`
  const id = flaw.cve ?? telling[0] ?? fallback
  if (id === undefined) return undefined
  const texts = flaw.notes.filter(({ category }) => category === 'description').map(({ text }) => text)
  const description = givenText(texts.join('\n\n') || undefined)
  return { id, aliases: telling, ...present({ description }) }
}

/** What VEX has no place for. */
function noteRest(flaw: CsafVulnerability, issues: Issues): void {
  issues.unkept('vulnerabilities[].scores', flaw.scores.length)
  issues.unkept('vulnerabilities[].cwe', flaw.weaknesses.length)
  issues.unkept('vulnerabilities[].references', flaw.references.length)
  issues.unkept('vulnerabilities[].title', flaw.title === undefined ? 0 : 1)
  issues.unkept('product_status.unknown', flaw.status.unknown.length)
  issues.unkept(
    'threats that are no impact',
    flaw.threats.filter(({ category }) => category !== 'impact').length,
  )
  issues.unkept('titles of notes', flaw.notes.filter(({ title }) => title !== undefined).length)
  issues.unkept('addresses of remediations', flaw.remediations.filter(({ url }) => url !== undefined).length)
  issues.unkept(
    'entitlements',
    flaw.remediations.filter(({ entitlements }) => entitlements.length > 0).length,
  )
}
