/** The documentation of a tree as lines that signals search: read once, bounded, without code blocks of other files. */
import type { RepoFiles } from '../repo-files.ts'

export interface ProsePlace {
  readonly path: string
  readonly line: number
}

export interface ProseLine extends ProsePlace {
  readonly text: string
  readonly isHeading: boolean
}

export interface Prose {
  /** Documentation files that were read, sorted. */
  readonly files: readonly string[]
  readonly lines: readonly ProseLine[]
  /** Why something may have been missed; undefined when all documentation was read. */
  readonly incomplete?: string
}

const document = /\.(md|mdx|markdown|rst|adoc|asciidoc|txt|html?)$/i
const bareName =
  /^(readme|changelog|changes|history|news|security|privacy|architecture|support|install|upgrading)$/i
/** Documentation lies at the root, or below one of these. */
const folder =
  /(^|\/)(\.github|\.gitlab|docs?|documentation|manual|man|guides?|website|wiki|handbook|user-?guide)\//i
const foreign =
  /(^|\/)(node_modules|vendor|third[_-]party|3rdparty|externals?|tests?|testdata|fixtures?|__tests__|spec|examples?|templates?|samples?|locales?|i18n|_build|site-packages)\//i
const noProse =
  /(^|\/)(licen[cs]e|copying|notice|authors|contributors|code[_-]of[_-]conduct|requirements[\w.-]*|robots|cmakelists)(\.\w+)?$/i

export const proseBounds = { files: 1500, characters: 300_000, total: 12_000_000, lineLength: 1000 } as const

const cache = new WeakMap<RepoFiles, Prose>()

/** Untrusted text. The same tree gives the same object. */
export function readProse(tree: RepoFiles): Prose {
  const known = cache.get(tree)
  if (known !== undefined) return known
  const prose = collect(tree)
  cache.set(tree, prose)
  return prose
}

function collect(tree: RepoFiles): Prose {
  const listing = tree.listAll()
  const all = listing.files.filter(isDocument)
  const files: string[] = []
  const lines: ProseLine[] = []
  const unread: string[] = []
  let total = 0
  for (const path of all.slice(0, proseBounds.files)) {
    const text = total < proseBounds.total ? tree.read(path)?.slice(0, proseBounds.characters) : undefined
    if (text === undefined) {
      unread.push(path)
      continue
    }
    total += text.length
    files.push(path)
    for (const line of toLines(path, text)) lines.push(line)
  }
  const reasons = [
    ...(listing.incomplete === undefined ? [] : [listing.incomplete]),
    ...(all.length > proseBounds.files ? [`more than ${proseBounds.files} documents`] : []),
    ...(unread.length > 0 ? [`${unread.length} documents unread, first ${unread[0] ?? ''}`] : []),
  ]
  return reasons.length === 0 ? { files, lines } : { files, lines, incomplete: reasons.join('; ') }
}

/** Whether a path is the project's own documentation, by its name and place. */
export function isDocument(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1)
  if (!document.test(name) && !bareName.test(name)) return false
  if (foreign.test(`/${path}`) || noProse.test(path)) return false
  if (!path.includes('/') || folder.test(path)) return true
  // A README of a package or service, not deeper than workspaces lie.
  return /^(readme|security|privacy|architecture)\b/i.test(name) && path.split('/').length <= 4
}

const forDevelopers =
  /(^|\/)(contributing|developing|development|hacking|agents|claude|gemini|llms(-full)?|copilot[-_ ]instructions|maintain\w*|releas(e|ing)[-_ ]?(process|guide)?|governance|review[-_]?guidelines|roadmap|todo|pull_request_template)\.\w+$|(^|\/)\.(?!github\/security\.md$)[a-z]\w*\/|(^|\/)(playwright|e2e|scripts?|tools?|hack|benchmarks?|contrib|rfcs?|adrs?|decisions|issue_template|blog)\//i

/** What users of the product would read; texts for those who work on it say nothing about its use. */
export function isForUsers(path: string): boolean {
  return !forDevelopers.test(path)
}

/** Markdown (`#`, underlines), reStructuredText (underlines), AsciiDoc (`=`), HTML (`<h2>`). Fenced blocks are left out. */
function toLines(path: string, text: string): readonly ProseLine[] {
  const rows = text.split(/\r?\n/)
  const lines: ProseLine[] = []
  let fence: string | undefined
  rows.forEach((row, at) => {
    const mark = /^\s*(```|~~~)/.exec(row)?.[1]
    if (mark !== undefined) {
      if (fence === undefined) fence = mark
      else if (fence === mark) fence = undefined
      return
    }
    if (fence !== undefined || row.trim() === '') return
    const cut = row.slice(0, proseBounds.lineLength)
    const isHeading = /^\s{0,3}(#{1,6}|={1,6})\s+\S|<h[1-6][\s>]/i.test(cut) || isUnderline(rows[at + 1], cut)
    lines.push({ path, line: at + 1, text: cut, isHeading })
  })
  return lines
}

function isUnderline(next: string | undefined, row: string): boolean {
  return (
    next !== undefined &&
    /^([=\-~^"'`#*+.])\1{2,}\s*$/.test(next) &&
    row.trim().length <= next.trim().length + 2 &&
    !/^[=\-~|]/.test(row.trim())
  )
}
