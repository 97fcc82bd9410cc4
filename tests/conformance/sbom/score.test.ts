/** Real SBOMs against all standards: the whole verdict as a golden file; `UPDATE_GOLDEN=1` rewrites it. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { decodeSbom, readBom, scoreBom, validateSbom } from '../../../packages/toolkit/src/sbom/index.ts'
import { describeShared, sharedPath } from '../../shared.ts'

const golden = fileURLToPath(new URL('../../golden/sbom-score/', import.meta.url))

const real = [
  ['juice-shop', 'cyclonedx/bom-examples/SBOM__juice-shop__v11.1.2__bom.json'],
  ['laravel', 'cyclonedx/bom-examples/SBOM__laravel-7.12.0__bom.1.4.xml'],
  ['kawipiko', 'cyclonedx/bom-shelter/kawipiko-sbom-cdx.json'],
  ['julia', 'spdx/bom-shelter/julia.spdx.json'],
  ['usbutils', 'spdx/bom-shelter/usbutils.spdx'],
  [
    'syft-node',
    'spdx/bom-shelter/spdx-syft-newrelic_cli-sha256_fae73bbdb237e19c9ed828ae24c22820ff45647b38861f3a5103d9a6f570d753.json',
  ],
] as const

/** One line for each rule: what a reader of the golden file compares with the document. */
async function scoreOf(path: string): Promise<string> {
  const text = decodeSbom(readFileSync(sharedPath(`data/inventories/sboms/${path}`)))
  const read = text.ok ? readBom(text.value, path) : undefined
  if (!text.ok || read?.ok !== true) throw new Error(`${path} cannot be read`)
  const { document, syntax } = read.value
  const { isValid, schema } = await validateSbom(text.value)
  const encoding = syntax === 'spdx-tag-value' ? 'tag-value' : syntax === 'cyclonedx-xml' ? 'xml' : 'json'
  const validity = schema === undefined ? 'unknown' : isValid ? 'valid' : 'invalid'
  const report = scoreBom(document, { encoding, validity })
  const lines = report.standards.flatMap(({ standard, results, met, notMet, cannotTell }) => [
    `${standard.id}: ${met} met, ${notMet} not met, ${cannotTell} cannot be told`,
    ...results.map(
      (result) =>
        `  ${result.rule.id}: ${result.verdict} ${result.met}/${result.notMet}/${result.cannotTell}${result.reason === undefined ? '' : ` (${result.reason})`}`,
    ),
  ])
  return `${syntax} ${document.specVersion}, ${report.components} components, left out ${JSON.stringify(report.leftOut)}\n${lines.join('\n')}\n`
}

describeShared('scores of real SBOMs', () => {
  test.each(real)('%s', async (name, path) => {
    const score = await scoreOf(path)
    const file = join(golden, `${name}.txt`)
    if (process.env['UPDATE_GOLDEN'] === '1') {
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, score)
    }
    expect(score).toBe(readFileSync(file, 'utf8'))
  })
})
