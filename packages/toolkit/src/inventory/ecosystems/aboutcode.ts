/** *.ABOUT of AboutCode (AboutCode Toolkit, "ABOUT File Specification" 4.0): origin and licence of copied code. */
import type { Hash, ParsedFile, PurlParts } from '../../model/index.ts'
import { parsePurl, splitPurl } from '../../model/index.ts'
import type { Ecosystem, SourceFile } from '../ecosystem.ts'
import { hexHash } from '../read/hash.ts'
import { type Marker, markerPurl } from '../read/marker.ts'
import { addIssue, addPackage, finishDraft, startDraft, unreadableFile } from '../read/package.ts'
import { statedVersion } from '../read/stated-version.ts'
import { field, type Table, textField, toText } from '../read/shape.ts'
import { noteDuplicateYamlKeys, readYamlFile } from '../read/yaml.ts'

export const aboutcode: Ecosystem = {
  id: 'aboutcode',
  purlType: 'mixed',
  versions: 'generic',
  files: ['*.ABOUT'],
  title: '*.ABOUT of AboutCode',
  knows: { transitive: 'none', scope: false, edges: false, license: true, hashes: true },
  parse: parseAbout,
}

function parseAbout(file: SourceFile): ParsedFile {
  const yaml = readYamlFile(file)
  if (!yaml.ok) return yaml.error
  const about = yaml.value.value
  const stated = statedPurl(about)
  const name = textField(about, 'name') ?? stated?.name
  if (name === undefined) {
    const message = 'expected a name or a package_url, found neither'
    return unreadableFile(file.path, { code: 'SHAPE_UNEXPECTED', line: 1, message })
  }
  const draft = startDraft(file.path)
  noteDuplicateYamlKeys(draft, yaml.value)
  if (stated === undefined && textField(about, 'package_url') !== undefined) {
    const message = `package_url is no package URL: ${toText(field(about, 'package_url')).slice(0, 100)}`
    addIssue(draft, { code: 'PURL_INVALID', line: 1, message })
  }
  const purl = stated ?? markerPurl({ ...markerOf(about), name: name.slice(0, 200), line: 1 })
  if (purl.version === undefined) {
    const message = `no version of ${name.slice(0, 100)} is stated`
    addIssue(draft, { code: 'VERSION_UNRESOLVED', line: 1, message, hint: 'write its version' })
  }
  const version = toText(field(about, 'version'))
  addPackage(draft, {
    purl,
    line: 1,
    origin: 'path',
    requirement: purl.version === undefined && version !== '' ? version.slice(0, 200) : undefined,
    license: textField(about, 'license_expression') ?? textField(about, 'spdx_license_expression'),
    hashes: hashesOf(about),
  })
  return finishDraft(draft)
}

/** The version may stand in a field of its own. */
function statedPurl(about: Table): PurlParts | undefined {
  const parsed = parsePurl(textField(about, 'package_url') ?? textField(about, 'purl') ?? '')
  if (!parsed.ok) return undefined
  const parts = splitPurl(parsed.value)
  const version = parts.version ?? statedVersion(toText(field(about, 'version')))
  return version === undefined ? parts : { ...parts, version }
}

function markerOf(about: Table): Pick<Marker, 'version' | 'url' | 'revision'> {
  const repository = textField(about, 'vcs_repository') ?? textField(about, 'vcs_url')
  const url = repository ?? textField(about, 'download_url') ?? textField(about, 'homepage_url')
  return { version: toText(field(about, 'version')), revision: textField(about, 'vcs_revision'), url }
}

function hashesOf(about: Table): readonly Hash[] {
  return [
    ...hexHash('MD5', field(about, 'checksum_md5')),
    ...hexHash('SHA-1', field(about, 'checksum_sha1')),
    ...hexHash('SHA-256', field(about, 'checksum_sha256')),
  ]
}
