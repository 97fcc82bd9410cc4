/** Cargo: the sparse index (RFC 2789): one file for each crate, one line of JSON for each version. */
import { parseFields, textOf } from '../../read/values.ts'
import { below, nothing, type Registry } from './registry.ts'
import { fieldsOf, hashOf, readJson, referenceOf, shortText } from './values.ts'

export const cargoRegistry: Registry = {
  purlType: 'cargo',
  find: async ({ name, version }, base, ask) => {
    const root = base.replace(/^sparse\+/, '')
    const file = await ask(below(root, pathOf(name)))
    if (file === undefined) return undefined
    const line = new TextDecoder()
      .decode(file)
      .split('\n')
      .map((text) => parseFields(text))
      .find((entry) => textOf(entry, 'vers') === version)
    if (line === undefined) return undefined
    const api = textOf(readJson(await ask(below(root, 'config.json'))), 'api')
    const about = api === undefined ? {} : await askApi(api, { name, version }, ask)
    return { ...nothing, hashes: hashOf('SHA-256', textOf(line, 'cksum')), ...about }
  },
}

/** `1/a`, `2/ab`, `3/a/abc`, `ab/cd/abcd`. */
function pathOf(name: string): string {
  const lower = name.toLowerCase()
  if (lower.length <= 2) return `${lower.length}/${encodeURIComponent(lower)}`
  if (lower.length === 3) return `3/${lower.charAt(0)}/${encodeURIComponent(lower)}`
  return `${encodeURIComponent(lower.slice(0, 2))}/${encodeURIComponent(lower.slice(2, 4))}/${encodeURIComponent(lower)}`
}

/** The web API that the index names itself; it says the license, which the index does not. */
async function askApi(
  api: string,
  { name, version }: { readonly name: string; readonly version: string },
  ask: (url: string) => Promise<Uint8Array | undefined>,
): Promise<Partial<Awaited<ReturnType<Registry['find']>>>> {
  const path = `api/v1/crates/${encodeURIComponent(name)}/${encodeURIComponent(version)}`
  const answer = fieldsOf(readJson(await ask(below(api, path))), 'version')
  const license = shortText(answer, 'license')
  return {
    ...(license === undefined ? {} : { licenses: [license.replaceAll('/', ' OR ')] }),
    references: [
      ...referenceOf('vcs', textOf(answer, 'repository')),
      ...referenceOf('website', textOf(answer, 'homepage')),
    ],
  }
}
