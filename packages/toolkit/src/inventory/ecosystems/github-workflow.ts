/** Workflows and actions of GitHub ("Workflow syntax", "Metadata syntax"): actions, workflows and images that they use. */
import type { ParsedFile } from '../../model/index.ts'
import type { Ecosystem, SourceFile } from '../ecosystem.ts'
import { isCommit, versionOfRef } from '../read/forge.ts'
import { addImage } from '../read/image.ts'
import { noteReferences, type References, startReferences } from '../read/loose-references.ts'
import { addIssue, addPackage, finishDraft, startDraft, unreadableFile } from '../read/package.ts'
import { partsOf } from '../read/purl-parts.ts'
import { field, isTable, listField, textField } from '../read/shape.ts'
import { noteDuplicateYamlKeys, parseSharedYaml, type YamlDocument } from '../read/yaml.ts'

/**
 * Actions are packages of type `github` (purl-spec): a commit is a version, and so is the tag of one release; a
 * branch or a tag that moves by design (`v4`) is a requirement without a version.
 */
export const githubWorkflow: Ecosystem = {
  id: 'github-workflow',
  purlType: 'mixed',
  versions: 'semver',
  files: ['.github/workflows/*.yml', '.github/workflows/*.yaml', 'action.yml', 'action.yaml'],
  title: 'Workflow or action of GitHub',
  knows: { transitive: 'none', scope: true, edges: false, license: false, hashes: false },
  parse: parseWorkflow,
}

interface Reading {
  readonly references: References
  readonly document: YamlDocument
  /** Nodes that were looked at: aliases lead to the same ones again. */
  readonly seen: Set<unknown>
  /** What people write behind a commit (`# v4.1.7`), by the whole `uses`. */
  readonly remarks: ReadonlyMap<string, string>
}

function parseWorkflow(file: SourceFile): ParsedFile {
  const parsed = parseSharedYaml(file.text)
  if (!parsed.ok) return unreadableFile(file.path, parsed.error)
  const draft = startDraft(file.path)
  const references = startReferences(draft)
  const remarks = remarksOf(file.text)
  for (const document of parsed.value) {
    const reading = { references, document, seen: new Set(), remarks }
    noteDuplicateYamlKeys(draft, document)
    const jobs = field(document.value, 'jobs')
    for (const job of isTable(jobs) ? Object.values(jobs) : []) addJob(reading, job)
    addRuns(reading, field(document.value, 'runs'))
  }
  noteReferences(references)
  return finishDraft(draft)
}

function remarksOf(text: string): ReadonlyMap<string, string> {
  const remarks = new Map<string, string>()
  for (const line of text.split('\n')) {
    if (line.length > 1_000) continue
    const [, use, remark] = /\buses:\s*["']?([^\s"'#]+)["']?\s+#\s*(?:tag=)?(v?\d[\w.+-]*)/.exec(line) ?? []
    if (use !== undefined && remark !== undefined) remarks.set(use, remark)
  }
  return remarks
}

function addJob(reading: Reading, job: unknown): void {
  if (!isTable(job) || reading.seen.has(job)) return
  reading.seen.add(job)
  const line = reading.document.lineOf(job)
  const reusable = textField(job, 'uses')
  if (reusable !== undefined) addUse(reading, reusable, line)
  addContainer(reading, field(job, 'container'), line)
  const services = field(job, 'services')
  for (const service of isTable(services) ? Object.values(services) : []) addContainer(reading, service, line)
  addSteps(reading, job)
}

/** A text, or a table with `image`. */
function addContainer({ references, document, seen }: Reading, container: unknown, line: number): void {
  const isKnown = isTable(container) && seen.has(container)
  const image = typeof container === 'string' ? container : textField(container, 'image')
  if (isTable(container)) seen.add(container)
  if (image === undefined || image === '' || isKnown) return
  addImage(references, image, {
    line: isTable(container) ? document.lineOf(container) : line,
    scope: 'build',
  })
}

function addSteps(reading: Reading, holder: unknown): void {
  const steps = listField(holder, 'steps')
  if (reading.seen.has(steps)) return
  reading.seen.add(steps)
  for (const step of steps) {
    if (reading.seen.has(step)) continue
    if (isTable(step)) reading.seen.add(step)
    const use = textField(step, 'uses')
    if (use !== undefined) addUse(reading, use, reading.document.lineOf(step))
  }
}

/** The end of an action's metadata: steps of a composite one, or the image of one that is a container. */
function addRuns(reading: Reading, runs: unknown): void {
  addSteps(reading, runs)
  const image = textField(runs, 'image')
  if (image?.startsWith('docker://') !== true) return
  addImage(reading.references, image.slice('docker://'.length), {
    line: reading.document.lineOf(runs),
    scope: 'build',
  })
}

const useForm = /^([\w.-]+)\/([\w.-]+)((?:\/[\w.-]+)*)@([^\s@]+)$/

/** `OWNER/NAME[/PATH]@REF`, `docker://IMAGE`, or a path of the same repository. */
function addUse({ references, remarks }: Reading, use: string, line: number): void {
  if (use.startsWith('./') || use.startsWith('../')) return
  if (use.startsWith('docker://')) {
    addImage(references, use.slice('docker://'.length), { line, scope: 'build' })
    return
  }
  const parts = use.length > 500 ? null : useForm.exec(use)
  if (parts === null) {
    const message = `${use.slice(0, 100)} is no OWNER/NAME@REF that can be read as it stands`
    addIssue(references.draft, { code: 'ENTRY_UNREADABLE', line, message })
    return
  }
  const [, namespace, name = '', path = '', ref = ''] = parts
  references.found.push({ text: use, line, isFixed: isCommit(ref), kind: 'code' })
  const version = versionOfRef(ref)
  addPackage(references.draft, {
    purl: partsOf({ type: 'github', namespace, name, version, subpath: path.slice(1) }),
    line,
    relation: 'direct',
    scope: 'build',
    requirement: version === undefined ? ref : remarks.get(use),
  })
}
