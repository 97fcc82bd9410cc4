/** Packages of opam: its files with `depends`, and lists as `opam switch` writes them (opam manual, "opam", "opam switch"). */
import type { ParsedFile } from '../../model/index.ts'
import type { Ecosystem, SourceFile } from '../ecosystem.ts'
import { type OpamToken, readOpamTokens } from '../read/opam-tokens.ts'
import { addIssue, addPackage, type Draft, finishDraft, startDraft } from '../read/package.ts'

export const opam: Ecosystem = {
  id: 'opam',
  purlType: 'opam',
  versions: 'generic',
  files: ['*.opam', '*.opam.locked', 'opam', 'opam.locked'],
  title: 'opam file, locked file or list of a switch',
  knows: { transitive: 'partial', scope: true, edges: false, license: false, hashes: false },
  parse: parseOpam,
}

/** A file of opam's own language has fields (`depends: [ … ]`); a list of a switch has one `NAME.VERSION` a line. */
function parseOpam(file: SourceFile): ParsedFile {
  const draft = startDraft(file.path)
  const { tokens, openAt } = readOpamTokens(file.text)
  if (openAt !== undefined) {
    const message = 'a text in quotes does not end; what follows was not read'
    addIssue(draft, { code: 'SYNTAX_INVALID', line: openAt, message })
  }
  if (tokens.some(({ kind }) => kind === 'field')) readFields(draft, file.text, tokens)
  else if (openAt === undefined) readList(draft, file.text)
  return finishDraft(draft)
}

function readList(draft: Draft, text: string): void {
  for (const [index, raw] of text.split('\n').entries()) {
    const entry = raw.replace(/#.*$/, '').trim()
    if (entry === '') continue
    const [, name, version] = /^([A-Za-z0-9_+-]+)\.([^\s"]+)$/.exec(entry) ?? []
    if (name === undefined || version === undefined) {
      addIssue(draft, { code: 'ENTRY_UNREADABLE', line: index + 1, message: 'expected NAME.VERSION' })
    } else addPackage(draft, { purl: { type: 'opam', name, version }, line: index + 1 })
  }
}

const lists = new Set(['depends', 'depopts'])

/** `"NAME" {= "VERSION" & with-test}` within `depends:` and `depopts:`. */
function readFields(draft: Draft, text: string, tokens: readonly OpamToken[]): void {
  const state = { field: '', brackets: 0 }
  let at = -1
  for (let token = tokens[++at]; token !== undefined; token = tokens[++at]) {
    if (token.kind === 'field' && state.brackets === 0) state.field = token.text
    else if (token.kind === 'mark') at = passMark(state, { text, tokens, at, mark: token.text })
    else if (token.kind === 'string' && lists.has(state.field)) {
      const condition = conditionAfter(text, tokens, at)
      addWish(draft, { name: token.text, condition: condition.text, line: token.line, field: state.field })
      at = condition.last
    }
  }
  if (state.brackets > 0) {
    const line = tokens[tokens.length - 1]?.line ?? 1
    addIssue(draft, { code: 'SYNTAX_INVALID', line, message: `the list of ${state.field} does not end` })
  }
}

interface Mark {
  readonly text: string
  readonly tokens: readonly OpamToken[]
  readonly at: number
  readonly mark: string
}

/** The index of the last token that belongs to the mark: braces are passed over as a whole. */
function passMark(state: { brackets: number }, { text, tokens, at, mark }: Mark): number {
  if (mark === '{') return conditionAfter(text, tokens, at - 1).last
  if (mark === '[') state.brackets++
  if (mark === ']') state.brackets = Math.max(0, state.brackets - 1)
  return at
}

/** What stands in braces behind a token, and the index of the token that closes it. */
function conditionAfter(
  text: string,
  tokens: readonly OpamToken[],
  at: number,
): { readonly text: string; readonly last: number } {
  const open = tokens[at + 1]
  if (open?.kind !== 'mark' || open.text !== '{') return { text: '', last: at }
  let depth = 0
  for (let next = at + 1; next < tokens.length; next++) {
    const token = tokens[next]
    if (token?.kind !== 'mark') continue
    if (token.text === '{') depth++
    if (token.text === '}' && --depth === 0) {
      return { text: text.slice(open.end, token.start).slice(0, 1000), last: next }
    }
  }
  return { text: '', last: tokens.length }
}

interface Wish {
  readonly name: string
  readonly condition: string
  readonly line: number
  readonly field: string
}

function addWish(draft: Draft, { name, condition, line, field }: Wish): void {
  const words = condition.trim()
  const version = /(?:^|&)\s*=\s*"([^"]+)"/.exec(words)?.[1]
  const isForTests = /\bwith-(?:test|doc|dev-setup)\b|\bdev\b/.test(words)
  const scope = isForTests ? 'development' : /\bbuild\b/.test(words) ? 'build' : 'runtime'
  if (version === undefined) {
    const message = `${name.slice(0, 100)} has no single version`
    const hint = 'commit the file that `opam lock` writes'
    addIssue(draft, { code: 'VERSION_UNRESOLVED', line, message, hint })
  }
  addPackage(draft, {
    purl: { type: 'opam', name, ...(version === undefined ? {} : { version }) },
    line,
    relation: 'direct',
    scope: field === 'depopts' ? 'optional' : scope,
    ...(version === undefined && words !== '' ? { requirement: words } : {}),
  })
}
