/** setup.py (setuptools, "Keywords"): a program, of which only literal lists are read, as text. */
import type { ParsedFile, Scope } from '../../model/index.ts'
import type { Ecosystem, SourceFile } from '../ecosystem.ts'
import { indexLines } from '../read/line-index.ts'
import { addIssue, type Draft, finishDraft, startDraft } from '../read/package.ts'
import { findCalls, literalsIn, withoutComments } from '../read/program.ts'
import { asksOfList, type PythonAsk } from '../read/python.ts'
import { addAsks, pythonLocks } from '../read/python-manifest.ts'

export const setupPy: Ecosystem = {
  id: 'setup-py',
  purlType: 'pypi',
  versions: 'pypi',
  files: ['setup.py'],
  title: 'setup.py without a lock file',
  knows: { transitive: 'none', scope: true, edges: false, license: false, hashes: false },
  accepts: (text) => /\b(?:install_requires|extras_require|setup_requires|tests_require)\b/.test(text),
  recognised: 'by-content',
  yieldsTo: pythonLocks,
  parse: parseSetupPy,
}

const scopes: Readonly<Record<string, Scope>> = {
  install_requires: 'runtime',
  extras_require: 'optional',
  setup_requires: 'build',
  tests_require: 'development',
}

function parseSetupPy(file: SourceFile): ParsedFile {
  const draft = startDraft(file.path)
  const text = withoutComments(file.text, 'hash')
  const calls = findCalls(
    text,
    /\b(install_requires|extras_require|setup_requires|tests_require)\s*=\s*[[({]/g,
  )
  const asks = calls.flatMap(({ groups, body }) => readList({ keyword: groups[0] ?? '', body }))
  noteComputed(draft, text)
  addAsks(draft, asks, file.text)
  return finishDraft(draft)
}

function readList({
  keyword,
  body,
}: {
  readonly keyword: string
  readonly body: string
}): readonly PythonAsk[] {
  const scope = (Object.hasOwn(scopes, keyword) ? scopes[keyword] : undefined) ?? 'unknown'
  const literals = literalsIn(body).filter(({ text, offset }) => !isKey(body, offset + text.length + 2))
  return asksOfList(
    literals.map(({ text }) => text),
    scope,
  )
}

/** `'extra': [...]`: a text that a colon follows names a list. */
function isKey(body: string, end: number): boolean {
  return /^\s*:/.test(body.slice(end, end + 20))
}

/** A list that is no literal is filled by the program: what it holds nobody can say without running it. */
function noteComputed(draft: Draft, text: string): void {
  const { lineAt } = indexLines(text)
  for (const match of text.matchAll(/\b(\w+_requires?)\s*=\s*(?![=\s[({])([^\n]{0,200})/g)) {
    const message = `${match[1]} is computed (${(match[2] ?? '').trim().slice(0, 60)}), so what it asks for is not known`
    addIssue(draft, {
      code: 'ENTRY_UNREADABLE',
      line: lineAt(match.index),
      message,
      hint: 'commit a lock file, or a requirements file with pinned versions',
    })
  }
}
