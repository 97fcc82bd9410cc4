/** Whole reports and summaries of the sample product: UPDATE_GOLDEN=1 rewrites them, review reads the difference. */
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { formatSummary, renderReport } from '@occtet/toolkit/documents'
import { cleanInput, sampleInput } from '../../../packages/toolkit/src/documents/testing/sample.ts'
import { triagedInput } from '../../../packages/toolkit/src/documents/testing/triaged.ts'

/** Style and script have their own source; here they would only hide what changed. */
function withoutCode(page: string): string {
  return page
    .replace(/<style>.*?<\/style>/s, '<style>…</style>')
    .replace(/<script>.*?<\/script>/s, '<script>…</script>')
    .replaceAll(/sha256-[\w+/=]+'/g, "sha256-…'")
}

const options = { width: 80, colour: false, folder: 'occtet-report/' }
const files: Readonly<Record<string, () => string>> = {
  'sample.en.html': () => withoutCode(renderReport(sampleInput())),
  'no-data.de.html': () => withoutCode(renderReport(sampleInput({ findings: undefined, language: 'de' }))),
  'triaged.de.html': () => withoutCode(renderReport(triagedInput({ language: 'de' }))),
  'triaged.en.txt': () => formatSummary(triagedInput(), options),
  'sample.en.txt': () => formatSummary(sampleInput(), options),
  'starter-set.de.txt': () => formatSummary(sampleInput({ starterSetOnly: true, language: 'de' }), options),
  'no-data.en.txt': () => formatSummary(sampleInput({ findings: undefined }), options),
  'clean.en.txt': () => formatSummary(cleanInput(), options),
}

test('reports and summaries are as reviewed', () => {
  for (const [name, make] of Object.entries(files)) {
    const path = fileURLToPath(new URL(name, import.meta.url))
    if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(path, make())
    expect(make(), name).toBe(readFileSync(path, 'utf8'))
  }
})
