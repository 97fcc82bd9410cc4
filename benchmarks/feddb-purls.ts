/** Packages to look up: half of them known to the archives, half not, always the same ones. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { parsePurl, type Purl } from '../packages/toolkit/src/model/index.ts'
import { seededRandom } from '../tests/conformance/advisories/plain-reader.ts'
import { listArchives } from './feddb-data.ts'
import { readArchive } from './feddb-floor.ts'

/** Names from the archives, and as many that nobody knows, in seeded order. Kept beside the folder. */
export function samplePurls(folder: string, count: number): readonly Purl[] {
  const file = `${folder}-${count}-purls.json`
  if (!existsSync(file)) writeFileSync(file, JSON.stringify(drawPurls(folder, count)))
  const texts = JSON.parse(readFileSync(file, 'utf8')) as string[]
  return texts.flatMap((text) => {
    const parsed = parsePurl(text)
    return parsed.ok ? [parsed.value] : []
  })
}

function drawPurls(folder: string, count: number): readonly string[] {
  const random = seededRandom(20261122)
  const types: Record<string, string> = {
    npm: 'npm',
    PyPI: 'pypi',
    'crates.io': 'cargo',
    Go: 'golang',
    RubyGems: 'gem',
    NuGet: 'nuget',
  }
  const known: string[] = []
  for (const path of listArchives(folder)) {
    for (const { text } of readArchive(path)) {
      if (random() > 0.05) continue
      const record = JSON.parse(text) as { affected?: { package?: { ecosystem: string; name: string } }[] }
      const named = record.affected?.[0]?.package
      const type = types[named?.ecosystem ?? '']
      if (type === undefined || named === undefined) continue
      known.push(`pkg:${type}/${named.name.replace('@', '%40')}@1.0.0`)
    }
  }
  const picked = Array.from({ length: count / 2 }, () => known[Math.floor(random() * known.length)] ?? '')
  return picked.flatMap((text) => [text, text.replace('@1.0.0', '-unheard-of@1.0.0')])
}
