/** Collects what another tool lists: packages by their purl, and those that no purl identifies. */
import type { Issue } from '../../base/index.ts'
import {
  addIssue,
  addPackage,
  type Draft,
  finishDraft,
  type PackageFacts,
  startDraft,
} from '../../inventory/index.ts'
import {
  type ParsedFile,
  parsePurl,
  type PurlParts,
  splitPurl,
  type UnidentifiedComponent,
} from '../../model/index.ts'

export interface ForeignDraft {
  readonly draft: Draft
  readonly unidentified: UnidentifiedComponent[]
}

export interface ForeignFacts extends Omit<PackageFacts, 'purl'> {
  /** As the tool writes it; absent where it writes none. */
  readonly purl?: string | undefined
  /** Stands in where the tool wrote no purl, and says which package it is. */
  readonly parts?: PurlParts | undefined
  readonly name: string
  readonly version?: string | undefined
  /** Added where the purl does not have them. */
  readonly qualifiers?: Readonly<Record<string, string>> | undefined
}

export function startForeign(path: string): ForeignDraft {
  return { draft: startDraft(path), unidentified: [] }
}

/** The key of the package, or undefined where it was listed as unidentified. */
export function addForeign(foreign: ForeignDraft, facts: ForeignFacts): string | undefined {
  const parts = partsOf(facts)
  if (typeof parts === 'string') {
    addUnidentified(foreign, facts, parts)
    return undefined
  }
  const { purl: _purl, parts: _parts, name: _name, version: _version, qualifiers, ...rest } = facts
  const all = { ...qualifiers, ...parts.qualifiers }
  const isQualified = Object.keys(all).length > 0
  return addPackage(foreign.draft, {
    ...rest,
    purl: { ...parts, ...(isQualified ? { qualifiers: all } : {}) },
  })
}

/** The parts, or why there are none. A version beside a purl without one belongs to it. */
function partsOf({ purl, parts, version }: ForeignFacts): PurlParts | string {
  if (purl === undefined || purl === '') return parts ?? 'it has no purl'
  const parsed = parsePurl(purl)
  if (!parsed.ok) return parsed.error.message
  const split = splitPurl(parsed.value)
  return split.version === undefined && version !== undefined && version !== ''
    ? { ...split, version }
    : split
}

function addUnidentified({ draft, unidentified }: ForeignDraft, facts: ForeignFacts, reason: string): void {
  const { name, version, line } = facts
  unidentified.push({
    ref: `unidentified:${unidentified.length + 1}`,
    name: name === '' ? '(no name)' : name,
    ...(version === undefined || version === '' ? {} : { version }),
    line,
    reason,
    dependsOn: [],
    dependents: [],
  })
  if (unidentified.length > 1) return
  const message = `${name} has no usable package URL (${reason}); it and any others like it are listed as unidentified`
  addIssue(draft, { code: 'ENTRY_UNREADABLE', line, message })
}

/** What the tool found against the packages is its own answer; ours comes from the matching. */
export function noteFindings(foreign: ForeignDraft, tool: string, count: number): void {
  if (count === 0) return
  const found = `${count} finding${count === 1 ? '' : 's'}`
  const message = `${tool} reported ${found}; they are not taken over, OCCTET matches on its own`
  addIssue(foreign.draft, { code: 'FORMAT_UNSUPPORTED', level: 'note', line: 1, message })
}

/** The tool left packages out, and its result says so or lets it be seen. */
export function warnIncomplete(foreign: ForeignDraft, message: string, hint: string): void {
  addIssue(foreign.draft, { code: 'ENTRY_UNREADABLE', line: 1, message, hint })
}

export function finishForeign({ draft, unidentified }: ForeignDraft): ParsedFile {
  const parsed = finishDraft(draft)
  const issues: readonly Issue[] = parsed.issues
  return unidentified.length === 0 ? { ...parsed, issues } : { ...parsed, issues, unidentified }
}

/** Several licences of one package: all of them apply, as long as nobody says otherwise. */
export function joinLicenses(licenses: readonly string[]): string | undefined {
  const distinct = [...new Set(licenses.filter((license) => license !== ''))]
  if (distinct.length < 2) return distinct[0]
  return distinct.map((license) => (/\s(?:OR|WITH)\s/.test(license) ? `(${license})` : license)).join(' AND ')
}
