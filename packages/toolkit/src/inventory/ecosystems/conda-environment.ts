/** environment.yml (Conda, "Managing environments"): packages of Conda and pip that an environment is made from. */
import type { ParsedFile } from '../../model/index.ts'
import type { Ecosystem, SourceFile } from '../ecosystem.ts'
import { condaPurl } from '../read/conda.ts'
import { addDeclared, type Declared } from '../read/declared.ts'
import { indexLines } from '../read/line-index.ts'
import { addIssue, type Draft, finishDraft, startDraft } from '../read/package.ts'
import { asksOfList } from '../read/python.ts'
import { addAsks } from '../read/python-manifest.ts'
import { isTable, listField } from '../read/shape.ts'
import { noteDuplicateYamlKeys, readYamlFile } from '../read/yaml.ts'

export const condaEnvironment: Ecosystem = {
  id: 'conda-environment',
  purlType: 'mixed',
  versions: 'generic',
  files: ['environment.yml', 'environment.yaml', 'environment-*.yml', 'environment_*.yml'],
  title: 'environment.yml of Conda',
  knows: { transitive: 'none', scope: false, edges: false, license: false, hashes: false },
  accepts: (text) => /^dependencies:/m.test(text),
  recognised: 'by-content',
  yieldsTo: ['conda-lock.yml', 'pixi.lock'],
  parse: parseEnvironment,
}

function parseEnvironment(file: SourceFile): ParsedFile {
  const yaml = readYamlFile(file)
  if (!yaml.ok) return yaml.error
  const draft = startDraft(file.path)
  noteDuplicateYamlKeys(draft, yaml.value)
  const { lineOf } = indexLines(file.text)
  const declared: Declared[] = []
  for (const entry of listField(yaml.value.value, 'dependencies')) {
    if (typeof entry === 'string') declared.push(...(readSpec(draft, entry, lineOf(entry)) ?? []))
    else if (isTable(entry)) addPip(draft, listField(entry, 'pip'), file.text)
  }
  addDeclared(draft, declared, 'commit a lock file (conda-lock.yml, pixi.lock)')
  return finishDraft(draft)
}

function addPip(draft: Draft, list: readonly unknown[], text: string): void {
  addAsks(draft, asksOfList(list, 'unknown'), text)
  const options = list.filter((one): one is string => typeof one === 'string' && one.startsWith('-'))
  for (const option of options.slice(0, 20)) {
    const message = `${option.slice(0, 100)} is an option of pip; what it brings is not followed`
    addIssue(draft, { code: 'INCLUDE_MISSING', line: indexLines(text).lineOf(option), message })
  }
}

/** `[CHANNEL::]NAME[=VERSION[=BUILD]]`, or a name with a range (Conda, "MatchSpec"). */
function readSpec(draft: Draft, spec: string, line: number): readonly Declared[] | undefined {
  const form = /^(?:([^\s:]+)::)?([A-Za-z0-9_][\w.-]*)\s*(.*)$/
  const [, channel, name, rest = ''] = spec.length > 500 ? [] : (form.exec(spec.trim()) ?? [])
  if (name === undefined) {
    const message = `${spec.slice(0, 80)} names no package`
    addIssue(draft, { code: 'ENTRY_UNREADABLE', line, message })
    return undefined
  }
  const { version, build } = pinOf(rest)
  const purl = condaPurl({ name: name.toLowerCase(), version, build, channel })
  return [{ purl, line, requirement: version === undefined ? rest : undefined, scope: 'unknown' }]
}

interface Pin {
  readonly version: string | undefined
  readonly build: string | undefined
}

/** `==1.2` and `=1.2=BUILD` pin; `=1.2` allows every 1.2.x. */
function pinOf(rest: string): Pin {
  const [, version, build] = /^==?\s*(\d[\w.!+]*)=([\w*.]+)$/.exec(rest) ?? []
  if (version === undefined) return { version: /^==\s*(\d[\w.!+]*)$/.exec(rest)?.[1], build: undefined }
  return { version, build: build?.includes('*') === true ? undefined : build }
}
