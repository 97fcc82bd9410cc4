/** Shared by the signals on VEX: which statement speaks about which finding, and whether it answers it. */
import { corePurl, type Finding, parsePurl, type Purl } from '../model/index.ts'
import type { VexStatement } from './vex-statements.ts'

/** Being looked into is no answer yet. */
export function isAnswer({ status, isJustified }: VexStatement): boolean {
  return status === 'fixed' || ((status === 'not_affected' || status === 'affected') && isJustified)
}

export function isBare({ status, isJustified }: VexStatement): boolean {
  return status === 'not_affected' && !isJustified
}

/** The same flaw under any name; of this component, or of the product as a whole. */
export function isAbout(statement: VexStatement, finding: Finding, components: ReadonlySet<string>): boolean {
  const names = new Set([finding.group, ...finding.aliases, ...finding.records])
  if (
    !statement.vulnerabilities.some(
      (name) => names.has(name) || names.has(name.slice(name.lastIndexOf('/') + 1)),
    )
  )
    return false
  const purls = statement.products.flatMap((product): readonly Purl[] => {
    const parsed = parsePurl(product)
    return parsed.ok ? [parsed.value] : []
  })
  const parts = purls.filter((purl) => components.has(corePurl(purl)))
  if (parts.length === 0) return true
  return parts.some((purl) => purl === finding.purl || purl === corePurl(finding.purl))
}
