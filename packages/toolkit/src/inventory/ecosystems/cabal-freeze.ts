/** cabal.project.freeze (Cabal User Guide, "cabal freeze"): one field `constraints` with exact versions. */
import type { ParsedFile } from '../../model/index.ts'
import type { Ecosystem, SourceFile } from '../ecosystem.ts'
import { addIssue, addPackage, type Draft, finishDraft, startDraft } from '../read/package.ts'

export const cabalFreeze: Ecosystem = {
  id: 'cabal-freeze',
  purlType: 'hackage',
  versions: 'hackage',
  files: ['cabal.project.freeze'],
  title: 'cabal.project.freeze',
  knows: { transitive: 'full', scope: false, edges: false, license: false, hashes: false },
  parse: parseCabalFreeze,
}

/** A field begins in the first column; what is indented goes on with the field above. */
const fieldStart = /^([A-Za-z][\w-]*)\s*:/

function parseCabalFreeze(file: SourceFile): ParsedFile {
  const draft = startDraft(file.path)
  let field = ''
  for (const [index, raw] of file.text.split('\n').entries()) {
    if (raw.trimStart().startsWith('--')) continue
    const start = fieldStart.exec(raw)
    if (start !== null) field = (start[1] ?? '').toLowerCase()
    if (field !== 'constraints') continue
    const text = start === null ? raw : raw.slice(start[0].length)
    for (const part of text.split(',')) addConstraint(draft, part.trim(), index + 1)
  }
  if (draft.entries.size === 0 && draft.issues.length === 0) {
    addIssue(draft, { code: 'SHAPE_UNEXPECTED', line: 1, message: 'expected `constraints:`, found none' })
  }
  return finishDraft(draft)
}

/** `any.NAME ==VERSION`; without `any.` the constraint binds one way of use, so the package may be there more than once. */
const pinned = /^any\.([A-Za-z0-9][\w-]*) *==\s*([0-9][0-9.]*)$/
const shipped = /^any\.([A-Za-z0-9][\w-]*) +installed$/

function addConstraint(draft: Draft, text: string, line: number): void {
  const pin = pinned.exec(text)
  if (pin !== null) {
    addPackage(draft, { purl: { type: 'hackage', name: pin[1] ?? '', version: pin[2] ?? '' }, line })
    return
  }
  const name = shipped.exec(text)?.[1]
  if (name !== undefined) {
    // The compiler brings it along, in the compiler's own version, which this file does not state.
    addPackage(draft, { purl: { type: 'hackage', name }, line, requirement: 'installed' })
    const message = `${name} comes with the compiler, whose version is not stated here`
    addIssue(draft, { code: 'VERSION_UNRESOLVED', level: 'note', line, message })
    return
  }
  if (text.startsWith('any.') || /[=<>]/.test(text)) {
    addIssue(draft, { code: 'ENTRY_UNREADABLE', line, message: `${text.slice(0, 100)} is no exact version` })
  }
}
