/** setup.cfg (setuptools, "Declarative config"): what a package asks for, where no lock file states it. */
import type { ParsedFile, Scope } from '../../model/index.ts'
import type { Ecosystem, SourceFile } from '../ecosystem.ts'
import { readIni } from '../read/ini.ts'
import { addIssue, type Draft, finishDraft, startDraft } from '../read/package.ts'
import { parseRequirement, type PythonAsk } from '../read/python.ts'
import { addAsks, addOwnProject, pythonLocks } from '../read/python-manifest.ts'

export const setupCfg: Ecosystem = {
  id: 'setup-cfg',
  purlType: 'pypi',
  versions: 'pypi',
  files: ['setup.cfg'],
  title: 'setup.cfg without a lock file',
  knows: { transitive: 'none', scope: true, edges: false, license: false, hashes: false },
  accepts: (text) =>
    /^(?:install_requires|setup_requires|tests_require|\[options\.extras_require\])/m.test(text),
  recognised: 'by-content',
  yieldsTo: pythonLocks,
  parse: parseSetupCfg,
}

function parseSetupCfg(file: SourceFile): ParsedFile {
  const draft = startDraft(file.path)
  const asks: PythonAsk[] = []
  const own = new Map<string, string>()
  for (const { section, key, lines, line } of readIni(file.text)) {
    if (section === 'metadata') own.set(key, lines.join(' '))
    const kind = kindOf(section, key)
    if (kind !== undefined) asks.push(...readList(draft, lines, { ...kind, line }))
  }
  const dependsOn = addAsks(draft, asks, file.text)
  const [name, version, license] = ['name', 'version', 'license'].map((key) => own.get(key))
  addOwnProject(draft, { name, version: plainVersion(version), license, line: 1, dependsOn })
  return finishDraft(draft)
}

/** `attr: …` and `file: …` stand for what the build finds there. */
function plainVersion(version: string | undefined): string | undefined {
  return version === undefined || version.includes(':') ? undefined : version
}

interface Kind {
  readonly scope: Scope
  readonly group?: string
}

function kindOf(section: string, key: string): Kind | undefined {
  if (section === 'options.extras_require') return { scope: 'optional', group: key }
  if (section !== 'options') return undefined
  if (key === 'install_requires') return { scope: 'runtime' }
  if (key === 'setup_requires') return { scope: 'build', group: key }
  return key === 'tests_require' ? { scope: 'development', group: key } : undefined
}

/** One to a line, or several between semicolons where no marker uses them. */
function readList(
  draft: Draft,
  lines: readonly string[],
  { scope, group, line }: Kind & { readonly line: number },
): readonly PythonAsk[] {
  return lines.flatMap((text): PythonAsk[] => {
    if (text === '') return []
    const requirement = parseRequirement(text)
    if (requirement !== undefined) {
      const { name, specifier, url } = requirement
      return [{ name, specifier, url, scope, group }]
    }
    const message = `expected a requirement that names its package, found ${text.slice(0, 80)}`
    addIssue(draft, { code: 'ENTRY_UNREADABLE', line, message })
    return []
  })
}
