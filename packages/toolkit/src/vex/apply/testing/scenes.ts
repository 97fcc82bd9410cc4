/** Products and statements for the tests of this folder, in as few words as a case needs. */
import type { VexStatus } from '../../../model/index.ts'
import { purlOf } from '../../decisions/testing/sample.ts'
import type { VexDocument, VexProduct, VexStatement } from '../../model.ts'
import type { VexScene } from '../scene.ts'

/** `edges`: what each component depends on; a component is listed exactly when it has a row. */
export function sceneOf(
  subject: string,
  given: {
    readonly roots: readonly string[]
    readonly edges: Readonly<Record<string, readonly string[]>>
    readonly serials?: readonly string[]
  },
): VexScene {
  return {
    subject: { id: 'app', name: 'app', version: '1', purl: purlOf(subject) },
    serials: given.serials ?? [],
    subjectRefs: [],
    roots: given.roots.map(purlOf),
    components: Object.entries(given.edges).map(([purl, dependsOn]) => ({
      purl: purlOf(purl),
      dependsOn: dependsOn.map(purlOf),
      hashes: [],
    })),
  }
}

/** A path of purls, the outer product first. */
export function productOf(...purls: readonly string[]): VexProduct {
  const [outer = '', ...inner] = purls
  return { purl: purlOf(outer), ids: [], subcomponents: inner.length === 0 ? [] : [productOf(...inner)] }
}

export function statementOf(
  status: VexStatus,
  products: readonly VexProduct[],
  more: Partial<VexStatement> = {},
): VexStatement {
  const reasons = {
    not_affected: { justification: 'vulnerable_code_not_in_execute_path' },
    affected: { action: 'Update.' },
    fixed: {},
    under_investigation: {},
  } as const
  return {
    vulnerability: { id: 'CVE-2021-23337', aliases: [] },
    products,
    status,
    responses: [],
    ...reasons[status],
    ...more,
  }
}

export function documentOf(
  author: string,
  statements: readonly VexStatement[],
  more: Partial<VexDocument> = {},
): VexDocument {
  return { format: 'openvex', formatVersion: '0.2.0', id: `of ${author}`, author, statements, ...more }
}
