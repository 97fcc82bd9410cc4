/** Every real CSAF document is read; what is counted in the model equals a plain walk over the JSON. */
import { expect, test } from 'vitest'
import { type CsafDocument, parseCsaf } from '../../../packages/toolkit/src/csaf/index.ts'
import { describeShared } from '../../shared.ts'
import { type ArchiveFile, readArchive } from '../advisories/sources/read-archive.ts'

type Counts = Readonly<Record<string, number>>

/** Counts every key wherever it stands, without any idea of the format: an independent opinion. */
function walk(value: unknown, counts: Map<string, number>, key = ''): void {
  if (Array.isArray(value)) {
    for (const item of value) walk(item, counts, key)
    if (!value.every((item) => typeof item === 'object')) bump(counts, `list ${key}`, value.length)
    return
  }
  if (typeof value === 'string') bump(counts, `text ${key}`, 1)
  if (typeof value !== 'object' || value === null) return
  bump(counts, `object ${key}`, 1)
  for (const [name, item] of Object.entries(value)) walk(item, counts, name)
}

function bump(counts: Map<string, number>, key: string, by: number): void {
  counts.set(key, (counts.get(key) ?? 0) + by)
}

function plainCounts(text: string): Counts {
  const all = new Map<string, number>()
  const value = JSON.parse(text) as { product_tree?: unknown; vulnerabilities?: unknown[]; document: unknown }
  walk(value.product_tree, all, 'tree')
  const inside = new Map<string, number>()
  for (const vulnerability of value.vulnerabilities ?? []) walk(vulnerability, inside, 'vulnerability')
  const of = (map: Map<string, number>, key: string): number => map.get(key) ?? 0
  return {
    products:
      of(all, 'object product') + of(all, 'object full_product_names') + of(all, 'object full_product_name'),
    components: of(all, 'object relationships') + of(all, 'object product_paths'),
    purls: of(all, 'text purl') + of(all, 'list purls'),
    cpes: of(all, 'text cpe'),
    hashes: of(all, 'object file_hashes'),
    models: of(all, 'list model_numbers'),
    groups: of(all, 'object product_groups'),
    vulnerabilities: of(inside, 'object vulnerability'),
    cves: of(inside, 'text cve'),
    weaknesses: of(inside, 'object cwe') + of(inside, 'object cwes'),
    affected: of(inside, 'list known_affected'),
    notAffected: of(inside, 'list known_not_affected'),
    fixed: of(inside, 'list fixed'),
    firstFixed: of(inside, 'list first_fixed'),
    investigated: of(inside, 'list under_investigation'),
    recommended: of(inside, 'list recommended'),
    scores: of(inside, 'object scores') + of(inside, 'object metrics'),
    vectors: of(inside, 'text vectorString'),
    flags: of(inside, 'object flags'),
    remediations: of(inside, 'object remediations'),
    threats: of(inside, 'object threats'),
    notes: of(inside, 'object notes'),
    references: of(inside, 'object references'),
    ids: of(inside, 'object ids'),
  }
}

function modelCounts(document: CsafDocument): Counts {
  const products = [...document.products.values()]
  const sum = (of: (item: CsafDocument['vulnerabilities'][number]) => number): number =>
    document.vulnerabilities.reduce((total, item) => total + of(item), 0)
  const helped = (of: (item: (typeof products)[number]) => number): number =>
    products.reduce((total, item) => total + of(item), 0)
  return {
    products: products.length,
    components: products.filter(({ kind }) => kind === 'component').length,
    purls: helped(({ helper }) => helper.purls.length),
    cpes: helped(({ helper }) => (helper.cpe === undefined ? 0 : 1)),
    hashes: helped(({ helper }) => helper.hashes.length),
    models: helped(({ helper }) => helper.modelNumbers.length),
    groups: document.groups.size,
    vulnerabilities: document.vulnerabilities.length,
    cves: sum(({ cve }) => (cve === undefined ? 0 : 1)),
    weaknesses: sum(({ weaknesses }) => weaknesses.length),
    affected: sum(({ status }) => status.known_affected.length),
    notAffected: sum(({ status }) => status.known_not_affected.length),
    fixed: sum(({ status }) => status.fixed.length),
    firstFixed: sum(({ status }) => status.first_fixed.length),
    investigated: sum(({ status }) => status.under_investigation.length),
    recommended: sum(({ status }) => status.recommended.length),
    scores: sum(({ scores }) => scores.length),
    vectors: sum(({ scores }) => scores.reduce((total, { cvss }) => total + cvss.length, 0)),
    flags: sum(({ flags }) => flags.length),
    remediations: sum(({ remediations }) => remediations.length),
    threats: sum(({ threats }) => threats.length),
    notes: sum(({ notes }) => notes.length),
    references: sum(({ references }) => references.length),
    ids: sum(({ ids }) => ids.length),
  }
}

function isDocument({ path, text }: ArchiveFile): boolean {
  if (!path.endsWith('.json')) return false
  const value = JSON.parse(text) as object
  return 'document' in value
}

describeShared('real CSAF documents', () => {
  test.each([
    ['csaf/oasis-csaf-examples.tar.gz', 42],
    ['csaf/cisa-csaf-white-2023-2024.tar.gz', 728],
    ['csaf/redhat-csaf-samples.tar.gz', 8],
  ])('%s: all %d documents, nothing lost', async (archive, expected) => {
    const files = (await readArchive(archive)).filter(isDocument)
    const mismatches: unknown[] = []
    for (const { path, text } of files) {
      const read = parseCsaf(text, path)
      if (!read.ok) {
        mismatches.push(read.error)
        continue
      }
      const lost = read.value.issues
      const counts = modelCounts(read.value.value)
      const plain = plainCounts(text)
      const wrong = Object.keys(plain).filter((key) => plain[key] !== counts[key])
      if (wrong.length > 0 || lost.length > 0)
        mismatches.push({ path, lost, wrong: wrong.map((key) => [key, plain[key], counts[key]]) })
    }
    expect(files.length).toBe(expected)
    expect(mismatches).toEqual([])
  })
})
