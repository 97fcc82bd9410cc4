/** cpanfile.snapshot (Carton), and cpanfile where that is missing (Module::CPANfile): distributions of CPAN. */
import type { ParsedFile, Scope } from '../../model/index.ts'
import type { Ecosystem, SourceFile } from '../ecosystem.ts'
import { addDeclared, type Declared } from '../read/declared.ts'
import { indentedLines } from '../read/indented.ts'
import { addIssue, addPackage, type Draft, finishDraft, startDraft } from '../read/package.ts'
import { withoutComments } from '../read/program.ts'
import { partsOf } from '../read/purl-parts.ts'

export const cpanSnapshot: Ecosystem = {
  id: 'cpan-snapshot',
  purlType: 'cpan',
  versions: 'generic',
  files: ['cpanfile.snapshot'],
  title: 'cpanfile.snapshot',
  knows: { transitive: 'full', scope: false, edges: false, license: false, hashes: false },
  parse: parseSnapshot,
}

export const cpanfile: Ecosystem = {
  id: 'cpanfile',
  purlType: 'cpan',
  versions: 'generic',
  files: ['cpanfile'],
  title: 'cpanfile without a snapshot',
  knows: { transitive: 'none', scope: true, edges: false, license: false, hashes: false },
  yieldsTo: ['cpanfile.snapshot'],
  parse: parseCpanfile,
}

/** Below `DISTRIBUTIONS`: a distribution with its version by two blanks, `pathname: A/AU/AUTHOR/FILE` by four. */
function parseSnapshot(file: SourceFile): ParsedFile {
  const draft = startDraft(file.path)
  const found: Distribution[] = []
  const lines = indentedLines(file.text)
  const start = lines.findIndex(({ indent, text }) => indent === 0 && text === 'DISTRIBUTIONS')
  for (const { indent, text, line } of start < 0 ? [] : lines.slice(start + 1)) {
    const last = found[found.length - 1]
    if (indent === 2) found.push({ text, line, author: undefined })
    else if (indent === 4 && last !== undefined) last.author ??= authorOf(text)
  }
  for (const one of found) addDistribution(draft, one)
  if (start < 0) {
    addIssue(draft, { code: 'SHAPE_UNEXPECTED', line: 1, message: 'expected a line DISTRIBUTIONS' })
  }
  return finishDraft(draft)
}

function authorOf(text: string): string | undefined {
  return /^pathname:\s*\w\/\w\w\/([A-Z][A-Z0-9-]*)\//.exec(text)?.[1]
}

interface Distribution {
  readonly text: string
  readonly line: number
  author: string | undefined
}

function addDistribution(draft: Draft, { text, line, author }: Distribution): void {
  const [, name, version] = /^(\S+)-v?(\d[\w.]*(?:-TRIAL)?)$/.exec(text.slice(0, 300)) ?? []
  if (name === undefined) {
    const message = `${text.slice(0, 100)} is no distribution with a version`
    addIssue(draft, { code: 'ENTRY_UNREADABLE', line, message })
    return
  }
  addPackage(draft, { purl: partsOf({ type: 'cpan', namespace: author, name, version }), line })
}

/** Longer lines state no module. */
const maxLine = 1_000

const keywords: Readonly<Record<string, Scope>> = {
  requires: 'runtime',
  recommends: 'optional',
  suggests: 'optional',
  configure_requires: 'build',
  build_requires: 'build',
  test_requires: 'development',
  author_requires: 'development',
}

/** A module stands for its distribution, whose name mostly is the same with dashes. */
function parseCpanfile(file: SourceFile): ParsedFile {
  const draft = startDraft(file.path)
  const phases: Scope[] = []
  const declared: Declared[] = []
  for (const [index, whole] of withoutComments(file.text, 'hash').split('\n').entries()) {
    const line = whole.slice(0, maxLine)
    const phase = /\bon\s+["']?(\w+)["']?\s*(?:=>|,)\s*sub\s*\{/.exec(line)?.[1]
    if (phase !== undefined || /\bfeature\b.*\bsub\s*\{/.test(line)) phases.push(phaseScope(phase))
    declared.push(...readStatement(line, phases[phases.length - 1] ?? 'runtime', index + 1))
    if (/^\s*\}/.test(line)) phases.pop()
  }
  addDeclared(draft, declared, 'commit cpanfile.snapshot (carton install)')
  return finishDraft(draft)
}

function readStatement(text: string, phase: Scope, line: number): readonly Declared[] {
  const form = /^\s*(?:on\b.*\{\s*)?(\w+)\s*(?:\(\s*)?(["'])([\w:]+)\2(.*)$/
  const [, keyword = '', , module, rest = ''] = form.exec(text) ?? []
  const own = Object.hasOwn(keywords, keyword) ? keywords[keyword] : undefined
  if (module === undefined || own === undefined || module === 'perl') return []
  return [{ ...readModule(module, rest), line, scope: own === 'runtime' ? phase : own }]
}

function phaseScope(phase: string | undefined): Scope {
  if (phase === undefined) return 'optional'
  if (phase === 'runtime') return 'runtime'
  return phase === 'configure' || phase === 'build' ? 'build' : 'development'
}

function readModule(module: string, rest: string): Pick<Declared, 'purl' | 'requirement'> {
  const written = /^\s*(?:,|=>)\s*["']?([^"';)]+)/.exec(rest)?.[1]?.trim()
  const version = /^==\s*v?(\d[\w.]*)$/.exec(written ?? '')?.[1]
  const purl = { type: 'cpan', name: module.replaceAll('::', '-'), version }
  return { purl, requirement: version === undefined ? written : undefined }
}
