/** Statements on disk: one signed note per file, beside the store where everybody may have them, apart where they are under embargo. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { formatStatement, type Statement, statementId } from '../../advisories/index.ts'
import { compareCodeUnits } from '../../base/index.ts'
import { type Signer, signNote } from '../../translog/index.ts'
import { guard, writeDurably } from './files.ts'

/** Folder of the statements that this node gives to others; an import of it puts them into the store. */
export function reviewsFolder(dir: string): string {
  return join(dir, 'reviews')
}

/** Durable when it returns. The file is named by statement and key, so that signing twice changes nothing. Returns the statement's id. */
export function writeStatement(folder: string, statement: Statement, signer: Signer): string {
  const text = formatStatement(statement)
  const note = signNote(text, [signer])
  if (!note.ok) throw new Error(`${note.error.code}: ${note.error.message}`)
  const id = statementId(text)
  guard(folder, () => mkdirSync(folder, { recursive: true, mode: 0o700 }))
  writeDurably(folder, join(folder, `${id}-${signer.key.id}.note`), note.value)
  return id
}

/** Texts of all notes in the folder; none where there is no folder. */
export function readStatements(folder: string): readonly string[] {
  return notesIn(folder).map((name) => guard(folder, () => readFileSync(join(folder, name), 'utf8')))
}

/** Moves the notes of a statement, copy by copy, so that one is always there. False where there is none. */
export function moveStatement(id: string, from: string, to: string): boolean {
  const names = notesIn(from).filter((name) => name.startsWith(`${id}-`))
  for (const name of names) {
    guard(to, () => mkdirSync(to, { recursive: true }))
    writeDurably(
      to,
      join(to, name),
      guard(from, () => readFileSync(join(from, name))),
    )
    guard(from, () => rmSync(join(from, name)))
  }
  return names.length > 0
}

function notesIn(folder: string): readonly string[] {
  if (!existsSync(folder)) return []
  return guard(folder, () => readdirSync(folder))
    .filter((name) => name.endsWith('.note'))
    .sort(compareCodeUnits)
}
