/** *.tf (Terraform and OpenTofu, "Module Sources"): modules from elsewhere; which versions are taken no lock file states. */
import type { ParsedFile, PurlParts } from '../../model/index.ts'
import type { Ecosystem, SourceFile } from '../ecosystem.ts'
import { isCommit, vcsPurl, versionOfRef } from '../read/forge.ts'
import { type HclBlock, readHclBlocks } from '../read/hcl.ts'
import { noteReferences, type References, startReferences } from '../read/loose-references.ts'
import { addPackage, finishDraft, startDraft } from '../read/package.ts'
import { partsOf, splitPath } from '../read/purl-parts.ts'

export const terraformModules: Ecosystem = {
  id: 'terraform-modules',
  purlType: 'mixed',
  versions: 'semver',
  files: ['*.tf', '*.tofu'],
  title: 'Modules of Terraform',
  knows: { transitive: 'none', scope: true, edges: false, license: false, hashes: false },
  accepts: (text) => /^\s*module\s+"/m.test(text),
  recognised: 'by-content',
  parse: parseModules,
}

function parseModules(file: SourceFile): ParsedFile {
  const draft = startDraft(file.path)
  const references = startReferences(draft)
  for (const block of readHclBlocks(file.text)) if (block.type === 'module') addModule(references, block)
  noteReferences(references)
  return finishDraft(draft)
}

/** `./x` is of this tree; `[HOST/]NAMESPACE/NAME/PROVIDER` of a registry; anything else an address. */
function addModule(references: References, { line, texts }: HclBlock): void {
  const source = texts.get('source') ?? ''
  if (source === '' || source.startsWith('./') || source.startsWith('../')) return
  const found = ofRegistry(source, texts.get('version')) ?? ofAddress(source)
  references.found.push({ text: source, line, isFixed: found.isFixed, kind: 'code' })
  addPackage(references.draft, {
    purl: found.purl,
    line,
    relation: 'direct',
    scope: 'build',
    origin: found.origin,
    requirement: found.requirement,
  })
}

interface Found {
  readonly purl: PurlParts
  readonly requirement: string | undefined
  readonly origin: 'registry' | 'git' | 'url'
  readonly isFixed: boolean
}

/** `HOST/NAMESPACE/NAME/PROVIDER` or without the host; a host has a dot, and then four parts are needed. */
function registryParts(place: string): readonly string[] | undefined {
  const parts = place.split('/')
  if (!parts.every((part) => /^[\w.-]+$/.test(part))) return undefined
  const hasHost = parts[0]?.includes('.') === true
  return parts.length === (hasHost ? 4 : 3) ? parts : undefined
}

function ofRegistry(source: string, constraint: string | undefined): Found | undefined {
  const [place = '', subpath] = source.split('//')
  const parts = registryParts(place)
  if (parts === undefined) return undefined
  const version = /^=?\s*(\d+\.\d+\.\d+[\w.+-]*)$/.exec(constraint ?? '')?.[1]
  return {
    purl: partsOf({
      type: 'terraform',
      ...splitPath(parts.slice(-3).join('/')),
      version,
      qualifiers: { repository_url: parts.length === 4 ? parts[0] : undefined },
      subpath,
    }),
    requirement: version === undefined ? constraint : undefined,
    origin: 'registry',
    isFixed: version !== undefined,
  }
}

const withoutScheme = /^(?:github\.com|bitbucket\.org)\//

/** `git::ADDRESS?ref=REF`, `github.com/OWNER/NAME`, an archive's address; `//` leads to a folder inside. */
function ofAddress(source: string): Found {
  const isGit = /^git::|^git@|\.git(?:[/?]|$)/.test(source) || withoutScheme.test(source)
  const [address = '', query = ''] = source.replace(/^[a-z0-9]+::/, '').split('?')
  const place = (withoutScheme.test(address) ? `https://${address}` : address).replace(/(?<!:)\/\/.*$/, '')
  return isGit ? ofRepository(place, /(?:^|&)ref=([^&]*)/.exec(query)?.[1]) : ofArchive(place)
}

/** Generic, since purl type `github` is looked up among actions, whose silence says nothing about a module. */
function ofRepository(place: string, ref: string | undefined): Found {
  const version = versionOfRef(ref)
  return {
    purl: vcsPurl(place, version),
    requirement: version === undefined ? ref : undefined,
    origin: 'git',
    isFixed: ref !== undefined && isCommit(ref),
  }
}

function ofArchive(place: string): Found {
  const name = place.split('/').findLast((part) => part !== '') ?? place
  const download_url = /^https?:/.test(place) ? place : undefined
  const purl = partsOf({ type: 'generic', name, qualifiers: { download_url } })
  return { purl, requirement: undefined, origin: 'url', isFixed: false }
}
