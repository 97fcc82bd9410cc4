/** Which paths a project tells git to ignore (gitignore(5), "PATTERN FORMAT"). */
import { compileGlob, compileSegment, type Glob, matchesGlob, matchesSegment, type Segment } from './glob.ts'

interface Rule {
  /** Folder of the .gitignore file, '' or ending in a slash. */
  readonly base: string
  readonly isNegated: boolean
  readonly isFolderOnly: boolean
  readonly match:
    | { readonly kind: 'name'; readonly segment: Segment }
    | { readonly kind: 'path'; readonly glob: Glob }
}

/** Rules of a folder and of those above it, weakest first. */
export type IgnoreRules = readonly Rule[]

/** Adds the rules of one .gitignore file to those inherited. `folder` is '' for the root. */
export function withIgnoreFile(inherited: IgnoreRules, folder: string, text: string): IgnoreRules {
  const base = folder === '' ? '' : `${folder}/`
  const own: Rule[] = []
  for (const line of text.split('\n')) {
    const rule = toRule(base, line.replace(/\r$/, ''))
    if (rule !== undefined) own.push(rule)
  }
  return own.length === 0 ? inherited : [...inherited, ...own]
}

/** The last rule that matches decides; a path beneath an ignored folder is never asked about. */
export function isIgnored(rules: IgnoreRules, path: string, isFolder: boolean): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1)
  for (let at = rules.length - 1; at >= 0; at--) {
    const rule = rules[at]
    if (rule === undefined || (rule.isFolderOnly && !isFolder) || !path.startsWith(rule.base)) continue
    const isHit =
      rule.match.kind === 'name'
        ? matchesSegment(rule.match.segment, name)
        : matchesGlob(rule.match.glob, path.slice(rule.base.length))
    if (isHit) return !rule.isNegated
  }
  return false
}

function toRule(base: string, line: string): Rule | undefined {
  if (line === '' || line.startsWith('#')) return undefined
  const isNegated = line.startsWith('!')
  const pattern = trimEnd(isNegated ? line.slice(1) : line)
  const isFolderOnly = pattern.endsWith('/')
  const body = isFolderOnly ? pattern.slice(0, -1) : pattern
  if (body === '') return undefined
  const match: Rule['match'] = body.includes('/')
    ? { kind: 'path', glob: compileGlob(body) }
    : { kind: 'name', segment: compileSegment(body) }
  return { base, isNegated, isFolderOnly, match }
}

/** Trailing spaces do not count unless the last one is escaped. */
function trimEnd(pattern: string): string {
  let end = pattern.length
  while (end > 0 && pattern.charAt(end - 1) === ' ' && pattern.charAt(end - 2) !== '\\') end--
  return pattern.slice(0, end)
}
