/** go.work (Go Modules Reference, "Workspaces"): which modules of the tree are built together. Their go.mod files name the packages. */
import type { ParsedFile } from '../../model/index.ts'
import type { Ecosystem, Near, SourceFile } from '../ecosystem.ts'
import { noteOpenEnd } from '../read/cut-off.ts'
import { goModOf, readGoWork } from '../read/go-work.ts'
import { addIssue, type Draft, finishDraft, startDraft, unreadableFile } from '../read/package.ts'

export const goWork: Ecosystem = {
  id: 'go-work',
  purlType: 'golang',
  versions: 'golang',
  files: ['go.work'],
  title: 'go.work (the modules of a workspace)',
  knows: { transitive: 'none', scope: false, edges: false, license: false, hashes: false },
  parse: parseWork,
}

function parseWork(file: SourceFile, near: Near): ParsedFile {
  const { uses, replaced, strange } = readGoWork(file.text)
  if (uses.length === 0 && replaced.size === 0 && strange.length > 0) {
    const message = 'no go.work directive was found'
    return unreadableFile(file.path, { code: 'SYNTAX_INVALID', line: strange[0]?.line, message })
  }
  const draft = startDraft(file.path)
  for (const { line, text } of strange) {
    addIssue(draft, { code: 'ENTRY_UNREADABLE', line, message: `not understood: ${text}` })
  }
  noteOpenEnd(draft, file.text)
  noteMissing(draft, uses, near)
  noteSelection(draft, uses)
  return finishDraft(draft)
}

type Uses = ReturnType<typeof readGoWork>['uses']

/** What a member that is not there asks for is unknown. */
function noteMissing(draft: Draft, uses: Uses, near: Near): void {
  for (const { folder, line } of uses) {
    if (near(goModOf(folder)) !== undefined) continue
    const message = `the member ${folder.slice(0, 200) || '.'} has no go.mod in this tree`
    addIssue(draft, {
      code: 'INCLUDE_MISSING',
      line,
      message,
      hint: 'scan the folder that holds all members',
    })
  }
}

/** Minimal version selection runs over all members: one file may name a version that another one lifts. */
function noteSelection(draft: Draft, uses: Uses): void {
  const [first, second] = uses
  if (first === undefined || second === undefined) return
  addIssue(draft, {
    code: 'VERSION_UNRESOLVED',
    level: 'note',
    line: first.line,
    message:
      'the build takes the highest version that a member asks for; lower ones that other members name are listed too',
    hint: 'run go work sync, which writes the same versions into all of them',
  })
}
