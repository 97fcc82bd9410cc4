/** SIG-REPO-PACKAGE-META: name, version, author and contact as the root manifest states them. */
import { parseJson } from '../../base/index.ts'
import type { RepoFiles } from '../repo-files.ts'
import { type Signal, toSignalResult } from '../signal.ts'
import { say } from '../say.ts'

const id = 'SIG-REPO-PACKAGE-META'

interface Meta {
  readonly path: string
  readonly name: string | null
  readonly version: string | null
  readonly author: string | null
  readonly contacts: readonly string[]
  readonly homepage: string | null
}

const unknownFacts = { name: null, version: null, author: null, contacts: [], homepage: null }
const longest = 200

export const packageMeta: Signal = {
  id,
  looksFor: 'practice',
  collect: ({ tree }) => {
    const found = [
      readPackageJson(tree),
      readToml(tree, 'Cargo.toml'),
      readToml(tree, 'pyproject.toml'),
      readPackageJson(tree, 'composer.json'),
    ].filter((meta) => meta !== undefined)
    const best =
      found.find((meta) => meta.author !== null || meta.contacts.length > 0) ??
      found.find((meta) => meta.name !== null)
    if (best === undefined) {
      const statement = say`No manifest at the root states who makes the product.`
      return toSignalResult(id, { state: 'absent', statement, facts: unknownFacts })
    }
    const { path, ...facts } = best
    const who = best.author ?? best.contacts[0]
    const statement =
      who === undefined
        ? say`${path} states a name${best.version === null ? '' : say` and a version`}, and nobody who makes it.`
        : say`${path} states who makes it (${who}).`
    return toSignalResult(id, {
      state: 'present',
      statement,
      facts: { ...facts, contacts: [...facts.contacts] },
      evidence: [{ path, line: 1 }],
    })
  },
}

function readPackageJson(tree: RepoFiles, path = 'package.json'): Meta | undefined {
  const text = tree.read(path)
  const parsed = text === undefined ? undefined : parseJson(text)
  if (parsed === undefined || !parsed.ok) return undefined
  const { value } = parsed.value
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  const record = value as { readonly [key: string]: unknown }
  const listed: readonly unknown[] = Array.isArray(record['authors']) ? record['authors'] : []
  const authors = [record['author'], ...listed].flatMap(readPerson)
  return {
    path,
    name: textOrNull(record['name']),
    version: textOrNull(record['version']),
    author: authors[0]?.name ?? null,
    contacts: [...new Set(authors.flatMap(({ email }) => (email === undefined ? [] : [email])))],
    homepage: textOrNull(record['homepage']),
  }
}

/** `Name <mail> (site)`, or an object with these members. */
function readPerson(value: unknown): readonly { readonly name: string | null; readonly email?: string }[] {
  if (typeof value === 'string') {
    const [, name = '', email] = /^([^<(]{0,200})(?:<([^>\s]{3,200}@[^>\s]{1,200})>)?/.exec(value) ?? []
    return [{ name: textOrNull(name.trim()), ...(email === undefined ? {} : { email }) }]
  }
  if (typeof value !== 'object' || value === null) return []
  const { name, email } = value as { readonly name?: unknown; readonly email?: unknown }
  return [
    { name: textOrNull(name), ...(typeof email === 'string' ? { email: email.slice(0, longest) } : {}) },
  ]
}

/** Few plain keys are looked for, line by line; a manifest that writes them otherwise states nothing here. */
function readToml(tree: RepoFiles, path: string): Meta | undefined {
  const text = tree.read(path)
  if (text === undefined) return undefined
  const section = /^\[(?:workspace\.)?package\]\s*$|^\[(?:project|tool\.poetry)\]\s*$/m.exec(text)
  if (section === null) return undefined
  const rest = text.slice(section.index + section[0].length)
  const body = rest.slice(0, /^\[/m.exec(rest)?.index ?? rest.length)
  const field = (key: string): string | null =>
    textOrNull(new RegExp(`^${key}\\s*=\\s*"([^"\\n]{1,${longest}})"`, 'm').exec(body)?.[1])
  const authors = /^authors\s*=\s*\[([^\]]{0,2000})\]/m.exec(body)?.[1] ?? ''
  const emails = [...authors.matchAll(/[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,5}/g)].map(
    ([mail]) => mail,
  )
  const author =
    /name\s*=\s*"([^"]{1,200})"/.exec(authors)?.[1] ?? /"([^"<]{1,200}?)\s*(?:<|")/.exec(authors)?.[1]
  return {
    path,
    name: field('name'),
    version: field('version'),
    author: textOrNull(author),
    contacts: [...new Set(emails)],
    homepage: field('homepage'),
  }
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value.trim().slice(0, longest) : null
}
