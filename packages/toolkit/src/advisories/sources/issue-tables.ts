/** Files that list packages, and for each the state of flaws: turned around into one piece per flaw, with all its packages. */
import type { SourceFile } from '../source-format.ts'
import { type Fields, fields, list, text } from './fields.ts'
import { cutMembers, type Member } from './json-members.ts'

/**
 * `{package: {flaw: state}}` becomes `{"id": flaw, "packages": [{"package", "state"}]}`, states as they were written.
 * Only places in the text are kept in between, so that the whole file is never parsed.
 */
export function* splitByIssue(file: SourceFile): Generator<SourceFile> {
  const places = new Map<string, (Member & { readonly package: string })[]>()
  for (const { key: name, from, to } of cutMembers(file.text, 0)) {
    let isEmpty = true
    for (const member of cutMembers(file.text, from, to)) {
      isEmpty = false
      const known = places.get(member.key)
      if (known === undefined) places.set(member.key, [{ ...member, package: name }])
      else known.push({ ...member, package: name })
    }
    // A package that lists nothing, or is damaged: read, it is dropped with a reason instead of missing.
    if (isEmpty) yield { path: `${file.path}#${name}`, text: file.text.slice(from, to).trim() }
  }
  if (places.size === 0) yield file
  for (const [id, found] of places) {
    const packages = found.map(
      ({ package: name, from, to }) =>
        `{"package":${JSON.stringify(name)},"state":${file.text.slice(from, to).trim()}}`,
    )
    yield {
      path: `${file.path}#${id}`,
      text: `{"id":${JSON.stringify(id)},"packages":[${packages.join(',')}]}`,
    }
  }
}

export interface IssueTable {
  readonly id: string
  readonly packages: readonly { readonly name: string; readonly state: Fields }[]
  /** Packages without a name or a state that can be read. */
  readonly unread: number
}

/** Of a parsed piece; undefined for anything else. */
export function readIssueTable(value: unknown): IssueTable | undefined {
  const { id, packages } = fields(value)
  const name = text(id)
  if (name === undefined || !Array.isArray(packages)) return undefined
  const items = list(packages).map((item) => {
    const { package: found, state } = fields(item)
    const isRead = typeof state === 'object' && state !== null && !Array.isArray(state)
    return { name: text(found), state: isRead ? fields(state) : undefined }
  })
  const read = items.flatMap(({ name: found, state }) =>
    found === undefined || state === undefined ? [] : [{ name: found, state }],
  )
  return { id: name, packages: read, unread: items.length - read.length }
}
