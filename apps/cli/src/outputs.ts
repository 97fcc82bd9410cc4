/** Writes the files of a report, each whole or not at all. */
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Summary } from '@occtet/contract'
import { formatSarif, renderReport, type ReportInput } from '@occtet/toolkit/documents'
import { writeCycloneDx, writeSpdx } from '@occtet/toolkit/sbom'
import { vexFileNames } from './vex-outputs.ts'
import { writeWhole } from './write-whole.ts'

export interface Outputs {
  readonly input: ReportInput
  readonly summary: Summary
  /** By name; absent, never empty, until somebody decided something. */
  readonly vexFiles: readonly (readonly [name: string, text: string])[]
}

export function writeOutputs(folder: string, { input, summary, vexFiles }: Outputs): void {
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
  for (const name of vexFileNames) rmSync(join(folder, name), { force: true })
  for (const [name, text] of vexFiles) write(name, text)
  write('cra.json', `${JSON.stringify(input.cra, null, 1)}\n`)
  write('report.html', renderReport(input))
  write('summary.json', `${JSON.stringify(summary, null, 1)}\n`)
}
