/** rebar.config (Rebar3, "Dependencies") where no rebar.lock states the same: the list `deps` and those of profiles. */
import type { ParsedFile, Scope } from '../../model/index.ts'
import type { Ecosystem, SourceFile } from '../ecosystem.ts'
import { balancedPrefix, type BeamTerm, itemsOf, parseBeamTerm, scalarAt } from '../read/beam-terms.ts'
import { addDeclared, type Declared } from '../read/declared.ts'
import { vcsPurl } from '../read/forge.ts'
import { indexLines } from '../read/line-index.ts'
import { addIssue, finishDraft, startDraft } from '../read/package.ts'

export const rebarConfig: Ecosystem = {
  id: 'rebar-config',
  purlType: 'hex',
  versions: 'hex',
  files: ['rebar.config'],
  title: 'rebar.config without a lock file',
  knows: { transitive: 'none', scope: true, edges: false, license: false, hashes: false },
  yieldsTo: ['rebar.lock'],
  parse: parseRebarConfig,
}

/** A longer list is not looked at. */
const maxList = 100_000

/** Lists of one file: its own and those of its profiles. */
const maxLists = 50

function parseRebarConfig(file: SourceFile): ParsedFile {
  const draft = startDraft(file.path)
  const text = file.text.replace(/%[^\n]*/g, (comment) => ' '.repeat(comment.length))
  const index = indexLines(file.text)
  const profiles = text.search(/\{\s*profiles\s*,/)
  const declared: Declared[] = []
  let lists = 0
  for (const match of text.matchAll(/\{\s*(deps|plugins|project_plugins)\s*,\s*(?=\[)/g)) {
    if (++lists > maxLists) break
    const start = match.index + match[0].length
    const term = parseBeamTerm(balancedPrefix(text.slice(start, start + maxList)))
    const line = index.lineAt(match.index)
    if (term === undefined) {
      addIssue(draft, { code: 'ENTRY_UNREADABLE', line, message: `the list ${match[1]} is no literal one` })
    }
    const scope = scopeOf(match[1] ?? '', profiles >= 0 && match.index > profiles)
    for (const item of itemsOf(term)) declared.push(...readItem(item, { line, scope }))
  }
  addDeclared(draft, declared, 'commit rebar.lock')
  return finishDraft(draft)
}

function scopeOf(list: string, isInProfile: boolean): Scope {
  if (list !== 'deps') return 'build'
  return isInProfile ? 'development' : 'runtime'
}

interface Place {
  readonly line: number
  readonly scope: Scope
}

/** `name`, `{name, "1.2.3"}`, `{name, {git, "URL", {tag, "1.0"}}}`, `{name, "1.2.3", {pkg, other}}`. */
function readItem(item: BeamTerm, place: Place): readonly Declared[] {
  const items = item.kind === 'tuple' ? item.items : [item]
  const app = scalarAt(items, 0)
  if (app === undefined) return []
  const source =
    items
      .slice(1)
      .map(itemsOf)
      .find((parts) => parts.length > 0) ?? []
  const [kind, first] = [scalarAt(source, 0), scalarAt(source, 1)]
  if (kind === 'git' && first !== undefined) {
    const { qualifiers } = vcsPurl(first, scalarAt(itemsOf(source[2]), 1))
    return [{ ...place, purl: { type: 'hex', name: app, qualifiers }, origin: 'git' }]
  }
  const requirement = scalarAt(items, 1)
  const version = /^\d+\.\d+\.\d+[\w.+-]*$/.test(requirement ?? '') ? requirement : undefined
  const name = kind === 'pkg' && first !== undefined ? first : app
  const rest = version === undefined ? { requirement } : {}
  return [{ ...place, purl: { type: 'hex', name, version }, ...rest }]
}
