/** go.work (Go Modules Reference, "Workspaces"): modules that are built together, and what is replaced for all of them. */
import type { Near } from '../ecosystem.ts'
import { readGoLines } from './go-lines.ts'
import { type GoReplacement, type GoReplacements, readReplacement } from './go-replace.ts'
import { joinPath } from './relative-path.ts'

export interface GoWork {
  /** Folders of the members, relative to that of go.work; '' is its own. */
  readonly uses: readonly { readonly folder: string; readonly line: number }[]
  readonly replaced: GoReplacements
  readonly strange: readonly { readonly line: number; readonly text: string }[]
}

const known = new Set(['go', 'toolchain', 'godebug', 'use', 'replace'])

/** Untrusted; never throws. */
export function readGoWork(text: string): GoWork {
  const uses: { folder: string; line: number }[] = []
  const replaced = new Map<string, GoReplacement>()
  const strange: { line: number; text: string }[] = []
  const { directives, unbalanced } = readGoLines(text)
  for (const { verb, words, line } of directives) {
    const [folder, ...more] = words
    const replacement = verb === 'replace' ? readReplacement(words) : undefined
    if (replacement !== undefined) replaced.set(...replacement)
    else if (verb === 'use' && folder !== undefined && more.length === 0) {
      uses.push({ folder: tidy(folder), line })
    } else if (verb === 'use' || verb === 'replace' || !known.has(verb)) {
      strange.push({ line, text: `${verb} ${words.join(' ')}`.slice(0, 120) })
    }
  }
  for (const line of unbalanced) strange.push({ line, text: 'a bracket without its partner' })
  return { uses, replaced, strange }
}

/** An absolute path stays one, and so leads to nothing in the tree. */
function tidy(folder: string): string {
  return folder.startsWith('/') ? folder : joinPath('', folder)
}

export interface GoWorkspace {
  readonly replaced: GoReplacements
  /** Folders of members, relative to go.work, by their module paths. */
  readonly members: ReadonlyMap<string, string>
}

/** Deeper trees have no workspace above them that anybody wrote. */
const mostLevels = 64

/** The nearest go.work above a go.mod, where it has that module as a member; go looks for it in the same way. */
export function findGoWorkspace(path: string, near: Near): GoWorkspace | undefined {
  const folders = path.split('/').slice(0, -1)
  for (let up = 0; up <= Math.min(folders.length, mostLevels); up++) {
    const way = '../'.repeat(up)
    const file = near(`${way}go.work`)
    if (file === undefined) continue
    const work = readGoWork(file.text)
    const own = folders.slice(folders.length - up).join('/')
    if (!work.uses.some(({ folder }) => folder === own)) return undefined
    return { replaced: work.replaced, members: membersOf(work, way, near) }
  }
  return undefined
}

function membersOf({ uses }: GoWork, way: string, near: Near): ReadonlyMap<string, string> {
  const members = new Map<string, string>()
  for (const { folder } of uses) {
    const module = moduleOf(near(`${way}${goModOf(folder)}`)?.text)
    if (module !== undefined) members.set(module, folder === '' ? '.' : folder)
  }
  return members
}

/** The module that a go.mod names. */
function moduleOf(text = ''): string | undefined {
  const [, quoted, plain] = /^[ \t]*module[ \t]+(?:"([^"\n]+)"|([^\s"()]+))/m.exec(text) ?? []
  return quoted ?? plain
}

/** Where the go.mod of a member lies, relative to go.work. */
export function goModOf(folder: string): string {
  return folder === '' ? 'go.mod' : `${folder}/go.mod`
}
