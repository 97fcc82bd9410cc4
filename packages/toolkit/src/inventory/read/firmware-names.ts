/** Names with versions as files of firmware projects write them. */
import type { Declared } from './declared.ts'
import { parseRepositoryAddress, vcsPurl, versionOfRef } from './forge.ts'
import { splitPath } from './purl-parts.ts'

export type FirmwarePackage = Pick<Declared, 'purl' | 'requirement' | 'origin' | 'alias'>

/** Longer texts name nothing. */
const maxText = 1_000

/** A repository at `ADDRESS` and `REF`; a branch or no ref is a requirement. */
export function gitPackage(address: string, ref: string | undefined): FirmwarePackage {
  const version = versionOfRef(ref)
  return {
    purl: vcsPurl(address, version),
    requirement: version === undefined ? ref : undefined,
    origin: 'git',
  }
}

/** purl-spec has no type for the registries of firmware; the owner is the namespace. Three numbers are a version. */
export function registryPackage(name: string, written: string): FirmwarePackage {
  const version = /^(?:==?)?\s*(\d+\.\d+\.\d+[\w.+-]*)$/.exec(written.trim())?.[1]
  return {
    purl: { type: 'generic', ...splitPath(name), version },
    requirement: version === undefined ? written.trim() : undefined,
    origin: 'registry',
  }
}

const archive = /^https?:\/\/[^?#]+\.(?:zip|tar|tgz|tar\.\w+)(?:[?#]|$)/

/**
 * `OWNER/NAME @ RANGE`, `NAME=ADDRESS#REF`, `NAME @ ADDRESS` (PlatformIO, "Package Specifications"). Undefined for what
 * names nothing: variables, and numbers that only the registry knows.
 */
export function platformioPackage(text: string): FirmwarePackage | undefined {
  if (text.length > maxText || /\$\{|^\d+\s*(?:@|$)/.test(text)) return undefined
  const [, named, rest = text] = /^([\w./ -]+?)\s*[=@]\s*([a-z+]+:\/\/.*|git@.*)$/.exec(text) ?? []
  const alias = named?.trim()
  const found = ofAddress(rest)
  if (found !== undefined) return alias === undefined ? found : { ...found, alias }
  const [, name, range = ''] = /^([^@]+?)\s*(?:@\s*(.*))?$/.exec(text) ?? []
  return name === undefined ? undefined : registryPackage(name, range)
}

function ofAddress(text: string): FirmwarePackage | undefined {
  if (/^(?:file|symlink):\/\//.test(text)) {
    const last = text.split(/[/\\]/).findLast((part) => !/^\.*$/.test(part))
    const name = last === undefined || last.endsWith(':') ? undefined : last
    return name === undefined ? undefined : { purl: { type: 'generic', name }, origin: 'path' }
  }
  const url = parseRepositoryAddress(text)?.url
  if (url === undefined) return undefined
  const [place = '', ref] = url.split('#')
  if (!archive.test(text)) return gitPackage(place, ref === '' ? undefined : ref)
  const name = splitPath(place.split('?')[0] ?? place).name
  return { purl: { type: 'generic', name, qualifiers: { download_url: url } }, origin: 'url' }
}
