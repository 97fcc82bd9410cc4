/** Maven: the POM of one version and the digests beside its archive (repository layout `default`). */
import { bounded, actorOf, hashOf, referenceOf } from './values.ts'
import { type Ask, below, type Registry, type RegistryFacts } from './registry.ts'
import { readXmlTexts } from './xml.ts'
import type { BomHash } from '../../document/element.ts'

export const mavenRegistry: Registry = {
  purlType: 'maven',
  find: async ({ namespace, name, version, qualifiers }, base, ask) => {
    if (namespace === undefined) return undefined
    const folder = [...namespace.split('.'), name, version].map(encodeURIComponent).join('/')
    const file = below(base, `${folder}/${encodeURIComponent(name)}-${encodeURIComponent(version)}`)
    const pom = await ask(`${file}.pom`)
    const texts = pom === undefined ? undefined : readXmlTexts(pom)
    if (texts === undefined || texts.get('project/artifactId')?.[0] !== name) return undefined
    const isPlain = Object.keys(qualifiers ?? {}).every((key) => key !== 'type' && key !== 'classifier')
    const isJar = isPlain && (texts.get('project/packaging')?.[0] ?? 'jar') === 'jar'
    return { ...readPom(texts), hashes: isJar ? await askDigests(`${file}.jar`, ask) : [] }
  },
}

function readPom(texts: ReadonlyMap<string, readonly string[]>): Omit<RegistryFacts, 'hashes'> {
  const first = (key: string): string | undefined => bounded(texts.get(`project/${key}`)?.[0])
  const originator = actorOf(first('organization/name'), urlOf(first('organization/url')))
  return {
    licenses: (texts.get('project/licenses/license/name') ?? []).flatMap((text) => bounded(text) ?? []),
    ...(originator === undefined ? {} : { originator }),
    references: [...referenceOf('vcs', first('scm/url')), ...referenceOf('website', first('url'))],
  }
}

function urlOf(url: string | undefined): { url?: string } {
  return url === undefined ? {} : { url }
}

const digests = [
  ['sha512', 'SHA-512'],
  ['sha256', 'SHA-256'],
  ['sha1', 'SHA-1'],
] as const

/** All that are there; old releases have SHA-1 only. */
async function askDigests(url: string, ask: Ask): Promise<readonly BomHash[]> {
  const found: BomHash[] = []
  for (const [suffix, algorithm] of digests) {
    const bytes = await ask(`${url}.${suffix}`)
    if (bytes !== undefined)
      found.push(...hashOf(algorithm, /^[0-9a-fA-F]+/.exec(new TextDecoder().decode(bytes))?.[0]))
  }
  return found
}
