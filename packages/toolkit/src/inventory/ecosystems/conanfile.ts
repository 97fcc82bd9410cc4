/** conanfile.txt and conanfile.py (Conan, "Requirements") where no conan.lock states the same; of programs, texts only. */
import type { ParsedFile, Scope } from '../../model/index.ts'
import type { Ecosystem, SourceFile } from '../ecosystem.ts'
import { addDeclared, type Declared } from '../read/declared.ts'
import { indexLines } from '../read/line-index.ts'
import { finishDraft, startDraft } from '../read/package.ts'
import { findCalls, literalsIn, withoutComments } from '../read/program.ts'

export const conanfile: Ecosystem = {
  id: 'conanfile',
  purlType: 'conan',
  versions: 'conan',
  files: ['conanfile.txt', 'conanfile.py'],
  title: 'conanfile without a lock file',
  knows: { transitive: 'none', scope: true, edges: false, license: false, hashes: false },
  yieldsTo: ['conan.lock'],
  parse: parseConanfile,
}

const hint = 'commit conan.lock (conan lock create)'

function parseConanfile(file: SourceFile): ParsedFile {
  const draft = startDraft(file.path)
  const declared = file.path.endsWith('.py') ? readProgram(file.text) : readSections(file.text)
  addDeclared(draft, declared, hint)
  return finishDraft(draft)
}

function scopeOf(kind: string): Scope {
  if (/^(?:build|tool)/.test(kind)) return 'build'
  return kind.startsWith('test') ? 'development' : 'runtime'
}

function readSections(text: string): readonly Declared[] {
  const declared: Declared[] = []
  let kind: string | undefined
  for (const [index, raw] of text.split('\n').entries()) {
    const line = raw.replace(/#(?![0-9a-f]{32}\b).*$/, '').trim()
    if (line.startsWith('[')) kind = /^\[((?:build_|tool_|test_)?requires)\]/.exec(line)?.[1]
    else if (kind !== undefined) declared.push(...readReference(line, index + 1, scopeOf(kind)))
  }
  return declared
}

/** `requires = "a/1", "b/2"`, `self.requires("a/1")` and their like; what is computed between is not seen. */
function readProgram(text: string): readonly Declared[] {
  const plain = withoutComments(text, 'hash')
  const { lineAt } = indexLines(text)
  const declared: Declared[] = []
  const kinds = '(requires|build_requires|tool_requires|test_requires)'
  for (const { groups, body, offset } of findCalls(plain, new RegExp(`\\bself\\.${kinds}\\s*\\(`, 'g'))) {
    const first = literalsIn(body)[0]
    declared.push(...readReference(first?.text ?? '', lineAt(offset), scopeOf(groups[0] ?? '')))
  }
  for (const match of plain.matchAll(new RegExp(`^[ \\t]+${kinds}\\s*=\\s*`, 'gm'))) {
    const value = valueAfter(plain, match.index + match[0].length)
    for (const literal of literalsIn(value)) {
      const offset = match.index + match[0].length + literal.offset
      declared.push(...readReference(literal.text, lineAt(offset), scopeOf(match[1] ?? '')))
    }
  }
  return declared
}

/** Longer lists are not looked at to their end. */
const maxValue = 20_000

/** Up to the closing bracket, else to the end of the line. */
function valueAfter(text: string, start: number): string {
  const isList = /[[(]/.test(text.charAt(start))
  const end = isList ? text.slice(start, start + maxValue).search(/[\])]\s*\n/) : -1
  const line = text.indexOf('\n', start)
  const stop = end >= 0 ? start + end : line < 0 ? text.length : line
  return text.slice(start, Math.min(stop, start + maxValue))
}

/** `name/version@user/channel#revision`; `[>=1.0]` is a range. */
function readReference(text: string, line: number, scope: Scope): readonly Declared[] {
  const form = /^([\w.+-]+)\/([^@#\s]+|\[[^\]]*\])(?:@([\w.+-]*)(?:\/([\w.+-]*))?)?(?:#([0-9a-f]+))?$/
  const [, name, written, user, channel, rrev] = text.length > 500 ? [] : (form.exec(text) ?? [])
  if (name === undefined || written === undefined) return []
  const isRange = written.startsWith('[') || written.includes('{')
  const version = isRange ? undefined : written
  const requirement = isRange ? written.replace(/^\[(.*)\]$/, '$1') : undefined
  return [
    { purl: { type: 'conan', name, version, qualifiers: { user, channel, rrev } }, line, requirement, scope },
  ]
}
