/** Reads CSAF 2.0 and 2.1: the VEX profile, and what security advisories state in the same members. */
import {
  type CsafDocument,
  type CsafVulnerability,
  type ProductId,
  type ProductRefs,
  resolveProducts,
  type StatusGroup,
  toCsafDocument,
} from '../../../csaf/index.ts'
import { vexJustifications, type VexStatus } from '../../../model/index.ts'
import type { VexStatement } from '../../model.ts'
import { memberOf, present, textOf } from '../fields.ts'
import { vexLimits } from '../limits.ts'
import { collectIssues, type Issues, type Source, type VexReading } from '../reading.ts'
import { givenText } from '../sentences.ts'
import { keyOfStatement, nestPaths, normalizeStatement, type VexPath } from '../statements.ts'
import { isTelling, responseOf } from './names.ts'
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
  const read = document.vulnerabilities.flatMap((flaw, index) => {
    const line = source.json.lineOf(['vulnerabilities', index])
    return readVulnerability(flaw, { document, find, issues, line }).map((one) => [one, line] as const)
  })
  if (read.length > vexLimits.statements) issues.unkept(`statements after the first ${vexLimits.statements}`)
  const kept = read.slice(0, vexLimits.statements)
  noteHead(document, issues)
  return {
    document: {
      format: 'csaf',
      formatVersion: document.csafVersion,
      id: document.tracking.id,
      author: document.publisher.name,
      ...present({
        role: document.publisher.category,
        version: document.tracking.version === '' ? undefined : document.tracking.version,
        issued: document.tracking.initialRelease,
        updated: document.tracking.currentRelease,
        tooling: toolOf(source.json.value),
      }),
      statements: kept.map(([statement]) => statement),
    },
    issues: [...lost, ...issues.list()],
    lines: kept.map(([, line]) => line),
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

/** Recommended and first fixed versions have the fix; `unknown` is no status of VEX, nobody looks into it. */
const groups: readonly (readonly [StatusGroup, VexStatus])[] = [
  ['known_not_affected', 'not_affected'],
  ['first_affected', 'affected'],
  ['known_affected', 'affected'],
  ['last_affected', 'affected'],
  ['first_fixed', 'fixed'],
  ['fixed', 'fixed'],
  ['recommended', 'fixed'],
  ['under_investigation', 'under_investigation'],
]

interface Context {
  readonly document: CsafDocument
  readonly find: FindPaths
  readonly issues: Issues
  readonly line: number
}

type Facets = Omit<VexStatement, 'products' | 'vulnerability' | 'status'>

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
    { readonly statement: Omit<VexStatement, 'products'>; readonly paths: VexPath[] }
  >()
  for (const [group, status] of groups) {
    for (const id of flaw.status[group]) {
      const statement = {
        vulnerability,
        status,
        ...(facets.get(id) ?? {
          responses: [],
          ...present({ at: context.document.tracking.currentRelease }),
        }),
        ...(notes === '' ? {} : { notes }),
      }
      const key = keyOfStatement({ ...statement, products: [] })
      const entry = found.get(key) ?? { statement, paths: [] }
      for (const path of context.find(id)) entry.paths.push(path)
      found.set(key, entry)
    }
  }
  return [...found.values()]
    .filter(({ paths }) => paths.length > 0)
    .map(({ statement, paths }) => normalizeStatement({ ...statement, products: nestPaths(paths) }))
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

interface Draft {
  label: string | undefined
  at: string | undefined
  actionAt: string | undefined
  readonly impacts: Set<string>
  readonly actions: Set<string>
  readonly categories: Set<string>
}

/** Flags, impacts and remediations, by product; without products they are about all of the vulnerability. */
function readFacets(flaw: CsafVulnerability, { document, issues }: Context): ReadonlyMap<ProductId, Facets> {
  const all = [...new Set(groups.flatMap(([group]) => flaw.status[group]))]
  const drafts = new Map(all.map((id): readonly [ProductId, Draft] => [id, emptyDraft()]))
  const each = (about: ProductRefs | undefined, take: (draft: Draft) => void): void => {
    for (const id of about === undefined ? all : resolveProducts(document, about)) {
      const draft = drafts.get(id)
      if (draft !== undefined) take(draft)
    }
  }
  for (const { label, about, date } of flaw.flags)
    each(about, (draft) => {
      if (draft.label !== undefined && draft.label !== label) issues.unkept('a second flag of one product')
      draft.label ??= label
      draft.at ??= date
    })
  for (const { category, details, about, date } of flaw.threats)
    if (category === 'impact')
      each(about, (draft) => {
        draft.impacts.add(details)
        draft.at ??= date
      })
  for (const { category, details, about, date } of flaw.remediations)
    each(about, (draft) => {
      draft.categories.add(category)
      draft.actions.add(details)
      if (draft.actionAt !== undefined && date !== undefined && draft.actionAt !== date)
        issues.unkept('a second date of remediations')
      draft.actionAt ??= date
    })
  return new Map([...drafts].map(([id, draft]) => [id, toFacets(draft, document, issues)]))
}

function emptyDraft(): Draft {
  return {
    label: undefined,
    at: undefined,
    actionAt: undefined,
    impacts: new Set(),
    actions: new Set(),
    categories: new Set(),
  }
}

function toFacets(draft: Draft, document: CsafDocument, issues: Issues): Facets {
  const justification = vexJustifications.find((known) => known === draft.label)
  if (draft.label !== undefined && justification === undefined) issues.unkept('flags with an unknown label')
  const others = [...draft.categories].filter(
    (category) => !responseOf.has(category) && category !== 'mitigation',
  )
  for (const category of others) issues.unkept(`the category of remediation ${category.slice(0, 60)}`)
  return {
    responses: [...draft.categories].flatMap((category) => responseOf.get(category) ?? []),
    ...present({ justification }),
    ...present({
      impact: joinGiven(draft.impacts),
      action: joinGiven(draft.actions),
      actionAt: draft.actionAt,
      at: draft.at ?? document.tracking.currentRelease,
    }),
  }
}

function joinGiven(texts: ReadonlySet<string>): string | undefined {
  const given = [...texts].filter((text) => givenText(text) !== undefined)
  return given.length === 0 ? undefined : given.join('\n\n')
}
