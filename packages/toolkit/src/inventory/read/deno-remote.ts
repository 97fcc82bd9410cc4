/** Modules that Deno loads by address: those of an address with package and version are packages, the others are counted. */
import type { JsonDocument } from '../../base/index.ts'
import { addIssue, addPackage, type Draft } from './package.ts'
import { entriesField } from './shape.ts'

/** `HOST/NAME@VERSION/…`, `HOST/x/NAME@VERSION/…`: the part up to the version is the package's address. */
const versioned = /^https?:\/\/([^/]+)\/(?:x\/)?((?:@[\w.-]+\/)?[\w.-]+)@(v?\d[^/]*)/

/** The digests in the lock are of single files, so none is a hash of the package. */
export function addRemoteModules(draft: Draft, json: JsonDocument): void {
  const loose = new Map<string, number>()
  for (const [address] of entriesField(json.value, 'remote')) {
    const match = versioned.exec(address)
    if (match === null) {
      const host = /^[a-z]+:\/\/([^/]+)/.exec(address)?.[1] ?? 'no host'
      loose.set(host, (loose.get(host) ?? 0) + 1)
      continue
    }
    const [url, , name = '', version = ''] = match
    addPackage(draft, {
      key: `remote:${url}`,
      purl: { type: 'generic', name, version, qualifiers: { download_url: url } },
      line: json.lineOf(['remote', address]),
      origin: 'url',
    })
  }
  for (const [host, count] of loose) {
    const message = `${count} modules of ${host.slice(0, 100)} bear no package and version in their address`
    addIssue(draft, { code: 'ENTRY_UNREADABLE', line: json.lineOf(['remote']), message })
  }
}
