/** .gitlab-ci.yml (GitLab, "CI/CD YAML syntax"): images, services, and what is included from elsewhere. */
import type { ParsedFile } from '../../model/index.ts'
import type { Ecosystem, SourceFile } from '../ecosystem.ts'
import { isCommit, versionOfRef } from '../read/forge.ts'
import { addImage } from '../read/image.ts'
import { noteReferences, type References, startReferences } from '../read/loose-references.ts'
import { addIssue, addPackage, finishDraft, startDraft, unreadableFile } from '../read/package.ts'
import { partsOf, splitPath } from '../read/purl-parts.ts'
import { field, isTable, textField } from '../read/shape.ts'
import { noteDuplicateYamlKeys, parseSharedYaml, type YamlDocument } from '../read/yaml.ts'

export const gitlabCi: Ecosystem = {
  id: 'gitlab-ci',
  purlType: 'mixed',
  versions: 'semver',
  files: ['.gitlab-ci.yml', '.gitlab-ci.yaml', '*.gitlab-ci.yml'],
  title: 'Pipeline of GitLab',
  knows: { transitive: 'none', scope: true, edges: false, license: false, hashes: false },
  parse: parseGitlab,
}

interface Reading {
  readonly references: References
  readonly document: YamlDocument
  /** Nodes that were looked at: aliases lead to the same ones again. */
  readonly seen: Set<unknown>
  /** Variables of the top level with a plain text. */
  readonly variables: ReadonlyMap<string, string>
}

function parseGitlab(file: SourceFile): ParsedFile {
  const parsed = parseSharedYaml(file.text)
  if (!parsed.ok) return unreadableFile(file.path, parsed.error)
  const draft = startDraft(file.path)
  const references = startReferences(draft)
  for (const document of parsed.value) {
    if (!isTable(document.value)) continue
    noteDuplicateYamlKeys(draft, document)
    const variables = variablesOf(field(document.value, 'variables'))
    const reading = { references, document, seen: new Set<unknown>(), variables }
    addImages(reading, document.value)
    for (const job of Object.values(document.value)) addImages(reading, job)
    for (const include of listOf(field(document.value, 'include'))) addInclude(reading, include)
  }
  noteReferences(references)
  return finishDraft(draft)
}

function variablesOf(node: unknown): ReadonlyMap<string, string> {
  const entries = isTable(node) ? Object.entries(node) : []
  return new Map(
    entries.flatMap(([name, value]) => {
      const text = typeof value === 'string' ? value : textField(value, 'value')
      return text === undefined || text.includes('$') ? [] : [[name, text] as const]
    }),
  )
}

function listOf(value: unknown): readonly unknown[] {
  if (value === undefined) return []
  return Array.isArray(value) ? value : [value]
}

function addImages({ references, document, seen, variables }: Reading, job: unknown): void {
  if (!isTable(job) || seen.has(job)) return
  seen.add(job)
  for (const key of ['image', 'services']) {
    const found = field(job, key)
    if (typeof found !== 'string' && seen.has(found)) continue
    seen.add(found)
    for (const one of listOf(found)) {
      const image = typeof one === 'string' ? one : textField(one, 'name')
      if (image === undefined || image === '') continue
      addImage(references, expand(image, variables), { line: document.lineOf(job), scope: 'build' })
    }
  }
}

/** What GitLab itself sets at run time stays as it is written, and makes no reference. */
function expand(image: string, variables: ReadonlyMap<string, string>): string {
  return image
    .slice(0, 1_000)
    .replace(
      /\$(?:\{(\w+)\}|(\w+))/g,
      (whole, braced: string | undefined, bare: string | undefined) =>
        variables.get(braced ?? bare ?? '') ?? whole,
    )
}

/** `local` and plain paths are files of this tree; `template` comes with the release of GitLab that runs it. */
function addInclude({ references, document }: Reading, include: unknown): void {
  const line = document.lineOf(include)
  const project = textField(include, 'project')
  const component = textField(include, 'component')
  const remote = textField(include, 'remote') ?? (typeof include === 'string' ? include : '')
  if (project !== undefined) addProject(references, { path: project, ref: textField(include, 'ref'), line })
  else if (component !== undefined) addComponent(references, component, line)
  else if (/^https?:/.test(remote)) {
    references.found.push({ text: remote, line, isFixed: false, kind: 'code' })
    const purl = { type: 'generic', name: lastPart(remote), qualifiers: { download_url: remote } }
    addPackage(references.draft, { purl, line, relation: 'direct', scope: 'build', origin: 'url' })
  }
}

function lastPart(url: string): string {
  return (
    url
      .split(/[?#]/)[0]
      ?.split('/')
      .findLast((part) => part !== '') ?? url
  )
}

/** `HOST/PROJECT/COMPONENT@REF`. */
function addComponent(references: References, component: string, line: number): void {
  const slash = component.indexOf('/')
  const at = component.lastIndexOf('@')
  if (slash < 0 || at < slash) {
    const message = `${component.slice(0, 100)} is no HOST/PROJECT/COMPONENT@REF`
    addIssue(references.draft, { code: 'ENTRY_UNREADABLE', line, message })
    return
  }
  const host = component.slice(0, slash)
  const path = component.slice(slash + 1, at)
  addProject(references, { path, ref: component.slice(at + 1), line, host })
}

interface Project {
  readonly path: string
  readonly ref: string | undefined
  readonly line: number
  /** Of a component; a project lies on the server that runs the pipeline. */
  readonly host?: string
}

function addProject(references: References, { path, ref, line, host }: Project): void {
  const text = `${path}@${ref ?? 'HEAD'}`
  if (!/^[\w.-]+(?:\/[\w.-]+)*$/.test(path)) {
    const message = `${text.slice(0, 200)} is no path of a project that can be read as it stands`
    addIssue(references.draft, { code: 'ENTRY_UNREADABLE', line, message })
    return
  }
  references.found.push({ text, line, isFixed: ref !== undefined && isCommit(ref), kind: 'code' })
  const version = versionOfRef(ref)
  addPackage(references.draft, {
    purl: partsOf({
      type: 'gitlab',
      ...splitPath(path),
      version,
      qualifiers: { repository_url: elsewhere(host) },
    }),
    line,
    relation: 'direct',
    scope: 'build',
    requirement: version === undefined ? (ref ?? 'HEAD') : undefined,
  })
}

function elsewhere(host: string | undefined): string | undefined {
  const isHere = host === undefined || host === 'gitlab.com' || host.startsWith('$')
  return isHere ? undefined : `https://${host}`
}
