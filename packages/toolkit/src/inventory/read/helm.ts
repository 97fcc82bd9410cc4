/** What the files of Helm have in common (Helm, "Charts"): charts that a chart is installed with. */
import type { Origin, ParsedFile } from '../../model/index.ts'
import type { SourceFile } from '../ecosystem.ts'
import { addIssue, addPackage, type Draft, finishDraft, startDraft } from './package.ts'
import { partsOf } from './purl-parts.ts'
import { field, listField, textField } from './shape.ts'
import { noteDuplicateYamlKeys, readYamlFile, type YamlDocument } from './yaml.ts'

export const helmCommon = {
  purlType: 'helm',
  versions: 'semver',
  knows: { transitive: 'none', scope: false, edges: false, license: false, hashes: false },
} as const

/** Whether a text is one of Helm's: other tools use the names `requirements.lock` and `requirements.yaml` too. */
export function isOfHelm(text: string): boolean {
  return /^(?:dependencies|apiVersion|generated):/m.test(text)
}

export function parseHelm(file: SourceFile): ParsedFile {
  const yaml = readYamlFile(file)
  if (!yaml.ok) return yaml.error
  const draft = startDraft(file.path)
  noteDuplicateYamlKeys(draft, yaml.value)
  const dependsOn = listField(yaml.value.value, 'dependencies').flatMap(
    (entry) => addDependency(draft, entry, yaml.value.lineOf(entry)) ?? [],
  )
  addOwn(draft, yaml.value, dependsOn)
  return finishDraft(draft)
}

/** Only Chart.yaml names the chart itself. */
function addOwn(draft: Draft, { value }: YamlDocument, dependsOn: readonly string[]): void {
  const name = textField(value, 'name')
  const version = textField(value, 'version')
  if (name === undefined || field(value, 'apiVersion') === undefined) return
  addPackage(draft, {
    key: '',
    purl: partsOf({ type: 'helm', name, version }),
    line: 1,
    origin: 'workspace',
    isFirstParty: true,
    dependsOn,
  })
}

/** A range is resolved by Chart.lock; `file://` and no address at all name a chart of the same tree. */
function addDependency(draft: Draft, entry: unknown, line: number): string | undefined {
  const name = textField(entry, 'name')
  if (name === undefined) {
    addIssue(draft, { code: 'ENTRY_UNREADABLE', line, message: 'a chart without a name' })
    return undefined
  }
  const written = textField(entry, 'version')
  const repository = textField(entry, 'repository')
  const origin: Origin = /^(?:file:|$)/.test(repository ?? '') ? 'path' : 'registry'
  const version = /^v?\d+\.\d+\.\d+[\w.+-]*$/.test(written ?? '') ? written : undefined
  const requirement = version === undefined ? written : undefined
  if (version === undefined && origin === 'registry')
    noteRange(draft, `${name}: ${written ?? 'no version'}`, line)
  const isAddress = /^(?:https?|oci):\/\//.test(repository ?? '')
  return addPackage(draft, {
    purl: partsOf({
      type: 'helm',
      name,
      version,
      qualifiers: { repository_url: isAddress ? repository : undefined },
    }),
    line,
    relation: 'direct',
    scope: 'runtime',
    origin,
    isFirstParty: origin === 'path',
    alias: textField(entry, 'alias'),
    requirement,
  })
}

function noteRange(draft: Draft, what: string, line: number): void {
  const hint = 'commit Chart.lock, which states the version'
  addIssue(draft, { code: 'VERSION_UNRESOLVED', line, message: `${what} is no single version`, hint })
}
