/** Writes the files of a report, each whole or not at all. */
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Summary } from '@occtet/contract'
import type { Announcement } from '@occtet/toolkit/adapters'
import { formatSarif, renderReport, type ReportInput } from '@occtet/toolkit/documents'
import { writeCycloneDx, writeSpdx } from '@occtet/toolkit/sbom'
import type { CheckedTree } from './record/output-events.ts'
import { vexFileNames } from './vex-outputs.ts'
import { writeWhole } from './write-whole.ts'

export interface Outputs {
  readonly input: ReportInput
  readonly summary: Summary
  /** By name; absent, never empty, until somebody decided something. */
  readonly vexFiles: readonly (readonly [name: string, text: string])[]
}

/** `announce` is told the files that matter; its events are recorded exactly if the last file is written. */
export function writeOutputs(
  folder: string,
  { input, summary, vexFiles }: Outputs,
  announce?: (files: CheckedTree['files']) => Announcement | undefined,
): void {
  const { inventory, findings, toolVersion } = input
  const meta = { toolVersion, timestamp: input.generatedAt }
  mkdirSync(folder, { recursive: true })
  const write = (name: string, text: string): void => writeWhole(join(folder, name), text)
  const files = {
    sbom: writeCycloneDx(inventory, meta),
    spdx: writeSpdx(inventory, meta),
    findings: findings === undefined ? '' : `${JSON.stringify(findings, null, 1)}\n`,
  }
  write('sbom.cdx.json', files.sbom)
  write('sbom.spdx.json', files.spdx)
  if (findings === undefined) {
    for (const name of ['findings.json', 'findings.sarif']) rmSync(join(folder, name), { force: true })
  } else {
    write('findings.json', files.findings)
    write('findings.sarif', formatSarif({ inventory, findings, toolVersion }))
  }
  for (const name of vexFileNames) rmSync(join(folder, name), { force: true })
  for (const [name, text] of vexFiles) write(name, text)
  if (input.lifecycle !== undefined) write('lifecycle.json', `${JSON.stringify(input.lifecycle, null, 1)}\n`)
  write('cra.json', `${JSON.stringify(input.cra, null, 1)}\n`)
  write('report.html', renderReport(input))
  writeWhole(join(folder, 'summary.json'), `${JSON.stringify(summary, null, 1)}\n`, announce?.(files))
}
