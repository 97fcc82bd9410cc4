/** .terraform.lock.hcl (Terraform and OpenTofu, "Dependency Lock File"): providers with versions and digests. */
import type { ParsedFile } from '../../model/index.ts'
import type { Ecosystem, SourceFile } from '../ecosystem.ts'
import { hexHash } from '../read/hash.ts'
import { type HclBlock, readHclBlocks } from '../read/hcl.ts'
import { addIssue, addPackage, type Draft, finishDraft, startDraft } from '../read/package.ts'
import { partsOf } from '../read/purl-parts.ts'

export const terraformLock: Ecosystem = {
  id: 'terraform-lock',
  purlType: 'terraform',
  versions: 'semver',
  files: ['.terraform.lock.hcl'],
  title: '.terraform.lock.hcl',
  knows: { transitive: 'full', scope: false, edges: false, license: false, hashes: true },
  parse: parseTerraformLock,
}

function parseTerraformLock(file: SourceFile): ParsedFile {
  const draft = startDraft(file.path)
  const blocks = readHclBlocks(file.text).filter((block) => block.type === 'provider')
  if (blocks.length === 0 && !/^\s*(?:#|$)/.test(file.text)) {
    const message = 'expected blocks `provider "HOST/NAMESPACE/NAME"`, found none'
    addIssue(draft, { code: 'SHAPE_UNEXPECTED', line: 1, message })
  }
  for (const block of blocks) addProvider(draft, block)
  return finishDraft(draft)
}

/** `zh:` is SHA-256 of the archive; `h1:` is of its contents in Go's own way, so no digest of a file. */
function addProvider(draft: Draft, { label, line, texts, items, isClosed }: HclBlock): void {
  const parts = label.split('/').filter((part) => part !== '')
  const name = parts.pop() ?? ''
  const host = parts[0]?.includes('.') === true ? parts.shift() : undefined
  const version = texts.get('version')
  const problem = !isClosed ? 'does not end' : version === undefined ? 'has no version' : undefined
  if (problem !== undefined) {
    const code = isClosed ? 'VERSION_UNRESOLVED' : 'SYNTAX_INVALID'
    addIssue(draft, { code, line, message: `the block of ${label.slice(0, 100)} ${problem}` })
  }
  addPackage(draft, {
    purl: partsOf({
      type: 'terraform',
      namespace: parts.join('/'),
      name,
      version,
      qualifiers: { repository_url: host },
    }),
    line,
    relation: 'direct',
    scope: 'build',
    requirement: texts.get('constraints'),
    hashes: items.flatMap((item) => (item.startsWith('zh:') ? hexHash('SHA-256', item.slice(3)) : [])),
  })
}
