/** mix.exs (Mix, "Dependencies") where no mix.lock states the same: the literal tuples of `deps`, read as text. */
import type { ParsedFile } from '../../model/index.ts'
import type { Ecosystem, SourceFile } from '../ecosystem.ts'
import { addDeclared, type Declared } from '../read/declared.ts'
import { vcsPurl } from '../read/forge.ts'
import { indexLines } from '../read/line-index.ts'
import { readMixScopes } from '../read/mix-exs.ts'
import { addIssue, finishDraft, startDraft } from '../read/package.ts'
import { namedText, withoutComments } from '../read/program.ts'

export const mixManifest: Ecosystem = {
  id: 'mix-manifest',
  purlType: 'hex',
  versions: 'hex',
  files: ['mix.exs'],
  title: 'mix.exs without a lock file',
  knows: { transitive: 'none', scope: true, edges: false, license: false, hashes: false },
  yieldsTo: ['mix.lock', '../../mix.lock'],
  parse: parseMix,
}

function parseMix(file: SourceFile): ParsedFile {
  const draft = startDraft(file.path)
  const text = withoutComments(file.text, 'hash', '"')
  const start = text.search(/\bdefp?\s+deps\b/)
  const end = start < 0 ? -1 : text.slice(start).search(/\n[ \t]*end\b/)
  const scopes = readMixScopes(file.text)
  const { lineAt } = indexLines(file.text)
  const body = start < 0 ? '' : text.slice(start, end < 0 ? undefined : start + end)
  const declared = [...body.matchAll(/\{\s*:(\w+)\s*,([^{}]*)/g)].map((match): Declared => {
    const [, app = '', rest = ''] = match
    const line = lineAt(start + match.index)
    return { ...readTuple(app, rest), line, scope: scopes?.get(app) ?? 'runtime' }
  })
  if (start < 0 && /\bdeps:/.test(text)) {
    const message = 'expected a function deps with a literal list, found none'
    addIssue(draft, { code: 'SHAPE_UNEXPECTED', line: 1, message })
  }
  addDeclared(draft, declared, 'commit mix.lock')
  return finishDraft(draft)
}

/** `== 1.2.3` pins; `path:` and `in_umbrella:` are of this tree. */
function readTuple(app: string, rest: string): Pick<Declared, 'purl' | 'requirement' | 'origin'> {
  const requirement = /^\s*"([^"]*)"/.exec(rest)?.[1]
  const github = namedText(rest, 'github')
  const git =
    namedText(rest, 'git') ?? (github === undefined ? undefined : `https://github.com/${github}.git`)
  const name = namedText(rest, 'hex') ?? app
  if (git !== undefined) {
    const { qualifiers } = vcsPurl(git, namedText(rest, 'ref') ?? namedText(rest, 'tag'))
    return { purl: { type: 'hex', name, qualifiers }, requirement, origin: 'git' }
  }
  const isOwn = /\b(?:path|in_umbrella):/.test(rest)
  const version = /^==\s*(\d[\w.+-]*)$/.exec(requirement ?? '')?.[1]
  return {
    purl: { type: 'hex', name, version },
    requirement: version === undefined ? requirement : undefined,
    origin: isOwn ? 'path' : 'registry',
  }
}
