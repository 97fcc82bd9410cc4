/** compose.yaml (Compose Specification, "services"): images that services are started from. */
import type { ParsedFile, Scope } from '../../model/index.ts'
import type { Ecosystem, SourceFile } from '../ecosystem.ts'
import { addImage } from '../read/image.ts'
import { noteReferences, startReferences } from '../read/loose-references.ts'
import { finishDraft, startDraft, unreadableFile } from '../read/package.ts'
import { field, isTable, textField } from '../read/shape.ts'
import { noteDuplicateYamlKeys, parseSharedYaml } from '../read/yaml.ts'

export const compose: Ecosystem = {
  id: 'compose',
  purlType: 'oci',
  versions: 'generic',
  files: [
    'compose.yaml',
    'compose.yml',
    'compose.*.yaml',
    'compose.*.yml',
    'docker-compose.yaml',
    'docker-compose.yml',
    'docker-compose.*.yaml',
    'docker-compose.*.yml',
    'docker-compose-*.yml',
    'docker-compose-*.yaml',
    'podman-compose.yaml',
    'podman-compose.yml',
  ],
  title: 'Compose file',
  knows: { transitive: 'none', scope: false, edges: false, license: false, hashes: false },
  parse: parseCompose,
}

function parseCompose(file: SourceFile): ParsedFile {
  const parsed = parseSharedYaml(file.text)
  if (!parsed.ok) return unreadableFile(file.path, parsed.error)
  const draft = startDraft(file.path)
  const references = startReferences(draft)
  const scope = scopeOf(file.path)
  const seen = new Set<unknown>()
  for (const document of parsed.value) {
    noteDuplicateYamlKeys(draft, document)
    const services = field(document.value, 'services')
    for (const service of isTable(services) ? Object.values(services) : []) {
      if (!isTable(service) || seen.has(service)) continue
      seen.add(service)
      const image = imageOf(service)
      if (image !== undefined) {
        addImage(references, withDefaults(image), { line: document.lineOf(service), scope })
      }
    }
  }
  noteReferences(references)
  return finishDraft(draft)
}

/** `docker-compose.dev.yml` and its like are for those who work on the product, as their customary names say. */
function scopeOf(path: string): Scope {
  const name = path.slice(path.lastIndexOf('/') + 1)
  return /[.-](?:dev|develop|development|local|tests?|testing|ci|override|e2e)\./.test(name)
    ? 'development'
    : 'runtime'
}

/** Merged tables (`<<: *base`) give what the service itself leaves out. One with `build` is made here: the name is its own. */
function imageOf(service: unknown): string | undefined {
  const homes = [service, ...mergedInto(service)]
  if (homes.some((home) => field(home, 'build') !== undefined)) return undefined
  return homes.map((home) => textField(home, 'image')).find((image) => image !== undefined)
}

/** One level deep, and few of them: what people write. */
const maxMerged = 20

function mergedInto(service: unknown): readonly unknown[] {
  const merged = field(service, '<<')
  return Array.isArray(merged) ? merged.slice(0, maxMerged) : [merged]
}

/** `${NAME:-VALUE}` and `${NAME-VALUE}`; what the environment gives otherwise nobody knows here. */
function withDefaults(image: string): string {
  return image.slice(0, 1_000).replace(/\$\{\w+:?-([^{}]*)\}/g, '$1')
}
