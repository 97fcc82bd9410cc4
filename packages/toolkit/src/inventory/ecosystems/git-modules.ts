/** .gitmodules (gitmodules(5)): repositories inside the repository. Which commit is in use stands in git's own tree. */
import type { ParsedFile } from '../../model/index.ts'
import type { Ecosystem, SourceFile } from '../ecosystem.ts'
import { forgePurl, parseRepositoryAddress } from '../read/forge.ts'
import { addIssue, addPackage, type Draft, finishDraft, startDraft } from '../read/package.ts'

export const gitModules: Ecosystem = {
  id: 'git-modules',
  purlType: 'mixed',
  versions: 'generic',
  files: ['.gitmodules'],
  title: '.gitmodules',
  knows: { transitive: 'none', scope: false, edges: false, license: false, hashes: false },
  parse: parseModules,
}

interface Module {
  readonly name: string
  readonly line: number
  url: string | undefined
  branch: string | undefined
}

function parseModules(file: SourceFile): ParsedFile {
  const draft = startDraft(file.path)
  const modules: Module[] = []
  for (const [index, raw] of file.text.split('\n').entries()) {
    const line = raw.trim()
    const last = modules[modules.length - 1]
    const setting = /^(url|branch)\s*=\s*(\S.*)$/.exec(line)
    if (line.startsWith('[')) {
      const name = /^\[\s*submodule\s+"([^"]*)"\s*\]/.exec(line)?.[1]
      if (name === undefined) {
        const message = `expected a section submodule with a name, found ${line.slice(0, 100)}`
        addIssue(draft, { code: 'ENTRY_UNREADABLE', line: index + 1, message })
      } else modules.push({ name, line: index + 1, url: undefined, branch: undefined })
    } else if (last !== undefined && setting?.[1] === 'url') last.url = unquote(setting[2])
    else if (last !== undefined && setting?.[1] === 'branch') last.branch = unquote(setting[2])
  }
  const open = modules.filter((module) => addModule(draft, module))
  noteUnresolved(draft, open)
  return finishDraft(draft)
}

function unquote(value: string | undefined): string | undefined {
  return value?.replace(/^"(.*)"$/, '$1')
}

/** Whether a repository from elsewhere was added; a relative address names one beside this, of the same owner. */
function addModule(draft: Draft, { name, line, url, branch }: Module): boolean {
  if (url === undefined) {
    addIssue(draft, { code: 'ENTRY_UNREADABLE', line, message: `${name.slice(0, 100)} has no url` })
    return false
  }
  const isPath = parseRepositoryAddress(url) === undefined
  const added = addPackage(draft, {
    purl: forgePurl(url, undefined),
    line,
    relation: 'direct',
    scope: 'unknown',
    origin: isPath ? 'path' : 'git',
    requirement: branch,
  })
  return added !== undefined
}

const namesMax = 20

function noteUnresolved(draft: Draft, modules: readonly Module[]): void {
  const [first] = modules
  if (first === undefined) return
  const names = modules.slice(0, namesMax).map((module) => module.name.slice(0, 100))
  const more = modules.length > namesMax ? ` and ${modules.length - namesMax} more` : ''
  addIssue(draft, {
    code: 'VERSION_UNRESOLVED',
    line: first.line,
    message: `the commits in use stand in the tree of git, which is not read: ${names.join(', ')}${more}`,
    hint: 'name the submodules with their versions in an SBOM of the product',
  })
}
