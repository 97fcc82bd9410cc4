/** `occtet scan PATH`: findings of a tree, a lock file or an SBOM, and nothing else. */
import { readSbomFile } from '@occtet/toolkit/adapters'
import { formatSarif } from '@occtet/toolkit/documents'
import { createPathFinder } from '@occtet/toolkit/inventory'
import { matchInventory } from '@occtet/toolkit/matching'
import type { Finding, FindingsReport, Inventory } from '@occtet/toolkit/model'
import { type AdvisoryData, openLocalData } from '../advisory-data.ts'
import { readBaseline } from '../baseline.ts'
import type { Context } from '../context.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import { formatGate, judge, readGates } from '../gate.ts'
import { plain, plainLines } from '../layout.ts'
import { flagOption, listOption, type Options, textOption } from '../options.ts'
import { onlyProduct } from '../product-choice.ts'
import { readTree } from '../read-tree.ts'
import { settle } from '../settle.ts'
import { toolVersion } from '../tool-version.ts'
import { select } from './inventory.ts'

export async function runScan(context: Context, path: string, options: Options): Promise<ExitCode> {
  const failOn = readGates(listOption(options, 'failOn'), 'file')
  const baseline = readBaseline(textOption(options, 'baseline'))
  const found =
    readSbomFile(path, { isForMatching: true }) ??
    (await readTree(context, path, {
      platform: textOption(options, 'platform'),
      mavenRepository: textOption(options, 'mavenRepository'),
    }))
  const whole = onlyProduct(found, options)
  const inventory = select(whole, { firstParty: false, production: flagOption(options, 'production') })
  const data = await openLocalData(context, inventory, options)
  try {
    const finder = createPathFinder(whole, 10)
    const report = matchInventory({ inventory, store: data.store, pathsTo: finder })
    context.out(format(options, { inventory, report, data }))
    const settled = settle(context, inventory, { strict: flagOption(options, 'strict') })
    if (settled === exitCodes.inputUnreadable) return settled
    const gate = judge(failOn, report, { baseline })
    context.say(plainLines(formatGate(gate)))
    return gate.failed.length > 0 ? exitCodes.gateFailed : settled
  } finally {
    data.store.close()
  }
}

interface Scanned {
  readonly inventory: Inventory
  readonly report: FindingsReport
  readonly data: AdvisoryData
}

function format(options: Options, scanned: Scanned): string {
  const wanted = flagOption(options, 'json') ? 'json' : textOption(options, 'format')
  if (wanted === 'json') return `${JSON.stringify(scanned.report, null, 1)}\n`
  if (wanted === 'sarif')
    return formatSarif({ inventory: scanned.inventory, findings: scanned.report, toolVersion })
  return formatTable(scanned)
}

function formatTable({ report, data, inventory }: Scanned): string {
  const rows = report.findings.map(formatRow)
  const warning =
    data.kind === 'starter-set'
      ? 'Only the starter set was used: it is not a full database. Fill the FedDB with `occtet db sync`.\n'
      : ''
  const silent = report.unknown.length
  const unknown = silent === 0 ? '' : ` Nothing can be said about ${count(silent, 'component')}.`
  const components = new Set(report.findings.map((finding) => finding.purl)).size
  const found = `${count(report.findings.length, 'finding')} in ${components} of ${count(inventory.components.length, 'component')}`
  const end = `${found}, data as of ${report.asOf.slice(0, 10)}.${unknown}\n`
  return `${warning}${rows.join('')}${end}`
}

function formatRow(finding: Finding): string {
  const level = finding.isMalicious ? 'malicious' : (finding.informational ?? finding.level)
  const fix = finding.fix.nearest === undefined ? 'no fix known' : `fixed in ${finding.fix.nearest}`
  const via = finding.fix.direct === undefined ? '' : `  via ${finding.fix.direct}`
  return `${plain(level).padEnd(13)}${(finding.score?.toFixed(1) ?? '-').padStart(4)}  ${plain(finding.group).padEnd(20)}  ${finding.purl}  ${plain(`${fix}${via}`)}\n`
}

function count(number: number, thing: string): string {
  return `${number} ${thing}${number === 1 ? '' : 's'}`
}
