/** values.yaml beside the Chart.yaml of a chart (Helm, "Values Files"): images that the templates start, as charts name them. */
import type { ParsedFile, Scope } from '../../model/index.ts'
import type { Ecosystem, Near, SourceFile } from '../ecosystem.ts'
import { addImage } from '../read/image.ts'
import { noteReferences, type References, startReferences } from '../read/loose-references.ts'
import { finishDraft, startDraft, unreadableFile } from '../read/package.ts'
import { field, isTable, type Table, textField, toText } from '../read/shape.ts'
import { noteDuplicateYamlKeys, parseSharedYaml, type YamlDocument } from '../read/yaml.ts'

export const helmValues: Ecosystem = {
  id: 'helm-values',
  purlType: 'oci',
  versions: 'generic',
  files: ['values.yaml', 'values.yml', 'values-*.yaml', 'values-*.yml', 'values.*.yaml', 'values.*.yml'],
  title: 'Images in the values of a chart of Helm',
  knows: { transitive: 'none', scope: false, edges: false, license: false, hashes: false },
  recognised: 'by-content',
  accepts: (text) => /^[ \t]*(?:-[ \t]+)?["']?(?:repository|\w*[iI]mage)["']?[ \t]*:/m.test(text),
  skips: whyNotRead,
  parse: parseValues,
}

/** Values are meant for templates; without the chart nobody knows what they do with them. */
function whyNotRead(_: SourceFile, near: Near): string | undefined {
  return near('Chart.yaml') === undefined
    ? 'no Chart.yaml lies beside it, so its chart is unknown'
    : undefined
}

function parseValues(file: SourceFile): ParsedFile {
  const parsed = parseSharedYaml(file.text)
  if (!parsed.ok) return unreadableFile(file.path, parsed.error)
  const draft = startDraft(file.path)
  const references = startReferences(draft)
  for (const document of parsed.value) {
    noteDuplicateYamlKeys(draft, document)
    visit({ references, document, scope: scopeOf(file.path), seen: new Set() }, document.value, '')
  }
  noteReferences(references)
  return finishDraft(draft)
}

/** `values-dev.yaml` and its like are for those who work on the product, as their customary names say. */
function scopeOf(path: string): Scope {
  const name = path.slice(path.lastIndexOf('/') + 1)
  return /[.-](?:dev|develop|development|local|tests?|testing|ci|e2e)\./.test(name)
    ? 'development'
    : 'runtime'
}

interface Walk {
  readonly references: References
  readonly document: YamlDocument
  readonly scope: Scope
  /** Anchors make one node stand at several places. */
  readonly seen: Set<unknown>
}

/** Depth is bounded by the reader of YAML. */
function visit(walk: Walk, node: unknown, key: string): void {
  if (typeof node !== 'object' || node === null || walk.seen.has(node)) return
  walk.seen.add(node)
  if (Array.isArray(node)) {
    for (const one of node) visit(walk, one, key)
    return
  }
  if (!isTable(node)) return
  const image = ofTable(node, key)
  if (image !== undefined) add(walk, image, node)
  for (const [name, value] of Object.entries(node)) {
    if (typeof value === 'string' && isImageKey(name) && value !== '')
      add(walk, ofText(node, name, value), node)
    else visit(walk, value, name)
  }
}

function add({ references, document, scope }: Walk, image: string, node: Table): void {
  addImage(references, image, { line: document.lineOf(node), scope, isTagElsewhere: true })
}

function isImageKey(key: string): boolean {
  return /(?:^i|I)mage$/.test(key)
}

/** `registry`, `repository`, `tag`, `digest`: as `helm create` and most charts write it; some call the repository `name`. */
function ofTable(node: Table, key: string): string | undefined {
  const isNamed = isImageKey(key)
  const repository = textField(node, 'repository') ?? (isNamed ? textField(node, 'name') : undefined)
  const [registry, tag, digest] = ['registry', 'tag', 'digest'].map((name) =>
    toText(field(node, name)).trim(),
  )
  const isImage = isNamed || field(node, 'tag') !== undefined || field(node, 'digest') !== undefined
  if (repository === undefined || !isImage) return undefined
  const place = (registry ?? '') === '' ? repository : `${registry}/${repository}`
  return join(place, tag, digest)
}

/** `image: NAME` with the tag in it, or beside it as `imageTag` or `tag`. */
function ofText(node: Table, key: string, text: string): string {
  const hasTag = /[:@][^/]*$/.test(text)
  const tag = hasTag
    ? ''
    : toText(field(node, `${key}Tag`) ?? (key === 'image' ? field(node, 'tag') : undefined))
  return join(text.trim(), tag, '')
}

function join(place: string, tag = '', digest = ''): string {
  return `${place}${tag === '' ? '' : `:${tag}`}${digest === '' ? '' : `@${digest}`}`
}
