/** The committed script of the report is what its sources build to. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { buildReportClient, generatedPath } from '../../tools/report-client.ts'

test('the generated script is current (else: npx tsx tools/report-client.ts)', async () => {
  const built = await buildReportClient()
  expect(built === readFileSync(generatedPath, 'utf8')).toBe(true)
  expect(Buffer.byteLength(built)).toBeLessThan(32_000)
})
