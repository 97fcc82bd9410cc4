/** Writes the files of a report, each whole or not at all. */
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Summary } from '@occtet/contract'
import { formatSarif, renderReport, type ReportInput } from '@occtet/toolkit/documents'
import { writeCycloneDx, writeSpdx } from '@occtet/toolkit/sbom'
import { writeWhole } from './write-whole.ts'

/** VEX files are absent, never empty, until somebody decided something. */
export function writeOutputs(folder: string, input: ReportInput, summary: Summary): void {
  const { inventory, findings, toolVersion } = input
  const meta = { toolVersion, timestamp: input.generatedAt }
  mkdirSync(folder, { recursive: true })
  const write = (name: string, text: string): void => writeWhole(join(folder, name), text)
  write('sbom.cdx.json', writeCycloneDx(inventory, meta))
  write('sbom.spdx.json', writeSpdx(inventory, meta))
  if (findings === undefined) {
    for (const name of ['findings.json', 'findings.sarif']) rmSync(join(folder, name), { force: true })
  } else {
    write('findings.json', `${JSON.stringify(findings, null, 1)}\n`)
    write('findings.sarif', formatSarif({ inventory, findings, toolVersion }))
  }
  write('cra.json', `${JSON.stringify(input.cra, null, 1)}\n`)
  write('report.html', renderReport(input))
  write('summary.json', `${JSON.stringify(summary, null, 1)}\n`)
}
